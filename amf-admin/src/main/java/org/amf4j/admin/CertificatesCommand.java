package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The keys and certificates by which nodes know each other. */
@Command(
        name = "certificates",
        description = "Makes the keys and certificates by which the nodes of a cluster know each other.",
        synopsisSubcommandLabel = "(create)")
final class CertificatesCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new CertificatesCommand()).addSubcommand(new CertificatesCreateCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create is missing");
    }

    AmfCommand amf() {
        return amf;
    }
}
