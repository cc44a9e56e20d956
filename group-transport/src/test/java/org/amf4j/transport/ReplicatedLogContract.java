package org.amf4j.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.amf4j.transport.LogRecorder.Entry;
import org.amf4j.transport.ReplicatedLog.LogBusyException;
import org.amf4j.transport.ReplicatedLog.NotLeaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link ReplicatedLog} promises; voters are "n1", "n2" and "n3", or "n1" alone. */
public abstract class ReplicatedLogContract {

    protected static final List<String> ALL = List.of("n1", "n2", "n3");
    protected static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ReplicatedLog> opened = new ArrayList<>();

    /** A new copy of the log of three; a later copy of the same voter finds what the earlier one has kept. */
    protected abstract ReplicatedLog copy(String voter, LongSupplier epochNanos);

    /** A new copy of a log with n1 as its only voter. */
    protected abstract ReplicatedLog singleCopy();

    @AfterEach
    final void closeAll() {
        closeTogether(opened);
    }

    /** At once, as each takes about a second. */
    protected static void closeTogether(List<ReplicatedLog> logs) {
        CompletableFuture.allOf(logs.stream()
                        .map(log -> CompletableFuture.runAsync(log::close, each -> new Thread(each).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    protected final LogRecorder open(String voter) throws IOException {
        return open(new LogRecorder(voter, copy(voter, () -> System.currentTimeMillis() * 1_000_000)));
    }

    protected final LogRecorder open(LogRecorder recorder) throws IOException {
        opened.add(recorder.log);
        recorder.log.open(recorder);
        return recorder;
    }

    protected final List<LogRecorder> openAll() throws IOException {
        List<LogRecorder> recorders = new ArrayList<>();
        for (String voter : ALL) {
            recorders.add(open(voter));
        }
        return recorders;
    }

    protected static LogRecorder awaitLeader(List<LogRecorder> recorders) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> recorders.stream().filter(LogRecorder::leads).count() == 1);
        return recorders.stream().filter(LogRecorder::leads).findFirst().orElseThrow();
    }

    protected static void awaitPayloads(List<String> payloads, List<LogRecorder> recorders) {
        for (LogRecorder recorder : recorders) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(recorder.payloads()).isEqualTo(payloads));
        }
    }

    /** Proposes until a leader has taken it: a leadership may end just now. Returns who took it. */
    protected static LogRecorder commit(String payload, List<LogRecorder> recorders) {
        LogRecorder leader = awaitLeader(recorders);
        assertThat(leader.propose(payload)).succeedsWithin(PATIENCE);
        return leader;
    }

    private static List<LogRecorder> without(LogRecorder one, List<LogRecorder> all) {
        return all.stream().filter(each -> each != one).toList();
    }

    @Test
    @DisplayName("all copies tell the same entries in the same order")
    void sameOrder() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = awaitLeader(all);
        List<String> payloads =
                IntStream.range(0, 200).mapToObj(Integer::toString).toList();

        List<CompletableFuture<Long>> window = new ArrayList<>();
        for (String payload : payloads) {
            window.add(leader.propose(payload));
            if (window.size() == ReplicatedLog.PROPOSALS_MAX / 2) {
                window.remove(0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }

        awaitPayloads(payloads, all);
        List<Entry> entries = leader.entries();
        assertThat(entries).isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
        assertThat(all).allSatisfy(each -> assertThat(each.entries()).isEqualTo(entries));
    }

    @Test
    @DisplayName("a proposal completes with its index after the listener has been told of the entry")
    void completesAfterEntry() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = awaitLeader(all);

        List<Entry> seenThen =
                leader.propose("x").thenApply(index -> leader.entries()).get(10, TimeUnit.SECONDS);
        long index = leader.propose("y").get(10, TimeUnit.SECONDS);

        assertThat(seenThen).extracting(Entry::payload).containsExactly("x");
        assertThat(leader.entries().get(1).index()).isEqualTo(index);
    }

    @Test
    @DisplayName("a follower refuses a proposal and names the leader; all are told who leads")
    void followerRefuses() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = awaitLeader(all);
        LogRecorder follower = without(leader, all).get(0);
        await().atMost(PATIENCE)
                .until(() -> all.stream().allMatch(each -> each.leader().equals(Optional.of(leader.name))));

        CompletableFuture<Long> proposal = follower.propose("x");

