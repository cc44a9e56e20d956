package org.amf4j.admin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadGateTest {

    private final LoadGate gate = new LoadGate(4, 2, Duration.ofSeconds(60));
    private final List<String> answers = new ArrayList<>();

    private void at(long second, double load) {
        gate.look(load, TimeUnit.SECONDS.toNanos(second))
                .ifPresent(closed -> answers.add(second + (closed ? " closed" : " open")));
    }

    @Test
    @DisplayName("it closes above the first limit, and opens when the load has been below the second one for a while")
    void closesAndOpens() {
        at(0, 4.1);
        at(10, 5);
        at(20, 2);
        at(79, 1);
        at(80, 1);
        at(90, 1);

        assertThat(answers).containsExactly("0 closed", "80 open");
    }

    @Test
    @DisplayName("a load that goes up and down between the limits changes nothing, and ends a calm")
    void hysteresis() {
        at(0, 5);
        at(10, 2);
        at(60, 3);
        at(70, 2);
        at(125, 3.9);
        at(130, 2);
        at(189, 2);
        assertThat(answers).containsExactly("0 closed");

        at(190, 2);
        at(200, 3.9);
        at(210, 4);
        assertThat(answers).containsExactly("0 closed", "190 open");
    }

    @Test
    @DisplayName("what an earlier watch has closed is opened after the same time, too")
    void unknownAtFirst() {
        at(0, 3);
        at(10, 1);
        at(70, 1);

        assertThat(answers).containsExactly("70 open");
    }

    @Test
    @DisplayName("what could not be done is answered again, whichever it was")
    void failed() {
        at(0, 5);
        gate.failed();
        at(10, 5);
        at(20, 1);
        at(80, 1);
        gate.failed();
        at(90, 1);

        assertThat(answers).containsExactly("0 closed", "10 closed", "80 open", "90 open");
    }

    @Test
    @DisplayName("limits that cross are refused with a sentence")
    void crossing() {
        assertThatThrownBy(() -> new LoadGate(2, 3, Duration.ZERO)).hasMessageContaining("closes above a load of 2.0");
        assertThatThrownBy(() -> new LoadGate(Double.NaN, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
