package org.amf4j.admin;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a sub-command, and what all sub-commands share. */
@Command(
        name = "amf",
        versionProvider = Version.class,
        description = "Keeps services available: starts clusters, shows them, operates them, measures them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 no cluster answers, 4 not found or ambiguous, 5 nothing to do,",
            "6 rejected, 7 busy, 8 time limit passed, 9 access denied, 10 repair pending."
        })
final class AmfCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help and exit")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version and exit")
    private boolean version;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "say what is being tried")
    private boolean verbose;

    AmfCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The command that everything in the specification's command line is below. */
    static AmfCommand of(CommandSpec spec) {
        return (AmfCommand) spec.root().userObject();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Where results go. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where everything goes that is not the result. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Says what is being tried to those who want to know. */
    void tell(String progress) {
        if (verbose) {
            err().println(progress);
            err().flush();
        }
    }
}
