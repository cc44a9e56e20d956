package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** States of the nodes as members of the cluster. */
@Command(name = "clm-state", description = "Shows the states of nodes as members of the cluster.")
final class ClmState extends OldCommand {

    @Option(names = "-a", description = "administrative state")
    private boolean admin;

    @Option(names = "-m", description = "membership")
    private boolean membership;

    @Option(names = "-i", description = "node id")
    private boolean id;

    @Parameters(paramLabel = "DN", arity = "0..1", description = "only this node")
    private Optional<String> node = Optional.empty();

    @Override
    void run(AdminClient client) {
        boolean all = !admin && !membership && !id;
        List<String> nodes = node.isPresent() ? List.of(node.get()) : find(client, Optional.of("SaClmNode"), node);
        for (String dn : nodes) {
            JsonNode attributes = get(client, dn).path("attributes");
            List<String> lines = new ArrayList<>(List.of(dn));
            if (admin || all) {
                lines.add("\t" + AttributeText.state("saClmNodeAdminState", attributes.path("saClmNodeAdminState")));
            }
            if (membership || all) {
                lines.add("\t" + AttributeText.state("saClmNodeIsMember", attributes.path("saClmNodeIsMember")));
            }
            if (id || all) {
                JsonNode number = attributes.path("saClmNodeID").path(0);
                lines.add("\tsaClmNodeID="
                        + (number.isMissingNode()
                                ? "<Empty>"
                                : String.format("%d(0x%x)", number.asLong(), number.asLong())));
            }
            lines.forEach(out()::println);
        }
    }
}
