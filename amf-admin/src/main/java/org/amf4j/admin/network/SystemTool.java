package org.amf4j.admin.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the operating system that are run for what they do, with a time limit. */
public final class SystemTool {
    private static final long SECONDS_MAX = 20;

    private SystemTool() {}

    /**
     * Runs a program to its end and returns what it has written, errors included; not more than a pipe holds.
     *
     * @throws IOException when there is no such program, it does not end in time, or ends with anything but 0
     */
    public static String run(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("'" + String.join(" ", words) + "' did not end within " + SECONDS_MAX + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while '" + String.join(" ", words) + "' ran", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0) {
            throw new IOException("'" + String.join(" ", words) + "' has failed: " + said);
        }
        return said;
    }
}
