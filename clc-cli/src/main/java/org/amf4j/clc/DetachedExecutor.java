package org.amf4j.clc;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Commons Exec with no pipe between us and the program: input is empty, output goes to a file, and the program leads a
 * session of its own. So a process that the program leaves behind neither keeps us waiting nor escapes the kill.
 */
final class DetachedExecutor extends DefaultExecutor {

    private static final File NOTHING = new File("/dev/null");
    private static final List<Path> SETSID_PLACES = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final List<String> program;
    private final File output;
    private final Optional<Launchers> launchers;
    private final Consumer<Process> launched;

    @SuppressWarnings("deprecation") // The builder makes DefaultExecutors only, not subclasses.
    DetachedExecutor(List<String> program, Path output, Optional<Launchers> launchers, Consumer<Process> launched) {
        this.program = program;
        this.output = output.toFile();
        this.launchers = launchers;
        this.launched = launched;
        setExitValues(null);
        setStreamHandler(new NoStreams());
    }

    /** Runs the program and waits for its end; returns its exit code. */
    int execute(Map<String, String> environment) throws IOException {
        return execute(inNewSession(program), environment);
    }

    /** The command line that runs the program as the leader of a new session. */
    static CommandLine inNewSession(List<String> program) throws IOException {
        return inNewSession(Scheduling.normal(), program);
    }

    /** The same with another scheduling policy. */
    static CommandLine inNewSession(List<String> scheduling, List<String> program) throws IOException {
        Path setsid = SETSID_PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IOException("setsid is in none of " + SETSID_PLACES + "; install the package util-linux"));
        CommandLine line = new CommandLine(setsid);
        scheduling.forEach(argument -> line.addArgument(argument, false));
        program.forEach(argument -> line.addArgument(argument, false));
        return line;
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, File folder) throws IOException {
        return start(command, environment);
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path folder) throws IOException {
        return start(command, environment);
    }

    private Process start(CommandLine command, Map<String, String> environment) throws IOException {
        Optional<Process> ready =
                launchers.isPresent() ? launchers.get().run(program, environment, output.toPath()) : Optional.empty();
        Process process = ready.isPresent() ? ready.get() : startDirectly(command, environment);
        launched.accept(process);
        return process;
    }

    private Process startDirectly(CommandLine command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toStrings())
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.appendTo(output))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** There are no streams to pump. */
    private static final class NoStreams implements ExecuteStreamHandler {
        @Override
        public void setProcessErrorStream(InputStream stream) {}

        @Override
        public void setProcessInputStream(OutputStream stream) {}

        @Override
        public void setProcessOutputStream(InputStream stream) {}

        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}
