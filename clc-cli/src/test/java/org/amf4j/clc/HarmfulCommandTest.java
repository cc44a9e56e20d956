package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Commands that would take the machine down if they could")
@Timeout(120)
class HarmfulCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** What a second of endless output may leave on the disk at any time, in bytes. */
    private static final long OUTPUT_SEEN_MAX = 1L << 30;

    @TempDir
    Path folder;

    private final CommandRunner runner = new ExecCommandRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    private CommandTask task(String program, long timeoutNanos) {
        return new CommandTask(
                program,
                List.of(),
                Map.of("PATH", "/usr/bin:/bin"),
                folder.resolve("log/" + Path.of(program).getFileName()),
                timeoutNanos,
                Optional.empty());
    }

    private CommandResult run(String program, long timeoutNanos) {
        Recorder recorder = new Recorder();
        runner.start(task(program, timeoutNanos), recorder);
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .until(() -> !recorder.results().isEmpty());
        recorder.session()
                .ifPresent(session -> assertThat(Sessions.members(session)).isEmpty());
        return recorder.results().get(0);
    }

    private void assertOthersRun() {
        assertThat(run(Scripts.write(folder, "other", "exit 0"), LIMIT.toNanos()))
                .isEqualTo(new CommandResult.Exited(0));
    }

    @Test
    @DisplayName("endless output: the file stays small while it is written, its end is kept, others run")
    void endlessOutput() throws IOException {
        Recorder recorder = new Recorder();
        runner.start(task(Scripts.write(folder, "flood", "exec yes flooded"), 2 * SECOND_NANOS), recorder);
        Path output = folder.resolve("log/flood");
        Path end = OutputFile.older(output);

        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(Files.exists(output) ? Files.size(output) : 0).isLessThan(OUTPUT_SEEN_MAX);
            return !recorder.results().isEmpty();
        });

        assertThat(recorder.results()).containsExactly(new CommandResult.TimedOut(2 * SECOND_NANOS));
        await().atMost(LIMIT).until(() -> Files.size(output) <= OutputFile.OUTPUT_BYTES_MAX);
        assertThat(Files.size(end)).isPositive().isLessThanOrEqualTo(OutputFile.OUTPUT_BYTES_MAX);
        assertThat(Files.readString(end)).contains("flooded\nflooded\n");
        assertOthersRun();
    }

    @Test
    @DisplayName("a program that writes endlessly after its command has ended is bounded, too")
    void endlessOutputOfAService() {
        Recorder recorder = new Recorder();
        runner.start(task(Scripts.write(folder, "service", "yes service &"), LIMIT.toNanos()), recorder);
        await().atMost(LIMIT).until(() -> !recorder.results().isEmpty());
        Path output = folder.resolve("log/service");

        await().atMost(LIMIT).until(() -> Files.exists(OutputFile.older(output)));

        assertThat(Sessions.kill(recorder.session().orElseThrow())).isTrue();
        await().atMost(LIMIT).until(() -> Files.size(output) <= OutputFile.OUTPUT_BYTES_MAX);
    }

    @Test
    @DisplayName("a tree of five hundred processes that ignore every signal is gone with its time limit")
    void manyProcesses() {
        String program = Scripts.write(
                folder,
                "tree",
                "trap '' TERM INT HUP",
                "i=0",
                "while [ $i -lt 500 ]; do (trap '' TERM; exec sleep 60) & i=$((i + 1)); done",
                "wait");

        assertThat(run(program, 3 * SECOND_NANOS)).isInstanceOf(CommandResult.TimedOut.class);

        assertOthersRun();
    }

    @Test
    @DisplayName("processes that do nothing but fork and end, so that none lives long, are gone with the time limit")
    void forkers() {
        // Eight lines of descent, each of which ends by itself after some seconds, should the test be wrong.
        String program = Scripts.write(
                folder,
                "forkers",
                "until=$(($(date +%s) + 20))",
                "next() { [ \"$(date +%s)\" -lt $until ] && { next & } ; }",
                "for i in 1 2 3 4 5 6 7 8; do next & done",
                "sleep 60");

        assertThat(run(program, SECOND_NANOS)).isInstanceOf(CommandResult.TimedOut.class);

        assertOthersRun();
    }

    @Test
    @DisplayName("a command that stops itself is ended with its time limit")
    void stopped() {
        assertThat(run(Scripts.write(folder, "stop", "kill -STOP $$"), SECOND_NANOS / 5))
                .isInstanceOf(CommandResult.TimedOut.class);
    }
}
