package org.amf4j.machines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Runs programs to their end, within a time limit; what they start may live on. Stateless. */
final class Tool {

    private Tool() {}

    /**
     * How a program has ended.
     *
     * @param code its exit code
     * @param said what it wrote, errors included
     */
    record Ended(int code, String said) {}

    /** Runs it; whatever its exit code is. Its output goes through a file: what it leaves running must not keep us waiting. */
    static Ended run(Duration limit, List<String> words) {
        Path output = null;
        Process process = null;
        try {
            output = Files.createTempFile("amf-vm", ".out");
            process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(words, "has not ended within " + limit.toSeconds() + " s", said(output));
            }
            return new Ended(process.exitValue(), said(output));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot run " + words.get(0) + ": " + e.getMessage(), "is it installed?", e);
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted while " + words.get(0) + " ran", "", e);
        } finally {
            delete(output);
        }
    }

    /** Runs it and returns what it wrote; any exit code but 0 is a failure. */
    static String call(Duration limit, List<String> words) {
        Ended ended = run(limit, words);
        if (ended.code() != 0) {
            throw failed(words, "has ended with exit code " + ended.code(), ended.said());
        }
        return ended.said();
    }

    private static String said(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }

    private static void delete(Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            // A temporary file that stays is no reason to fail.
        }
    }

    private static CommandFailure failed(List<String> words, String how, String said) {
        return new CommandFailure(ExitCode.FAILED, "'" + String.join(" ", words) + "' " + how, said);
    }
}
