package org.amf4j.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.outcome.StatusMeaning;
import org.amf4j.api.AisStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help. */
@Command(
        name = "help",
        description =
                "Shows the list of commands; 'amf help error CODE' says what a result means, 'amf help reference PAGE'"
                        + " writes what the documentation has as its reference.",
        synopsisSubcommandLabel = "[error CODE | reference PAGE]")
final class HelpCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new HelpCommand())
                .addSubcommand(new ErrorCommand())
                .addSubcommand(new ReferenceCommand());
    }

    @Override
    public void run() {
        spec.root().commandLine().usage(AmfCommand.of(spec).out());
        AmfCommand.of(spec).out().flush();
    }

    /** The meaning of a result. */
    @Command(name = "error", description = "Says what a result means, and what to do.")
    static final class ErrorCommand implements Runnable {

        private static final String PREFIX = "SA_AIS_";
        private static final String ERROR = "ERR_";

        @Spec
        private CommandSpec spec;

        @Parameters(
                arity = "0..1",
                paramLabel = "CODE",
                description =
                        "number or name: 20, BAD_OPERATION or SA_AIS_ERR_BAD_OPERATION; without it all are listed")
        private Optional<String> code = Optional.empty();

        @Override
        public void run() {
            AmfCommand amf = AmfCommand.of(spec);
            if (code.isEmpty()) {
                Arrays.stream(AisStatus.values())
                        .forEach(status -> amf.out().printf("%2d  %s%n", status.value(), status.aisName()));
            } else {
                AisStatus status = status(code.get());
                amf.out()
                        .printf(
                                "%s (%d), exit code %d%n",
                                status.aisName(),
                                status.value(),
                                ExitCode.of(status).code());
                amf.out().println(StatusMeaning.of(status));
            }
            amf.out().flush();
        }

        private static AisStatus status(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            String name = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
            return Arrays.stream(AisStatus.values())
                    .filter(status -> Integer.toString(status.value()).equals(text)
                            || status.name().equals(name)
                            || status.name().equals(ERROR + name))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND, "there is no result '" + text + "'", "'amf help error' lists them"));
        }
    }
}
