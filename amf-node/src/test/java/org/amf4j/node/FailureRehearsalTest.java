package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.core.event.Event;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rehearsal of failures")
class FailureRehearsalTest {

    @Test
    @DisplayName("goes the whole way twice: assigned, failed by its connection and by a report of a script, cleaned up")
    void wholeWay() {
        List<String> told = new FailureRehearsal()
                .play().stream().map(FailureRehearsalTest::shortly).toList();

        assertThat(told)
                .containsExactly(
                        "OK",
                        "OK",
                        "OK",
                        "CONNECTION_LOST",
                        "cleaned up",
                        "OK",
                        "OK",
                        "OK",
                        "ERROR_REPORT",
                        "cleaned up");
    }

    private static String shortly(Event.Report report) {
        return switch (report) {
            case Event.OrderAnswered answered -> answered.answer().toString();
            case Event.ComponentFailed failed -> failed.source().toString();
            case Event.CleanupEnded ended -> ended.succeeded() ? "cleaned up" : "not cleaned up";
            default -> report.toString();
        };
    }
}
