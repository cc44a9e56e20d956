package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.examples.OutageLog.Gap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Outages in a sequence of answers")
class OutageLogTest {

    private static final long NOTICED = 100;

    private final OutageLog log = new OutageLog(0, NOTICED);

    @Test
    @DisplayName("answers in quick succession are none")
    void none() {
        log.answered(1, "su1");

        assertThat(log.answered(50, "su1")).isEmpty();
        assertThat(log.answered(149, "su1")).isEmpty();
        assertThat(log.gaps()).isZero();
        assertThat(log.count()).isEqualTo(3);
    }

    @Test
    @DisplayName("a failed request makes one, from the last answer to the next")
    void failure() {
        log.answered(10, "su1");

        assertThat(log.failed()).isTrue();
        assertThat(log.failed()).isFalse();
        assertThat(log.answered(40, "su2")).contains(new Gap(30, "su1", "su2"));
        assertThat(log.gaps()).isEqualTo(1);
        assertThat(log.longestNanos()).isEqualTo(30);
    }

    @Test
    @DisplayName("so does silence, and another one who answers")
    void silenceAndChange() {
        log.answered(10, "su1");

        assertThat(log.answered(110, "su1")).contains(new Gap(100, "su1", "su1"));
        assertThat(log.answered(112, "su2")).contains(new Gap(2, "su1", "su2"));
    }

    @Test
    @DisplayName("the time until the first answer is shown, not counted")
    void first() {
        log.failed();

        assertThat(log.answered(500, "su1")).contains(new Gap(500, "", "su1"));
        assertThat(log.gaps()).isZero();
    }
}
