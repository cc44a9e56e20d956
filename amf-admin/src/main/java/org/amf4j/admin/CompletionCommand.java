package org.amf4j.admin;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Completion of the command line by the shell. */
@Command(
        name = "completion",
        description = {
            "Writes a script by which a shell completes commands and options of amf.",
            "bash: source <(amf completion bash); zsh the same with zsh."
        })
final class CompletionCommand implements Runnable {

    /** The shells; one script serves both. */
    enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "the shell")
    private Shell shell;

    @Override
    public void run() {
        AmfCommand.of(spec).out().print(AutoComplete.bash("amf", spec.root().commandLine()));
        AmfCommand.of(spec).out().flush();
    }
}
