package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ProcessesOf;
import org.amf4j.admin.output.Json;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local clusters of real processes, with programs that only pretend to be agents. */
class ClusterCommandTest {
    @TempDir
    Path home;

    private Path run;
    private String model;

    @BeforeEach
    void install() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path launcher = home.resolve("amf");
        Files.writeString(launcher, """
                #!/bin/sh
                shift
                exec '%s' -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp '%s' org.amf4j.admin.FakeAgent "$@"
                """.formatted(java, System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        model = SmallModel.write(SmallModel.on(3), home.resolve("small.xml")).toString();
        run = home.resolve("run");
    }

    @AfterEach
    void stop() {
        Call.in(home, "cluster", "stop", "--dir", run.toString());
    }

    private Call start(String... more) {
        String[] arguments = {"cluster", "start", model, "--dir", run.toString(), "-o", "json"};
        return Call.in(
                home,
                Stream.concat(List.of(arguments).stream(), List.of(more).stream())
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("one process per node of the model; list shows them; stop leaves none")
    void lifeOfACluster() throws Exception {
        Call started = start();

        assertThat(started.err()).isEmpty();
        assertThat(started.exitCode()).isZero();
        JsonNode result = Json.parse(started.out());
        assertThat(result.path("cluster").asText()).isEqualTo("cluster");
        List<ProcessHandle> agents = result.path("nodes")
                .valueStream()
                .map(n -> ProcessHandle.of(n.path("pid").asLong()).orElseThrow())
                .toList();
        assertThat(agents).hasSize(3).allMatch(ProcessHandle::isAlive);
        assertThat(run.resolve("n1").resolve("agent.pid"))
                .hasContent(Long.toString(agents.get(0).pid()));
        assertThat(Files.readString(run.resolve("cluster.yaml")))
                .contains("cluster: cluster\nfiles: [" + model + "]\nhome: " + home + "\n")
                .doesNotContain("security: off")
                .contains("  n1: {")
                .contains("  n3: {");
        assertThat(run.resolve("certificates").resolve("n3").resolve("node.crt"))
                .exists();

        Call again = start();
        assertThat(again.exitCode()).isEqualTo(5);
        assertThat(again.err()).contains("a cluster runs in " + run + " already");

        Call list = Call.in(home, "cluster", "list", "--dir", run.toString(), "-o", "json");
        assertThat(Json.parse(list.out())
                        .path("clusters")
                        .path(0)
                        .path("running")
                        .asBoolean())
                .isTrue();

        Call stopped = Call.in(home, "cluster", "stop", "--dir", run.toString());
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).isEqualTo("stopped n1, n2, n3 in " + run + "\n");
        assertThat(agents).noneMatch(ProcessHandle::isAlive);
        assertThat(run.resolve("n1").resolve("agent.pid")).doesNotExist();
        assertThat(run.resolve("n1").resolve("log").resolve("agent.out")).exists();
        assertThat(Call.in(home, "cluster", "stop", "--dir", run.toString()).exitCode())
                .isEqualTo(5);
    }

    @Test
    @DisplayName("--insecure does without certificates, and the cluster's file says so")
    void insecure() throws Exception {
        assertThat(start("--insecure", "--nodes", "1").exitCode()).isZero();

        assertThat(Files.readString(run.resolve("cluster.yaml"))).contains("security: off");
        assertThat(run.resolve("certificates")).doesNotExist();
    }

    @Test
    @DisplayName("--nodes starts the first ones; the default folder is found again without naming it")
    void someNodesInTheDefaultFolder() {
        Call started = Call.in(home, "cluster", "start", model, "--nodes", "1", "-o", "json");
        run = home.resolve(".amf").resolve("cluster");

        assertThat(started.exitCode()).isZero();
        assertThat(Json.parse(started.out()).path("dir").asText()).isEqualTo(run.toString());
        assertThat(Json.parse(started.out()).path("nodes").size()).isEqualTo(1);
        assertThat(Call.in(home, "status").out()).startsWith("lab: 3 of 3 nodes");
        assertThat(Call.in(home, "cluster", "list").out())
                .contains("cluster  running  1")
                .contains(run.toString());
        assertThat(Call.in(home, "cluster", "stop").exitCode()).isZero();
        assertThat(Call.in(home, "status").exitCode()).isEqualTo(3);
    }

    @Test
    @DisplayName("--keep starts the same nodes again with what they have kept, and needs a cluster and no FILE")
    void startAgain() throws Exception {
        assertThat(Call.in(home, "cluster", "start", "--keep", "--dir", run.toString())
                        .exitCode())
                .isEqualTo(3);
        start("--nodes", "2");
        Path kept = Files.writeString(run.resolve("n1").resolve("kept"), "");
        String description = Files.readString(run.resolve("cluster.yaml"));
        Call.in(home, "cluster", "stop", "--dir", run.toString());

        Call again = Call.in(home, "cluster", "start", "--keep", "--dir", run.toString(), "-o", "json");

        assertThat(again.err()).isEmpty();
        assertThat(again.exitCode()).isZero();
        assertThat(Json.parse(again.out()).path("nodes").size()).isEqualTo(2);
        assertThat(kept).exists();
        assertThat(run.resolve("cluster.yaml")).hasContent(description);
        assertThat(start("--keep").exitCode()).isEqualTo(2);
        assertThat(Call.in(home, "cluster", "start").exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("--witness is for two nodes, which are both controllers then")
    void witness() throws Exception {
        assertThat(start("--witness").exitCode()).isEqualTo(2);

        assertThat(start("--witness", "--nodes", "2").exitCode()).isZero();

        String description = Files.readString(run.resolve("cluster.yaml"));
        assertThat(description).containsPattern("n1: .*controller: true").containsPattern("n2: .*controller: true");
        assertThat(description).containsPattern("witness: .*controller: false, witness: true");
        assertThat(run.resolve("witness").resolve("agent.pid")).exists();
        Call.in(home, "cluster", "stop", "--dir", run.toString());
        assertThat(run.resolve("witness").resolve("agent.pid")).doesNotExist();
    }

    @Test
    @DisplayName("a wrong model exits 6 with its problems and starts nothing")
    void wrongModel() throws Exception {
        Files.writeString(Path.of(model), "<nothing/>");

        Call call = start();

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.err()).contains("small.xml:1: ").contains("nothing was started");
        assertThat(run).doesNotExist();
    }

    @Test
    @DisplayName("more nodes than the model has is a usage error")
    void tooManyNodes() {
        assertThat(start("--nodes", "4").exitCode()).isEqualTo(2);
        assertThat(start("--nodes", "0").exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("a node that ends at once is reported with its last words, and nothing is left running")
    void nodeThatEnds() throws Exception {
        Files.createDirectories(run);
        Files.writeString(run.resolve("crash"), "");

        Call call = start();

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("ended at once with exit code 70").contains("the port is in use");
        assertThat(new ClusterFolder(run).isRunning()).isFalse();
    }

    @Test
    @DisplayName("agents that do not end when asked get a signal; components without an agent are killed")
    void stubbornProcesses() throws Exception {
        start();
        Files.writeString(run.resolve("stubborn"), "");
        ProcessBuilder orphan = new ProcessBuilder("sleep", "1000");
        orphan.environment()
                .put("AMF_AGENT_SOCKET", run.resolve("n1").resolve("agent.sock").toString());
        orphan.environment().put("SA_AMF_COMPONENT_NAME", "safComp=orphan");
        Process component = orphan.start();
        Awaitility.await()
                .until(() -> ProcessesOf.component(new ClusterFolder(run), "safComp=orphan")
                                .size()
                        == 1);

        Call call = Call.in(home, "cluster", "stop", "--dir", run.toString());

        assertThat(call.exitCode()).isZero();
        assertThat(component.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(new ClusterFolder(run).isRunning()).isFalse();
    }

    @Test
    @DisplayName("a path too long for a socket is refused with a remedy before anything starts")
    void tooLongPath() {
        run = home.resolve("x".repeat(100));

        Call call = start();

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("is too long for a socket").contains("--dir");
        assertThat(run).doesNotExist();
    }
}
