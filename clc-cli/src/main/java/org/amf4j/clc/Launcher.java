package org.amf4j.clc;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process that waits to become a program: the leader of a session of its own, told through a pipe what to run. Starting a
 * process takes several steps of a millisecond each on a busy machine; here only the last one is left for later.
 *
 * <p>What is to be run reaches the shell as data, line by line, never as text of a script. It ends by itself when the pipe
 * is closed, so also when we die.
 */
final class Launcher implements AutoCloseable {

    /** Most lines told to a launcher; longer commands are started directly. */
    private static final int LINES_MAX = 200;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String SCRIPT = """
            set --
            out=/dev/null
            while IFS= read -r line; do
                case $line in
                    O*) out=${line#O} ;;
                    E*) export "${line#E}" ;;
                    A*) set -- "$@" "${line#A}" ;;
                    G) exec "$@" </dev/null >>"$out" 2>&1 ;;
                esac
            done
            """;

    private final Map<String, String> environment;
    private final Process process;

    private Launcher(Map<String, String> environment, Process process) {
        this.environment = environment;
        this.process = process;
    }

    /** Starts one whose program will find this environment and what is added to it then. */
    static Launcher start(Map<String, String> environment) throws IOException {
        List<String> shell = List.of("/bin/sh", "-c", SCRIPT, "launcher");
        ProcessBuilder builder = new ProcessBuilder(DetachedExecutor.inNewSession(Scheduling.urgent(), shell)
                        .toStrings())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Launcher(Map.copyOf(environment), builder.start());
    }

    /** Whether it still waits. */
    boolean isReady() {
        return process.isAlive();
    }

    /** Has it become the program; empty, and nothing has happened, when it cannot be told so. */
    Optional<Process> run(List<String> program, Map<String, String> wanted, Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("O" + output);
        wanted.forEach((name, value) -> {
            if (!value.equals(environment.get(name))) {
                lines.add("E" + name + "=" + value);
            }
        });
        program.forEach(word -> lines.add("A" + word));
        lines.add("G");
        boolean tellable = lines.size() <= LINES_MAX
                && wanted.keySet().containsAll(environment.keySet())
                && wanted.keySet().stream().allMatch(n -> VARIABLE.matcher(n).matches())
                && lines.stream().noneMatch(line -> line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0);
        if (!tellable) {
            return Optional.empty();
        }
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Optional.of(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
