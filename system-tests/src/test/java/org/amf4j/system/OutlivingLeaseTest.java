package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT_UNIT_1;
import static org.amf4j.system.Models.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two of three controllers are killed: what nobody else can be given goes on, all else ends, until a majority is back. */
class OutlivingLeaseTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("outlive", OutlivingLeaseTest::heartbeatsOnOneNode);

    /** Both units of the heartbeat live on n3, and one of the stream, which could move. */
    private static String heartbeatsOnOneNode(String given) {
        String model = given;
        model = Models.replace(
                model,
                "<dn>safSg=heartbeats,safApp=heartbeat</dn>",
                "<dn>safSg=heartbeats,safApp=heartbeat</dn><attr><name>amfSGOutlivesLease</name><value>1</value></attr>");
        int heartbeats = model.indexOf("<dn>safSu=su2,safSg=heartbeats");
        String moved = Models.replace(model.substring(heartbeats), "<value>safAmfNode=n2,", "<value>safAmfNode=n3,");
        int streamers = model.indexOf("<dn>safSu=su2,safSg=streamers");
        String middle = Models.replace(
                model.substring(streamers, heartbeats), "<value>safAmfNode=n2,", "<value>safAmfNode=n3,");
        return model.substring(0, streamers) + middle + moved;
    }

    @Test
    @DisplayName(
            "a component whose group lives on this node alone goes on, one that could move ends; nothing is decided")
    void twoControllersAreKilled() throws IOException {
        CLUSTER.awaitWhole();
        ProcessHandle heartbeat =
                CLUSTER.process("n3", Models.heartbeat(HEARTBEAT_UNIT_1)).orElseThrow();
        ProcessHandle streamer =
                CLUSTER.process("n3", Models.streamer(Models.STREAM_UNIT_2)).orElseThrow();

        for (String node : List.of("n1", "n2")) {
            CLUSTER.agent(node).destroyForcibly();
        }

        await("the lease has run out").atMost(LocalCluster.LIMIT).until(() -> !Processes.isRunning(streamer));
        assertThat(CLUSTER.call("lock", STREAM, "--timeout", "3s").exitCode()).isIn(3, 8);
        assertThat(Processes.isRunning(heartbeat)).as("the heartbeat goes on").isTrue();

        for (String node : List.of("n1", "n2")) {
            CLUSTER.startNode(node);
        }
        CLUSTER.awaitBack("n3");
        CLUSTER.call("unlock", STREAM);
        CLUSTER.awaitWhole();
        assertThat(Processes.isRunning(heartbeat))
                .as("the former one has been ended")
                .isFalse();
    }
}
