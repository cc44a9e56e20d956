package org.amf4j.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the node before ordinary programs, where the operating system allows it: a machine that is overloaded must not look
 * like one that has failed, and a fail-over must not wait for its turn.
 *
 * <p>{@code AMF_REALTIME} says who gets the lowest real-time priority: {@code no} nobody (the default), {@code node} the
 * node and the short commands that it runs, {@code all} components, too. Threads that compile code stay ordinary.
 */
final class RealtimePriority {

    private static final String SWITCH = "AMF_REALTIME";
    private static final List<String> WANTED = List.of("no", "node", "all");
    private static final Path CHRT = Path.of("/usr/bin/chrt");
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String PRIORITY = "1";
    private static final long LIMIT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RealtimePriority.class);

    private RealtimePriority() {}

    /** Takes the priority, if that is wanted and allowed. */
    static void take() {
        String wanted = System.getenv(SWITCH);
        if (wanted == null || wanted.isEmpty() || wanted.equals("no")) {
            return;
        }
        if (!WANTED.contains(wanted) || !Files.isExecutable(CHRT)) {
            LOG.warn(
                    "real-time priority: {}={} has no effect; it may be one of {} and needs {}",
                    SWITCH,
                    wanted,
                    WANTED,
                    CHRT);
            return;
        }
        try {
            long pid = ProcessHandle.current().pid();
            boolean taken = chrt(List.of("--all-tasks", "--rr", "--pid", PRIORITY, Long.toString(pid)));
            if (taken) {
                for (String compiler : compilers()) {
                    chrt(List.of("--other", "--pid", "0", compiler));
                }
            }
            LOG.info("real-time priority: taken={}", taken);
        } catch (IOException e) {
            LOG.info("real-time priority: taken=false cause={}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> compilers() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String name = Files.readString(thread.resolve("comm"));
                if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                    found.add(thread.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static boolean chrt(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CHRT.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
