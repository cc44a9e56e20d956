package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT;
import static org.amf4j.system.Models.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.amf4j.system.clock.ClockAgent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody sets the clocks of nodes, the leader's too: nobody is lost or moves, and the cluster's time goes on. */
class ClockStepTest {

    private static final Duration STEP = Duration.ofHours(2);
    private static final String CLOCK = "clock";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("clocks", new SettableClocks());

    @Test
    @Tag("AMF-092")
    @DisplayName(
            "clocks are set forward and back by hours: nobody leaves or moves, time never goes back, fail-over works")
    void clocksAreSet() throws IOException {
        CLUSTER.awaitWhole();
        String leader = CLUSTER.status().path("leader").asText();
        long before = timeOfChange();
        long view = CLUSTER.status().path("view_number").asLong();
        String active = active();

        set(leader, STEP);
        await("the leader's time has been set")
                .atMost(LocalCluster.LIMIT)
                .until(() -> timeOfChange() > before + STEP.toNanos());
        long forward = timeOfChange();
        set(leader, STEP.negated());
        long back = timeOfSomeChanges();
        for (String node : List.of("n1", "n2", "n3")) {
            set(node, node.equals(leader) ? Duration.ZERO : STEP);
        }
        long others = timeOfSomeChanges();

        assertThat(List.of(before, forward, back, others)).isSorted();
        assertThat(others - forward).as("time went on as ever").isLessThan(STEP.toNanos());
        JsonNode status = CLUSTER.status();
        assertThat(status.path("view_number").asLong())
                .as("the view, in which nobody has come or gone")
                .isEqualTo(view);
        assertThat(status.path("leader").asText()).isEqualTo(leader);
        assertThat(active()).isEqualTo(active);

        CLUSTER.process(ClusterView.nodeOf(CLUSTER.status(), active), Models.streamer(active))
                .orElseThrow()
                .destroyForcibly();
        CLUSTER.awaitStatus(
                "another unit serves",
                now -> ClusterView.unit(now, STREAM, "ACTIVE")
                        .filter(unit -> !unit.equals(active))
                        .isPresent());
        CLUSTER.awaitWhole();
    }

    private static String active() {
        return ClusterView.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
    }

    /** Several changes take longer than it takes until a clock has been set. */
    private static long timeOfSomeChanges() {
        timeOfChange();
        timeOfChange();
        return timeOfChange();
    }

    /** Has the leader decide something; returns when, by the time of the log, in nanoseconds since the epoch. */
    private static long timeOfChange() {
        CLUSTER.call("lock", HEARTBEAT).endsWith(0);
        CLUSTER.call("unlock", HEARTBEAT).endsWith(0);
        CLUSTER.awaitWhole();
        List<JsonNode> events = CLUSTER.call("events", "-o", "json").endsWith(0).jsonLines();
        return events.getLast().path("time_ns").asLong();
    }

    private static void set(String node, Duration difference) throws IOException {
        Path clock = CLUSTER.node(node).resolve(CLOCK);
        Path draft = Files.writeString(clock.resolveSibling("clock.new"), Long.toString(difference.toSeconds()));
        Files.move(draft, clock, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The clock of each node's processes is set by a file in its folder, where they run. */
    private static final class SettableClocks implements Models.Change {

        @Override
        public String apply(String model) {
            return model;
        }

        @Override
        public void beforeStart(LocalCluster cluster) throws IOException {
            Path jar = Installation.emptyFolder("clock-agent").resolve("clock.jar");
            cluster.with("JAVA_TOOL_OPTIONS", ClockAgent.option(jar, CLOCK));
        }
    }
}
