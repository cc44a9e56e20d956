package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten services in three containers, the example: each is a component of its own, and all go with their container. */
class ContainerTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("box", demo -> services());

    private static String services() {
        try {
            return Files.readString(Installation.demoModel().resolveSibling("services.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, 10).mapToObj(i -> "service" + i).toList();
    }

    private static String active(JsonNode status, String service) {
        return LocalCluster.unit(status, "safSi=" + service + ",safApp=services", "ACTIVE")
                .orElse("nobody");
    }

    /** The container on a node: unit su1 is on n1, and so on. */
    private static String container(String node) {
        return "safComp=container,safSu=su" + node.substring(1) + ",safSg=containers,safApp=containers";
    }

    private static String output(String node) {
        try {
            return Files.readString(CLUSTER.node(node).resolve("log").resolve(container(node) + "-INSTANTIATE.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    @DisplayName("an error of one service restarts that one alone; the death of a container fails all in it over")
    void errorsOfServicesAndContainers() {
        CLUSTER.awaitWhole();
        String service = "service1";
        String unit = active(CLUSTER.status(), service);
        String node = unit.startsWith("safSu=su1,") ? "n1" : "n2"; // as the example has it
        String component = "safComp=" + service + "," + unit;
        ProcessHandle container = CLUSTER.process(node, container(node)).orElseThrow();
        long starts = count(output(node), "counts");
        long own = count(output(node), component + " counts");

        report(node, component);

        await("the service counts again")
                .atMost(LocalCluster.LIMIT)
                .until(() -> count(output(node), component + " counts") == own + 1);
        CLUSTER.awaitWhole();
        assertThat(active(CLUSTER.status(), service)).isEqualTo(unit);
        assertThat(count(output(node), "counts")).isEqualTo(starts + 1);
        assertThat(container.isAlive()).isTrue();

        container.destroyForcibly();

        CLUSTER.awaitStatus(
                service + " is active elsewhere", s -> !List.of(unit, "nobody").contains(active(s, service)));
        CLUSTER.awaitWhole();
        assertThat(CLUSTER.process(node, container(node)).orElseThrow().pid()).isNotEqualTo(container.pid());
        assertThat(names())
                .allSatisfy(s -> assertThat(active(CLUSTER.status(), s)).isNotEqualTo("nobody"));
    }

    /** As any process of the node may. */
    private static void report(String node, String component) {
        SessionOptions options = SessionOptions.of(Dn.ROOT, CLUSTER.node(node).resolve("agent.sock"));
        try (AmfSession session = Availability.open(options)) {
            session.reportError(Dn.of(component), RecommendedRecovery.COMPONENT_RESTART, "test");
        }
    }
}
