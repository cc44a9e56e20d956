package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.amf4j.admin.output.StatusView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The cluster at a glance. */
@Command(name = "status", description = "Shows the nodes, who serves what, and what is not as it should be.")
final class StatusCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Option(names = "--all", description = "also the states of all nodes, service units and service instances")
    private boolean all;

    @Override
    public void run() {
        JsonNode status = StatusView.withQuestions(
                cluster.client(amf, ReadingLimits.TIMEOUT).query("status", Map.of()));
        output.print(amf.out(), status, () -> StatusView.text(status, all));
    }
}
