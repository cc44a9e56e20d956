package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AMF-081")
final class ProcessMonitorTest {

    private static final int DEATHS = 20;

    private final BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final List<Long> started = new ArrayList<>();
    private ProcessMonitor monitor = new ProcessMonitor();
    private long watches;

    private record Ended(long pid, OptionalInt exit, long atNanos) {}

    private final class Ears implements ProcessMonitor.Observer {
        @Override
        public void begun(boolean exists) {
            begun.add(exists);
        }

        @Override
        public void ended(long pid, OptionalInt exit) {
            ended.add(new Ended(pid, exit, System.nanoTime()));
        }
    }

    @AfterEach
    void close() {
        monitor.close();
        started.forEach(p -> ProcessHandle.of(p).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** A process whose parent is not this one. */
    private long adopted(String script) throws IOException {
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "(" + script + ") </dev/null >/dev/null 2>&1 & echo $!").start();
        try (var reader = shell.inputReader()) {
            long pid = Long.parseLong(reader.readLine().strip());
            started.add(pid);
            return pid;
        }
    }

    private void watch(long pid, int depth) throws Exception {
        monitor.watch(++watches, pid, depth, new Ears());
        assertThat(begun.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    private Ended next() throws InterruptedException {
        Ended next = ended.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("an end within 10 s").isNotNull();
        return next;
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    @DisplayName("the death of an adopted process is noticed, and how it died")
    void signal() throws Exception {
        long pid = adopted("exec sleep 100");
        watch(pid, 0);

        kill(pid);

        Ended end = next();
        assertThat(end.pid()).isEqualTo(pid);
        assertThat(end.exit()).isIn(OptionalInt.of(-9), OptionalInt.empty());
    }

    @Test
    @DisplayName("the exit code is told where the kernel tells of exits")
    void exitCode() throws Exception {
        long pid = adopted("read line < /dev/stdin; sleep 0.3; exit 7");
        watch(pid, 0);

        assertThat(next().exit()).isIn(OptionalInt.of(7), OptionalInt.empty());
    }

    @Test
    @DisplayName("descendants that come later are watched, too, down to the depth asked for")
    void descendants() throws Exception {
        long pid = adopted("sleep 0.3; sh -c 'exit 5'; exec sleep 100");
        watch(pid, -1);

        OptionalInt first = next().exit();

        assertThat(first.isEmpty() || first.getAsInt() == 0).isTrue(); // the sleep
        assertThat(next().exit()).isIn(OptionalInt.of(5), OptionalInt.empty());
    }

    @Test
    @DisplayName("a process that is not there is not watched")
    void nobody() throws Exception {
        monitor.watch(1, 99_999_999, 0, new Ears());

        assertThat(begun.poll(10, TimeUnit.SECONDS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("deaths are noticed within 10 ms (median), without events of the kernel, too")
    void quick(boolean events) throws Exception {
        monitor.close();
        monitor = events ? new ProcessMonitor() : ProcessMonitor.withoutEvents();
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < DEATHS; i++) {
            long pid = adopted("exec sleep 100");
            watch(pid, 0);
            long killedNanos = System.nanoTime();

            kill(pid);

            took.add(next().atNanos() - killedNanos);
        }
        took.sort(Long::compare);
        System.out.printf(
                "noticing the death of an adopted process, events %s: median %.2f ms, max %.2f ms (n=%d)%n",
                events, took.get(DEATHS / 2) / 1e6, took.get(DEATHS - 1) / 1e6, DEATHS);
        assertThat(took.get(DEATHS / 2)).isLessThan(10_000_000);
    }

    @Test
    @DisplayName("a helper that is killed is replaced, and what has ended meanwhile is told")
    void helperKilled() throws Exception {
        long pid = adopted("exec sleep 100");
        watch(pid, 0);
        long helper = monitor.helperPid().orElseThrow();

        kill(helper);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> monitor.helperPid().filter(h -> h != helper).isPresent());
        kill(pid);

        assertThat(next().pid()).isEqualTo(pid);
    }
}
