package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT;
import static org.amf4j.system.Models.STREAM;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes and a witness: any one of the three processes may be killed. */
class WitnessTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("wit", WitnessTest::twoNodes, "--nodes", "2", "--witness");

    private static String twoNodes(String model) {
        String quick = Models.replace(
                model,
                "<name>saAmfClusterStartupTimeout</name><value>10000000000<",
                "<name>saAmfClusterStartupTimeout</name><value>2000000000<");
        return Models.replace(
                quick,
                "<name>saAmfSUHostNodeOrNodeGroup</name><value>safAmfNode=n3,",
                "<name>saAmfSUHostNodeOrNodeGroup</name><value>safAmfNode=n1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1", "n2"})
    @DisplayName("a node is killed: the other one and the witness are a majority, serve and obey; it joins again")
    void nodeIsKilled(String node) throws IOException {
        CLUSTER.awaitWhole();

        CLUSTER.agent(node).destroyForcibly();

        CLUSTER.awaitStatus(
                "the other node serves",
                status -> !LocalCluster.isMember(status, node)
                        && LocalCluster.unit(status, STREAM, "ACTIVE").isPresent()
                        && LocalCluster.unit(status, HEARTBEAT, "ACTIVE").isPresent());
        CLUSTER.call("lock", HEARTBEAT).endsWith(0);
        CLUSTER.call("unlock", HEARTBEAT).endsWith(0);
        CLUSTER.startNode(node);
        CLUSTER.awaitBack(node);
        CLUSTER.awaitWhole();
    }

    @Test
    @DisplayName("the witness is killed: the two nodes go on, and it comes back with what it has promised")
    void witnessIsKilled() throws IOException {
        CLUSTER.awaitWhole();
        ProcessHandle witness = CLUSTER.agent("witness");

        witness.destroyForcibly();
        await().atMost(LocalCluster.LIMIT).until(() -> !witness.isAlive());

        CLUSTER.call("lock", HEARTBEAT).endsWith(0);
        CLUSTER.startProcess("witness", "witness");
        CLUSTER.call("unlock", HEARTBEAT).endsWith(0);
        CLUSTER.awaitWhole();
        nodeIsKilledAgain();
    }

    /** Which needs the witness that has come back. */
    private void nodeIsKilledAgain() throws IOException {
        CLUSTER.awaitStatus(
                "the witness votes and grants leases again",
                status -> status.path("voters_current").size() == 3);
        nodeIsKilled("n1");
    }
}