        assertThat(proposal)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotLeaderException.class)
                .withMessageContaining(leader.name);
        assertThat(follower.log.isLeader()).isFalse();
        assertThat(leader.log.isLeader()).isTrue();
        assertThat(follower.log.leader()).contains(leader.name);
    }

    @Test
    @DisplayName("entries survive the restart of all copies and are told before leading")
    void restart() throws Exception {
        List<LogRecorder> before = openAll();
        commit("one", before);
        commit("two", before);
        awaitPayloads(List.of("one", "two"), before);

        closeTogether(before.stream().map(each -> each.log).toList());
        List<LogRecorder> after = openAll();
        LogRecorder leader = awaitLeader(after);

        awaitPayloads(List.of("one", "two"), after);
        assertThat(leader.events()).startsWith("one", "two");
        assertThat(leader.events().indexOf("two")).isLessThan(leader.indexOfEvent("leading"));
        assertThat(leader.entries()).isEqualTo(before.get(0).entries());
    }

    @Test
    @DisplayName("when the leader is closed another leads in a higher term, and the closed one catches up later")
    void leaderCloses() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder first = commit("one", all);
        awaitPayloads(List.of("one"), all);

        first.log.close();
        List<LogRecorder> left = without(first, all);
        LogRecorder second = commit("two", left);
        LogRecorder again = open(first.name);

        awaitPayloads(List.of("one", "two"), left);
        awaitPayloads(List.of("one", "two"), List.of(again));
        assertThat(second.entries().get(1).term())
                .isGreaterThan(second.entries().get(0).term());
        assertThat(second.events().indexOf("one")).isLessThan(second.indexOfEvent("leading"));
        assertThat(first.propose("late"))
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotLeaderException.class);
    }

    @Test
    @DisplayName("leadership can be handed over; leading and following alternate")
    void transfer() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder first = commit("one", all);
        LogRecorder second = without(first, all).get(0);

        assertThat(first.log.transferLeadership(second.name)).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE).until(() -> second.leads() && !first.leads());
        commit("two", all);

        awaitPayloads(List.of("one", "two"), all);
        assertThat(first.leadership()).containsExactly("leading", "following");
        assertThat(second.leadership()).containsExactly("leading");
        assertThat(first.log.transferLeadership(second.name))
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotLeaderException.class);
    }

    @Test
    @DisplayName(
            "a leader that is said to have ended leads no more, whether that is true or not, until there is an election; nothing is lost")
    void saidToHaveEnded() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder first = commit("one", all);
        awaitPayloads(List.of("one"), all);
        List<LogRecorder> others = without(first, all);

        first.log.ended(first.name);
        others.get(0).log.ended(others.get(1).name);
        all.forEach(each -> each.log.ended("nobody"));
        commit("two", all);
        List<String> before = first.leadership();
        others.forEach(each -> each.log.ended(first.name));
        // Whoever stands may lack the leader's latest entry and lose; then the one that was called dead can be elected
        // again.
        await().atMost(PATIENCE)
                .until(() -> first.leadership().size() > 1 && all.stream().anyMatch(LogRecorder::leads));
        commit("three", all);

        assertThat(before).as("own, untrue and foreign words change nothing").containsExactly("leading");
        awaitPayloads(List.of("one", "two", "three"), all);
        assertThat(first.leadership()).startsWith("leading", "following");
    }

    @Test
    @DisplayName("the leader knows who keeps the entries; the others do not")
    void keepers() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder first = commit("one", all);
        List<String> names = all.stream().map(each -> each.name).sorted().toList();
        await().atMost(PATIENCE).until(() -> first.log.keepers().equals(names));
        List<LogRecorder> others = without(first, all);
        assertThat(others).allSatisfy(each -> assertThat(each.log.keepers()).isEmpty());

        LogRecorder lost = others.get(0);
        lost.log.close();

        List<String> left =
                names.stream().filter(name -> !name.equals(lost.name)).toList();
        await().atMost(PATIENCE).until(() -> first.log.keepers().equals(left));
    }

    @Test
    @DisplayName("timestamps never go back, although the leader's clock does")
    void timestamps() throws Exception {
        AtomicLong clock = new AtomicLong(1_000_000_000);
        LongSupplier backwards = () -> clock.addAndGet(-1_000);
        long startNanos = System.nanoTime();
        List<LogRecorder> all = new ArrayList<>();
        for (String voter : ALL) {
            all.add(open(new LogRecorder(voter, copy(voter, backwards))));
        }

        LogRecorder first = commit("one", all);
        commit("two", all);
        awaitPayloads(List.of("one", "two"), all);
        first.log.close();
        List<LogRecorder> left = without(first, all);
        commit("three", left);

        awaitPayloads(List.of("one", "two", "three"), left);
        assertThat(left.get(0).entries())
                .extracting(Entry::timestampNanos)
                .isSorted()
                .allSatisfy(stamp -> assertThat(stamp).isBetween(1L, 1_000_000_000L + System.nanoTime() - startNanos));
        assertThat(left.get(0).entries()).isEqualTo(left.get(1).entries());
    }

    @Test
    @DisplayName("too many proposals at once are refused, and those taken succeed")
    void busy() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<LogRecorder> all = new ArrayList<>();
        for (String voter : ALL) {
            all.add(open(new LogRecorder(voter, copy(voter, () -> 1)).heldAt("slow", gate)));
        }
        LogRecorder leader = awaitLeader(all);

        List<CompletableFuture<Long>> proposals = new ArrayList<>();
        for (int i = 0; i <= ReplicatedLog.PROPOSALS_MAX; i++) {
            proposals.add(leader.propose("slow"));
        }
        CompletableFuture<Long> last = proposals.removeLast();

        assertThat(last)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LogBusyException.class);
        gate.countDown();
        assertThat(CompletableFuture.allOf(proposals.toArray(CompletableFuture[]::new)))
                .succeedsWithin(PATIENCE);
    }

    @Test
    @Tag("CLM-027")
    @DisplayName("a leader left without a majority follows, and its proposals fail")
    void minority() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = commit("one", all);

        closeTogether(without(leader, all).stream().map(each -> each.log).toList());
        CompletableFuture<Long> proposal = leader.propose("lost");

        await().atMost(PATIENCE).until(() -> leader.leadership().equals(List.of("leading", "following")));
        assertThat(proposal)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotLeaderException.class);
        assertThat(leader.log.isLeader()).isFalse();
        assertThat(leader.payloads()).containsExactly("one");
        await().atMost(PATIENCE).until(() -> leader.leader().isEmpty());
    }

    @Test
    @DisplayName("a leader that was left without a majority works again when the others are back")
    void minorityEnds() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = commit("one", all);
        closeTogether(without(leader, all).stream().map(each -> each.log).toList());
        await().atMost(PATIENCE).until(() -> !leader.leads());

        List<LogRecorder> again = new ArrayList<>(List.of(leader));
        for (LogRecorder closed : without(leader, all)) {
            again.add(open(closed.name));
        }
        commit("two", again);

        awaitPayloads(List.of("one", "two"), again);
    }

    @Test
    @DisplayName("a single voter leads at once and keeps its entries")
    void single() throws Exception {
        LogRecorder before = open(new LogRecorder("n1", singleCopy()));
        commit("one", List.of(before));
        before.log.close();

        LogRecorder after = open(new LogRecorder("n1", singleCopy()));
        commit("two", List.of(after));

        assertThat(after.payloads()).containsExactly("one", "two");
        assertThat(after.events()).startsWith("one", "leading");
    }

    @Test
    @DisplayName("a payload over the limit is refused")
    void tooLong() throws Exception {
        LogRecorder single = open(new LogRecorder("n1", singleCopy()));
        awaitLeader(List.of(single));

        assertThat(single.log.propose(new byte[ReplicatedLog.PAYLOAD_BYTES_MAX]))
                .succeedsWithin(PATIENCE);

        assertThatThrownBy(() -> single.log.propose(new byte[ReplicatedLog.PAYLOAD_BYTES_MAX + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieces");
    }

    @Test
    @DisplayName("a listener that throws ends its copy, is told why, and the others go on")
    void listenerThrows() throws Exception {
        List<LogRecorder> all = openAll();
        LogRecorder leader = awaitLeader(all);
        leader.throwingAt("bad");

        leader.propose("bad");

        await().atMost(PATIENCE).until(() -> leader.failure() != null);
        assertThat(leader.failure()).contains("controller " + leader.name, "has thrown");
        List<LogRecorder> left = without(leader, all);
        commit("good", left);
        await().atMost(PATIENCE).until(() -> left.get(0).payloads().contains("good"));
    }

    @Test
    @DisplayName("a start begins with what was remembered, and goes on with the entries after it")
    void remembered() throws Exception {
        List<LogRecorder> all = openAll();
        commit("a", all);
        commit("b", all);
        awaitPayloads(List.of("a", "b"), all);
        for (LogRecorder recorder : all) {
            assertThat(recorder.remember("a and b")).succeedsWithin(PATIENCE);
        }
        commit("c", all);
        awaitPayloads(List.of("a", "b", "c"), all);
        long timestampNanos = all.get(0).entries().getLast().timestampNanos();
        closeTogether(all.stream().map(recorder -> recorder.log).toList());

        List<LogRecorder> again = openAll();
        commit("d", again);

        awaitPayloads(List.of("c", "d"), again);
        assertThat(again).allSatisfy(recorder -> {
            assertThat(withoutLeadership(recorder)).containsExactly("restored a and b", "c", "d");
            assertThat(recorder.entries().getLast().timestampNanos()).isGreaterThanOrEqualTo(timestampNanos);
        });
    }

    @Test
    @DisplayName("a controller that has missed entries which the others have forgotten is told what they remember")
    void farBehind() throws Exception {
        List<LogRecorder> all = openAll();
        commit("a", all);
        awaitPayloads(List.of("a"), all);
        LogRecorder away = without(awaitLeader(all), all).get(0);
        away.log.close();
        List<LogRecorder> others = without(away, all);
        for (int i = 0; i < 10; i++) {
            commit("x".repeat(900_000), others);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        others.stream().allMatch(recorder -> recorder.payloads().size() == 11));
        for (LogRecorder recorder : others) {
            assertThat(recorder.remember("all of it")).succeedsWithin(PATIENCE);
        }

        LogRecorder back = open(away.name);
        commit("b", List.of(others.get(0), others.get(1), back));

        await().atMost(PATIENCE).until(() -> back.payloads().contains("b"));
        assertThat(withoutLeadership(back)).endsWith("restored all of it", "b").doesNotContain("long");
        assertThat(back.failure()).isNull();
    }

    private static List<String> withoutLeadership(LogRecorder recorder) {
        return recorder.events().stream()
                .filter(event -> !event.equals("leading") && !event.equals("following"))
                .toList();
    }
}
