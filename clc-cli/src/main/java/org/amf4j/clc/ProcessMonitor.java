package org.amf4j.clc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices the end of processes that are not our children, of their descendants, too, and how they have ended. Nothing polls.
 *
 * <p>A small helper process, started with the first watch, listens to the kernel's process events where that is allowed (as
 * root, not in a container). Elsewhere it holds a descriptor of each process (pidfd): then nobody knows how a process has
 * ended, and descendants are watched as far as they are there when the watch begins. A helper that is killed is replaced;
 * what has ended meanwhile is told. Thread-safe.
 */
public final class ProcessMonitor implements AutoCloseable {

    /** Most watches at a time. */
    public static final int WATCHES_MAX = 10_000;

    /** Most times that a killed helper is replaced. */
    private static final int REPLACEMENTS_MAX = 100;

    private static final int BITS_OF_SIGNAL = 0x7F;
    private static final int SHIFT_OF_CODE = 8;
    private static final List<Path> INTERPRETERS = List.of(Path.of("/usr/bin/perl"), Path.of("/bin/perl"));
    private static final long STACK_BYTES = 128 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ProcessMonitor.class);

    private final List<String> arguments;
    private final Map<Long, Watch> watches = new LinkedHashMap<>();
    private Optional<Process> helper = Optional.empty();
    private int replacements;
    private boolean closed;

    private record Watch(long pid, int depth, Observer observer) {}

    /** Hears about one watch, on a thread of the monitor; must not block. */
    public interface Observer {

        /** The watch has begun, or there is no such process. */
        void begun(boolean exists);

        /**
         * A process has ended.
         *
         * @param pid which
         * @param exit its exit code, from 0, or the negative number of the signal that ended it; empty when nobody knows
         */
        void ended(long pid, OptionalInt exit);
    }

    /** A monitor that takes the best way there is. */
    public ProcessMonitor() {
        this(List.of());
    }

    private ProcessMonitor(List<String> arguments) {
        this.arguments = arguments;
    }

    /** A monitor that may not listen to the kernel's process events. */
    static ProcessMonitor withoutEvents() {
        return new ProcessMonitor(List.of("descriptors"));
    }

    /**
     * Begins to watch.
     *
     * @param watch a number that is not in use
     * @param pid the process
     * @param depth how many generations of descendants are watched with it; -1 for all
     * @param observer hears that the watch has begun, then what ends
     * @throws IOException when processes cannot be watched here, with what to do about it
     */
    public synchronized void watch(long watch, long pid, int depth, Observer observer) throws IOException {
        if (watches.size() >= WATCHES_MAX) {
            throw new IOException("more than " + WATCHES_MAX + " processes are watched");
        }
        if (helper.isEmpty()) {
            launch();
        }
        watches.put(watch, new Watch(pid, depth, observer));
        tell("+ " + watch + " " + pid + " " + depth);
    }

    /** Ends a watch; its observer hears nothing more. */
    public synchronized void end(long watch) {
        if (watches.remove(watch) != null) {
            tell("- " + watch);
        }
    }

    private void launch() throws IOException {
        Path interpreter = INTERPRETERS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("perl is in none of " + INTERPRETERS
                        + "; install it (Debian: perl-base), processes cannot be monitored without"));
        String script;
        try (InputStream resource = ProcessMonitor.class.getResourceAsStream("processes.pl")) {
            script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> command = new ArrayList<>(List.of(interpreter.toString(), "-e", script, "--"));
        command.addAll(arguments);
        Process started =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        helper = Optional.of(started);
        Thread ears = new Thread(null, () -> listen(started), "process-monitor", STACK_BYTES);
        ears.setDaemon(true);
        ears.start();
    }

    private void listen(Process present) {
        try (BufferedReader reader = present.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                hear(line.split(" "));
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the process monitor's helper speaks no more");
        }
        replace();
    }

    private void hear(String[] words) {
        if (words[0].equals("mode")) {
            LOG.atInfo().addKeyValue("by", words[1]).log("processes are monitored");
            return;
        }
        long number = Long.parseLong(words[1]);
        Optional<Watch> watch = find(number);
        if (watch.isEmpty()) {
            return; // ended meanwhile
        }
        switch (words[0]) {
            case "ok" -> watch.get().observer().begun(true);
            case "none" -> {
                remove(number);
                watch.get().observer().begun(false);
            }
            default -> watch.get().observer().ended(Long.parseLong(words[2]), exit(words[3]));
        }
    }

    private synchronized Optional<Watch> find(long watch) {
        return Optional.ofNullable(watches.get(watch));
    }

    private synchronized void remove(long watch) {
        watches.remove(watch);
    }

    /** From the code of wait(2). */
    private static OptionalInt exit(String code) {
        if (code.equals("-")) {
            return OptionalInt.empty();
        }
        int status = Integer.parseInt(code);
        int signal = status & BITS_OF_SIGNAL;
        return OptionalInt.of(signal == 0 ? status >> SHIFT_OF_CODE : -signal);
    }

    private synchronized void replace() {
        if (closed) {
            return;
        }
        if (replacements++ == REPLACEMENTS_MAX) {
            LOG.atError()
                    .addKeyValue("times", REPLACEMENTS_MAX)
                    .log("the process monitor's helper was killed too often");
            return;
        }
        LOG.atWarn()
                .addKeyValue("watches", watches.size())
                .log("the process monitor's helper was killed and is replaced");
        try {
            launch();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the process monitor's helper cannot be replaced");
            return;
        }
        Map.copyOf(watches).forEach((number, watch) -> {
            Observer known = watch.observer();
            Observer again = new Observer() {
                @Override
                public void begun(boolean exists) {
                    if (!exists) {
                        known.ended(watch.pid(), OptionalInt.empty()); // while nobody looked
                    }
                }

                @Override
                public void ended(long pid, OptionalInt exit) {
                    known.ended(pid, exit);
                }
            };
            watches.put(number, new Watch(watch.pid(), watch.depth(), again));
            tell("+ " + number + " " + watch.pid() + " " + watch.depth());
        });
    }

    private void tell(String line) {
        helper.ifPresent(present -> {
            try {
                OutputStream pipe = present.getOutputStream();
                pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                pipe.flush();
            } catch (IOException e) {
                // It is gone; its replacement is told about all watches.
                LOG.atDebug().setCause(e).addKeyValue("line", line).log("the process monitor's helper does not listen");
            }
        });
    }

    /** The helper process, for diagnosis; empty before the first watch. */
    public synchronized Optional<Long> helperPid() {
        return helper.map(Process::pid);
    }

    /** Ends all watches. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        watches.clear();
        helper.ifPresent(present -> {
            try {
                present.getOutputStream().close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("the process monitor's helper was gone already");
            }
        });
    }
}
