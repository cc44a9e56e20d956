package org.amf4j.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.core.lease.LeaseWatch.Refusal;
import org.amf4j.core.lease.LeaseWatch.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LeaseWatchTest {

    private static final long MS = 1_000_000;
    private static final LeaseTimes TIMES = new LeaseTimes(100 * MS, 1_000 * MS, 1_100 * MS, 1_200 * MS);
    private static final Life LIFE = new Life("n1", 7);
    private static final long T = 10_000 * MS;

    private final GrantBook book = new GrantBook(TIMES, 0);
    private final LeaseWatch watch = new LeaseWatch("c1", List.of("c1", "c2", "c3"), TIMES, book);

    @BeforeEach
    void leadAndGrant() {
        watch.lead(3, T);
        assertThat(book.ask(LIFE, T)).isTrue();
    }

    private List<Refusal> lookUntil(long nanos) {
        List<Refusal> last = List.of();
        for (long now = T; now <= nanos; now += 50 * MS) {
            last = watch.look(List.of(LIFE), now);
        }
        return last;
    }

    @Test
    @DisplayName("who has not asked for as long as a lease lasts is refused here, and by the others")
    void refusesTheSilent() {
        assertThat(lookUntil(T + 950 * MS)).isEmpty();

        List<Refusal> asked = watch.look(List.of(LIFE), T + 1_000 * MS);

        assertThat(asked).containsExactly(new Refusal("c2", LIFE, 3, 1), new Refusal("c3", LIFE, 3, 1));
        assertThat(book.ask(LIFE, T + 1_001 * MS)).isFalse();
        assertThat(book.ask(new Life("n1", 8), T + 1_001 * MS)).isTrue();
    }

    @Test
    @DisplayName("the lease is over when a majority can no longer have granted it, as long ago as it is awaited")
    void overByTheMajority() {
        lookUntil(T + 1_000 * MS);
        assertThat(watch.isOver(LIFE, T + 9_000 * MS))
                .as("two have not answered")
                .isFalse();

        watch.refused(said("c3", 1, 400 * MS), T + 1_001 * MS);

        assertThat(watch.overAtNanos(LIFE, T + 1_001 * MS))
                .as("c2 may have granted since, c3 has at 601")
                .hasValue(T + 1_801 * MS);
        watch.refused(said("c2", 1, 900 * MS), T + 1_002 * MS);
        assertThat(watch.overAtNanos(LIFE, T + 1_002 * MS))
                .as("c3 alone is no majority, c2 is with it at 102")
                .hasValue(T + 1_302 * MS);
        assertThat(watch.isOver(LIFE, T + 1_301 * MS)).isFalse();
        assertThat(watch.isOver(LIFE, T + 1_302 * MS)).isTrue();
    }

    @Test
    @DisplayName(
            "what a controller has said counts no longer than it would wait after a new start; then it is asked again")
    void saidLongAgo() {
        lookUntil(T + 1_000 * MS);
        watch.refused(said("c2", 1, 900 * MS), T + 1_002 * MS);
        assertThat(watch.isOver(LIFE, T + 1_400 * MS)).isTrue();

        assertThat(watch.isOver(LIFE, T + 2_200 * MS)).isFalse();

        assertThat(watch.look(List.of(LIFE), T + 2_200 * MS)).contains(new Refusal("c2", LIFE, 3, 2));
        watch.refused(new Refused("c2", new Refusal("c2", LIFE, 3, 2), 2, 50 * MS), T + 2_201 * MS);
        assertThat(watch.overAtNanos(LIFE, T + 2_201 * MS))
                .as("it has started anew, and may have granted before")
                .hasValue(T + 2_151 * MS + 1_200 * MS);
    }

    @Test
    @DisplayName("answers to another leadership, or to questions long ago, count for nothing")
    void staleAnswers() {
        lookUntil(T + 1_000 * MS);

        watch.refused(new Refused("c2", new Refusal("c2", LIFE, 2, 1), 1, 900 * MS), T + 1_001 * MS);
        watch.refused(said("c2", 9, 900 * MS), T + 1_001 * MS);
        watch.refused(new Refused("c9", new Refusal("c9", LIFE, 3, 1), 1, 900 * MS), T + 1_001 * MS);

        assertThat(watch.overAtNanos(LIFE, T + 1_001 * MS)).isEmpty();
    }

    private static Refused said(String controller, long round, long agoNanos) {
        return new Refused(controller, new Refusal(controller, LIFE, 3, round), 1, agoNanos);
    }

    @Test
    @DisplayName("whoever slept does not judge before it has heard what waits")
    void sleeperDoesNotJudge() {
        watch.look(List.of(LIFE), T + 50 * MS);

        assertThat(watch.look(List.of(LIFE), T + 5_000 * MS)).isEmpty();

        assertThat(watch.isSuspect(LIFE)).isFalse();
        assertThat(watch.look(List.of(LIFE), T + 5_200 * MS)).isEmpty();
        assertThat(watch.look(List.of(LIFE), T + 5_400 * MS)).isNotEmpty();
    }

    @Test
    @DisplayName("a new leader goes by its own book: it refuses at once who has been silent long enough")
    void newLeader() {
        watch.lead(4, T + 1_100 * MS);

        assertThat(watch.look(List.of(LIFE), T + 1_100 * MS)).hasSize(2);
    }

    @Test
    @DisplayName("who has just joined through others is heard, though it has no grant of this controller yet")
    void heardOtherwise() {
        Life other = new Life("n2", 1);
        watch.heard(other, T);

        assertThat(watch.look(List.of(other), T + 50 * MS)).isEmpty();
    }

    @Test
    @DisplayName(
            "a controller grants nothing while it may have refused before its start, and takes that time for granted")
    void startsCautiously() {
        GrantBook fresh = new GrantBook(TIMES, T);

        assertThat(fresh.ask(LIFE, T + 1_199 * MS)).isFalse();
        assertThat(fresh.latestGrantNanos(LIFE)).isEqualTo(T);
        assertThat(fresh.ask(LIFE, T + 1_200 * MS)).isTrue();
        assertThat(fresh.latestGrantNanos(LIFE)).isEqualTo(T + 1_200 * MS);
    }

    @Test
    @DisplayName("the only controller needs nobody's answer")
    void single() {
        LeaseWatch alone = new LeaseWatch("c1", List.of("c1"), TIMES, book);
        alone.lead(3, T);
        for (long now = T; now <= T + 1_000 * MS; now += 50 * MS) {
            assertThat(alone.look(List.of(LIFE), now)).isEmpty();
        }

        assertThat(alone.overAtNanos(LIFE, T + 1_000 * MS)).hasValue(T + 1_200 * MS);
    }
}
