package org.amf4j.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {

    private static final long HOUR = 3_600_000_000_000L;

    private final AtomicLong system = new AtomicLong(10 * HOUR);
    private final AtomicLong elapsed = new AtomicLong(-5);
    private final SteadyClock clock = new SteadyClock(system::get, elapsed::get);

    private void pass(long nanos) {
        system.addAndGet(nanos);
        elapsed.addAndGet(nanos);
    }

    @Test
    @DisplayName("it shows the system's time")
    void followsTheSystem() {
        assertThat(clock.nowNanos()).isEqualTo(10 * HOUR);
        pass(7);
        assertThat(clock.nowNanos()).isEqualTo(10 * HOUR + 7);
    }

    @Test
    @DisplayName("when the system's clock is set back, it goes on; when that has caught up, it is followed again")
    void isSetBack() {
        clock.nowNanos();
        system.addAndGet(-HOUR);
        assertThat(clock.nowNanos()).isEqualTo(10 * HOUR);

        pass(100);
        assertThat(clock.nowNanos()).isEqualTo(10 * HOUR + 100);

        system.addAndGet(HOUR + 1);
        assertThat(clock.nowNanos()).isEqualTo(10 * HOUR + 101);
    }

    @Test
    @DisplayName("when the system's clock is set forward, it is followed")
    void isSetForward() {
        system.addAndGet(HOUR);

        assertThat(clock.nowNanos()).isEqualTo(11 * HOUR);
    }

    @Test
    @DisplayName("when somebody else's clock is ahead, it goes on from there")
    void othersAreAhead() {
        clock.isAtLeast(12 * HOUR);
        assertThat(clock.nowNanos()).isEqualTo(12 * HOUR);

        pass(3);
        clock.isAtLeast(11 * HOUR);

        assertThat(clock.nowNanos()).isEqualTo(12 * HOUR + 3);
    }
}
