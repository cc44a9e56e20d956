package org.amf4j.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TimersTest {

    private final Timers timers = new Timers();
    private final Timer startup = new Timer.StartupTimeout();

    @Test
    @DisplayName("nothing is due before its deadline, everything at it, once")
    void due() {
        timers.set(startup, 10);

        assertThat(timers.nextNanos()).hasValue(10);
        assertThat(timers.due(9)).isEmpty();
        assertThat(timers.due(10)).containsExactly(startup);
        assertThat(timers.due(11)).isEmpty();
        assertThat(timers.nextNanos()).isEmpty();
    }

    @Test
    @DisplayName("a timer set again forgets its earlier deadline")
    void setAgain() {
        timers.set(startup, 10);
        timers.set(startup, 20);

        assertThat(timers.due(19)).isEmpty();
        assertThat(timers.isSet(startup)).isTrue();
        assertThat(timers.due(20)).containsExactly(startup);
        assertThat(timers.isSet(startup)).isFalse();
    }

    @Test
    @DisplayName("a cancelled timer never comes; cancelling what is not set does nothing")
    void cancel() {
        timers.cancel(startup);
        timers.set(startup, 10);
        timers.cancel(startup);

        assertThat(timers.due(Long.MAX_VALUE)).isEmpty();
        assertThat(timers.nextNanos()).isEmpty();
    }

    @Test
    @DisplayName("deadlines before the epoch's start and at the end of time are in order")
    void extremes() {
        timers.set(startup, Long.MIN_VALUE);

        assertThat(timers.due(Long.MIN_VALUE)).containsExactly(startup);

        timers.set(startup, Long.MAX_VALUE);

        assertThat(timers.due(Long.MAX_VALUE - 1)).isEmpty();
        assertThat(timers.due(Long.MAX_VALUE)).containsExactly(startup);
    }
}
