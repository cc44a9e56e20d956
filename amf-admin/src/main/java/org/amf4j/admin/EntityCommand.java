package org.amf4j.admin;

import org.amf4j.admin.entity.EntityKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Views of the entities of one kind: {@code amf su list}, {@code amf si show NAME}. */
@Command
final class EntityCommand implements Runnable {

    private final String below;

    @Spec
    private CommandSpec spec;

    private EntityCommand(String below) {
        this.below = below;
    }

    /** The command for a kind with those below it. */
    static CommandLine commandLine(EntityKind kind) {
        boolean isNode = kind == EntityKind.NODE;
        CommandLine command = new CommandLine(new EntityCommand(isNode ? "list, show, drain" : "list, show"));
        command.getCommandSpec().name(kind.command());
        command.getCommandSpec()
                .usageMessage()
                .description("Lists " + kind.title() + "s with their states, and shows one"
                        + (isNode ? ", or takes all work from one." : "."))
                .synopsisSubcommandLabel(isNode ? "(list | show | drain)" : "(list | show)");
        command.addSubcommand(EntityListCommand.commandLine(kind));
        command.addSubcommand(EntityShowCommand.commandLine(kind));
        if (isNode) {
            command.addSubcommand(new DrainCommand());
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of " + below + " is missing");
    }
}
