package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.amf4j.clc.ProcessWatch.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessWatchTest {

    @TempDir
    Path folder;

    private final CommandRunner runner = new ExecCommandRunner();
    private final BlockingQueue<CommandResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        runner.close();
        sessions.forEach(Sessions::kill);
    }

    private Path run(String... script) throws InterruptedException {
        return runIn("/usr/bin:/bin", script);
    }

    private Path runIn(String path, String... script) throws InterruptedException {
        Path fifo = folder.resolve("life line");
        CommandTask task = new CommandTask(
                Scripts.write(folder, "program", script),
                List.of(),
                Map.of("PATH", path),
                folder.resolve("out"),
                10_000_000_000L,
                Optional.of(fifo));
        runner.start(task, new CommandRunner.Observer() {
            @Override
            public void started(long session) {
                sessions.add(session);
            }

            @Override
            public void ended(CommandResult result) {
                results.add(result);
            }
        });
        assertThat(results.poll(10, TimeUnit.SECONDS)).isEqualTo(new CommandResult.Exited(0));
        return fifo;
    }

    @Test
    @DisplayName("the same where dd cannot be told not to wait, as in a system of busybox")
    void otherDd() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Scripts.write(programs, "dd", "echo \"dd: invalid argument 'nonblock' to 'oflag'\" >&2", "exit 1");
        Path fifo = runIn(programs + ":/usr/bin:/bin", "sleep 100 &");
        try (ProcessWatch watch = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(200, TimeUnit.MILLISECONDS)).isNull();

            Sessions.kill(sessions.element());

            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.PROCESSES_GONE);
        }
    }

    @Test
    @DisplayName("the death of a process that is not our child is noticed, and another one could watch it, too")
    void noticesDeath() throws Exception {
        Path fifo = run("sleep 100 &");
        try (ProcessWatch watch = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(200, TimeUnit.MILLISECONDS)).isNull();

            Sessions.kill(sessions.element());

            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.PROCESSES_GONE);
            assertThat(Files.exists(fifo)).isTrue();
        }
        try (ProcessWatch again = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.PROCESSES_GONE);
        }
    }

    @Test
    @DisplayName("a process that dies after the command and before the watch is noticed, too")
    void noticesEarlierDeath() throws Exception {
        Path fifo = run("sleep 100 &");
        Sessions.kill(sessions.element());

        try (ProcessWatch watch = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.PROCESSES_GONE);
        }
    }

    @Test
    @DisplayName("the exit code of a watched command is its own")
    void passesTheExitCode() throws Exception {
        CommandTask task = new CommandTask(
                Scripts.write(folder, "failing", "exit 200"),
                List.of(),
                Map.of(),
                folder.resolve("out"),
                10_000_000_000L,
                Optional.of(folder.resolve("fifo")));
        Recorder recorder = new Recorder();

        runner.start(task, recorder);

        org.awaitility.Awaitility.await().until(() -> !recorder.results().isEmpty());
        assertThat(recorder.results()).containsExactly(new CommandResult.Exited(200));
    }

    @Test
    @DisplayName("as long as one descendant lives the watch goes on")
    void waitsForTheLastDescendant() throws Exception {
        Path fifo = run("( sleep 100 & ) ; sleep 0.1 &");
        try (ProcessWatch watch = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    @DisplayName("a program that closes all its descriptors is told apart from one that died")
    void tellsUnwatchable() throws Exception {
        Path fifo = run("exec 9>&-; sleep 100 &"); // closed before the program is there
        try (ProcessWatch watch = ProcessWatch.begin(fifo, ends::add)) {
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.NEVER_HELD);
        }
    }

    @Test
    @DisplayName("a closed watch says nothing")
    void closesSilently() throws Exception {
        Path fifo = run("sleep 100 &");
        ProcessWatch watch = ProcessWatch.begin(fifo, ends::add);
        assertThat(ends.poll(200, TimeUnit.MILLISECONDS)).isNull();

        watch.close();
        Sessions.kill(sessions.element());

        assertThat(ends.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    @DisplayName("a FIFO that does not exist counts as never held")
    void survivesMissingFifo() throws Exception {
        try (ProcessWatch watch = ProcessWatch.begin(folder.resolve("missing"), ends::add)) {
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(End.NEVER_HELD);
        }
    }
}
