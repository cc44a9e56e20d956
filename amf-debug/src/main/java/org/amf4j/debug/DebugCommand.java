package org.amf4j.debug;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** For those who look for the cause of something. */
@Command(
        name = "debug",
        description = "Packs what is needed to find out why something was decided.",
        synopsisSubcommandLabel = "dump",
        subcommands = DumpCommand.class)
final class DebugCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: dump");
    }
}
