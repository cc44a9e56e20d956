package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.amf4j.admin.entity.EntityKind;
import org.amf4j.admin.entity.EntityReader;
import org.amf4j.admin.entity.EntityView;
import org.amf4j.admin.entity.StateNumbers;
import org.amf4j.admin.output.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The entities of one kind, a line for each. */
@Command
final class EntityListCommand implements Runnable {

    private final EntityKind kind;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = "only those whose DN has this text in it, or one of several")
    private List<String> texts = List.of();

    private EntityListCommand(EntityKind kind) {
        this.kind = kind;
    }

    static CommandLine commandLine(EntityKind kind) {
        CommandLine command = new CommandLine(new EntityListCommand(kind));
        command.getCommandSpec().name("list");
        command.getCommandSpec().usageMessage().description("Lists " + kind.title() + "s with their states.");
        return command;
    }

    @Override
    public void run() {
        AmfCommand amf = AmfCommand.of(spec);
        List<ObjectNode> rows = new EntityReader(cluster.client(amf, ReadingLimits.TIMEOUT)).rows(kind, this::isWanted);
        ArrayNode list = Json.array();
        list.addAll(rows);
        output.print(
                amf.out(),
                Json.object().set(kind.command(), StateNumbers.beside(list)),
                () -> EntityView.list(kind, rows));
    }

    private boolean isWanted(String dn) {
        return texts.isEmpty() || texts.stream().anyMatch(dn::contains);
    }
}
