package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Action;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.state.LifeCycleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("What scripts report and what monitors leave behind")
@Timeout(60)
final class ScriptReportsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final Path REPORT =
            Path.of("..", "clc-cli", "scripts", "amf-report").toAbsolutePath().normalize();

    private final AgentRig rig;

    ScriptReportsTest() throws IOException {
        rig = AgentRig.start();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    private TestComponent upComponent() throws IOException {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        assertThat(rig.answer(rig.order(component, component.instantiate())).answer())
                .isEqualTo(Answer.OK);
        return component;
    }

    private int report(TestComponent component, String instance, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(REPORT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SA_AMF_COMPONENT_NAME", component.dn().toString());
        builder.environment().put("AMF_REPORT_PIPE", rig.settings.reportPipe().toString());
        builder.environment().put("AMF_INSTANCE", instance);
        Process process = builder.start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    @DisplayName("a script reports an error of its component with what it recommends; the component is cleaned up")
    void report() throws Exception {
        TestComponent component = upComponent();

        int code = report(component, "", "-r", "COMPONENT_FAILOVER", "two\nlines and\ttabs", "; $(reboot)");

        assertThat(code).isZero();
        Event.ComponentFailed failed = rig.report(component, Event.ComponentFailed.class);
        assertThat(failed.source()).isEqualTo(Event.ErrorSource.ERROR_REPORT);
        assertThat(failed.recommended()).isEqualTo(RecommendedRecovery.COMPONENT_FAILOVER);
        assertThat(failed.detail()).isEqualTo("error reported: two lines and tabs ; $(reboot)");
        assertThat(rig.report(component, Event.CleanupEnded.class).succeeded()).isTrue();
    }

    @Test
    @DisplayName("a report about an earlier instance is dropped, one without sense is logged, the next is taken")
    void reportsThatDoNotCount() throws Exception {
        TestComponent component = upComponent();
        try (LogCapture log = new LogCapture("org.amf4j.node")) {
            assertThat(report(component, "999999", "too late")).isZero();
            assertThat(report(component, "", "-r", "MAGIC", "x")).isZero();
            assertThat(report(component, "", "-c", "no name", "x")).isZero();
            assertThat(report(component, "", "-c", "safComp=unknown", "-r", "CONTAINER_RESTART", "x"))
                    .isZero();
            await().atMost(LIMIT).until(() -> log.lines().toString().contains("an instance that is no more"));
            await().atMost(LIMIT).until(() -> log.lines().toString().contains("MAGIC"));
            await().atMost(LIMIT).until(() -> log.lines().toString().contains("no name"));
        }
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).noneMatch(Event.ComponentFailed.class::isInstance);

        assertThat(report(component, "", "a real one")).isZero();

        assertThat(rig.report(component, Event.ComponentFailed.class).detail()).contains("a real one");
    }

    @Test
    @DisplayName(
            "a script says what has become of its machine; nothing is done about it, and what an earlier instance says is late")
    void lifeCycle() throws Exception {
        TestComponent component = upComponent();

        assertThat(report(component, "0", "-s", "FAILED")).isZero();
        assertThat(report(component, "", "-s", "PAUSED")).isZero();

        assertThat(rig.report(component, Event.LifeCycleTold.class).state()).isEqualTo(LifeCycleState.PAUSED);
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).noneMatch(Event.ComponentFailed.class::isInstance);
    }

    @Test
    @DisplayName("a long text is cut, not refused; without an agent the script says so and does not wait")
    void limits() throws Exception {
        TestComponent component = upComponent();

        assertThat(report(component, "", "x".repeat(20_000))).isZero();

        assertThat(rig.report(component, Event.ComponentFailed.class).detail()).hasSizeBetween(900, 1_100);
        Process lonely = new ProcessBuilder(REPORT.toString(), "-c", "safComp=a", "x").start();
        assertThat(lonely.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lonely.exitValue()).isEqualTo(3);
    }

    @Test
    @Tag("AMF-032")
    @DisplayName(
            "what AM_STOP does not end is killed after it, and so is a monitor whose component has been cleaned up")
    void monitorsThatStay() throws Exception {
        TestComponent component = upComponent();
        Action.StartMonitor monitor = new Action.StartMonitor(
                line(component, "am-start", "sleep 1000 &", "echo $! > " + component.folder() + "/monitor"),
                1,
                line(component, "am-stop", "exit 0"),
                1);
        assertThat(rig.answer(rig.order(component, monitor)).answer()).isEqualTo(Answer.OK);
        long first = monitorOf(component);
        assertThat(Sessions.isRunning(first)).isTrue();

        assertThat(rig.answer(rig.order(component, new Action.StopMonitor())).answer())
                .isEqualTo(Answer.OK);

        await().atMost(LIMIT).until(() -> !Sessions.isRunning(first));
        assertThat(rig.answer(rig.order(component, monitor)).answer()).isEqualTo(Answer.OK);
        long second = monitorOf(component);
        assertThat(Sessions.isRunning(second)).isTrue();
        assertThat(rig.answer(rig.order(component, new Action.Cleanup(component.spec(), Map.of())))
                        .answer())
                .isEqualTo(Answer.OK);
        await().atMost(LIMIT).until(() -> !Sessions.isRunning(second));
    }

    @Test
    @DisplayName("the output of a command ends with a line that says how it went")
    void notes() throws Exception {
        TestComponent component = upComponent();
        Path output = rig.settings.logFolder().resolve(component.dn() + "-INSTANTIATE.log");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Files.readString(output))
                        .matches("-- \\S+Z INSTANTIATE run \\d+: exit code 0, took [0-9.]+ ms\n"));
    }

    private static long monitorOf(TestComponent component) throws IOException {
        return Long.parseLong(
                Files.readString(component.folder().resolve("monitor")).trim());
    }

    private static CommandLine line(TestComponent component, String name, String... lines) throws IOException {
        Path file =
                Files.writeString(component.folder().resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new CommandLine(file.toString(), List.of(), LIMIT_NANOS);
    }
}
