package org.amf4j.client;

import static org.amf4j.client.FakeAgent.COMPONENT;
import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.SessionState;
import org.amf4j.protocol.component.ErrorReport;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Requests")
@Timeout(30)
class RequestTest {

    private static final Dn K1 = Dn.of("safCsi=k1,safSi=s,safApp=app");

    @TempDir
    Path folder;

    private FakeAgent agent;
    private AmfSession session;

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(folder);
        session = Availability.open(agent.options().withRequestTimeout(Duration.ofMillis(600)));
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        agent.close();
    }

    private static void assertStatus(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    @DisplayName("the session opens with the component's name, process and protocol version")
    void hello() {
        Hello hello = agent.heard(BodyCase.HELLO).getHello();

        assertThat(hello.getComponent()).isEqualTo(COMPONENT.toString());
        assertThat(hello.getPid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(hello.getProtocolVersion()).isEqualTo(1);
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }

    @Test
    @DisplayName("an agent that refuses the session, or is not there, is told with its reason")
    void openingFails() throws IOException {
        session.close();
        agent.close();
        agent = new FakeAgent(folder);
        agent.plan(BodyCase.HELLO, AisStatus.ERR_ACCESS, "another user's component");
        SessionOptions refused = agent.options();
        SessionOptions absent =
                SessionOptions.of(COMPONENT, folder.resolve("nobody.sock")).withRequestTimeout(Duration.ofMillis(50));

        assertStatus(AisStatus.ERR_ACCESS, () -> Availability.open(refused));
        assertThatThrownBy(() -> Availability.open(absent))
                .hasMessageContaining("nobody.sock")
                .hasMessageContaining("agent of this node");
    }

    @Test
    @DisplayName("registration happens once")
    void registerTwice() {
        session.register(RecordingComponent.willing());

        assertThat(session.state()).isEqualTo(SessionState.REGISTERED);
        assertStatus(AisStatus.ERR_EXIST, () -> session.register(RecordingComponent.willing()));
        assertThat(agent.all(BodyCase.REGISTER)).hasSize(1);
    }

    @Test
    @DisplayName("a refused registration can be tried again")
    void registerAgain() {
        agent.plan(BodyCase.REGISTER, AisStatus.ERR_BAD_OPERATION, "not SA-aware");

        assertStatus(AisStatus.ERR_BAD_OPERATION, () -> session.register(RecordingComponent.willing()));
        session.register(RecordingComponent.willing());

        assertThat(session.state()).isEqualTo(SessionState.REGISTERED);
    }

    @ParameterizedTest
    @EnumSource(names = {"ERR_NOT_EXIST", "ERR_ACCESS", "ERR_INVALID_PARAM", "ERR_NOT_SUPPORTED", "ERR_BAD_OPERATION"})
    @DisplayName("a refusal is an exception with the agent's status and text")
    void refused(AisStatus status) {
        agent.plan(BodyCase.ERROR_REPORT, status, "because");

        assertThatThrownBy(() -> session.reportError(COMPONENT, RecommendedRecovery.NODE_FAILOVER, "disk"))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("because")
                .hasMessageContaining(COMPONENT.toString());
    }

    @Test
    @Tag("JAPI-006")
    @DisplayName("on a node that left the cluster requests are UNAVAILABLE, and closing works")
    void unavailable() {
        agent.plan(BodyCase.HA_STATE_GET, AisStatus.ERR_UNAVAILABLE, "not a member");

        assertStatus(AisStatus.ERR_UNAVAILABLE, () -> session.haState(K1));
        session.close();

        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    @DisplayName("a status this version does not know is a library error, not a crash")
    void unknownStatus() {
        agent.plan(
                BodyCase.HA_STATE_GET,
                Optional.of(Result.newBuilder().setStatus(4711).build()));

        assertStatus(AisStatus.ERR_LIBRARY, () -> session.haState(K1));
    }

    @Test
    @Tag("AMF-046")
    @DisplayName("the HA state is the one the agent has confirmed; NOT_EXIST when not assigned")
    void haState() {
        agent.plan(
                BodyCase.HA_STATE_GET,
                Optional.of(Result.newBuilder().setHaState(2).build()));
        agent.plan(BodyCase.HA_STATE_GET, AisStatus.ERR_NOT_EXIST, "not assigned");

        assertThat(session.haState(K1)).isEqualTo(HaState.STANDBY);
        assertStatus(AisStatus.ERR_NOT_EXIST, () -> session.haState(K1));
    }

    @Test
    @DisplayName("an error report carries component, recovery, text and the instant of detection")
    void errorReport() {
        Dn other = Dn.of("safComp=d,safSu=su2,safSg=sg,safApp=app");
        long beforeNanos = EpochClock.nanos();

        session.reportError(other, RecommendedRecovery.COMPONENT_FAILOVER, "disk full");

        ErrorReport report = agent.heard(BodyCase.ERROR_REPORT).getErrorReport();
        assertThat(report.getComponent()).isEqualTo(other.toString());
        assertThat(report.getRecovery()).isEqualTo(3);
        assertThat(report.getText()).isEqualTo("disk full");
        assertThat(report.getDetectedAtNanos()).isBetween(beforeNanos, EpochClock.nanos());
    }

    @Test
    @Tag("JAPI-010")
    @DisplayName("TRY_AGAIN is tried again, at most until the deadline")
    void tryAgain() {
        agent.plan(BodyCase.ERROR_REPORT, AisStatus.ERR_TRY_AGAIN, "no leader");
        agent.plan(BodyCase.ERROR_REPORT, AisStatus.ERR_TRY_AGAIN, "no leader");
        for (int i = 0; i < 100; i++) {
            agent.plan(BodyCase.HA_STATE_GET, AisStatus.ERR_TRY_AGAIN, "no leader");
        }

        session.reportError(COMPONENT, RecommendedRecovery.NO_RECOMMENDATION, "disk");
        assertStatus(AisStatus.ERR_TRY_AGAIN, () -> session.haState(K1));

        assertThat(agent.all(BodyCase.ERROR_REPORT)).hasSize(3);
        assertThat(agent.all(BodyCase.HA_STATE_GET)).hasSizeBetween(2, 20);
    }

    @Test
    @DisplayName("a request without an answer ends with TIMEOUT, and a late result disturbs nobody")
    void timeout() {
        agent.plan(BodyCase.HA_STATE_GET, Optional.empty());

        assertStatus(AisStatus.ERR_TIMEOUT, () -> session.haState(K1));
        session.reportError(COMPONENT, RecommendedRecovery.NO_RECOMMENDATION, "disk");
    }

    @Test
    @DisplayName("a waiting request ends when its thread is interrupted")
    void interrupted() {
        agent.plan(BodyCase.HA_STATE_GET, Optional.empty());
        Thread.currentThread().interrupt();

        assertStatus(AisStatus.ERR_INTERRUPT, () -> session.haState(K1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("requests may be made from within a callback")
    void fromCallback() {
        var seen = new AtomicReference<HaState>();
        agent.plan(
                BodyCase.HA_STATE_GET,
                Optional.of(Result.newBuilder().setHaState(1).build()));
        session.register(new RecordingComponent(request -> {
            seen.set(session.haState(K1));
            request.done();
        }));

        agent.response(agent.setCsi(FakeAgent.addOne(1, K1.toString())));

        await().atMost(PATIENCE).until(() -> seen.get() == HaState.ACTIVE);
    }

    @Test
    @DisplayName("a closed session answers BAD_HANDLE")
    void closed() {
        session.close();
        session.close();

        assertStatus(AisStatus.ERR_BAD_HANDLE, () -> session.haState(K1));
        assertStatus(AisStatus.ERR_BAD_HANDLE, () -> session.register(RecordingComponent.willing()));
    }

    @Test
    @DisplayName("readiness is said for one instance or for all")
    void haReadiness() {
        session.setHaReadiness(K1, HaReadiness.NOT_READY_FOR_ACTIVE);
        session.setHaReadiness(HaReadiness.READY_FOR_ACTIVE_DEGRADED);

        assertThat(agent.all(BodyCase.HA_READINESS_SET))
                .extracting(f -> f.getHaReadinessSet().getCsi() + " "
                        + f.getHaReadinessSet().getReadiness())
                .containsExactly(K1 + " 3", " 2");
    }

    @Test
    @DisplayName("an error may have been detected before; one from the future was detected now")
    void detectionTime() {
        Instant before = Instant.now().minusSeconds(5);
        session.reportError(COMPONENT, RecommendedRecovery.NO_RECOMMENDATION, "why", before);
        session.reportError(COMPONENT, RecommendedRecovery.NO_RECOMMENDATION, "why", before.plus(Duration.ofDays(1)));

        assertThat(agent.all(BodyCase.ERROR_REPORT).get(0).getErrorReport().getDetectedAtNanos())
                .isEqualTo(EpochClock.nanos(before));
        assertThat(agent.all(BodyCase.ERROR_REPORT).get(1).getErrorReport().getDetectedAtNanos())
                .isBetween(EpochClock.nanos(before), EpochClock.nanos());
    }
}
