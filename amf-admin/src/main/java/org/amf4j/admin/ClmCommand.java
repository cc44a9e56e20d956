package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The nodes as members of the cluster. */
@Command(
        name = "clm",
        description = {
            "Shows the nodes as members of the cluster, lets them in, and has them leave.",
            "A node that is locked here has left the cluster: nothing runs on it and nobody there hears of anything."
                    + " 'amf lock' with the name of an AMF node leaves it in the cluster, without work."
        },
        synopsisSubcommandLabel = "(list | lock | unlock | shutdown | reset)")
final class ClmCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        CommandLine clm = new CommandLine(new ClmCommand()).addSubcommand(new ClmListCommand());
        clm.addSubcommand(ClmOperationCommand.commandLine(
                "lock", OperationName.LOCK, "Has a node leave within a bounded time; its work moves first."));
        clm.addSubcommand(ClmOperationCommand.commandLine("unlock", OperationName.UNLOCK, "Lets a node be a member."));
        clm.addSubcommand(ClmOperationCommand.commandLine(
                "shutdown",
                OperationName.SHUTDOWN,
                "Has a node leave when its work is done, however long that takes."));
        clm.addSubcommand(ClmOperationCommand.commandLine(
                "reset", OperationName.RESTART, "Reboots a node at once, or the whole cluster."));
        return clm;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of list, lock, unlock, shutdown, reset is missing");
    }

    AmfCommand amf() {
        return amf;
    }
}
