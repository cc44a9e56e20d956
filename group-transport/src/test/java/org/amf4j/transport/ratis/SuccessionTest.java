package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.amf4j.transport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leads when the leader is said to have ended, and how soon. */
final class SuccessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final LogConfig.Timings SLOW = new LogConfig.Timings(4_000, 4_500);

    /** The first election may have to be repeated, and is not what is tested. */
    private static final Duration FIRST_ELECTION = Duration.ofSeconds(60);

    /** Before a leader that has not been heard of since the word would be missed. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Map<String, InetSocketAddress> voters = RatisLogTest.addresses(List.of("n1", "n2", "n3"));
    private final List<LogRecorder> all = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void closeAll() {
        CompletableFuture.allOf(all.stream()
                        .map(each -> CompletableFuture.runAsync(each.log::close, task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private LogConfig config(String self) {
        return new LogConfig(self, voters, directory.resolve(self).resolve("raft"), SLOW);
    }

    private LogRecorder openAll() throws IOException {
        for (String name : voters.keySet()) {
            LogRecorder recorder = new LogRecorder(name, new RatisLog(config(name)));
            all.add(recorder);
            recorder.log.open(recorder);
        }
        return awaitLeader(all, FIRST_ELECTION);
    }

    private static LogRecorder awaitLeader(List<LogRecorder> recorders, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> recorders.stream().filter(LogRecorder::leads).count() == 1);
        return recorders.stream().filter(LogRecorder::leads).findFirst().orElseThrow();
    }

    @Test
    @DisplayName("a word that the leader has ended begins the election, and the first of the others by name wins it")
    void wordBeginsElection() throws IOException {
        LogRecorder leader = openAll();
        assertThat(leader.propose("one")).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> all.stream().allMatch(each -> each.payloads().equals(List.of("one"))));
        List<LogRecorder> others = all.stream().filter(each -> each != leader).toList();
        Thread.ofPlatform().start(leader.log::close);
        await().atMost(PATIENCE).until(() -> !leader.log.isLeader());

        others.forEach(each -> each.log.ended(leader.name));

        LogRecorder next = awaitLeader(others, SOON);
        assertThat(next).isSameAs(others.get(0));
        assertThat(next.propose("two")).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> others.stream().allMatch(each -> each.payloads().equals(List.of("one", "two"))));
    }

    @Test
    @DisplayName("when the first of the others has not heard the word, the next one stands a little later")
    void nextStands() throws IOException {
        LogRecorder leader = openAll();
        assertThat(leader.propose("one")).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> all.stream().allMatch(each -> each.payloads().equals(List.of("one"))));
        List<LogRecorder> others = all.stream().filter(each -> each != leader).toList();
        Thread.ofPlatform().start(leader.log::close);
        await().atMost(PATIENCE).until(() -> !leader.log.isLeader());

        others.get(1).log.ended(leader.name);

        assertThat(awaitLeader(others, SOON)).isSameAs(others.get(1));
    }

    @Test
    @DisplayName("a rehearsed election changes nothing")
    void rehearsal() throws IOException {
        LogRecorder leader = openAll();
        assertThat(leader.propose("one")).succeedsWithin(PATIENCE);

        for (int i = 0; i < 20; i++) {
            all.forEach(each -> ((RatisLog) each.log).rehearseElection());
        }
        assertThat(leader.propose("two")).succeedsWithin(PATIENCE);

        assertThat(leader.leadership()).containsExactly("leading");
        assertThat(leader.entries())
                .extracting(LogRecorder.Entry::term)
                .containsOnly(leader.entries().get(0).term());
    }

    @Test
    @DisplayName("turns go by name, without the one that has ended and without witnesses")
    void turns() {
        assertThat(Succession.turn(config("n1"), "n3")).isZero();
        assertThat(Succession.turn(config("n2"), "n3")).isOne();
        assertThat(Succession.turn(config("n2"), "n1")).isZero();
        assertThat(Succession.turn(config("n3"), "n1")).isOne();
        assertThat(Succession.turn(config("n3").withWitnesses(Set.of("n2")), "n1"))
                .isZero();
    }
}
