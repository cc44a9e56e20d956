package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.RecommendedRecovery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("AMF-081")
final class PassiveMonitorTest {

    private static final long PID = 4711;
    private static final Set<ProcessEnd> CRASHES = Set.of(ProcessEnd.NON_ZERO_EXIT, ProcessEnd.ABNORMAL_END);

    private final Rig rig = new Rig();

    @BeforeEach
    void up() {
        rig.up();
    }

    private void start(Set<ProcessEnd> ends, int depth, RecommendedRecovery recovery) {
        rig.feed(new AgentEvent.MonitoringStarted(rig.now(), rig.caller(Rig.SESSION), PID, depth, ends, recovery));
    }

    private AgentAction.Monitor monitor() {
        return rig.last(AgentAction.Monitor.class);
    }

    private void begun(boolean exists) {
        rig.feed(new AgentEvent.MonitoringBegun(
                rig.now(), Rig.COMPONENT, monitor().watch(), exists, exists ? "" : "gone"));
    }

    private void ended(long pid, OptionalInt exit) {
        rig.feed(new AgentEvent.MonitoredEnded(
                rig.now(), Rig.COMPONENT, monitor().watch(), pid, exit));
    }

    private void stop(ProcessScope scope, Set<ProcessEnd> ends) {
        rig.feed(new AgentEvent.MonitoringStopped(rig.now(), rig.caller(Rig.SESSION), scope, PID, ends));
    }

    private AisStatus status() {
        return rig.last(AgentAction.AnswerRequest.class).status();
    }

    @ParameterizedTest
    @CsvSource({"0, false", "3, true", "-9, true"})
    @DisplayName("AMF-081: only the kinds of exit that were asked for are errors")
    void kinds(int exit, boolean error) {
        start(CRASHES, 0, RecommendedRecovery.COMPONENT_RESTART);
        begun(true);
        assertThat(status()).isEqualTo(AisStatus.OK);

        ended(PID, OptionalInt.of(exit));

        if (error) {
            assertThat(rig.told()).containsExactly("PASSIVE_MONITOR COMPONENT_RESTART");
        } else {
            assertThat(rig.told()).isEmpty();
        }
    }

    @Test
    @DisplayName("AMF-081: an end of which nobody knows the kind is an error")
    void unknownKind() {
        start(Set.of(ProcessEnd.ABNORMAL_END), 0, RecommendedRecovery.COMPONENT_FAILOVER);
        begun(true);

        ended(PID, OptionalInt.empty());

        assertThat(rig.told()).containsExactly("PASSIVE_MONITOR COMPONENT_FAILOVER");
    }

    @Test
    @DisplayName("AMF-081: descendants count as deep as was asked for")
    void descendants() {
        start(CRASHES, 2, RecommendedRecovery.COMPONENT_RESTART);
        assertThat(monitor().depth()).isEqualTo(2);
        begun(true);

        ended(PID + 1, OptionalInt.of(1));

        assertThat(rig.told()).containsExactly("PASSIVE_MONITOR COMPONENT_RESTART");
    }

    @Test
    @DisplayName("a process that is not there cannot be monitored")
    void noSuchProcess() {
        start(CRASHES, 0, RecommendedRecovery.COMPONENT_RESTART);

        begun(false);

        assertThat(status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @DisplayName("an empty set of kinds and a depth below -1 are refused")
    void invalid() {
        start(Set.of(), 0, RecommendedRecovery.COMPONENT_RESTART);
        assertThat(status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);

        start(CRASHES, -2, RecommendedRecovery.COMPONENT_RESTART);
        assertThat(status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(rig.all(AgentAction.Monitor.class)).isEmpty();
    }

    @Test
    @DisplayName("starting again adds kinds of exit")
    void again() {
        start(Set.of(ProcessEnd.ABNORMAL_END), 0, RecommendedRecovery.COMPONENT_RESTART);
        begun(true);

        start(Set.of(ProcessEnd.ZERO_EXIT), 0, RecommendedRecovery.COMPONENT_FAILOVER);
        ended(PID, OptionalInt.of(0));

        assertThat(rig.told()).containsExactly("PASSIVE_MONITOR COMPONENT_FAILOVER");
    }

    @Test
    @DisplayName("what is stopped is no error any more, and cannot be stopped twice")
    void stopped() {
        start(CRASHES, 0, RecommendedRecovery.COMPONENT_RESTART);
        begun(true);

        stop(ProcessScope.ALL_PROCESSES, CRASHES);
        assertThat(status()).isEqualTo(AisStatus.OK);
        assertThat(rig.last(AgentAction.EndMonitor.class).watch())
                .isEqualTo(monitor().watch());
        ended(PID, OptionalInt.of(1));
        stop(ProcessScope.ALL_PROCESSES, CRASHES);

        assertThat(status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(rig.told()).isEmpty();
    }

    @Test
    @DisplayName("monitoring ends with the session that asked for it, and with the component")
    void sessionEnds() {
        rig.hello(80);
        rig.feed(new AgentEvent.MonitoringStarted(
                rig.now(), rig.caller(80), PID, 0, CRASHES, RecommendedRecovery.COMPONENT_RESTART));
        begun(true);

        rig.closed(80, false);
        ended(PID, OptionalInt.of(1));

        assertThat(rig.told()).isEmpty();
        assertThat(rig.all(AgentAction.EndMonitor.class)).hasSize(1);
    }
}
