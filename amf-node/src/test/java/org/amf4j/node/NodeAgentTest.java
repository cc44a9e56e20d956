package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.protocol.component.ErrorReport;
import org.amf4j.protocol.component.HaStateGet;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class NodeAgentTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AgentRig rig;

    NodeAgentTest() throws IOException {
        rig = AgentRig.start();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    @Test
    @DisplayName("an SA-aware component lives its life: instantiated, active, asked for its state, terminated")
    void lifeOfAComponent() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", true);
        try (RawClient client = rig.up(component)) {
            CommandId set = rig.order(component, component.active(10_000));
            ToComponent call = client.read();
            assertThat(call.getCallback()
                            .getSetCsi()
                            .getCsis(0)
                            .getAttributes(0)
                            .getName())
                    .isEqualTo("port");
            int answered = client.ask(RawClient.response(call.getCallback().getInvocation(), AisStatus.OK.value()));
            assertThat(answered).isEqualTo(AisStatus.OK.value());
            assertThat(rig.answer(set).answer()).isEqualTo(Answer.OK);

            client.send(ToAgent.newBuilder()
                    .setRequest(9)
                    .setHaStateGet(HaStateGet.newBuilder().setCsi(TestComponent.CSI.toString()))
                    .build());
            assertThat(client.read().getResult().getHaState()).isEqualTo(1);

            CommandId terminate = rig.order(component, new Action.Terminate(Map.of()));
            long invocation = client.read().getCallback().getInvocation();
            client.ask(RawClient.response(invocation, AisStatus.OK.value()));
            client.close();
            assertThat(rig.answer(terminate).answer()).isEqualTo(Answer.OK);
        }
        assertThat(component.cleanups()).isZero();
    }

    @Test
    @Tag("AMF-082")
    @DisplayName("AMF-082: a killed process is noticed and cleaned up at once, and can be instantiated again")
    void killedProcess() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        rig.answer(rig.order(component, component.instantiate()));
        long pid = component.pid();

        long killedAt = System.currentTimeMillis();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Event.ComponentFailed failed = rig.report(component, Event.ComponentFailed.class);
        Event.CleanupEnded cleaned = rig.report(component, Event.CleanupEnded.class);

        assertThat(failed.source()).isEqualTo(Event.ErrorSource.PROCESS_ENDED);
        assertThat(failed.observedAtNanos() / 1_000_000 - killedAt).isBetween(-50L, 2_000L);
        assertThat(cleaned.succeeded()).isTrue();
        assertThat(component.cleanups()).isEqualTo(1);
        CommandId again = rig.order(component, component.instantiate());
        assertThat(rig.answer(again).answer()).isEqualTo(Answer.OK);
        CommandId terminate = rig.order(component, new Action.Terminate(Map.of()));
        assertThat(rig.answer(terminate).answer()).isEqualTo(Answer.OK);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(rig.settings.componentsFolder()).isDirectoryNotContaining("glob:**.fifo"));
    }

    @Test
    @DisplayName("failures that are rehearsed are heard of by nobody, and a component fails afterwards like any other")
    void rehearsedFailures() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", true);
        try (LogCapture log = new LogCapture("org.amf4j.node")) {
            rig.agent.rehearseFailures();
            rig.up(component).close();
            rig.report(component, Event.CleanupEnded.class);

            assertThat(rig.leader.reportsTo(AgentRig.LEADER))
                    .allMatch(event -> event instanceof Event.Report report
                            && report.component().equals(component.dn()));
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("rehearsal"));
        }
        assertThat(component.cleanups()).isEqualTo(1);
    }

    @Test
    @DisplayName("a component that is not SA-aware is terminated by its command")
    void terminatedByCommand() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        rig.answer(rig.order(component, component.instantiate()));
        long pid = component.pid();

        CommandId terminate = rig.order(component, new Action.Terminate(Map.of()));

        assertThat(rig.answer(terminate).answer()).isEqualTo(Answer.OK);
        await().atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
        assertThat(component.cleanups()).isZero();
    }

    @Test
    @DisplayName("what a command prints and its environment are where they should be")
    void environmentAndOutput() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        Files.writeString(
                component.folder().resolve("cleanup"), "#!/bin/sh\necho $SA_AMF_COMPONENT_NAME $AMF_AGENT_SOCKET $X\n");

        rig.answer(rig.order(component, new Action.Cleanup(component.spec(), Map.of("X", "y"))));

        assertThat(rig.settings.logFolder().resolve(component.dn() + "-CLEANUP.log"))
                .content()
                .startsWith(component.dn() + " " + rig.settings.componentSocket() + " y\n")
                .contains("CLEANUP run 1: exit code 0");
    }

    @Test
    @DisplayName("everyone may connect, and an unknown component is NOT_EXIST")
    void unknownComponent() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.settings.componentSocket())))
                .isEqualTo("rw-rw-rw-");
        try (RawClient client = rig.client()) {
            assertThat(client.hello("safComp=nobody")).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
            client.awaitEnd();
        }
    }

    @Test
    @DisplayName("an error report on a component elsewhere goes to the leader, whose answer comes back")
    void reportsElsewhere() throws Exception {
        try (RawClient client = rig.client()) {
            assertThat(client.hello("")).isEqualTo(AisStatus.OK.value());
            client.send(ToAgent.newBuilder()
                    .setRequest(3)
                    .setErrorReport(ErrorReport.newBuilder()
                            .setComponent("safComp=elsewhere")
                            .setRecovery(2))
                    .build());
            var forwarded = await().atMost(LIMIT)
                    .until(
                            () -> rig.leader.sentTo(AgentRig.LEADER).stream()
                                    .filter(message -> message.getForwarded().hasErrorReported())
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow()
                    .getForwarded()
                    .getErrorReported();
            assertThat(forwarded.getComponent()).isEqualTo("safComp=elsewhere");

            rig.agent.received(
                    AgentRig.LEADER,
                    org.amf4j.protocol.cluster.ClusterMessage.newBuilder()
                            .setAdminReply(org.amf4j.protocol.admin.AdminReply.newBuilder()
                                    .setId(forwarded.getRequestId())
                                    .setStatus(AisStatus.ERR_NOT_EXIST.value()))
                            .build());

            assertThat(client.read().getResult().getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        }
    }

    @Test
    @DisplayName("an agent without a lease cleans up all but what may go on, which ends with it")
    void fenced() throws Exception {
        TestComponent ordinary = TestComponent.in(rig.folder, "c1", false);
        TestComponent lasting = TestComponent.in(rig.folder, "c2", false).outlivingLease();
        rig.answer(rig.order(ordinary, ordinary.instantiate()));
        rig.answer(rig.order(lasting, lasting.instantiate()));
        long pid = lasting.pid();

        assertThat(rig.agent.fence()).containsExactly(lasting.dn());

        assertThat(ordinary.cleanups()).isEqualTo(1);
        assertThat(lasting.cleanups()).isZero();
        assertThat(Sessions.isRunning(pid)).isTrue();
        rig.agent.close();
        assertThat(lasting.cleanups()).isEqualTo(1);
        await().atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
    }

    @Test
    @DisplayName("an ending agent cleans up and kills what it has started")
    void stops() throws Exception {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        rig.answer(rig.order(component, component.instantiate()));
        long pid = component.pid();

        rig.agent.close();

        assertThat(component.cleanups()).isEqualTo(1);
        await().atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
        assertThat(rig.settings.componentSocket()).doesNotExist();
    }
}
