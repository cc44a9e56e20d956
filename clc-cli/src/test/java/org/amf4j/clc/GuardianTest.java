package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardianTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    @DisplayName("when the agent's JVM is killed, guarded sessions die and others live")
    void killsWhatIsGuarded() throws Exception {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GuardedProgram.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        Map<String, Long> said = read(jvm);

        jvm.destroyForcibly();

        await().atMost(LIMIT).until(() -> Sessions.members(said.get("guarded")).isEmpty());
        await().atMost(LIMIT).until(() -> Sessions.members(said.get("guardian")).isEmpty());
        assertThat(Sessions.members(said.get("free"))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Sessions.kill(said.get("free"))).isTrue();
    }

    private static Map<String, Long> read(Process jvm) throws Exception {
        Map<String, Long> said = new HashMap<>();
        BufferedReader reader = jvm.inputReader();
        while (!said.keySet().containsAll(java.util.Set.of("guarded", "free", "guardian"))) {
            String line = reader.readLine();
            assertThat(line).as("output of the helper").isNotNull();
            String[] words = line.split(" ");
            if (words.length == 2 && words[1].matches("[0-9]+")) {
                said.put(words[0], Long.parseLong(words[1]));
            }
        }
        return said;
    }

    @Test
    @DisplayName("a killed guardian is replaced, and the new one knows the sessions")
    void isReplaced() throws Exception {
        Process program = new ProcessBuilder("setsid", "sleep", "100").start();
        Guardian guardian = Guardian.start();
        guardian.add(program.pid());
        long first = guardian.pid();

        Sessions.kill(first);
        await().atMost(LIMIT).until(() -> guardian.pid() != first);
        guardian.close();

        await().atMost(LIMIT).until(() -> !program.isAlive());
    }

    @Test
    @DisplayName("a guardian without sessions ends when it is closed")
    void endsQuietly() throws Exception {
        Guardian guardian = Guardian.start();
        long pid = guardian.pid();

        guardian.close();
        guardian.close();

        await().atMost(LIMIT).until(() -> Sessions.members(pid).isEmpty());
    }
}
