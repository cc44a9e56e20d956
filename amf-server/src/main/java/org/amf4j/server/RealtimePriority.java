package org.amf4j.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** A thread that ends meanwhile ends the command, too, before it has come to all others. */
    private static final int TRIES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(RealtimePriority.class);

    private RealtimePriority() {}

    /**
     * Takes the priority, if that is wanted and allowed. To be called before there is a lease: a node without priority loses
     * it where others on the machine have theirs. All threads, whatever they do: one that waits for its turn in the midst of
     * code of Java keeps all others from collecting garbage, and so from renewing the lease.
     */
    static void take() {
        take(Optional.ofNullable(System.getenv(SWITCH)).orElse(""), CHRT);
    }

    /** Takes it by that program; returns whether it has been taken. */
    static boolean take(String wanted, Path chrt) {
        if (wanted.isEmpty() || wanted.equals("no")) {
            return false;
        }
        if (!WANTED.contains(wanted) || !Files.isExecutable(chrt)) {
            LOG.warn(
                    "real-time priority: {}={} has no effect; it may be one of {} and needs {}",
                    SWITCH,
                    wanted,
                    WANTED,
                    chrt);
            return false;
        }
        try {
            boolean taken = takeForAll(chrt);
            if (taken) {
                takeForChildren(chrt);
            }
            for (String compiler : compilers()) {
                run(List.of(chrt.toString(), "--other", "--pid", "0", compiler));
            }
            LOG.info("real-time priority: taken={}", taken);
            return taken;
        } catch (IOException e) {
            LOG.info("real-time priority: taken=false cause={}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean takeForAll(Path chrt) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        boolean taken = false;
        for (int i = 0; i < TRIES && !taken && System.nanoTime() - deadlineNanos < 0; i++) {
            taken = run(List.of(chrt.toString(), "--all-tasks", "--rr", "--pid", PRIORITY, pid));
        }
        return taken;
    }

    /**
     * The guardian, which must have its turn when the lease runs out, and shells that wait for commands were started before the
     * priority was taken; later ones get the same from whoever starts them.
     */
    private static void takeForChildren(Path chrt) throws IOException, InterruptedException {
        List<Long> children =
                ProcessHandle.current().children().map(ProcessHandle::pid).toList();
        for (long child : children) {
            run(List.of(chrt.toString(), "--reset-on-fork", "--rr", "--pid", PRIORITY, Long.toString(child)));
        }
    }

    private static List<String> compilers() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String name = nameOf(thread);
                if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                    found.add(thread.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
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
