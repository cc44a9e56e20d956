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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExecCommandRunnerTest extends CommandRunnerContract {

    private static final long LONG_NANOS = 20_000_000_000L;

    @Override
    CommandRunner runner() {
        return new ExecCommandRunner();
    }

    @Override
    String exiting(int code) {
        return Scripts.write(folder, "exit" + code, "exit $1");
    }

    @Override
    String hanging() {
        return Scripts.write(folder, "hang", "sleep 100 & sleep 100");
    }

    @Override
    void passTime() {
        // Real time passes by itself.
    }

    @Test
    @DisplayName("arguments and environment reach the program untouched by any shell")
    void passesArgumentsUntouched() throws IOException {
        String program = Scripts.write(folder, "print", "for a; do printf '<%s>' \"$a\"; done; printf '[%s]' \"$V\"");
        String[] nasty = {"a b", "\"quoted\" 'it'", "$HOME ${V} `id`", "back\\slash", "", "*", "; rm -rf x", "ü"};
        CommandTask task = new CommandTask(
                program, List.of(nasty), Map.of("V", "x y;$z"), folder.resolve("out"), LONG_NANOS, Optional.empty());

        CommandResult result = resultOf(task);

        assertThat(result.succeeded()).isTrue();
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("<" + String.join("><", nasty) + ">[x y;$z]");
    }

    @Test
    @DisplayName("a background process that keeps the output open does not delay the end")
    void doesNotWaitForBackgroundProcesses() {
        String program = Scripts.write(folder, "daemon", "sleep 100 &");
        Recorder recorder = new Recorder();

        runner.start(task(program, LONG_NANOS), recorder);

        assertThat(awaitResult(recorder)).isEqualTo(new CommandResult.Exited(0));
        assertThat(Sessions.members(recorder.session().orElseThrow())).hasSize(1);
        assertThat(Sessions.kill(recorder.session().orElseThrow())).isTrue();
    }

    @Test
    @DisplayName("a timeout ends the whole session, background processes included")
    void killsTheSession() {
        Recorder recorder = new Recorder();

        runner.start(task(hanging(), 100_000_000L), recorder);

        assertThat(awaitResult(recorder)).isInstanceOf(CommandResult.TimedOut.class);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Sessions.members(recorder.session().orElseThrow()).isEmpty());
    }

    @Test
    @DisplayName("the end by a signal is told from an exit code")
    void tellsSignals() {
        String program = Scripts.write(folder, "suicide", "kill -TERM $$");

        assertThat(resultOf(task(program, LONG_NANOS))).isEqualTo(new CommandResult.Killed(15));
    }

    @Test
    @DisplayName("a file that is not executable is named together with the remedy")
    void refusesPlainFiles() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "x");

        assertThat(resultOf(task(plain.toString(), LONG_NANOS)).toString())
                .contains(plain + " is not an executable file", "chmod +x");
    }

    @Test
    @DisplayName("output beyond the limit is put aside before the next run")
    void boundsOutput() throws IOException {
        Path output = folder.resolve("log/out");
        Files.createDirectories(output.getParent());
        Files.write(output, new byte[(int) OutputFile.OUTPUT_BYTES_MAX + 1]);

        resultOf(task(Scripts.write(folder, "hello", "echo hello"), LONG_NANOS));

        assertThat(Files.readString(output)).isEqualTo("hello\n");
        assertThat(Files.size(folder.resolve("log/out.1"))).isEqualTo(OutputFile.OUTPUT_BYTES_MAX + 1);
    }

    @Test
    @DisplayName("output that grows beyond the limit while the program runs is emptied")
    void trimsOutput() throws IOException {
        Path output = folder.resolve("out");
        Files.write(output, new byte[(int) OutputFile.OUTPUT_BYTES_MAX + 1]);

        OutputFile.trim(output);

        assertThat(output).isEmptyFile();
    }

    @Test
    @DisplayName("more commands than workers all end")
    void queuesBeyondTheWorkers() {
        String program = exiting(0);
        List<Recorder> recorders = java.util.stream.IntStream.range(0, WorkerPool.WORKERS_MAX + 40)
                .mapToObj(i -> new Recorder())
                .toList();

        recorders.forEach(recorder -> runner.start(task(program, LONG_NANOS, "0"), recorder));

        assertThat(recorders)
                .allSatisfy(recorder ->
                        assertThat(awaitResult(recorder).succeeded()).isTrue());
    }
}
