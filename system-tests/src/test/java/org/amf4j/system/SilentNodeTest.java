package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node's process is stopped, and does not die: what it ran ends by the end of its lease, and only then others serve. */
class SilentNodeTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("silent", model -> model);

    @Test
    @Tag("AMF-092")
    @DisplayName(
            "a stopped node's components are killed before others serve; it wakes up, finds nothing, and joins again")
    void nodeIsStopped() throws IOException {
        CLUSTER.awaitWhole();
        String unit = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        String node = ClusterView.nodeOf(CLUSTER.status(), unit);
        ProcessHandle active = CLUSTER.process(node, Models.streamer(unit)).orElseThrow();
        ProcessHandle agent = CLUSTER.agent(node);

        signal("STOP", agent);
        try {
            CLUSTER.awaitStatus("another unit serves", status -> {
                boolean served = LocalCluster.unit(status, STREAM, "ACTIVE")
                        .filter(u -> !u.equals(unit))
                        .isPresent();
                assertThat(served && Processes.isRunning(active))
                        .as("two are active")
                        .isFalse();
                return served;
            });
        } finally {
            signal("CONT", agent);
        }

        CLUSTER.awaitStatus(node + " has joined again", status -> LocalCluster.isMember(status, node));
        CLUSTER.awaitWhole();
        String now = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        assertThat(now).isNotEqualTo(unit);
        assertThat(Service.whoAnswers(CLUSTER.port())).contains(Models.streamer(now));
        assertThat(CLUSTER.agent(node).pid()).as("the same process goes on").isEqualTo(agent.pid());
    }

    private static void signal(String name, ProcessHandle process) throws IOException {
        Process kill = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start();
        await("the signal has been sent").atMost(LocalCluster.LIMIT).until(() -> !kill.isAlive());
        assertThat(kill.exitValue()).isZero();
    }
}
