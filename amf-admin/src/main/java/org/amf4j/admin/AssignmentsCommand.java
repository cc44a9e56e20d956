package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.entity.EntityKind;
import org.amf4j.admin.entity.EntityNames;
import org.amf4j.admin.output.AssignmentsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Who serves what. */
@Command(
        name = "assignments",
        description = {
            "Shows which unit is what for which service instance, a table for each service group.",
            "A group whose table has more than " + AssignmentsView.WIDTH_MAX
                    + " columns of text has a line for each pair instead."
        })
final class AssignmentsCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Option(names = "--si", paramLabel = "NAME", description = "only this service instance")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--node", paramLabel = "NAME", description = "only units on this node")
    private Optional<String> node = Optional.empty();

    @Override
    public void run() {
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        Optional<String> wantedInstance = instance.map(name -> EntityNames.full(client, EntityKind.SI, name));
        Optional<String> wantedNode = node.map(name -> EntityNames.full(client, EntityKind.NODE, name));
        JsonNode wanted = AssignmentsView.narrowed(client.query("status", Map.of()), wantedInstance, wantedNode);
        output.print(amf.out(), wanted, () -> AssignmentsView.text(wanted));
    }
}
