package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A component that hangs: its process is stopped, so that it lives and does nothing. Only its healthcheck can tell, and
 * must within one period and the time limit of a round.
 */
@Tag("AMF-078")
class StoppedComponentTest {

    private static final Duration PERIOD = Duration.ofMillis(700);
    private static final Duration ROUND_MAX = Duration.ofMillis(800);

    /** The longest time until a hung component is noticed, by its configuration. */
    private static final Duration NOTICED = PERIOD.plus(ROUND_MAX);

    /** What the machine of the test may add: timers and threads that are late, an entry of the log. */
    private static final Duration LATE_MAX = Duration.ofSeconds(2);

    /** From the failure noticed to the end of its recovery, on a busy machine. */
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(4);

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("stopped", StoppedComponentTest::model);

    private static String model(String demo) {
        String text = Models.replace(
                demo,
                "<name>saAmfHctDefPeriod</name><value>2000000000<",
                "<name>saAmfHctDefPeriod</name><value>" + PERIOD.toNanos() + "<");
        return Models.replace(
                text,
                "<name>saAmfHctDefMaxDuration</name><value>2000000000<",
                "<name>saAmfHctDefMaxDuration</name><value>" + ROUND_MAX.toNanos() + "<");
    }

    @BeforeEach
    void isWhole() {
        CLUSTER.awaitWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "STANDBY"})
    @DisplayName(
            "a component stopped by SIGSTOP has failed within its healthcheck's limits: killed, replaced, back again")
    void stopped(String ha) throws IOException {
        String unit = unit(CLUSTER.status(), ha).orElseThrow();
        String other = unit.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;
        ProcessHandle hung = CLUSTER.process(unit.equals(STREAM_UNIT_1) ? "n1" : "n2", Models.streamer(unit))
                .orElseThrow();
        Instant stoppedAt = Instant.now();

        Processes.signal("STOP", hung);

        CLUSTER.awaitStatus(other + " is active", s -> unit(s, "ACTIVE").equals(Optional.of(other)));
        await("the hung process is gone").atMost(LocalCluster.LIMIT).until(() -> !Processes.isRunning(hung));
        Instant chosen = await("its recovery")
                .atMost(LocalCluster.LIMIT)
                .until(() -> recovery(unit, stoppedAt), Optional::isPresent)
                .orElseThrow();
        Duration noticed = Duration.between(stoppedAt, chosen);
        System.out.printf("%s stopped: noticed after %d ms%n", ha, noticed.toMillis());
        assertThat(noticed).isLessThan(NOTICED.plus(LATE_MAX));
        await("the service is back")
                .atMost(RECOVERY_MAX)
                .until(() -> Service.whoAnswers(CLUSTER.port()).equals(Optional.of(Models.streamer(other))));
        CLUSTER.awaitWhole();
        assertThat(unit(CLUSTER.status(), "STANDBY"))
                .as("it is back, with a new process")
                .contains(unit);
    }

    private static Optional<String> unit(JsonNode status, String ha) {
        return LocalCluster.unit(status, STREAM, ha);
    }

    /** When the recovery of the unit's component was chosen, for its healthcheck; empty when it has not been. */
    private static Optional<Instant> recovery(String unit, Instant after) throws IOException {
        for (String line :
                CLUSTER.call("events", "-o", "json").endsWith(0).out().lines().toList()) {
            JsonNode event = JSON.readTree(line);
            Instant at = Instant.ofEpochSecond(0, event.path("time_ns").asLong());
            boolean its = event.path("attribute").asText().equals("recovery")
                    && event.path("entity").asText().equals(Models.streamer(unit));
            if (its && !at.isBefore(after)) {
                assertThat(event.path("text").asText()).contains("HEALTHCHECK_TIMEOUT", "healthcheck check");
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
