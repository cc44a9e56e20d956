package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether a caller looks for its reply before it sleeps")
class ReplySpinTest {

    private static final long LIMIT = 100_000;

    private final ReplySpin spin = new ReplySpin(LIMIT);

    @Test
    @DisplayName("each does while replies come in time")
    void inTime() {
        for (int call = 0; call < 1_000; call++) {
            assertThat(spin.nextNanos()).isEqualTo(LIMIT);
            spin.ended(true);
        }
    }

    @Test
    @DisplayName("where they take longer, hardly one does")
    void inVain() {
        assertThat(looks(10_000, false)).isBetween(10_000 / (ReplySpin.SLEEPS_MAX + 1), 160);
    }

    @Test
    @DisplayName("a single reply that is late makes one caller sleep")
    void onceLate() {
        assertThat(looks(1, false)).isOne();
        assertThat(spin.nextNanos()).isZero();
        assertThat(looks(1_000, true)).isEqualTo(1_000);
        assertThat(looks(1, false)).isOne();
        assertThat(spin.nextNanos()).isZero();
        assertThat(spin.nextNanos()).isEqualTo(LIMIT);
    }

    @Test
    @DisplayName("all do again soon after replies have become quick")
    void quickAgain() {
        looks(10_000, false);
        assertThat(looks(10_000, true)).isGreaterThan(10_000 - ReplySpin.SLEEPS_MAX - 1);
    }

    @Test
    @DisplayName("none does when the limit is zero")
    void never() {
        assertThat(new ReplySpin(0).nextNanos()).isZero();
    }

    /** How many of so many calls look, when that is what comes of it. */
    private int looks(int calls, boolean found) {
        return (int) IntStream.range(0, calls)
                .filter(call -> spin.nextNanos() > 0)
                .peek(call -> spin.ended(found))
                .count();
    }
}
