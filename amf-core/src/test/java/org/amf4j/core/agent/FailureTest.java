package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FailureTest {

    private final Rig rig = new Rig();

    private void report(Dn erroneous, RecommendedRecovery recovery) {
        rig.feed(new AgentEvent.ErrorReported(rig.now(), rig.caller(Rig.SESSION), erroneous, recovery, "why"));
    }

    @Test
    @Tag("AMF-082")
    @DisplayName(
            "AMF-082: the end of the registered connection is an error with the default recovery, cleaned up at once")
    void connectionLost() {
        CommandId incarnation = rig.up();

        rig.closed(Rig.SESSION, false);

        Event.ComponentFailed failed = (Event.ComponentFailed) rig.reports().get(0);
        assertThat(failed.incarnation()).isEqualTo(incarnation);
        assertThat(failed.cleanupStartedAtNanos()).isEqualTo(rig.now());
        assertThat(rig.told()).containsExactly("CONNECTION_LOST NO_RECOMMENDATION");
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE, CommandKind.CLEANUP);
    }

    @Test
    @Tag("AMF-082")
    @DisplayName("AMF-082: the end of the processes is an error; the closed socket that follows is not a second one")
    void processEnded() {
        rig.up();

        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
        rig.closed(Rig.SESSION, false);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("PROCESS_ENDED NO_RECOMMENDATION", "CleanupEnded true");
    }

    @Test
    @Tag("AMF-082")
    @DisplayName("AMF-082: for a component without a session the end of the processes is all there is")
    void processEndedWithoutSession() {
        rig.upWithoutSession();

        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
        rig.killed(CommandKind.CLEANUP);

        assertThat(rig.told()).containsExactly("1 OK", "PROCESS_ENDED NO_RECOMMENDATION", "CleanupEnded false");
    }

    @Test
    @DisplayName("a program that cannot be watched has not failed")
    void unwatchable() {
        rig.upWithoutSession();

        rig.processEnded(rig.run(CommandKind.INSTANTIATE), false);

        assertThat(rig.told()).containsExactly("1 OK");
    }

    @Test
    @DisplayName("the end of an earlier instance does not concern the present one")
    void earlierInstance() {
        rig.upWithoutSession();
        long first = rig.run(CommandKind.INSTANTIATE);
        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);
        rig.upWithoutSession();

        rig.processEnded(first, true);

        assertThat(rig.told()).containsExactly("1 OK", "2 OK", "3 OK");
    }

    @Test
    @DisplayName("garbage in a session is a component error, in a second session, too")
    void garbage() {
        rig.up();
        rig.hello(71);

        rig.closed(71, true);

        assertThat(rig.told()).containsExactly("PROTOCOL_ERROR NO_RECOMMENDATION");
        assertThat(rig.all(AgentAction.CloseSession.class)).hasSize(1);
        assertThat(rig.all(AgentAction.NoteMisbehaviour.class)).hasSize(1);
    }

    @Test
    @DisplayName("a second session may end without harm")
    void secondSessionEnds() {
        rig.up();
        rig.hello(71);

        rig.closed(71, false);

        assertThat(rig.told()).isEmpty();
    }

    @Test
    @DisplayName("an error report carries its recommendation; orders outstanding and to come are void")
    void errorReport() {
        rig.up();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);

        report(Rig.COMPONENT, RecommendedRecovery.NODE_FAILOVER);
        assertThat(rig.result()).isEqualTo(AisStatus.OK);
        rig.remove(Rig.CSI);

        assertThat(rig.told()).containsExactly("ERROR_REPORT NODE_FAILOVER", "2 VOID", "3 VOID");
    }

    @Test
    @DisplayName("a Cleanup order that crosses the agent's own cleanup is answered by its result, CLEANUP runs once")
    void crossingCleanup() {
        rig.up();
        rig.closed(Rig.SESSION, false);

        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("CONNECTION_LOST NO_RECOMMENDATION", "CleanupEnded true", "2 OK");
        assertThat(rig.commands()).containsOnlyOnce(CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("an error report on a component elsewhere is passed on, on one that does not run refused")
    void otherComponents() {
        rig.up();

        report(Rig.NODE, RecommendedRecovery.COMPONENT_RESTART);
        assertThat(rig.all(AgentAction.ForwardErrorReport.class)).hasSize(1);
        report(Rig.COMPONENT, RecommendedRecovery.CONTAINER_RESTART);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        rig.closed(Rig.SESSION, false);
        rig.exit(CommandKind.CLEANUP, 0);
        report(Rig.COMPONENT, RecommendedRecovery.COMPONENT_RESTART);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
    }

    @Test
    @DisplayName("after a failure the component can be instantiated again")
    void again() {
        rig.up();
        rig.closed(Rig.SESSION, false);
        rig.exit(CommandKind.CLEANUP, 0);

        CommandId second = rig.up();
        rig.closed(Rig.SESSION, false);

        assertThat(((Event.ComponentFailed) rig.reports().get(0)).incarnation()).isEqualTo(second);
    }

    @Test
    @DisplayName("an error that was detected before it was reported keeps its time; one from the future counts as now")
    void detectionTime() {
        rig.up();
        rig.pass(1_000);
        long detected = rig.now() - 300;
        rig.feed(new AgentEvent.ErrorReported(
                rig.now(),
                rig.caller(Rig.SESSION),
                Rig.COMPONENT,
                RecommendedRecovery.NO_RECOMMENDATION,
                "why",
                detected));

        assertThat(((Event.ComponentFailed) rig.reports().get(0)).observedAtNanos())
                .isEqualTo(detected);
        rig.feed(new AgentEvent.ErrorReported(
                rig.now(),
                rig.caller(Rig.SESSION),
                Dn.of("safComp=elsewhere"),
                RecommendedRecovery.NO_RECOMMENDATION,
                "why",
                Long.MAX_VALUE));
        assertThat(rig.last(AgentAction.ForwardErrorReport.class).detectedAtNanos())
                .isEqualTo(rig.now());
    }
}
