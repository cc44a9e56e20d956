package org.amf4j.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.cluster.ClusterDescription.NodeAddress;
import org.amf4j.admin.cluster.ClusterDescription.Part;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that every node reads. */
class ClusterDescriptionTest {
    @TempDir
    Path dir;

    @Test
    @DisplayName("the file has this text")
    void text() {
        ClusterDescription description = new ClusterDescription(
                "demo",
                List.of(Path.of("/models/classes.xml"), Path.of("/models/my demo.xml")),
                Path.of("/opt/amf4j"),
                true,
                List.of(
                        new NodeAddress("n1", "127.0.0.1", 20001, 20002, 20003, Part.CONTROLLER),
                        new NodeAddress("PL-3", "127.0.0.1", 20004, 20005, 20006, Part.PAYLOAD)));

        assertThat(description.toYaml()).isEqualTo("""
                        cluster: demo
                        files: [/models/classes.xml, "/models/my demo.xml"]
                        home: /opt/amf4j
                        nodes:
                          n1: {address: 127.0.0.1, channel_port: 20001, detection_port: 20002, log_port: 20003, controller: true}
                          PL-3: {address: 127.0.0.1, channel_port: 20004, detection_port: 20005, log_port: 20006, controller: false}
                        """);
    }

    @Test
    @DisplayName("names that YAML would read as something else are quoted, and read back")
    void quoting() throws Exception {
        ClusterDescription description =
                new ClusterDescription("no", List.of(), Path.of("/opt"), false, List.of(node("1"), node("a: b")));

        description.write(dir.resolve("cluster.yaml"));

        assertThat(description.toYaml())
                .contains("cluster: \"no\"")
                .contains("security: off\nnodes:")
                .contains("  \"1\": {")
                .contains("  \"a: b\": {");
        assertThat(new ClusterFolder(dir).clusterName()).isEqualTo("no");
    }

    @Test
    @DisplayName("longer leases are written with what belongs to them, for nodes that have it elsewhere as well")
    void leases() throws Exception {
        ClusterDescription description =
                plan("a", "b").withLease(3000).describe().at(Path.of("/amf"), List.of());

        assertThat(description.toYaml())
                .contains("node_loss: {renew_ms: 900, lease_ms: 3000, guard_ms: 3450, await_ms: 3900}\nnodes:");
        assertThat(plan("a").describe().toYaml()).doesNotContain("node_loss");
    }

    private static NodeAddress node(String name) {
        return new NodeAddress(name, "127.0.0.1", 1, 2, 3, Part.PAYLOAD);
    }

    @Test
    @DisplayName("three controllers where there are three nodes, otherwise one; all ports differ and are free")
    void plan() throws Exception {
        ClusterDescription four = plan("a", "b", "c", "d").describe();
        ClusterDescription two = plan("a", "b").describe();

        assertThat(four.nodes())
                .extracting(NodeAddress::part)
                .containsExactly(Part.CONTROLLER, Part.CONTROLLER, Part.CONTROLLER, Part.PAYLOAD);
        assertThat(two.nodes()).extracting(NodeAddress::part).containsExactly(Part.CONTROLLER, Part.PAYLOAD);
        assertThat(four.nodes())
                .flatExtracting(NodeAddress::channelPort, NodeAddress::detectionPort, NodeAddress::logPort)
                .doesNotHaveDuplicates()
                .hasSize(12);
    }

    private ClusterPlan plan(String... nodes) {
        return new ClusterPlan(new ClusterFolder(dir), "lab", List.of(), dir, List.of(nodes));
    }
}
