package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The wrappers of programs and daemons")
@Timeout(60)
class ProcessWrappersTest {

    private static final int NO_RETRY = 200;

    @TempDir
    Path folder;

    private WrapperRig rig;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
    }

    @AfterEach
    void end() throws Exception {
        rig.call("program", "cleanup");
        rig.call("daemon", "cleanup");
        rig.assertNothingLeft();
        rig.close();
    }

    /** A daemon as they are: two processes that have left the session, and a file with the number of the first. */
    private String daemon() throws IOException {
        return Scripts.write(
                folder,
                "some-daemon",
                "setsid sh -c 'echo $$ >\"$AMF_RUN_DIR/pid\"; sleep 600 & exec sleep 601' </dev/null >/dev/null 2>&1 &");
    }

    @Test
    @Tag("AMF-021")
    @DisplayName("a program gets words and attributes as they are; no shell reads them")
    void words() throws Exception {
        String show = Scripts.write(
                folder, "show", "for a; do printf '<%s>' \"$a\"; done >\"$AMF_RUN_DIR/shown\"", "exec sleep 600");
        rig.with("nasty", "a b; $(touch harm) `id` \"' *\\").with("_x", "y");

        rig.call("program", "instantiate", show, "%{nasty}", "-%{_x}-%{_x}", "%%{nasty}", "100%", "", "*")
                .endsWith(0);

        assertThat(Sessions.isRunning(rig.noted("process"))).isTrue();
        await().untilAsserted(() ->
                assertThat(rig.text("shown")).contains("<a b; $(touch harm) `id` \"' *\\><-y-y><%{nasty}><100%><><*>"));
        assertThat(Path.of("harm")).doesNotExist();
    }

    @Test
    @DisplayName("the configuration is made from a template")
    void template() throws Exception {
        rig.write("my.conf", "port=%{port};\n  dir=%{AMF_RUN_DIR}\nlast");
        rig.with("AMF_TEMPLATE", folder + "/my.conf").with("port", "80\\n");

        rig.call("program", "instantiate", "sleep", "600").endsWith(0);

        assertThat(rig.text("my.conf")).contains("port=80\\n;\n  dir=" + rig.run + "\nlast\n");
    }

    @Test
    @DisplayName("mistakes of the model end INSTANTIATE with 200 and a sentence that says what to do")
    void mistakes() throws Exception {
        assertThat(rig.call("program", "instantiate", "no-such-program")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("no-such-program", "install it");
        assertThat(rig.call("program", "instantiate", "sleep", "%{port}")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("'port', which is no attribute of the CSI");
        assertThat(rig.call("program", "instantiate", "sleep", "%{a;b}")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("not the name of a variable");
        assertThat(rig.call("program", "instantiate").endsWith(NO_RETRY).output())
                .contains("no program is named");
        assertThat(rig.call("program", "start").endsWith(NO_RETRY).output()).contains("usage");
        rig.with("AMF_TEMPLATE", "/nowhere");
        assertThat(rig.call("program", "instantiate", "sleep", "1")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("/nowhere");
    }

    @Test
    @DisplayName("the end of a program is reported with its exit code or signal, also when its children live on")
    void reportsTheEnd() throws Exception {
        String program = Scripts.write(folder, "with-child", "sleep 600 &", "wait");
        rig.call("program", "instantiate", program).endsWith(0);
        // keeper, program and its child
        await().until(() -> rig.left().size() >= 3);

        rig.kill(rig.noted("process"));

        rig.awaitReport(WrapperRig.COMPONENT + "\t1\tNO_RECOMMENDATION\t" + program + " was ended by signal 9");
        assertThat(rig.left()).isNotEmpty();
        rig.call("program", "cleanup").endsWith(0);
        rig.assertNothingLeft();
        rig.with("AMF_RECOVERY", "COMPONENT_RESTART");
        rig.call("program", "instantiate", "sh", "-c", "exit 3").endsWith(0);
        rig.awaitReport("COMPONENT_RESTART\tsh has ended with exit code 3");
    }

    @Test
    @DisplayName("TERMINATE asks the program to end, reports nothing, and fails when it does not end")
    void terminate() throws Exception {
        rig.call("program", "instantiate", "sleep", "600").endsWith(0);
        rig.call("program", "terminate").endsWith(0);
        rig.assertNothingLeft();
        rig.call("program", "terminate").endsWith(0);
        rig.with("AMF_STOP_SECONDS", "0");
        rig.call("program", "instantiate", Scripts.write(folder, "deaf", "trap '' TERM", "while :; do sleep 1; done"))
                .endsWith(0);
        await().until(() -> rig.left().size() >= 3);

        assertThat(rig.call("program", "terminate").endsWith(1).output()).contains("does not end within 0 s");

        assertThat(rig.reports()).isEmpty();
        rig.call("program", "cleanup").endsWith(0);
        rig.with("AMF_STOP_SECONDS", "a[$(reboot)]");
        rig.call("program", "instantiate", "sleep", "600").endsWith(0);
        assertThat(rig.call("program", "terminate").endsWith(NO_RETRY).output()).contains("whole number");
    }

    @Test
    @DisplayName("INSTANTIATE is over when the program is ready, or fails when that ends before")
    void ready() throws Exception {
        rig.with("AMF_READY", "file %{AMF_RUN_DIR}/ready 60");
        // Blanks part the words of a probe.
        rig.with("AMF_RUN_DIR", Files.createDirectory(folder.resolve("run")).toString());

        rig.call("program", "instantiate", "sh", "-c", "sleep 0.3; : >\"$AMF_RUN_DIR/ready\"; exec sleep 600")
                .endsWith(0);

        assertThat(folder.resolve("run/ready")).exists();
        rig.call("program", "cleanup").endsWith(0);
        Files.delete(folder.resolve("run/ready"));
        assertThat(rig.call("program", "instantiate", "false").endsWith(1).output())
                .contains("has ended before it was ready");
    }

    @Test
    @DisplayName("a second INSTANTIATE is refused; CLEANUP may be repeated and harms no stranger")
    void idempotent() throws Exception {
        rig.call("program", "instantiate", "sleep", "600").endsWith(0);
        long pid = rig.noted("process");

        assertThat(rig.call("program", "instantiate", "sleep", "600")
                        .endsWith(1)
                        .output())
                .contains("still runs");
        String note = rig.text("process").orElseThrow();
        Process stranger = new ProcessBuilder("setsid", "--wait", "sleep", "600").start();
        try {
            long other = stranger.pid();
            Files.writeString(rig.run.resolve("process"), other + " 1 " + other + " 1 " + note.split(" ")[4]);
            rig.call("program", "cleanup").endsWith(0);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.descendants().forEach(ProcessHandle::destroyForcibly);
            stranger.destroyForcibly();
        }

        Files.writeString(rig.run.resolve("process"), note);
        rig.call("program", "cleanup").endsWith(0);
        assertThat(Sessions.isRunning(pid)).isFalse();
        rig.call("program", "cleanup").endsWith(0);
    }

    @Test
    @DisplayName("while a daemon lives its keeper sleeps: it is not looked at again and again")
    void keeperSleeps() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/perl")))
                .as("perl is there")
                .isTrue();
        rig.call("daemon", "instantiate", daemon()).endsWith(0);
        String pid = Long.toString(rig.noted("process"));
        ProcessHandle waiting = await().until(
                        () -> rig.left().stream()
                                .filter(p -> List.of(p.info().arguments().orElse(new String[0]))
                                        .containsAll(List.of("await-end", pid)))
                                .filter(p -> p.info().command().orElse("").endsWith("perl"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        long before = switches(waiting);

        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(waiting::isAlive);

        assertThat(switches(waiting) - before).as("how often it woke up").isLessThan(3);
        rig.call("daemon", "cleanup").endsWith(0);
        rig.assertNothingLeft();
    }

    private static long switches(ProcessHandle process) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .sum();
    }

    @Test
    @DisplayName("a daemon is found by its pid file; its end is reported, and CLEANUP ends what it has left")
    void daemonEnds() throws Exception {
        rig.call("daemon", "instantiate", daemon()).endsWith(0);
        long pid = rig.noted("process");

        rig.kill(pid);

        rig.awaitReport("the daemon, process " + pid + ", has ended");
        rig.call("daemon", "cleanup").endsWith(0);
        rig.assertNothingLeft();
    }

    @Test
    @DisplayName("a daemon does not outlive the session of its keeper, which the guardian kills when the agent is gone")
    void daemonIsEnded() throws Exception {
        rig.call("daemon", "instantiate", daemon()).endsWith(0);

        rig.kill(rig.noted("keeper"));

        rig.assertNothingLeft();
    }

    @Test
    @DisplayName("TERMINATE of a daemon: by signal, by a command of its own; the arm does nothing after that")
    void daemonTerminates() throws Exception {
        rig.call("daemon", "instantiate", daemon()).endsWith(0);
        rig.call("daemon", "terminate").endsWith(0);
        rig.assertNothingLeft();
        rig.call("daemon", "instantiate", daemon()).endsWith(0);

        rig.call("daemon", "terminate", "sh", "-c", "kill $(cat \"$0\")", "%{AMF_RUN_DIR}/pid")
                .endsWith(0);

        rig.assertNothingLeft();
        assertThat(rig.reports()).isEmpty();
    }

    @Test
    @DisplayName("a start command that fails, or names no process, fails INSTANTIATE")
    void daemonDoesNotStart() throws Exception {
        assertThat(rig.call("daemon", "instantiate", "false").endsWith(1).output())
                .contains("exit code 1");
        assertThat(rig.call("daemon", "instantiate", "no-such-daemon")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("no-such-daemon");
    }

    @Test
    @DisplayName(
            "a daemon that was started but not noted is found by its pid file, one from before is not mistaken for it")
    void forgottenDaemon() throws Exception {
        rig.call("daemon", "instantiate", daemon()).endsWith(0);
        long pid = rig.noted("process");
        // As if INSTANTIATE had been killed before it could note anything.
        rig.kill(rig.noted("arm"));
        rig.kill(rig.noted("keeper"));
        Files.writeString(rig.run.resolve("process"), "");
        Path file = rig.run.resolve("pid");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));

        rig.call("daemon", "cleanup").endsWith(0);
        assertThat(Sessions.isRunning(pid)).isTrue();

        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
        rig.call("daemon", "cleanup").endsWith(0);
        assertThat(Sessions.isRunning(pid)).isFalse();
    }
}
