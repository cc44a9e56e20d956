package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ConfiguredObjects;
import org.amf4j.admin.output.ObjectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Names of objects, one per line. */
@Command(name = "find", description = "Lists the names of objects, one per line.")
final class FindCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private ModelOutputOption output;

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "only objects of this class, for instance SaAmfSU")
    private Optional<String> className = Optional.empty();

    @Option(
            names = {"-s", "--scope"},
            paramLabel = "SCOPE",
            description = "sublevel: the root and its children; subtree: all below it (default)")
    private Optional<String> scope = Optional.empty();

    @Option(
            names = "--having",
            paramLabel = "ATTR[=VALUE]",
            description = "only objects that have a value of this attribute, or this one; runtime attributes, too")
    private Optional<String> having = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "ROOT", description = "only this object and those below it")
    private Optional<String> root = Optional.empty();

    @Override
    public void run() {
        Map<String, String> arguments = new LinkedHashMap<>();
        className.ifPresent(name -> arguments.put("class", name));
        root.ifPresent(dn -> arguments.put("root", dn));
        scope.ifPresent(s -> arguments.put("scope", s));
        having.ifPresent(attribute -> {
            int end = attribute.indexOf('=');
            arguments.put("attribute", end < 0 ? attribute : attribute.substring(0, end));
            if (end >= 0) {
                arguments.put("value", attribute.substring(end + 1));
            }
        });
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        JsonNode found = client.query("find", arguments);
        output.print(
                amf,
                found,
                () -> ObjectView.names(found),
                () -> ObjectView.names(found),
                () -> ConfiguredObjects.xml(
                        client,
                        found.path("dns").valueStream().map(JsonNode::asText).toList(),
                        List.of(),
                        amf.err()));
    }
}
