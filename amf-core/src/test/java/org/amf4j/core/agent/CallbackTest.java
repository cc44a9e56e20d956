package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.event.Event;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class CallbackTest {

    private final Rig rig = new Rig();

    @BeforeEach
    void up() {
        rig.up();
    }

    private void active() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        rig.answer(rig.invocation(), AisStatus.OK);
    }

    @Test
    @DisplayName("callbacks go out one at a time, in the order received")
    void oneAtATime() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.OTHER_CSI);
        assertThat(rig.all(AgentAction.SendCallback.class)).hasSize(1);

        rig.answer(rig.invocation(), AisStatus.OK);
        assertThat(rig.all(AgentAction.SendCallback.class)).hasSize(2);
        rig.answer(rig.invocation(), AisStatus.OK);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK");
        assertThat(rig.runningTimers()).isZero();
    }

    @Test
    @Tag("AMF-042")
    @DisplayName("AMF-042: a CSI set that is answered with an error is a component error, cleaned up at once")
    void failedSet() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        rig.remove(Rig.CSI);

        rig.answer(rig.invocation(), AisStatus.ERR_FAILED_OPERATION);
        assertThat(rig.result()).isEqualTo(AisStatus.OK);
        assertThat(rig.commands()).contains(CommandKind.CLEANUP);
        assertThat(rig.told()).containsExactly("2 FAILED", "CSI_SET_FAILED NO_RECOMMENDATION", "3 VOID");
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).endsWith("CleanupEnded true");
    }

    @Test
    @Tag("AMF-042")
    @DisplayName("AMF-042: a CSI set that is not answered in time is a component error")
    void lateSet() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);

        rig.pass(Rig.CALLBACK_LIMIT);

        assertThat(rig.told()).containsExactly("2 TIMED_OUT", "CSI_SET_TIMEOUT NO_RECOMMENDATION");
    }

    @Test
    @DisplayName(
            "an order of an older epoch than one known for the CSI is refused, also by the component's next instance")
    void olderEpoch() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI, 20);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.set(HaState.QUIESCED, CsiFlag.TARGET_ONE, Rig.CSI, 25);
        rig.answer(rig.invocation(), AisStatus.OK);

        rig.set(HaState.ACTIVE, CsiFlag.TARGET_ONE, Rig.CSI, 20);
        assertThat(rig.told()).containsExactly("2 OK", "3 OK", "4 VOID");
        assertThat(rig.last(AgentAction.Report.class).report())
                .asInstanceOf(InstanceOfAssertFactories.type(Event.OrderAnswered.class))
                .satisfies(answer -> assertThat(answer.detail()).contains("epoch 20", "epoch 25 is known"));
        rig.set(HaState.STANDBY, CsiFlag.ADD_ONE, Rig.OTHER_CSI, 3);
        rig.answer(rig.invocation(), AisStatus.OK);

        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);
        rig.up();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI, 24);
        assertThat(rig.told()).containsExactly("8 VOID");
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
    }

    @Test
    @DisplayName("a CSI remove that fails is a component error of its own kind")
    void failedRemove() {
        active();
        rig.remove(Rig.CSI);

        rig.answer(rig.invocation(), AisStatus.ERR_FAILED_OPERATION);

        assertThat(rig.told()).containsExactly("2 OK", "3 FAILED", "CSI_REMOVE_FAILED NO_RECOMMENDATION");
    }

    @Test
    @Tag("AMF-095")
    @DisplayName("AMF-095: an answer to an unknown or answered invocation is NOT_EXIST, logged and harmless")
    void unknownInvocation() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        long invocation = rig.invocation();
        rig.answer(invocation, AisStatus.OK);

        rig.answer(invocation, AisStatus.ERR_FAILED_OPERATION);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(rig.all(AgentAction.NoteMisbehaviour.class)).hasSize(1);
        assertThat(rig.told()).containsExactly("2 OK");
        rig.complete(4711, AisStatus.OK);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @Tag("AMF-046")
    @DisplayName("AMF-046: the HA state is the confirmed one, NOT_EXIST before and after")
    void haState() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        assertThat(rig.haState(Rig.CSI).status()).isEqualTo(AisStatus.ERR_NOT_EXIST);

        rig.answer(rig.invocation(), AisStatus.OK);
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.ACTIVE);

        rig.remove(Rig.CSI);
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.ACTIVE);
        rig.answer(rig.invocation(), AisStatus.OK);
        assertThat(rig.haState(Rig.CSI).status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("AMF-041: QUIESCING is answered, then completed; the state is QUIESCED without another callback")
    void quiescing() {
        active();
        rig.set(HaState.QUIESCING, CsiFlag.TARGET_ALL, Rig.CSI);
        long invocation = rig.invocation();
        rig.complete(invocation, AisStatus.OK);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);

        rig.answer(invocation, AisStatus.OK);
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.QUIESCING);
        rig.complete(invocation, AisStatus.OK);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK", "3 QuiescingCompleted");
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.QUIESCED);
        rig.pass(Rig.QUIESCING_LIMIT);
        assertThat(rig.told()).hasSize(3);
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("AMF-041: quiescing that is not complete in time is a component error")
    void lateQuiescing() {
        active();
        rig.set(HaState.QUIESCING, CsiFlag.TARGET_ONE, Rig.CSI);
        rig.answer(rig.invocation(), AisStatus.OK);

        rig.pass(Rig.QUIESCING_LIMIT);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK", "QUIESCING_TIMEOUT NO_RECOMMENDATION");
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("AMF-041: a QUIESCED that comes meanwhile makes the end of quiescing meaningless")
    void supersededQuiescing() {
        active();
        rig.set(HaState.QUIESCING, CsiFlag.TARGET_ONE, Rig.CSI);
        long invocation = rig.invocation();
        rig.answer(invocation, AisStatus.OK);

        rig.set(HaState.QUIESCED, CsiFlag.TARGET_ONE, Rig.CSI);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.complete(invocation, AisStatus.OK);
        rig.pass(Rig.QUIESCING_LIMIT);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK", "4 OK");
    }

    @Test
    @DisplayName("the instant of entry that a component claims is believed only where it can be true")
    void claimedInstants() {
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        long sent = rig.now();
        rig.pass(5);

        rig.feed(new AgentEvent.CallbackAnswered(
                rig.now(), rig.caller(Rig.SESSION), rig.invocation(), AisStatus.OK, "", Long.MAX_VALUE));

        Event.OrderAnswered answered = (Event.OrderAnswered) rig.reports().get(0);
        assertThat(answered.startedAtNanos()).isBetween(sent, rig.now());
    }

    @Test
    @DisplayName("a change of attributes is a callback like the others, in its turn, and leaves the HA state as it is")
    void changedAttributes() {
        active();
        rig.change(Rig.CSI);

        assertThat(rig.last(AgentAction.SendCallback.class).callback())
                .asInstanceOf(InstanceOfAssertFactories.type(AgentAction.Callback.ChangeCsi.class))
                .satisfies(c -> assertThat(c.action().csi().attributes()).containsKey("port"));
        rig.answer(rig.invocation(), AisStatus.OK);
        assertThat(rig.told()).containsExactly("2 OK", "3 OK");
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.ACTIVE);
        assertThat(rig.runningTimers()).isZero();
    }

    @Test
    @DisplayName("how ready a component is goes to the leader with the instance that says so; nobody else may say it")
    void haReadiness() {
        rig.feed(new AgentEvent.HaReadinessSet(
                rig.now(), rig.caller(Rig.SESSION), Rig.CSI, HaReadiness.NOT_READY_FOR_ACTIVE));

        assertThat(rig.all(AgentAction.ForwardReadiness.class)).singleElement().satisfies(f -> {
            assertThat(f.component()).isEqualTo(Rig.COMPONENT);
            assertThat(f.csi()).isEqualTo(Rig.CSI);
            assertThat(f.readiness()).isEqualTo(HaReadiness.NOT_READY_FOR_ACTIVE);
        });
        rig.hello(Rig.SESSION + 1);
        rig.terminate();
        rig.feed(new AgentEvent.HaReadinessSet(
                rig.now(), rig.caller(Rig.SESSION + 1), Rig.CSI, HaReadiness.READY_FOR_ASSIGNMENT));
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(rig.all(AgentAction.ForwardReadiness.class)).hasSize(1);
    }
}
