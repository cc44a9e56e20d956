package org.amf4j.benchmarks.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.clc.ProcessMonitor;
import org.amf4j.clc.ProcessWatch;

/**
 * Kills processes and measures how long it takes until that is noticed, by what agents use for it: the FIFO that a component's
 * processes hold, and the monitor of processes that are nobody's children here. From before the signal until the observer
 * is called.
 */
final class Deaths {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SLEEP = "exec sleep 600";

    private final Path folder;

    Deaths(Path folder) {
        this.folder = folder;
    }

    /** Of processes that an agent has started. */
    List<Long> ofOwn(int repeats) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Path fifo = folder.resolve("held-" + i);
            Process process =
                    shell("mkfifo -m 600 \"$1\" && exec 9<>\"$1\" && echo ready && " + SLEEP, fifo.toString());
            awaitLine(process, "ready");
            Noticed noticed = new Noticed();
            try (ProcessWatch watch = ProcessWatch.begin(fifo, end -> noticed.now())) {
                awaitBegun(watch);
                nanos.add(noticed.after(process.toHandle()));
            }
        }
        return nanos;
    }

    private static void awaitBegun(ProcessWatch watch) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!watch.hasBegun()) {
            if (System.nanoTime() > end) {
                throw failure("the watch of a process has not begun after " + LIMIT);
            }
            Thread.sleep(1);
        }
    }

    /** Of processes that somebody else has started. */
    List<Long> ofAdopted(int repeats) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        try (ProcessMonitor monitor = new ProcessMonitor()) {
            for (int i = 0; i < repeats; i++) {
                ProcessHandle process = orphan();
                CountDownLatch begun = new CountDownLatch(1);
                Noticed noticed = new Noticed();
                monitor.watch(i, process.pid(), 0, new ProcessMonitor.Observer() {
                    @Override
                    public void begun(boolean exists) {
                        begun.countDown();
                    }

                    @Override
                    public void ended(long pid, OptionalInt exit) {
                        noticed.now();
                    }
                });
                if (!begun.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("process " + process.pid() + " is not watched after " + LIMIT);
                }
                nanos.add(noticed.after(process));
                monitor.end(i);
            }
        } catch (IOException e) {
            throw failure(e.getMessage());
        }
        return nanos;
    }

    /** When the observer was called. */
    private static final class Noticed {
        private final CountDownLatch latch = new CountDownLatch(1);
        private final AtomicLong atNanos = new AtomicLong();

        void now() {
            atNanos.set(System.nanoTime());
            latch.countDown();
        }

        long after(ProcessHandle killed) throws InterruptedException {
            long begin = System.nanoTime();
            killed.destroyForcibly();
            if (!latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("the end of process " + killed.pid() + " is not noticed after " + LIMIT);
            }
            return atNanos.get() - begin;
        }
    }

    private static ProcessHandle orphan() {
        Process parent = shell("setsid sh -c '" + SLEEP + "' </dev/null >/dev/null 2>&1 & echo $!", "");
        long pid = Long.parseLong(awaitLine(parent, ""));
        return ProcessHandle.of(pid).orElseThrow(() -> failure("process " + pid + " has ended by itself"));
    }

    private static Process shell(String script, String argument) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", script, "bench", argument)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw failure("cannot start /bin/sh: " + e.getMessage());
        }
    }

    private static String awaitLine(Process process, String expected) {
        try {
            BufferedReader reader = process.inputReader(); // left open: closing it would end the process by a signal
            String line = reader.readLine();
            if (line == null || !expected.isEmpty() && !line.equals(expected)) {
                throw failure("a process to be killed could not be started: " + line);
            }
            return line;
        } catch (IOException e) {
            throw failure(e.getMessage());
        }
    }

    private static CommandFailure failure(String text) {
        return new CommandFailure(ExitCode.FAILED, text, "");
    }
}
