package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls the script {@code amf} as a process of its own, as a user does, with a time limit. */
final class Amf {

    /** For one command; they take a fraction of a second on an idle machine. */
    static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    /** For the first call, which may have to build the programs and prepare their archives. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static boolean prepared;

    private final Path workingDirectory;
    private final Path output;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /**
     * What came of a call.
     *
     * @param command the words of the command line, for messages
     * @param exitCode its exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Result(String command, int exitCode, String out, String err) {

        JsonNode json() {
            return parse(out);
        }

        /** What writes an object per line. */
        List<JsonNode> jsonLines() {
            return out.lines().map(this::parse).toList();
        }

        private JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON from " + this, e);
            }
        }

        Result endsWith(int code) {
            assertThat(exitCode).as("exit code of %s", this).isEqualTo(code);
            return this;
        }

        @Override
        public String toString() {
            return command + "\n--- standard output\n" + out + "--- standard error\n" + err + "---";
        }
    }

    /** Calls in the working directory; what they write goes through files in the output folder. */
    Amf(Path workingDirectory, Path output) {
        this.workingDirectory = workingDirectory;
        this.output = output;
    }

    /** Has the programs built if they are not, so that no later call waits for that. */
    static synchronized void prepare() throws IOException {
        if (!prepared) {
            Path folder = Installation.emptyFolder("prepare");
            new Amf(folder, folder).call(BUILD_LIMIT, "cluster", "list").endsWith(0);
            prepared = true;
        }
    }

    /** All later calls have this variable. */
    Amf with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Result call(String... arguments) {
        return call(COMMAND_LIMIT, arguments);
    }

    Result call(Duration limit, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Installation.script().toString()));
        words.addAll(List.of(arguments));
        return run(limit, words);
    }

    /** Runs any program in the same manner. */
    Result run(Duration limit, List<String> words) {
        try {
            Path out = Files.createTempFile(Files.createDirectories(output), "call", ".out");
            Path err = Files.createTempFile(output, "call", ".err");
            // Files, not pipes: what the command leaves running must not keep the test waiting.
            Process process = builder(words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                Processes.kill(process.toHandle());
            }
            int code = ended ? process.exitValue() : -1;
            Result result = new Result(String.join(" ", words), code, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            assertThat(ended).as("not ended after %s: %s", limit, result).isTrue();
            return result;
        } catch (IOException e) {
            throw new AssertionError("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + words + " ran", e);
        }
    }

    /** Starts a program that goes on; its output is appended to the file. */
    Process start(Path log, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(Installation.script().toString()));
        words.addAll(List.of(arguments));
        return builder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts the command, which goes on; what it writes is appended to the files. */
    Process start(Path out, Path err, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(Installation.script().toString()));
        words.addAll(arguments);
        return builder(words)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                .start();
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // What Maven tells its own children is not for the build that the script may start.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_") || name.startsWith("AMF_"));
        if (prepared) {
            // Whoever edits sources while tests run must not have the programs replaced beneath them.
            builder.environment().put("AMF_NO_BUILD", "1");
        }
        builder.environment().putAll(environment);
        return builder;
    }
}
