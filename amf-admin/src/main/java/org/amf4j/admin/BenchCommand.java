package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measurements on clusters of real processes. */
@Command(
        name = "bench",
        description = "Measures on a cluster of its own and prints the figures with their conditions.",
        synopsisSubcommandLabel = "(failover)")
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
        throw new ParameterException(spec.commandLine(), "the name of a measurement is missing: failover");
    }

    AmfCommand amf() {
        return amf;
    }
}
