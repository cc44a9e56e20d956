package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measurements: on clusters of real processes, and by commands that higher rooms add. */
@Command(
        name = "bench",
        description = "Measures and prints the figures with their conditions.",
        synopsisSubcommandLabel = "NAME")
final class BenchCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).addSubcommand(new BenchFailoverCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "the name of a measurement is missing: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    AmfCommand amf() {
        return amf;
    }
}
