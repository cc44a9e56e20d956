package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchersTest {

    private static final Map<String, String> BASE = Map.of("PATH", "/usr/bin:/bin");
    private static final long LATE_MILLIS = 300;

    @TempDir
    Path folder;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    @Test
    @DisplayName("the next one is started when the command has ended, not while it runs")
    void refillsAfterTheCommand() throws Exception {
        try (Launchers launchers = filled(TimeUnit.HOURS.toMillis(1))) {
            Process process = use(launchers);
            int readyMeanwhile = launchers.ready();
            process.destroyForcibly().waitFor();

            launchers.refill();

            awaitFull(launchers);
            assertThat(readyMeanwhile).isEqualTo(Launchers.READY_MAX - 1);
        }
    }

    @Test
    @DisplayName("a command that does not end is not waited for without end")
    void refillsInTheEnd() throws Exception {
        try (Launchers launchers = filled(LATE_MILLIS)) {
            long beganNanos = System.nanoTime();
            Process process = use(launchers);

            awaitFull(launchers);

            assertThat(System.nanoTime() - beganNanos)
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS));
            process.destroyForcibly();
        }
    }

    private Launchers filled(long lateMillis) {
        Launchers launchers = new Launchers(BASE, clock, lateMillis);
        launchers.refill();
        awaitFull(launchers);
        return launchers;
    }

    private static void awaitFull(Launchers launchers) {
        await().until(() -> launchers.ready() == Launchers.READY_MAX);
    }

    private Process use(Launchers launchers) throws Exception {
        return launchers
                .run(List.of("/bin/sleep", "60"), BASE, folder.resolve("out"))
                .orElseThrow();
    }
}
