package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.entity.EntityKind;
import org.amf4j.admin.entity.EntityNames;
import org.amf4j.admin.entity.EntityReader;
import org.amf4j.admin.entity.EntityView;
import org.amf4j.admin.entity.StateNumbers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One entity with its states and what belongs to it. */
@Command
final class EntityShowCommand implements Runnable {

    private final EntityKind kind;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "DN",
            description = "which one; its name may be shortened while it stays unique among them")
    private String name;

    private EntityShowCommand(EntityKind kind) {
        this.kind = kind;
    }

    static CommandLine commandLine(EntityKind kind) {
        CommandLine command = new CommandLine(new EntityShowCommand(kind));
        command.getCommandSpec().name("show");
        command.getCommandSpec()
                .usageMessage()
                .description("Shows one " + kind.title()
                        + " with its states and what belongs to it; 'amf get' shows its attributes.");
        return command;
    }

    @Override
    public void run() {
        AmfCommand amf = AmfCommand.of(spec);
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        String dn = EntityNames.full(client, kind, name);
        ObjectNode entity = new EntityReader(client).details(kind, dn);
        output.print(amf.out(), StateNumbers.beside(entity), () -> EntityView.details(kind, entity));
    }
}
