package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
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
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        try {
            JsonNode status = StatusView.withQuestions(client.query("status", Map.of()));
            output.print(amf.out(), status, () -> StatusView.text(status, all));
        } catch (CommandFailure e) {
            if (e.exitCode() == ExitCode.UNREACHABLE) {
                client.recall().ifPresent(this::printRecalled);
            }
            throw e;
        }
    }

    /** Shows what a controller knew last, and that nobody decides now. */
    private void printRecalled(JsonNode recalled) {
        ObjectNode status = StatusView.withQuestions(recalled);
        status.put("leader", "");
        output.print(
                amf.out(),
                status,
                () -> "NO MAJORITY of the controllers decides; changes are refused. What was known last:\n\n"
                        + StatusView.text(status, all));
        amf.out().flush();
    }
}
