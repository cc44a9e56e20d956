package org.amf4j.system;

import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The processes of nodes are restarted under what they run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentRestartTest {

    private static final String STREAM = Models.STREAM;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("restart", model -> model);

    private static List<ProcessHandle> components() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (String node : List.of("n1", "n2", "n3")) {
            all.addAll(CLUSTER.components(node));
        }
        return all;
    }

    private static ProcessHandle streamer(String node, String unit) {
        return CLUSTER.process(node, Models.streamer(unit)).orElseThrow();
    }

    private static String activeUnit() {
        return LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElse("none");
    }

    /** The node that was given up. */
    private static String gone = "n2";

    @Test
    @Order(1)
    @DisplayName("all three, the leader's among them: no component notices, and the new processes see them die")
    void nobodyNotices() throws IOException {
        CLUSTER.awaitWhole();
        List<ProcessHandle> before = components();
        assertThat(before).isNotEmpty();
        String events = CLUSTER.call("events").out();

        Amf.Result restarted = CLUSTER.call("cluster", "restart", "n1", "n2", "n3");

        assertThat(restarted.exitCode()).as(restarted.toString()).isZero();
        assertThat(CLUSTER.status().path("voters_current"))
                .as("nobody is behind")
                .hasSize(3);
        for (String node : List.of("n1", "n2", "n3")) {
            CLUSTER.awaitBack(node);
        }
        CLUSTER.awaitWhole();
        assertThat(components()).containsExactlyElementsOf(before);
        assertThat(before).allMatch(Processes::isRunning);
        assertThat(CLUSTER.call("events").out()).as("nothing has changed state").isEqualTo(events);

        streamer("n1", STREAM_UNIT_1).destroyForcibly();

        CLUSTER.awaitStatus(
                "the standby has taken over",
                s -> LocalCluster.unit(s, STREAM, "ACTIVE")
                        .filter(u -> u.startsWith("safSu=su2"))
                        .isPresent());
        CLUSTER.awaitWhole();
    }

    @Test
    @Order(2)
    @DisplayName(
            "one that does not come back in time: what runs there is ended, and only then is its work given to others")
    void notInTime() {
        CLUSTER.awaitWhole();
        boolean isSecond = activeUnit().startsWith("safSu=su2");
        String node = isSecond ? "n2" : "n1";
        gone = node;
        ProcessHandle active = streamer(node, isSecond ? STREAM_UNIT_2 : STREAM_UNIT_1);

        Amf.Result detached = CLUSTER.call("detach", node, "--keep", "4s");

        assertThat(detached.exitCode()).as(detached.toString()).isZero();
        assertThat(Processes.isRunning(active)).isTrue();
        assertThat(CLUSTER.call("explain", node).out()).contains("its agent restarts");
        CLUSTER.awaitStatus(
                "the other unit has taken over",
                s -> LocalCluster.unit(s, STREAM, "ACTIVE")
                        .filter(u -> u.startsWith(isSecond ? "safSu=su1" : "safSu=su2"))
                        .isPresent());
        assertThat(Processes.isRunning(active))
                .as("the former active has ended before")
                .isFalse();
    }

    @Test
    @Order(3)
    @DisplayName("a node that was given up begins with nothing")
    void beginsAnew() throws IOException {
        CLUSTER.startNode(gone);

        CLUSTER.awaitBack(gone);
        CLUSTER.awaitWhole();
    }
}
