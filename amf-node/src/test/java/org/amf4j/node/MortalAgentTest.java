package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.amf4j.clc.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MortalAgentTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    MortalAgentTest() throws IOException {
        folder = Files.createTempDirectory("amf");
    }

    @AfterEach
    void clean() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    @DisplayName("nothing that an agent has started outlives it when it is killed")
    void nothingOutlivesIt() throws Exception {
        Process agent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalAgent.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        Path pidFile = folder.resolve("c1/pid");
        await().atMost(LIMIT).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        long pid = Long.parseLong(Files.readString(pidFile).trim());
        assertThat(Sessions.isRunning(pid)).isTrue();

        agent.destroyForcibly();

        await().atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
    }
}
