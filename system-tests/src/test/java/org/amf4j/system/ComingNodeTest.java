package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fourth node comes to a cluster that serves, and goes again; the three others, and what they run, are not started anew. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComingNodeTest {

    private static final List<String> OLD = List.of("n1", "n2", "n3");
    private static final String NEW_AMF = "safAmfNode=n4,safAmfCluster=demo";
    private static final String SPARE = "safSu=su2,safSg=heartbeats,safApp=heartbeat";
    private static final int ASK_MILLIS = 20;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("coming", model -> model);

    private final ScheduledExecutorService client = Executors.newSingleThreadScheduledExecutor();
    private final List<Optional<String>> answers = new ArrayList<>();
    private Future<?> asking;
    private Map<String, Long> agents;
    private Optional<ProcessHandle> active;

    @BeforeEach
    void beginToServe() {
        CLUSTER.awaitWhole();
        agents = agents();
        active = streamer();
        assertThat(active).isPresent();
        asking = client.scheduleAtFixedRate(
                () -> answers.add(Service.whoAnswers(CLUSTER.port())), 0, ASK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void nobodyHasNoticed() throws Exception {
        asking.cancel(false);
        client.shutdown();
        assertThat(client.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers)
                .as("the service has answered all the time, by the same component")
                .hasSizeGreaterThan(10)
                .allMatch(Optional::isPresent);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(agents()).as("the same processes").isEqualTo(agents);
        assertThat(streamer()).isEqualTo(active);
        for (String node : OLD) {
            assertThat(log(node)).as("no lease was lost").doesNotContain("the agent ends and starts anew");
        }
        assertThat(CLUSTER.call("events").out()).doesNotContain("recovery");
    }

    private static Map<String, Long> agents() {
        Map<String, Long> pids = new LinkedHashMap<>();
        OLD.forEach(node -> pids.put(node, CLUSTER.agent(node).pid()));
        return pids;
    }

    private static Optional<ProcessHandle> streamer() {
        return CLUSTER.process("n1", Models.streamer(Models.STREAM_UNIT_1));
    }

    private static String log(String node) throws IOException {
        return Files.readString(CLUSTER.node(node).resolve("log").resolve("node.log"));
    }

    @Test
    @Order(1)
    @DisplayName(
            "whom nobody has named is refused; a wrong file changes nothing and is named with its line; then it is let in")
    void byHand() throws IOException {
        Path file = CLUSTER.path().resolve("cluster.yaml");
        String before = Files.readString(file);
        List<Integer> ports = FreePorts.find(2);
        String line = "  n4: {address: 127.0.0.1, channel_port: %d, detection_port: %d}%n"
                .formatted(ports.get(0), ports.get(1));
        CLUSTER.call(
                        "certificates",
                        "create",
                        "--dir",
                        CLUSTER.path().resolve("certificates").toString(),
                        "--node",
                        "n4")
                .endsWith(0);
        Files.createDirectories(CLUSTER.node("n4").resolve("log"));
        Files.writeString(file, before + line);
        CLUSTER.startNode("n4");
        await().atMost(LocalCluster.LIMIT)
                .untilAsserted(() -> assertThat(log("n1") + log("n2") + log("n3"))
                        .contains("peer refused", "its certificate names n4"));
        assertThat(CLUSTER.status().path("nodes")).hasSize(3);

        Files.writeString(file, before.replaceFirst("(n2: .*channel_port: )\\d+", "$17") + line);
        Amf.Result refused = CLUSTER.call("cluster", "reload");
        refused.endsWith(6);
        assertThat(refused.err()).contains(file + ":6: channel_port of n2 is 7", "nothing has changed");
        assertThat(log("n1") + log("n2") + log("n3")).doesNotContain("the cluster file was read again");

        Files.writeString(file, before + line);
        CLUSTER.call("cluster", "reload").endsWith(0);
        CLUSTER.call("create", "SaClmNode", "safNode=n4,safCluster=demo").endsWith(0);
        CLUSTER.call("clm", "unlock", "n4", "--wait", "MEMBER").endsWith(0);
        CLUSTER.call("cluster", "remove-node", "n4").endsWith(0);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    @Order(2)
    @DisplayName("it is added, becomes a member, takes work, gives it back, and is removed")
    void byCommand() {
        CLUSTER.call("cluster", "add-node", "n4").endsWith(0);
        assertThat(LocalCluster.isMember(CLUSTER.status(), "n4")).isTrue();

        CLUSTER.call("lock", SPARE).endsWith(0);
        CLUSTER.call("lock-in", SPARE).endsWith(0);
        CLUSTER.call("set", SPARE, "saAmfSUHostNodeOrNodeGroup=" + NEW_AMF).endsWith(0);
        CLUSTER.call("unlock-in", SPARE).endsWith(0);
        CLUSTER.call("unlock", SPARE).endsWith(0);
        CLUSTER.call("lock", Models.HEARTBEAT_UNIT_1).endsWith(0);
        CLUSTER.awaitStatus(
                "the work has moved to n4",
                status -> LocalCluster.unit(status, Models.HEARTBEAT, "ACTIVE")
                        .filter(SPARE::equals)
                        .isPresent());
        assertThat(CLUSTER.process("n4", Models.heartbeat(SPARE)).filter(ProcessHandle::isAlive))
                .isPresent();

        Amf.Result inUse = CLUSTER.call("cluster", "remove-node", "n4");
        inUse.endsWith(6);
        assertThat(inUse.err()).contains("configured to be on n4 are " + SPARE);

        CLUSTER.call("unlock", Models.HEARTBEAT_UNIT_1).endsWith(0);
        CLUSTER.call("lock", SPARE).endsWith(0);
        CLUSTER.call("lock-in", SPARE).endsWith(0);
        CLUSTER.call("set", SPARE, "saAmfSUHostNodeOrNodeGroup=safAmfNode=n2,safAmfCluster=demo")
                .endsWith(0);
        CLUSTER.call("unlock-in", SPARE).endsWith(0);
        CLUSTER.call("unlock", SPARE).endsWith(0);
        CLUSTER.call("cluster", "remove-node", "n4").endsWith(0);
        assertThat(CLUSTER.status().path("nodes")).hasSize(3);
        CLUSTER.call("cluster", "remove-node", "n4").endsWith(4);
        CLUSTER.awaitWhole();
    }
}
