package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The main command, exactly as a newcomer calls it, but with folders whose content can be compared. */
class DemoTest {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Path working;
    private Path temporary;
    private String mark;
    private Amf amf;

    @BeforeAll
    static void build() throws IOException {
        Amf.prepare();
    }

    @BeforeEach
    void folders(TestInfo info) throws IOException {
        working = Installation.emptyFolder("demo");
        temporary = Installation.emptyFolder("demo-tmp");
        mark = info.getDisplayName() + " " + UUID.randomUUID();
        amf = new Amf(working, Installation.emptyFolder("demo-calls"))
                .with("TMPDIR", temporary.toString())
                .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary)
                .with("SYSTEM_TEST", mark);
    }

    @AfterEach
    void nothingRuns() {
        Processes.assertNoneMentions(mark);
        Processes.assertNoneMentions(working + "/");
    }

    @Test
    @DisplayName("the demonstration survives the kill, says in JSON what it took, and leaves nothing behind")
    void demo() throws IOException {
        String before = repository();

        Amf.Result result =
                amf.call(LIMIT, "demo", "--seconds", "3", "-o", "json").endsWith(0);

        JsonNode json = result.json();
        System.out.println("demo: cluster " + json.path("cluster") + ", failover " + json.path("failover") + ", client "
                + json.path("client"));
        assertThat(json.path("service_came_back").asBoolean()).isTrue();
        assertThat(json.at("/cluster/nodes").asInt()).isEqualTo(3);
        assertThat(json.at("/cluster/assigned_ms").asLong()).isPositive();
        assertThat(json.at("/killed/signal").asText()).isEqualTo("SIGKILL");
        assertTimes(json.path("failover"));
        assertAssignments(json);
        assertThat(json.at("/client/answers_by_component").size()).isEqualTo(2);
        assertThat(files(working)).as("files beside the run folder").isEmpty();
        assertThat(files(temporary)).as("temporary files").isEmpty();
        assertThat(repository()).as("new files in the repository").isEqualTo(before);
    }

    @Test
    @DisplayName("without a time it serves until it gets a signal, and leaves nothing behind then either")
    void signal() throws IOException {
        Path log = Files.createFile(Installation.emptyFolder("demo-log").resolve("demo.out"));

        Process demo = amf.start(log, "demo");
        try {
            await("it goes on until Ctrl-C")
                    .atMost(LIMIT)
                    .until(() -> Files.readString(log).contains("until Ctrl-C") || !demo.isAlive());
            demo.destroy();
            await("its end").atMost(LIMIT).until(() -> !demo.isAlive());
        } finally {
            Processes.kill(demo.toHandle());
        }

        assertThat(demo.exitValue()).as(Files.readString(log)).isZero();
        Processes.assertNoneMentions(mark);
        assertThat(files(working)).as("files beside the run folder").isEmpty();
        assertThat(files(temporary)).as("temporary files").isEmpty();
    }

    private static void assertTimes(JsonNode failover) {
        double reaction = failover.path("reaction_ms").asDouble();
        double recovery = failover.path("recovery_ms").asDouble();
        double outage = failover.path("outage_ms").asDouble();
        assertThat(reaction).isPositive();
        assertThat(recovery).isPositive();
        assertThat(outage).isCloseTo(reaction + recovery, Offset.offset(0.01));
        assertThat(failover.path("repair_ms").asDouble()).isGreaterThan(reaction);
        assertThat(failover.path("breakdown_ms").isEmpty()).isFalse();
    }

    private static void assertAssignments(JsonNode json) {
        String killed = json.at("/killed/component").asText();
        assertThat(active(json.path("assignments_before"))).contains(killed);
        assertThat(active(json.path("assignments_after")))
                .contains(json.at("/failover/successor").asText())
                .doesNotContain(killed);
    }

    private static List<String> active(JsonNode assignments) {
        return assignments
                .valueStream()
                .filter(a -> a.path("ha").asText().equals("ACTIVE"))
                .map(a -> a.at("/csis/0/component").asText())
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> !file.equals(folder)).toList();
        }
    }

    /** Files that git does not know and is not told to ignore; none where there is no git. */
    private String repository() {
        String root = Installation.root().toString();
        return Files.exists(Installation.root().resolve(".git"))
                ? amf.run(Amf.COMMAND_LIMIT, List.of("git", "-C", root, "ls-files", "--others", "--exclude-standard"))
                        .out()
                : "";
    }
}
