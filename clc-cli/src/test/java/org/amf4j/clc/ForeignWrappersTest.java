package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** systemd and podman are played by scripts that keep state, so that their failures can be played, too. */
@DisplayName("The wrappers of what others run: units of systemd and containers")
@Timeout(60)
class ForeignWrappersTest {

    private static final int NO_RETRY = 200;
    private static final Path FAKES = WrapperRig.FAKES;

    @TempDir
    Path folder;

    private WrapperRig rig;
    private Path state;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        state = Files.createDirectory(folder.resolve("state"));
        rig.with("FAKE_STATE", state.toString());
        rig.with("PATH", FAKES + ":" + System.getenv("PATH"));
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Nested
    @DisplayName("systemd-unit")
    class Units {

        @BeforeEach
        void runs() throws IOException {
            Files.writeString(state.resolve("system"), "running\n");
            unit("Restart=no\n");
        }

        @AfterEach
        void cleanUp() throws Exception {
            unit("Restart=no\n" + pidLine());
            rig.call("systemd-unit", "cleanup", "web.service").endsWith(0);
            rig.assertNothingLeft();
        }

        private void unit(String text) throws IOException {
            Files.writeString(state.resolve("web.service"), text);
        }

        private String pidLine() throws IOException {
            return Files.readString(state.resolve("web.service"))
                    .lines()
                    .filter(line -> line.startsWith("MainPID"))
                    .map(line -> line + "\n")
                    .findFirst()
                    .orElse("");
        }

        @Test
        @DisplayName("starts, watches, stops; CLEANUP may be repeated")
        void life() throws Exception {
            rig.with("unit", "web.service");
            rig.call("systemd-unit", "instantiate", "%{unit}").endsWith(0);
            long pid = rig.noted("process");
            assertThat(Sessions.isRunning(pid)).isTrue();

            rig.call("systemd-unit", "terminate", "%{unit}").endsWith(0);
            assertThat(Sessions.isRunning(pid)).isFalse();
            rig.call("systemd-unit", "instantiate", "%{unit}").endsWith(0);
            rig.kill(rig.noted("process"));
            rig.awaitReport("the main process of web.service has ended (signal)");
            rig.call("systemd-unit", "cleanup", "%{unit}").endsWith(0);
            rig.call("systemd-unit", "cleanup", "%{unit}").endsWith(0);
        }

        @Test
        @DisplayName("the unit does not outlive the session of its keeper")
        void arm() throws Exception {
            rig.call("systemd-unit", "instantiate", "web.service").endsWith(0);
            long pid = rig.noted("process");

            rig.kill(rig.noted("keeper"));

            rig.awaitEnd(pid);
        }

        @Test
        @DisplayName("nor when CLEANUP has begun, and does not come to its end")
        void armDuringCleanup() throws Exception {
            instantiate().endsWith(0);
            long pid = rig.noted("process");
            unit("Restart=no\nStop=fails\n" + pidLine());
            rig.call("systemd-unit", "cleanup", "web.service").endsWith(1);
            unit("Restart=no\n" + pidLine());

            rig.kill(rig.noted("keeper"));

            rig.awaitEnd(pid);
        }

        @Test
        @DisplayName("refuses what would start without AMF, and says what to do")
        void refusals() throws Exception {
            unit("Restart=always\n");
            assertThat(instantiate().endsWith(NO_RETRY).output()).contains("Restart=always", "drop-in");
            assertThat(rig.call("systemd-unit", "instantiate", "no.service")
                            .endsWith(NO_RETRY)
                            .output())
                    .contains("no unit no.service");
            unit("Restart=no\nStart=fails\n");
            assertThat(instantiate().endsWith(1).output()).contains("journalctl -u web.service");
            Files.writeString(state.resolve("system"), "offline\n");
            assertThat(instantiate().endsWith(NO_RETRY).output())
                    .contains("systemd does not run on this machine (it says 'offline')");
            assertThat(rig.call("systemd-unit", "instantiate")
                            .endsWith(NO_RETRY)
                            .output())
                    .contains("no unit is named");
        }

        @Test
        @DisplayName("one that runs already was not started by AMF: CLEANUP stops it, the next attempt succeeds")
        void runsAlready() throws Exception {
            rig.run(FAKES.resolve("systemctl").toString(), "start", "--", "web.service")
                    .endsWith(0);
            assertThat(instantiate().endsWith(1).output()).contains("was not started by AMF");
            rig.call("systemd-unit", "cleanup", "web.service").endsWith(0);

            instantiate().endsWith(0);
        }

