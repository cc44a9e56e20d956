package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link CommandRunner} keeps. */
abstract class CommandRunnerContract {

    private static final long LONG_NANOS = 20_000_000_000L;
    private static final long SHORT_NANOS = 50_000_000L;

    @TempDir
    Path folder;

    final CommandRunner runner = runner();

    abstract CommandRunner runner();

    /** Path of a program that exits with the code given as its only argument, of which the contract uses 0, 3 and 200. */
    abstract String exiting(int code);

    /** Path of a program that does not end by itself. */
    abstract String hanging();

    /** Lets time pass where it does not by itself. */
    abstract void passTime();

    @AfterEach
    void close() {
        runner.close();
    }

    CommandTask task(String path, long timeoutNanos, String... arguments) {
        return new CommandTask(
                path,
                List.of(arguments),
                Map.of("PATH", "/usr/bin:/bin"),
                folder.resolve("log/out"),
                timeoutNanos,
                Optional.empty());
    }

    CommandResult resultOf(CommandTask task) {
        Recorder recorder = new Recorder();
        runner.start(task, recorder);
        return awaitResult(recorder);
    }

    CommandResult awaitResult(Recorder recorder) {
        await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).until(() -> {
            passTime();
            return !recorder.results().isEmpty();
        });
        return recorder.results().get(0);
    }

    @Test
    @DisplayName("an exit code is passed on as it is")
    void passesExitCodes() {
        assertThat(resultOf(task(exiting(0), LONG_NANOS, "0"))).isEqualTo(new CommandResult.Exited(0));
        assertThat(resultOf(task(exiting(3), LONG_NANOS, "3"))).isEqualTo(new CommandResult.Exited(3));
        assertThat(resultOf(task(exiting(200), LONG_NANOS, "200"))).isEqualTo(new CommandResult.Exited(200));
    }

    @Test
    @DisplayName("a program that is too slow is ended and reported as timed out")
    void endsSlowPrograms() {
        assertThat(resultOf(task(hanging(), SHORT_NANOS))).isEqualTo(new CommandResult.TimedOut(SHORT_NANOS));
    }

    @Test
    @DisplayName("a program that does not exist is not started, and the reason names it")
    void namesMissingPrograms() {
        CommandResult result = resultOf(task("/no/such/program", LONG_NANOS));

        assertThat(result)
                .isInstanceOfSatisfying(
                        CommandResult.NotStarted.class,
                        notStarted -> assertThat(notStarted.reason()).contains("/no/such/program does not exist"));
    }

    @Test
    @DisplayName("a killed command ends once, as killed")
    void killsOnRequest() {
        Recorder recorder = new Recorder();
        CommandRunner.Running running = runner.start(task(hanging(), LONG_NANOS), recorder);
        await().until(() -> recorder.session().isPresent());

        running.kill();
        running.kill();

        assertThat(awaitResult(recorder)).isEqualTo(new CommandResult.Killed(9));
        assertThat(recorder.results()).hasSize(1);
    }

    @Test
    @DisplayName("a closed runner kills what runs and starts nothing more")
    void closes() {
        Recorder recorder = new Recorder();
        runner.start(task(hanging(), LONG_NANOS), recorder);
        await().until(() -> recorder.session().isPresent());

        runner.close();

        assertThat(awaitResult(recorder)).isEqualTo(new CommandResult.Killed(9));
        assertThat(resultOf(task(exiting(0), LONG_NANOS, "0"))).isInstanceOf(CommandResult.NotStarted.class);
    }
}
