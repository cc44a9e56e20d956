package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process takes of a changed cluster file while it runs, and what it refuses. */
class LiveNodesTest {

    private static final String FILE = """
            cluster: c
            files: [/etc/a.xml]
            home: /opt
            nodes:
              n1: {address: 127.0.0.1, channel_port: 1, detection_port: 2, log_port: 3, controller: true}
              n2: {address: 127.0.0.1, channel_port: 4, detection_port: 5}
              w: {address: 127.0.0.1, channel_port: 7, detection_port: 8, log_port: 9, witness: true}
            """;

    private static final String N3 =
            "  n3: {address: 127.0.0.1, channel_port: 11, detection_port: 12, fence: [/bin/off, n3]}\n";

    @TempDir
    Path folder;

    private final List<Set<String>> told = new ArrayList<>();
    private Path file;
    private LiveNodes nodes;

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(folder.resolve("cluster.yaml"), FILE);
        ClusterSource source = new ClusterSource(file, false);
        nodes = new LiveNodes(
                "n1", source, source.read(), next -> told.add(next.nodes().keySet()));
    }

    @Test
    @DisplayName("a payload node comes with its fencing command, and goes again")
    void comesAndGoes() throws IOException {
        assertThat(nodes.take().isNothing()).isTrue();
        assertThat(nodes.fence("n3")).isEmpty();

        Files.writeString(file, FILE + N3);
        assertThat(nodes.look().added()).containsExactly("n3");
        assertThat(nodes.names()).doesNotContain("n3");
        assertThat(nodes.take().added()).containsExactly("n3");
        assertThat(nodes.names()).containsExactly("n1", "n2", "w", "n3");
        assertThat(nodes.fence("n3")).containsExactly("/bin/off", "n3");

        Files.writeString(file, FILE);
        assertThat(nodes.take().removed()).containsExactly("n3");
        assertThat(told).containsExactly(Set.of("n1", "n2", "w", "n3"), Set.of("n1", "n2", "w"));
    }

    @ParameterizedTest
    @DisplayName("whatever else has changed is refused with its line, and nothing is taken")
    @CsvSource(delimiter = '|', textBlock = """
                    cluster: c                  | cluster: other             | :1: cluster is another than
                    /etc/a.xml                  | /etc/b.xml                 | :2: files is another than
                    home: /opt                  | profile: fast\\nhome: /opt | :3: profile is another than
                    channel_port: 1,            | channel_port: 31,          | :5: channel_port of n1 is 31
                    detection_port: 5           | detection_port: 5, controller: true | :6: controller of n2 is true
                    n1: {address                | n4: {address               | :4: n1 is missing, which is a controller
                    w: {address                 | v: {address                | :4: w is missing, which is a witness
                    home: /opt                  | colour: red\\nhome: /opt    | :3: Unrecognized field
                    channel_port: 1,            | channel_port: 1, colour: red, | :5: Unrecognized field
                    channel_port: 11            | channel_port: eleven       | :8: Cannot deserialize
                    channel_port: 11            | channel_port: 4            | :8: n3 has the address and the channel_port of n2
                    channel_port: 11            | channel_port: 11, controller: true | :8: n3 comes as a controller
                    channel_port: 11            | channel_port: 11, witness: true | :8: n3 comes as a witness
                    channel_port: 11            | channel_port: 0            | :8: node n3: member address
                    detection_port: 12          | detection_port: 11         | :8: node n3: failure detection port 11
                    """)
    void refused(String what, String instead, String why) throws IOException {
        Files.writeString(file, (FILE + N3).replace(what, instead.replace("\\n", "\n")));

        assertThatThrownBy(nodes::take).isInstanceOf(IOException.class).hasMessageStartingWith(file + why);
        assertThat(told).isEmpty();
        assertThat(nodes.names()).doesNotContain("n3");
    }

    @Test
    @DisplayName("a node does not take itself out, nor from being alone to having leases")
    void itself() throws IOException {
        ClusterSource source = new ClusterSource(file, false);
        LiveNodes payload = new LiveNodes("n2", source, source.read(), next -> told.add(Set.of()));
        Files.writeString(file, FILE.replaceAll("  n2: .*\n", ""));
        assertThatThrownBy(payload::take).hasMessageContaining(":4: n2 is missing, which is the node that reads this");

        Files.writeString(file, FILE.replaceAll("  (n2|w): .*\n", ""));
        LiveNodes alone = new LiveNodes("n1", source, source.read(), next -> told.add(Set.of()));
        Files.writeString(file, FILE.replaceAll("  w: .*\n", ""));
        assertThatThrownBy(alone::take).hasMessageContaining("a node that is alone in its cluster has no lease");
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("what the channel does not take leaves everything as it is")
    void refusedByTheChannel() throws IOException {
        ClusterSource source = new ClusterSource(file, false);
        LiveNodes refusing = new LiveNodes("n1", source, source.read(), next -> {
            throw new IllegalArgumentException("members n3 and n1 get the same address; rename one");
        });
        Files.writeString(file, FILE + N3);

        assertThatThrownBy(refusing::take).hasMessageContaining("rename one; nothing has changed");
        assertThat(refusing.names()).doesNotContain("n3");
    }

    @Test
    @DisplayName("an operator is told what would change and what has changed; a refusal names the node")
    void answers() throws IOException {
        ReloadQuery query = new ReloadQuery(nodes, () -> List.of("n1", "w"));
        Files.writeString(file, FILE + N3);

        JsonNode would = json(query.answer(request(true)));
        assertThat(would.path("added").toString()).isEqualTo("[\"n3\"]");
        assertThat(would.path("known").toString()).isEqualTo("[\"n1\",\"n2\",\"w\"]");
        assertThat(would.path("heard").toString()).isEqualTo("[\"n1\",\"w\"]");
        assertThat(would.path("nodes").path("n3").asText()).isEqualTo("127.0.0.1:11");
        assertThat(told).isEmpty();
        assertThat(json(query.answer(request(false)))).isEqualTo(would);
        assertThat(told).hasSize(1);

        Files.writeString(file, "nodes: [");
        AdminReply refusal = query.answer(request(true));
        assertThat(refusal.getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
        assertThat(refusal.getText()).startsWith("node n1: " + file + ":");
    }

    private static AdminRequest request(boolean onlyLook) {
        Query.Builder query = Query.newBuilder().setKind(ReloadQuery.KIND);
        return AdminRequest.newBuilder()
                .setId("1")
                .setQuery(onlyLook ? query.putArguments("check", "true") : query)
                .build();
    }

    private static JsonNode json(AdminReply reply) throws IOException {
        assertThat(reply.getStatus()).isEqualTo(AisStatus.OK.value());
        return new ObjectMapper().readTree(reply.getJson());
    }
}