        @Test
        @DisplayName("CLEANUP fails when the unit cannot be stopped")
        void cannotBeStopped() throws Exception {
            instantiate().endsWith(0);
            unit("Restart=no\nStop=fails\n" + pidLine());

            assertThat(rig.call("systemd-unit", "cleanup", "web.service")
                            .endsWith(1)
                            .output())
                    .contains("still active");
        }

        private WrapperRig.Result instantiate() throws Exception {
            return rig.call("systemd-unit", "instantiate", "web.service");
        }
    }

    @Test
    @DisplayName(
            "the real systemctl of this machine: where systemd does not run, the wrapper says so and cleans up nothing")
    void realSystemctl() throws Exception {
        assumeThat(works("systemctl", "--version")).as("systemctl is installed").isTrue();
        assumeThat(works("systemctl", "is-system-running"))
                .as("no systemd runs here")
                .isFalse();
        rig.with("PATH", System.getenv("PATH"));

        assertThat(rig.call("systemd-unit", "instantiate", "cron.service")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("systemd does not run on this machine");
        rig.call("systemd-unit", "cleanup", "cron.service").endsWith(0);
    }

    @Nested
    @DisplayName("container")
    class Containers {

        @AfterEach
        void cleanUp() throws Exception {
            Files.deleteIfExists(state.resolve(".broken"));
            Files.deleteIfExists(state.resolve(".stuck"));
            rig.call("container", "cleanup").endsWith(0);
            assertThat(containers()).isEmpty();
            rig.assertNothingLeft();
        }

        private List<String> containers() throws IOException {
            try (var files = Files.list(state)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> !name.startsWith("."))
                        .toList();
            }
        }

        private long pid() throws IOException {
            return Long.parseLong(
                    Files.readString(state.resolve(containers().get(0))).trim());
        }

        private WrapperRig.Result instantiate() throws Exception {
            return rig.call("container", "instantiate", "--publish", "%{port}:80", "image:1", "sleep", "600");
        }

        @Test
        @DisplayName("runs under a name of the component's own, reports its end, is removed; CLEANUP may be repeated")
        void life() throws Exception {
            rig.with("port", "8080");
            instantiate().endsWith(0);
            assertThat(containers()).singleElement().asString().matches("amf-\\d+-\\d+");
            assertThat(Files.readString(state.resolve(".calls")))
                    .contains("--label amf.component=" + WrapperRig.COMPONENT + " --publish 8080:80 image:1 sleep 600");

            rig.kill(pid());
            rig.awaitReport("has ended with exit code 7");
            rig.call("container", "cleanup").endsWith(0);
            rig.call("container", "cleanup").endsWith(0);
            instantiate().endsWith(0);
            rig.call("container", "terminate").endsWith(0);
            assertThat(containers()).isEmpty();
        }

        @Test
        @DisplayName("the container does not outlive the session of its keeper")
        void arm() throws Exception {
            rig.with("port", "8080");
            instantiate().endsWith(0);
            long pid = pid();

            rig.kill(rig.noted("keeper"));

            rig.awaitEnd(pid);
        }

        @Test
        @DisplayName("nor when CLEANUP has begun, and does not come to its end")
        void armDuringCleanup() throws Exception {
            rig.with("port", "8080");
            instantiate().endsWith(0);
            long pid = pid();
            Files.createFile(state.resolve(".stuck"));
            rig.call("container", "cleanup").endsWith(1);
            Files.delete(state.resolve(".stuck"));

            rig.kill(rig.noted("keeper"));

            rig.awaitEnd(pid);
        }

        @Test
        @DisplayName("CLEANUP fails when nobody knows whether the container runs")
        void engineIsAway() throws Exception {
            rig.with("port", "8080");
            instantiate().endsWith(0);
            Files.writeString(state.resolve(".broken"), "");

            assertThat(rig.call("container", "cleanup").endsWith(1).output()).contains("is not known");
        }

        @Test
        @DisplayName("refuses to let the engine restart it, and an engine that is not there")
        void refusals() throws Exception {
            assertThat(rig.call("container", "instantiate", "--restart=always", "image")
                            .endsWith(NO_RETRY)
                            .output())
                    .contains("leave it out");
            rig.with("AMF_CONTAINER_ENGINE", "no-engine");
            assertThat(rig.call("container", "instantiate", "image")
                            .endsWith(NO_RETRY)
                            .output())
                    .contains("install podman or docker");
            rig.call("container", "cleanup").endsWith(0);
            rig.with("AMF_CONTAINER_ENGINE", "podman");
        }
    }
}
