package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.transport.LogRecorder;
import org.amf4j.transport.ReplicatedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk, an operator or a network can do to a log. */
final class RatisLogHazardsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ReplicatedLog> opened = new ArrayList<>();
    private final Map<String, InetSocketAddress> single = RatisLogTest.addresses(List.of("n1"));

    @TempDir
    private Path directory;

    @AfterEach
    void closeAll() {
        CompletableFuture.allOf(opened.stream()
                        .map(log -> CompletableFuture.runAsync(log::close, each -> new Thread(each).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private LogRecorder recorder(String voter, Map<String, InetSocketAddress> voters) {
        Path storage = directory.resolve(voter).resolve("raft");
        return new LogRecorder(voter, new RatisLog(new LogConfig(voter, voters, storage, LogConfig.Timings.FAST)));
    }

    private LogRecorder open(LogRecorder recorder) throws IOException {
        opened.add(recorder.log);
        recorder.log.open(recorder);
        return recorder;
    }

    private static LogRecorder awaitLeader(List<LogRecorder> recorders) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> recorders.stream().filter(LogRecorder::leads).count() == 1);
        return recorders.stream().filter(LogRecorder::leads).findFirst().orElseThrow();
    }

    /** Leaves a closed log with one entry. */
    private void written(String payload) throws IOException {
        LogRecorder before = open(recorder("n1", single));
        awaitLeader(List.of(before));
        assertThat(before.propose(payload)).succeedsWithin(PATIENCE);
        before.log.close();
    }

    private Path logFile() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("a voter whose log has vanished does not start, and the message says what helps")
    void vanished() throws IOException {
        written("one");
        try (Stream<Path> files = Files.walk(directory.resolve("n1").resolve("raft"))) {
            files.sorted(Comparator.reverseOrder()).forEach(RatisLogHazardsTest::delete);
        }

        assertThatThrownBy(() -> open(recorder("n1", single)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has voted before")
                .hasMessageContaining(directory.resolve("n1").resolve("raft").toString())
                .hasMessageContaining("mount the disk");
    }

    @Test
    @DisplayName("a flipped bit in an entry stops the start, and the message names the file")
    void flippedBit() throws IOException {
        written("flip-me");
        Path file = logFile();
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("flip-me");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> open(recorder("n1", single)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("controller n1 cannot open its log")
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining("Do not delete it");
    }

    @Test
    @DisplayName("a log is not opened for other voters or addresses than it was made for")
    void otherVoters() throws IOException {
        written("one");

        assertThatThrownBy(() -> open(recorder("n1", RatisLogTest.addresses(List.of("n1", "n2", "n3")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other voters or addresses")
                .hasMessageContaining("n2=");
    }

    @Test
    @DisplayName("a second process does not get the same directory, nor an address that is taken")
    void taken() throws IOException {
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(single.get("n1"));

            assertThatThrownBy(() -> open(recorder("n1", single)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot open its log");
        }
    }

    @Test
    @DisplayName("a directory that cannot be made is named")
    void noDirectory() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("n1"), "a file is in the way");

        assertThatThrownBy(() -> open(recorder("n1", single)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("n1").toString());
    }

    @Test
    @DisplayName("entries of several segment files are all told at the next start")
    void manySegments() throws IOException {
        LogRecorder before = open(recorder("n1", single));
        awaitLeader(List.of(before));
        for (int i = 0; i < 10; i++) {
            assertThat(before.log.propose(new byte[ReplicatedLog.PAYLOAD_BYTES_MAX]))
                    .succeedsWithin(PATIENCE);
        }
        before.log.close();

        LogRecorder after = open(recorder("n1", single));
        awaitLeader(List.of(after));

        assertThat(after.entries()).isEqualTo(before.entries());
        assertThat(after.payloads()).isEqualTo(Collections.nCopies(10, "long"));
    }

    @Test
    @DisplayName("three of five voters go on without the leader and one more")
    void fiveVoters() throws IOException {
        List<String> names = List.of("n1", "n2", "n3", "n4", "n5");
        Map<String, InetSocketAddress> voters = RatisLogTest.addresses(names);
        List<LogRecorder> all = new ArrayList<>();
        for (String name : names) {
            all.add(open(recorder(name, voters)));
        }
        LogRecorder first = awaitLeader(all);
        assertThat(first.propose("one")).succeedsWithin(PATIENCE);

        first.log.close();
        all.remove(first);
        all.remove(0).log.close();
        LogRecorder second = awaitLeader(all);
        assertThat(second.propose("two")).succeedsWithin(PATIENCE);

        await().atMost(PATIENCE)
                .until(() -> all.stream().allMatch(each -> each.payloads().equals(List.of("one", "two"))));
    }

    @Test
    @DisplayName("a leader that is cut off gives up although proposals keep coming")
    void busyAndCutOff() throws Exception {
        Map<String, InetSocketAddress> voters = RatisLogTest.addresses(List.of("n1", "n2", "n3"));
        List<LogRecorder> all = new ArrayList<>();
        for (String name : voters.keySet()) {
            all.add(open(recorder(name, voters)));
        }
        LogRecorder leader = awaitLeader(all);
        all.stream().filter(each -> each != leader).forEach(each -> new Thread(each.log::close).start());

        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> {
            leader.propose("flood");
            return leader.leadership().contains("following");
        });

        assertThat(leader.log.isLeader()).isFalse();
        assertThat(leader.failure()).isNull();
    }

    @Test
    @DisplayName("a voter whose end differs is brought in line while the majority needs it")
    void divergentEnd() throws Exception {
        Map<String, InetSocketAddress> voters = RatisLogTest.addresses(List.of("n1", "n2", "n3"));
        List<LogRecorder> all = new ArrayList<>();
        for (String name : voters.keySet()) {
            all.add(open(recorder(name, voters)));
        }
        LogRecorder old = awaitLeader(all);
        all.remove(old);
        all.stream().parallel().forEach(each -> each.log.close());
        for (int i = 0; i < ReplicatedLog.PROPOSALS_MAX; i++) {
            old.propose("never counted");
        }
        old.log.close();
        LogRecorder present = open(recorder(all.get(0).name, voters));
        LogRecorder other = open(recorder(all.get(1).name, voters));
        assertThat(awaitLeader(List.of(present, other)).propose("counts")).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> present.payloads().contains("counts")
                        && other.payloads().contains("counts"));
        other.log.close();

        LogRecorder back = open(recorder(old.name, voters));

        assertThat(awaitLeader(List.of(present, back)).propose("together")).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE).until(() -> back.payloads().contains("together"));
        assertThat(back.payloads()).containsExactly("counts", "together");
    }

    @Test
    @DisplayName("a disk error and a server that has closed itself are reported as the end of the log")
    void broken() throws Exception {
        LogConfig config = new LogConfig("n1", single, directory.resolve("raft"), LogConfig.Timings.FAST);
        for (boolean disk : List.of(true, false)) {
            LogRecorder recorder = new LogRecorder("n1", new RatisLog(config));
            Proposals proposals = new Proposals(TimeUnit.SECONDS.toNanos(1));
            LogEvents events = new LogEvents(config, recorder, proposals, new VoterMarker(config));
            EntryMachine machine = new EntryMachine(events, () -> 0);
            events.attach(new RaftMember(config, Optional.empty(), machine));
            events.opened();

            if (disk) {
                machine.notifyLogFailed(new IOException("no space left"), null);
            } else {
                machine.close();
            }

            await().atMost(PATIENCE).until(() -> recorder.failure() != null);
            assertThat(recorder.failure())
                    .contains("controller n1", config.directory().toString(), "restart this controller");
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
