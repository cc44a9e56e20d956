package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action.CsiFlag;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TerminationTest {

    private final Rig rig = new Rig();

    @Test
    @DisplayName("answered OK and the connection gone: terminated without CLEANUP")
    void gracefully() {
        rig.up();

        rig.terminate();
        rig.answer(rig.invocation(), AisStatus.OK);
        assertThat(rig.told()).isEmpty();
        rig.closed(Rig.SESSION, false);

        assertThat(rig.told()).containsExactly("2 OK");
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE);
        assertThat(rig.runningTimers()).isZero();
    }

    @Test
    @DisplayName("the end of the processes counts, too, and may be seen before the answer that was sent earlier")
    void processEndOvertakesTheAnswer() {
        rig.up();

        rig.terminate();
        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.closed(Rig.SESSION, false);

        assertThat(rig.told()).containsExactly("2 OK");
        assertThat(rig.commands()).doesNotContain(CommandKind.CLEANUP);
    }

    @Test
    @Tag("AMF-023")
    @DisplayName("AMF-023: a terminate callback answered with an error leads to CLEANUP only")
    void refusedTermination() {
        rig.up();

        rig.terminate();
        rig.answer(rig.invocation(), AisStatus.ERR_FAILED_OPERATION);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("2 OK");
    }

    @Test
    @Tag("AMF-023")
    @DisplayName("AMF-023: a terminate callback not answered in time leads to CLEANUP only")
    void lateTermination() {
        rig.up();

        rig.terminate();
        rig.pass(Rig.TERMINATE_LIMIT);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("2 OK");
    }

    @Test
    @Tag("AMF-023")
    @DisplayName("AMF-023: answered OK but not gone in time leads to CLEANUP only")
    void lingeringProcess() {
        rig.up();

        rig.terminate();
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.pass(Rig.TERMINATE_LIMIT);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("2 OK");
    }

    @Test
    @Tag("AMF-023")
    @Tag("AMF-024")
    @DisplayName("AMF-023, AMF-024: when that CLEANUP fails the order is answered CLEANUP_FAILED")
    void failedCleanup() {
        rig.up();

        rig.terminate();
        rig.closed(Rig.SESSION, false);
        rig.exit(CommandKind.CLEANUP, 3);

        assertThat(rig.told()).containsExactly("2 CLEANUP_FAILED");
    }

    @Test
    @DisplayName("a component that is not SA-aware is terminated by TERMINATE, its end meanwhile is no failure")
    void byCommand() {
        rig.upWithoutSession();

        rig.terminate();
        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
        rig.exit(CommandKind.TERMINATE, 0);

        assertThat(rig.told()).containsExactly("1 OK", "2 OK");
    }

    @Test
    @DisplayName("a failed TERMINATE is followed by CLEANUP")
    void failedCommand() {
        rig.upWithoutSession();

        rig.terminate();
        rig.killed(CommandKind.TERMINATE);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 OK", "2 OK");
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE, CommandKind.TERMINATE, CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("what is instantiating is terminated by CLEANUP, after its INSTANTIATE has been killed")
    void whileInstantiating() {
        rig.instantiate(true);

        rig.terminate();
        rig.killed(CommandKind.INSTANTIATE);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 VOID", "2 OK");
    }

    @Test
    @DisplayName("callbacks in line are void when the component is terminated")
    void voidsCallbacks() {
        rig.up();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        long first = rig.invocation();
        rig.remove(Rig.CSI);

        rig.terminate();
        rig.answer(first, AisStatus.OK);

        assertThat(rig.told()).containsExactly("2 VOID", "3 VOID");
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @Tag("AMF-024")
    @DisplayName("AMF-024: CLEANUP on order is answered by its result; of an instance that never was, too")
    void cleanupOnOrder() {
        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);

        rig.cleanUp();
        rig.killed(CommandKind.CLEANUP);

        assertThat(rig.told()).containsExactly("1 OK", "2 CLEANUP_FAILED");
    }

    @Test
    @DisplayName("CLEANUP on order voids the instantiation in progress")
    void cleanupWhileInstantiating() {
        rig.instantiate(true);

        rig.cleanUp();
        rig.killed(CommandKind.INSTANTIATE);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 VOID", "2 OK");
    }

    @Test
    @DisplayName("orders to a component that is not there are void")
    void voidsOrdersToNobody() {
        rig.terminate();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);

        assertThat(rig.told()).containsExactly("1 VOID", "2 VOID");
    }

    @Test
    @DisplayName("an ending agent cleans up what runs and then is done")
    void stops() {
        rig.up();

        rig.feed(new AgentEvent.StopRequested(rig.now()));
        assertThat(rig.all(AgentAction.StopCompleted.class)).isEmpty();
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.all(AgentAction.StopCompleted.class)).hasSize(1);
        rig.instantiate(true);
        assertThat(rig.told()).isEmpty();
    }
}
