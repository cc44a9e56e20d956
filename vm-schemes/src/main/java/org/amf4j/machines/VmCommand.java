package org.amf4j.machines;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Schemes that keep virtual machines available, each with real machines on hosts that are played here. */
@Command(
        name = "vm",
        description = "Shows how virtual machines are kept available, with real ones on hosts played on this machine.",
        synopsisSubcommandLabel = "SCHEME",
        subcommands = {
            ArchitectureACommand.class,
            ArchitectureBCommand.class,
            CheckClassesCommand.class,
            FastStartCommand.class,
            HostIsolationCommand.class,
            PairedCommand.class,
            RecoveryLadderCommand.class,
            LadderCrashesCommand.class
        })
final class VmCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "the name of a scheme is missing: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }
}
