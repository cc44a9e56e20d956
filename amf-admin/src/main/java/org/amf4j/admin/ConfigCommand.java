package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Configurations as files; no cluster is needed. */
@Command(
        name = "config",
        description = "Makes, checks, joins and compares configurations as files; no cluster is needed.",
        synopsisSubcommandLabel = "(generate | validate | merge | diff | convert)")
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigGenerateCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new ConfigMergeCommand())
                .addSubcommand(new ConfigDiffCommand())
                .addSubcommand(new ConfigConvertCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of generate, validate, merge, diff, convert is missing");
    }
}
