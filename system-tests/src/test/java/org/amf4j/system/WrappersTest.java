package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of the wrappers run, and what they keep is served again when it has been killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WrappersTest {

    private static final WrapperModel MODEL =
            new WrapperModel("beat", "nginx", "redis", "python", "unit", "container", "address");

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("wrap", MODEL);

    private static String instance(String application) {
        return "safSi=" + application + ",safApp=" + application;
    }

    private static String unit(int number, String application) {
        return "safSu=su" + number + ",safSg=" + application + ",safApp=" + application;
    }

    private static String component(int number, String application) {
        return "safComp=" + application + "," + unit(number, application);
    }

    private static Optional<String> active(JsonNode status, String application) {
        return LocalCluster.unit(status, instance(application), "ACTIVE");
    }

    /** Waits until the application is served and all its components rest; returns the number of the active unit. */
    private static int settled(String application) {
        CLUSTER.awaitStatus(application + " is served", isWhole(application));
        return active(CLUSTER.status(), application).orElseThrow().equals(unit(1, application)) ? 1 : 2;
    }

    private static Predicate<JsonNode> isWhole(String application) {
        return status -> status.path("settled").asBoolean()
                && LocalCluster.stream(status, "sis")
                        .filter(si -> si.path("dn").asText().equals(instance(application)))
                        .allMatch(si -> si.path("assignment").asText().equals("FULLY_ASSIGNED"))
                && LocalCluster.stream(status, "sus")
                        .filter(su -> su.path("dn").asText().endsWith(",safApp=" + application))
                        .allMatch(su -> su.path("operational").asText().equals("ENABLED"));
    }

    private static ProcessHandle process(int number, String application) {
        return CLUSTER.process("n" + number, component(number, application)).orElseThrow();
    }

    private static String nginx() {
        return Asking.http(MODEL.port(18080), "/");
    }

    @Test
    @Order(1)
    @DisplayName("a program that is killed serves elsewhere")
    void program() {
        int first = settled("beat");

        process(first, "beat").destroyForcibly();

        CLUSTER.awaitStatus("the other beats", s -> active(s, "beat").equals(Optional.of(unit(3 - first, "beat"))));
        assertThat(CLUSTER.call("events").endsWith(0).out())
                .containsPattern(component(first, "beat") + "  recovery: .*");
    }

    @Test
    @Order(2)
    @DisplayName("nginx is killed with SIGKILL: a client is served again by the other node")
    void nginxIsKilled() {
        Programs.assumeInstalled("nginx", "nginx-light");
        int first = settled("nginx");
        assertThat(nginx()).isEqualTo(component(first, "nginx"));
        ProcessHandle master = process(first, "nginx");
        List<ProcessHandle> workers = master.descendants().toList();

        Asking.outage(
                "nginx",
                () -> {
                    master.destroyForcibly();
                    workers.forEach(ProcessHandle::destroyForcibly);
                },
                () -> nginx().equals(component(3 - first, "nginx")));

        assertThat(settled("nginx")).isEqualTo(3 - first);
    }

    @Test
    @Order(3)
    @DisplayName("nginx lives but answers 500, or not at all: its monitor reports it, and the other node serves")
    void nginxIsIll() throws IOException {
        Programs.assumeInstalled("nginx", "nginx-light");
        int ill = settled("nginx");
        Path config = CLUSTER.node("n" + ill)
                .resolve("components")
                .resolve(component(ill, "nginx"))
                .resolve("nginx.conf");
        Files.writeString(config, Files.readString(config).replace("return 200 \"well", "return 500 \"ill"));
        Processes.signal("HUP", process(ill, "nginx"));

        await("the other serves").atMost(LocalCluster.LIMIT).until(() -> nginx().equals(component(3 - ill, "nginx")));
        assertThat(events()).contains("monitor: 127.0.0.1:" + MODEL.port(18080) + " answers /health with status 500");

        int hung = settled("nginx");
        ProcessHandle master = process(hung, "nginx");
        for (ProcessHandle each :
                List.of(master, master.descendants().findFirst().orElseThrow())) {
            Processes.signal("STOP", each);
        }

        await("the other serves").atMost(LocalCluster.LIMIT).until(() -> nginx().equals(component(3 - hung, "nginx")));
        assertThat(Processes.isRunning(master)).isFalse();
        settled("nginx");
    }

    private static String events() throws IOException {
        return CLUSTER.call("explain", instance("nginx")).endsWith(0).out()
                + Files.readString(CLUSTER.node("n1").resolve("log/node.log"))
                + Files.readString(CLUSTER.node("n2").resolve("log/node.log"));
    }

    @Test
    @Order(4)
    @DisplayName("what commands have printed is found by 'logs', from the folder and by way of another node")
    void logs() throws IOException {
        int number = settled("beat");
        String name = component(number, "beat");

        assertThat(CLUSTER.call("logs", name).endsWith(0).out())
                .contains("== INSTANTIATE of " + name + " on n" + number)
                .containsPattern("-- \\S+Z INSTANTIATE run \\d+: exit code 0, took");

        Path elsewhere = Files.createDirectories(CLUSTER.path().resolveSibling("e"));
        Files.copy(CLUSTER.path().resolve("cluster.yaml"), elsewhere.resolve("cluster.yaml"));
        Files.createSymbolicLink(
                Files.createDirectories(elsewhere.resolve("n3")).resolve("admin.sock"),
                CLUSTER.node("n3").resolve("admin.sock"));
        JsonNode asked = CLUSTER.call("logs", "--dir", elsewhere.toString(), "-o", "json", name)
                .endsWith(0)
                .json();
        assertThat(asked.path("logs").path(0).path("node").asText()).isEqualTo("n" + number);
        assertThat(asked.path("logs").path(0).path("text").asText()).contains("exit code 0");
    }

    @Test
    @Order(4)
    @DisplayName(
            "the primary Redis is killed with SIGKILL: the replica is promoted with the data; a swap loses nothing")
    void redis() {
        Programs.assumeInstalled("redis-server", "redis-server");
        Programs.assumeInstalled("redis-cli", "redis-tools");
        int first = settled("redis");
        int[] ports = {0, MODEL.port(16379), MODEL.port(16380)};
        await("the primary takes writes")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Asking.redis(ports[first], "SET kept yes").equals("+OK"));
        await("the replica has it")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Asking.redis(ports[3 - first], "GET kept").equals("yes"));
        assertThat(Asking.redis(ports[3 - first], "SET x y")).contains("READONLY");
        ProcessHandle server = process(first, "redis")
                .descendants()
                .filter(p -> p.info().command().orElse("").contains("redis"))
                .findFirst()
                .orElseThrow();

        Asking.outage(
                "Redis",
                server::destroyForcibly,
                () -> Asking.redis(ports[3 - first], "SET after kill").equals("+OK"));

        assertThat(Asking.redis(ports[3 - first], "GET kept")).isEqualTo("yes");
        assertThat(settled("redis")).isEqualTo(3 - first);
        await("the killed one is a replica with the data")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Asking.redis(ports[first], "GET after").equals("kill"));

        CLUSTER.call("swap", instance("redis")).endsWith(0);

        assertThat(Asking.redis(ports[first], "SET swapped yes")).isEqualTo("+OK");
        assertThat(Asking.redis(ports[first], "GET after")).isEqualTo("kill");
        await("the former primary follows")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Asking.redis(ports[3 - first], "GET swapped").equals("yes"));
    }

    @Test
    @Order(5)
    @DisplayName(
            "a component in Python that knows nothing but the protocol: killed, the standby takes over; it comes back")
    void python() {
        Programs.assumeInstalled("python3", "python3");
        int first = settled("python");
        int port = MODEL.port(18555);
        assertThat(Service.whoAnswers(port)).contains(component(first, "python"));

        Asking.outage(
                "the Python component",
                process(first, "python")::destroyForcibly,
                () -> Service.whoAnswers(port).equals(Optional.of(component(3 - first, "python"))));

        assertThat(settled("python")).isEqualTo(3 - first);
        CLUSTER.call("swap", instance("python")).endsWith(0);
        assertThat(Service.whoAnswers(port)).contains(component(first, "python"));
        CLUSTER.call("lock", unit(first, "python")).endsWith(0);
        assertThat(Service.whoAnswers(port)).contains(component(3 - first, "python"));
        CLUSTER.call("unlock", unit(first, "python")).endsWith(0);
    }

    @Test
    @Order(6)
    @DisplayName("a unit of systemd and a container, played by scripts: killed, they run on the other node")
    void foreign() throws IOException {
        for (String application : List.of("unit", "container")) {
            int first = settled(application);
            ProcessHandle main = foreignProcess(application);

            main.destroyForcibly();

            CLUSTER.awaitStatus(
                    "the other runs", s -> active(s, application).equals(Optional.of(unit(3 - first, application))));
            settled(application);
            assertThat(Processes.isRunning(foreignProcess(application))).isTrue();
        }
    }

    private static ProcessHandle foreignProcess(String application) throws IOException {
        Path state = CLUSTER.path().resolveSibling("programs").resolve("state");
        if (application.equals("unit")) {
            String unit = Files.readString(state.resolve("amf-example.service"));
            return ProcessHandle.of(Long.parseLong(
                            unit.substring(unit.indexOf("MainPID=") + 8).strip()))
                    .orElseThrow();
        }
        try (var files = Files.list(state)) {
            Path container = files.filter(file -> file.getFileName().toString().matches("amf-[0-9]+-[0-9]+"))
                    .findFirst()
                    .orElseThrow();
            return ProcessHandle.of(Long.parseLong(Files.readString(container).strip()))
                    .orElseThrow();
        }
    }

    @Test
    @Order(7)
    @DisplayName("the agent is killed: not even what has left its session outlives it, and the other node serves all")
    void agentIsKilled() throws Exception {
        Programs.assumeInstalled("nginx", "nginx-light");
        int node = settled("nginx");
        ProcessHandle master = process(node, "nginx");
        assumeThat(CLUSTER.agent("n" + node).isAlive()).isTrue();

        CLUSTER.agent("n" + node).destroyForcibly();

        await("nginx of the dead node has ended").atMost(LocalCluster.LIMIT).until(() -> !Processes.isRunning(master));
        await("the other serves").atMost(LocalCluster.LIMIT).until(() -> nginx().equals(component(3 - node, "nginx")));
        for (String application : List.of("beat", "unit", "container", "python")) {
            CLUSTER.awaitStatus(
                    application + " is on the other node",
                    s -> active(s, application).equals(Optional.of(unit(3 - node, application))));
        }
        CLUSTER.startNode("n" + node);
        CLUSTER.awaitBack("n" + node);
        settled("redis");
    }

    @Test
    @Order(8)
    @DisplayName("a floating address is there, follows its unit, and goes with it")
    void address() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root may add addresses")
                .isEqualTo("root");
        Programs.assumeInstalled("ip", "iproute2");
        int first = settled("address");
        assertThat(addresses()).contains("127.77.0.10");

        CLUSTER.call("lock", unit(first, "address")).endsWith(0);
        assertThat(active(CLUSTER.status(), "address")).contains(unit(3 - first, "address"));
        assertThat(addresses()).contains("127.77.0.10");
        CLUSTER.call("lock", instance("address")).endsWith(0);

        assertThat(addresses()).doesNotContain("127.77.0.10");
    }

    private static String addresses() throws IOException {
        return NetworkInterface.getByName("lo").getInterfaceAddresses().toString();
    }
}
