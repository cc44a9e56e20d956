package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The life-cycle scripts")
@Timeout(60)
class ScriptsTest {

    private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NO_RETRY = 200;

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void makeFolder() throws IOException {
        // Cleaning up twice must work in a folder with a blank, too.
        run = Files.createDirectory(folder.resolve("run folder"));
    }

    @AfterEach
    void cleanUp() throws Exception {
        assertThat(script("heartbeat-cleanup", Map.of())).isZero();
    }

    private int script(String name, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve(name).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("SA_AMF_COMPONENT_NAME", "safComp=heartbeat");
        builder.environment().put("AMF_RUN_DIR", run.toString());
        builder.environment().put("period", "1");
        builder.environment().put("text", "alive");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private long startedProcess() throws Exception {
        assertThat(script("heartbeat-instantiate", Map.of())).isZero();
        return Long.parseLong(Files.readString(run.resolve("process")).split(" ")[0]);
    }

    /** Whether the process runs; one that has ended but was not waited for by its parent does not. */
    private static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Tag("AMF-021")
    @DisplayName("INSTANTIATE starts the program with the attributes of its CSI and returns")
    void instantiate() throws Exception {
        long pid = startedProcess();

        Path heartbeat = run.resolve("heartbeat");
        await().atMost(PATIENCE).until(() -> Files.exists(heartbeat) && Files.size(heartbeat) > 0);
        assertThat(Files.readString(heartbeat)).startsWith("alive " + pid + " ");
        assertThat(isRunning(pid)).isTrue();
    }

    @Test
    @DisplayName("a second INSTANTIATE refuses while the first process runs")
    void instantiateTwice() throws Exception {
        startedProcess();

        assertThat(script("heartbeat-instantiate", Map.of())).isEqualTo(1);
        assertThat(output()).contains("safComp=heartbeat").contains("still runs");
    }

    @Test
    @DisplayName("TERMINATE asks the program to end and waits for it; without one it succeeds")
    void terminate() throws Exception {
        long pid = startedProcess();

        assertThat(script("heartbeat-terminate", Map.of())).isZero();
        assertThat(isRunning(pid)).isFalse();
        assertThat(script("heartbeat-terminate", Map.of())).isZero();
    }

    @Test
    @DisplayName("CLEANUP ends the program and may be repeated")
    void cleanup() throws Exception {
        long pid = startedProcess();

        assertThat(script("heartbeat-cleanup", Map.of())).isZero();
        assertThat(isRunning(pid)).isFalse();
        assertThat(script("heartbeat-cleanup", Map.of())).isZero();
    }

    @Test
    @DisplayName("CLEANUP does not touch a process that has got the number later")
    void foreignProcess() throws Exception {
        long pid = startedProcess();
        Path file = run.resolve("process");
        String original = Files.readString(file);

        Files.writeString(file, pid + " 1\n");
        assertThat(script("heartbeat-cleanup", Map.of())).isZero();

        assertThat(isRunning(pid)).isTrue();
        Files.writeString(file, original);
    }

    @Test
    @DisplayName("CLEANUP takes a file without sense for no process")
    void damagedFile() throws Exception {
        Files.writeString(run.resolve("process"), "nonsense\n");

        assertThat(script("heartbeat-cleanup", Map.of())).isZero();
    }

    @Test
    @DisplayName("INSTANTIATE of the Java component says what is missing, and not to try again")
    void missing() throws Exception {
        String none = folder.resolve("none").toString();

        assertThat(script("streamer-instantiate", Map.of("AMF_JAVA", none))).isEqualTo(NO_RETRY);
        assertThat(output()).contains("no java at '" + none + "'").contains("JDK 17");
        assertThat(script("streamer-instantiate", Map.of("AMF_HOME", folder.toString())))
                .isEqualTo(NO_RETRY);
        assertThat(output()).contains("no jars").contains("mvn package");
        assertThat(script("streamer-cleanup", Map.of("AMF_RUN_DIR", ""))).isEqualTo(NO_RETRY);
        assertThat(output()).contains("AMF_RUN_DIR is not set");
    }
}
