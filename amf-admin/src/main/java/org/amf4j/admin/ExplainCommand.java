package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.amf4j.admin.output.ExplainView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Why an entity is as it is. */
@Command(name = "explain", description = "Says why an entity is in its present state: the last reasons.")
final class ExplainCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "DN", description = "the entity; its name may be shortened while it stays unique")
    private String dn;

    @Override
    public void run() {
        JsonNode answer = cluster.client(amf, ReadingLimits.TIMEOUT).query("explain", Map.of("dn", dn));
        output.print(amf.out(), answer, () -> ExplainView.text(answer));
    }
}
