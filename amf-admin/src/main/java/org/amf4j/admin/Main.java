package org.amf4j.admin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.amf4j.admin.compatibility.OldNames;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where {@code ./amf} enters. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        CommandLine amf = commandLine(Surroundings.ofThisProcess(), arguments);
        ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        amf.setOut(new PrintWriter(results, false, StandardCharsets.UTF_8)).setErr(writer(System.err));
        int exitCode = amf.execute(arguments);
        amf.getOut().flush();
        exitCode = results.told(exitCode, amf.getErr());
        amf.getErr().flush();
        System.exit(exitCode);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }

    /** The command with the sub-commands that these arguments may need; with all for none. */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        AmfCommand root = new AmfCommand(surroundings);
        CommandLine amf = new CommandLine(root);
        Function<Duration, AdminClient> cluster = timeout -> new ClusterOption().client(root, timeout);
        boolean isAlone =
                Commands.addOnly(amf, arguments) || arguments.length > 0 && OldNames.addTo(amf, arguments[0], cluster);
        if (!isAlone) {
            Commands.all().values().forEach(command -> amf.addSubcommand(command.get()));
            OldNames.addTo(amf, cluster);
            ServiceLoader.load(CommandExtension.class).forEach(extension -> add(amf, extension));
        }
        amf.setCaseInsensitiveEnumValuesAllowed(true);
        amf.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings)));
        amf.setExecutionExceptionHandler(Main::report);
        CommandLine.IParameterExceptionHandler usual = amf.getParameterExceptionHandler();
        amf.setParameterExceptionHandler((problem, words) -> {
            OptionalInt old = OldNames.refuse(problem);
            return old.isPresent() ? old.getAsInt() : usual.handleParseException(problem, words);
        });
        return amf;
    }

    /** Puts a command of a higher room below its parent; an unknown parent is a mistake of that room. */
    private static void add(CommandLine amf, CommandExtension extension) {
        CommandLine parent =
                extension.parent().isEmpty() ? amf : amf.getSubcommands().get(extension.parent());
        if (parent == null) {
            throw new IllegalStateException(
                    extension.getClass().getName() + " extends the unknown command " + extension.parent());
        }
        parent.addSubcommand(extension.command());
    }

    /** Colours only for a terminal, which the launcher has looked for, whose owner has not asked to be spared. */
    private static Ansi ansi(Surroundings surroundings) {
        boolean wanted = surroundings.variables().containsKey("AMF_TERMINAL")
                && !surroundings.variables().containsKey("NO_COLOR");
        return wanted ? Ansi.ON : Ansi.OFF;
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof CommandFailure known) {
            err.println("amf: " + known.getMessage());
            if (!known.hint().isEmpty()) {
                err.println("hint: " + known.hint());
            }
            err.flush();
            return known.exitCode().code();
        }
        // Nobody foresaw it: whoever repairs it needs to know where it happened.
        err.println("amf: unexpected failure: " + failure);
        failure.printStackTrace(err);
        err.println("hint: this is a mistake in amf; please report it with the lines above");
        err.flush();
        return ExitCode.FAILED.code();
    }
}
