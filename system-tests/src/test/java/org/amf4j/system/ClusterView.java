package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;

/** What can be seen of a running cluster on this machine. */
record ClusterView(ClusterFolder files) {

    /** For what takes a second or two on an idle machine. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration ASKING_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(100);

    JsonNode status() {
        return client(ASKING_LIMIT).query("status", Map.of());
    }

    /** A client that gives up after the limit. */
    AdminClient client(Duration limit) {
        return new AdminClient(files.adminSockets(), limit, retry -> {});
    }

    /** Waits until the status is like that. */
    void awaitStatus(String what, Predicate<JsonNode> wanted) {
        await(what)
                .atMost(LIMIT)
                .pollInterval(LOOK)
                .ignoreException(CommandFailure.class)
                .until(this::status, wanted);
    }

    /** Waits until every instance has all it should have and nothing is going on. */
    void awaitWhole() {
        awaitStatus("everything is assigned", ClusterView::isWhole);
    }

    static boolean isWhole(JsonNode status) {
        return status.path("settled").asBoolean()
                && stream(status, "sis")
                        .allMatch(si -> si.path("assignment").asText().equals("FULLY_ASSIGNED"));
    }

    static Stream<JsonNode> stream(JsonNode status, String list) {
        return status.path(list).valueStream();
    }

    /** The unit that has this HA state for the instance. */
    static Optional<String> unit(JsonNode status, String instance, String ha) {
        List<String> units = stream(status, "assignments")
                .filter(a -> a.path("si").asText().equals(instance))
                .filter(a -> a.path("ha").asText().equals(ha))
                .map(a -> a.path("su").asText())
                .toList();
        assertThat(units).as("units %s for %s", ha, instance).hasSizeLessThanOrEqualTo(1);
        return units.stream().findFirst();
    }

    /** The node of a unit. */
    static String nodeOf(JsonNode status, String unit) {
        String node = stream(status, "sus")
                .filter(su -> su.path("dn").asText().equals(unit))
                .map(su -> su.path("node").asText())
                .findFirst()
                .orElseThrow();
        return node.substring(node.indexOf('=') + 1, node.indexOf(','));
    }

    /** Whether the node has joined. */
    static boolean isMember(JsonNode status, String node) {
        return stream(status, "nodes")
                .filter(n -> n.path("dn").asText().startsWith("safAmfNode=" + node + ","))
                .anyMatch(n -> n.path("member").asBoolean());
    }

    /** The process of a node's agent. */
    ProcessHandle agent(String node) {
        return files.agent(node).orElseThrow(() -> new AssertionError("the agent of " + node + " does not run"));
    }
}
