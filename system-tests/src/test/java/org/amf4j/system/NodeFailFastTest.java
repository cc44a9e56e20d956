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

/** A component's error leads to the reboot of its node, as the model says. */
class NodeFailFastTest {

    private static final String RECOVERY = "saAmfCtDefRecoveryOnError</name><value>";

    @RegisterExtension
    static final LocalCluster CLUSTER =
            new LocalCluster("reboot", model -> Models.replace(model, RECOVERY + 3, RECOVERY + 6));

    @Test
    @Tag("AMF-071")
    @DisplayName("fail-fast: the node ends with all its components, others serve, and it comes back by itself")
    void failFast() throws IOException {
        CLUSTER.awaitWhole();
        String unit = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        String node = ClusterView.nodeOf(CLUSTER.status(), unit);
        ProcessHandle agent = CLUSTER.agent(node);
        List<ProcessHandle> components = CLUSTER.components(node);

        CLUSTER.process(node, Models.streamer(unit)).orElseThrow().destroyForcibly();

        CLUSTER.awaitStatus(
                "another unit serves",
                status -> LocalCluster.unit(status, STREAM, "ACTIVE")
                        .filter(active -> !active.equals(unit))
                        .isPresent());
        await("agent and components of " + node + " have ended")
                .atMost(LocalCluster.LIMIT)
                .until(() -> !agent.isAlive() && components.stream().noneMatch(ProcessHandle::isAlive));
        CLUSTER.awaitStatus(node + " has joined again", status -> LocalCluster.isMember(status, node));
        CLUSTER.awaitWhole();
        String active = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        assertThat(active).isNotEqualTo(unit);
        assertThat(Service.whoAnswers(CLUSTER.port())).contains(Models.streamer(active));
        assertThat(CLUSTER.agent(node).pid()).isNotEqualTo(agent.pid());
    }
}
