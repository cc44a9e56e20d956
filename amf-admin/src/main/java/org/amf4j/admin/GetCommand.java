package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ConfiguredObjects;
import org.amf4j.admin.output.ObjectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One object with its attributes. */
@Command(name = "get", description = "Shows an object of the information model with its attributes.")
final class GetCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private ModelOutputOption output;

    @Parameters(
            index = "0",
            paramLabel = "DN",
            description = "the object; its name may be shortened while it stays unique")
    private String dn;

    @Parameters(index = "1..*", paramLabel = "ATTR", description = "only these attributes")
    private List<String> attributes = List.of();

    @Override
    public void run() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("dn", dn);
        if (!attributes.isEmpty()) {
            arguments.put("attributes", String.join(",", attributes));
        }
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        JsonNode answer = client.query("get", arguments);
        if (answer.has("incomplete")) {
            amf.err().println("amf: incomplete: " + answer.path("incomplete").asText());
            amf.err().flush();
        }
        JsonNode object = ObjectView.withNames(answer, attributes);
        output.print(
                amf,
                object,
                () -> ObjectView.table(object),
                () -> ObjectView.plain(object),
                () -> ConfiguredObjects.xml(client, List.of(object.path("dn").asText()), attributes, amf.err()));
    }
}
