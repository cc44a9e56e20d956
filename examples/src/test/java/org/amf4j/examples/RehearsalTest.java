package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The SA-aware example")
@Timeout(30)
class RehearsalTest {

    @Test
    @DisplayName("lives through standby, active, healthcheck, quiesced and termination")
    void wholeLife() {
        assertThatCode(() -> Rehearsal.main(new String[0])).doesNotThrowAnyException();
    }
}
