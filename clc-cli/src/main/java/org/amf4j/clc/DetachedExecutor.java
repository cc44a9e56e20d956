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

    private final File output;
    private final Consumer<Process> launched;

    @SuppressWarnings("deprecation") // The builder makes DefaultExecutors only, not subclasses.
    DetachedExecutor(Path output, Consumer<Process> launched) {
        this.output = output.toFile();
        this.launched = launched;
        setExitValues(null);
        setStreamHandler(new NoStreams());
    }

    /** The command line that runs the program as the leader of a new session. */
    static CommandLine inNewSession(List<String> program) throws IOException {
        Path setsid = SETSID_PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IOException("setsid is in none of " + SETSID_PLACES + "; install the package util-linux"));
        CommandLine line = new CommandLine(setsid);
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
        ProcessBuilder builder = new ProcessBuilder(command.toStrings())
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.appendTo(output))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        launched.accept(process);
        return process;
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
