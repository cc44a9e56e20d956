package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT;
import static org.amf4j.system.Models.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any one of the three agents is killed: service and cluster go on, and the node joins again. */
class NodeLossTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("loss", model -> model);

    @ParameterizedTest
    @ValueSource(strings = {"n1", "n2", "n3"})
    @DisplayName("a killed agent takes its components along, others serve, the cluster can be operated, it joins again")
    void agentIsKilled(String node) throws IOException {
        CLUSTER.awaitWhole();
        List<ProcessHandle> components = CLUSTER.components(node);
        assertThat(components).as("components on %s", node).isNotEmpty();

        CLUSTER.agent(node).destroyForcibly();

        CLUSTER.awaitStatus(
                node + " is gone and others serve",
                status -> !LocalCluster.isMember(status, node)
                        && LocalCluster.unit(status, STREAM, "ACTIVE").isPresent()
                        && LocalCluster.unit(status, HEARTBEAT, "ACTIVE").isPresent());
        await("components of " + node + " have ended")
                .atMost(LocalCluster.LIMIT)
                .until(() -> components.stream().noneMatch(ProcessHandle::isAlive));
        assertServedByWhoIsActive();
        CLUSTER.call("status").endsWith(0);
        CLUSTER.call("lock", HEARTBEAT).endsWith(0);
        CLUSTER.call("unlock", HEARTBEAT).endsWith(0);
        CLUSTER.startNode(node);
        CLUSTER.awaitBack(node);
        CLUSTER.awaitWhole();
        assertServedByWhoIsActive();
    }

    @Test
    @DisplayName(
            "when all agents are killed at once and started again, the log tells who they were and all serves again")
    void allAgentsAreKilled() throws IOException {
        List<String> nodes = List.of("n1", "n2", "n3");
        CLUSTER.awaitWhole();
        nodes.forEach(node -> CLUSTER.agent(node).destroyForcibly());
        await("components have ended")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Service.whoAnswers(CLUSTER.port()).isEmpty());

        for (String node : nodes) {
            CLUSTER.startNode(node);
        }

        await("the service is back")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Service.whoAnswers(CLUSTER.port()).isPresent());
        CLUSTER.awaitWhole();
        assertServedByWhoIsActive();
    }

    private static void assertServedByWhoIsActive() {
        String unit = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();

        assertThat(Service.whoAnswers(CLUSTER.port())).contains(Models.streamer(unit));
    }
}
