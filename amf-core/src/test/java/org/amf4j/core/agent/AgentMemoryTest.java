package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.CommandLine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One process of an agent ends, another one goes on with its life, and what runs notices nothing. */
final class AgentMemoryTest {

    private final Rig rig = new Rig();

    private CommandId activeAndLeft() {
        CommandId incarnation = rig.up();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI, 7);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.leave();
        return incarnation;
    }

    @Test
    @DisplayName("nothing is done to a component that runs, but that it is watched again")
    void untouched() {
        activeAndLeft();

        rig.goOnAnew();

        assertThat(rig.all(AgentAction.Watch.class)).hasSize(1);
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE);
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
        assertThat(rig.told()).isEmpty();
        assertThat(rig.haState(Rig.CSI).haState()).contains(HaState.ACTIVE);
    }

    @Test
    @DisplayName("the death of a component is the failure of the instance that the other process started")
    void deathAfterwards() {
        CommandId incarnation = activeAndLeft();
        rig.goOnAnew();

        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);

        assertThat(rig.reports()).singleElement().isInstanceOfSatisfying(Event.ComponentFailed.class, failed -> {
            assertThat(failed.incarnation()).isEqualTo(incarnation);
            assertThat(failed.source()).isEqualTo(Event.ErrorSource.PROCESS_ENDED);
        });
        assertThat(rig.commands()).endsWith(CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("a session that does not come back is a failure")
    void sessionLost() {
        activeAndLeft();
        rig.goOnAnew();

        rig.closed(Rig.SESSION, false);

        assertThat(rig.told()).containsExactly("CONNECTION_LOST NO_RECOMMENDATION");
    }

    @Test
    @DisplayName("while the agent leaves it takes no orders; the next process carries them out, each once")
    void orders() {
        activeAndLeft();
        CommandId ignored = rig.set(HaState.QUIESCED, CsiFlag.TARGET_ONE, Rig.CSI, 8);
        assertThat(rig.underWay()).isEmpty();
        rig.goOnAnew();

        Action again = new Action.RemoveCsi(CsiFlag.TARGET_ONE, List.of(Rig.CSI), 1_000_000_000);
        rig.repeat(ignored, again);
        long invocation = rig.invocation();
        rig.answer(invocation, AisStatus.OK);
        rig.repeat(ignored, again);

        assertThat(rig.told()).containsExactly(ignored.index() + " OK", ignored.index() + " OK");
        assertThat(rig.all(AgentAction.SendCallback.class)).hasSize(1);
    }

    @Test
    @DisplayName("an order that the former process has answered is answered alike, and not carried out again")
    void answeredBefore() {
        rig.up();
        CommandId set = rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI, 7);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.leave();
        rig.goOnAnew();

        rig.repeat(set, new Action.RemoveCsi(CsiFlag.TARGET_ONE, List.of(Rig.CSI), 1_000_000_000));

        assertThat(rig.told()).containsExactly(set.index() + " OK");
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
    }

    @Test
    @DisplayName("epochs and numbers go on")
    void epochs() {
        activeAndLeft();
        long before = rig.invocation();
        rig.goOnAnew();

        CommandId old = rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI, 6);
        assertThat(rig.told()).containsExactly(old.index() + " VOID");
        rig.set(HaState.STANDBY, CsiFlag.ADD_ONE, Rig.OTHER_CSI, 9);
        assertThat(rig.invocation()).isGreaterThan(before);
    }

    @Test
    @DisplayName("what is under way is said, and an agent that does not leave after all goes on")
    void underWay() {
        assertThat(rig.underWay()).isEmpty();
        rig.instantiate(true);
        assertThat(rig.underWay().orElseThrow()).contains(Rig.COMPONENT.toString(), "INSTANTIATING");
        rig.exit(CommandKind.INSTANTIATE, 0);
        rig.hello(Rig.SESSION);
        rig.register(Rig.SESSION);
        assertThat(rig.underWay()).isEmpty();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
        assertThat(rig.underWay()).isPresent();
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.leave();
        CommandId ignored = rig.remove(Rig.CSI);

        rig.feed(new AgentEvent.LeaveGivenUp(rig.now()));
        rig.repeat(ignored, new Action.RemoveCsi(CsiFlag.TARGET_ONE, List.of(Rig.CSI), 1_000_000_000));

        assertThat(rig.all(AgentAction.SendCallback.class)).hasSize(2);
    }

    @Test
    @DisplayName("healthchecks rest while the agent leaves, and begin anew when the session is back")
    void healthchecks() {
        rig.up();
        rig.startHealthcheck("h", false);
        rig.leave();
        assertThat(rig.underWay()).isPresent();
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.pass(2 * Rig.HEALTH_PERIOD);
        assertThat(rig.underWay()).isEmpty();
        rig.goOnAnew();

        rig.pass(10 * Rig.HEALTH_PERIOD);
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
        rig.feed(new AgentEvent.SessionResumed(rig.now(), Rig.COMPONENT, Rig.SESSION));
        assertThat(rig.all(AgentAction.SendCallback.class)).hasSize(1);
        rig.pass(Rig.HEALTH_LIMIT);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_TIMEOUT COMPONENT_FAILOVER");
    }

    @Test
    @DisplayName("a healthcheck that the component confirms has its whole period after the session is back")
    void componentInvoked() {
        rig.up();
        rig.startHealthcheck("h", true);
        rig.leave();
        rig.goOnAnew();
        rig.pass(10 * Rig.HEALTH_PERIOD);

        rig.feed(new AgentEvent.SessionResumed(rig.now(), Rig.COMPONENT, Rig.SESSION));
        rig.pass(Rig.HEALTH_PERIOD - 1);
        assertThat(rig.told()).isEmpty();
        rig.pass(1);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_TIMEOUT COMPONENT_FAILOVER");
    }

    @Test
    @DisplayName("the end of a monitored process counts, also when it has ended between the processes of the agent")
    void monitored() {
        rig.up();
        rig.feed(new AgentEvent.MonitoringStarted(
                rig.now(),
                rig.caller(Rig.SESSION),
                4711,
                0,
                Set.of(ProcessEnd.ABNORMAL_END),
                RecommendedRecovery.COMPONENT_RESTART));
        assertThat(rig.underWay()).isPresent();
        long watch = rig.last(AgentAction.Monitor.class).watch();
        rig.feed(new AgentEvent.MonitoringBegun(rig.now(), Rig.COMPONENT, watch, true, ""));
        rig.leave();
        rig.goOnAnew();
        assertThat(rig.last(AgentAction.Monitor.class))
                .isEqualTo(new AgentAction.Monitor(Rig.COMPONENT, watch, 4711, 0));

        rig.feed(new AgentEvent.MonitoringBegun(rig.now(), Rig.COMPONENT, watch, false, "gone"));

        assertThat(rig.told()).containsExactly("PASSIVE_MONITOR COMPONENT_RESTART");
    }

    @Test
    @DisplayName("an external monitor that runs is ended before its component")
    void activeMonitor() {
        rig.up();
        CommandLine line = new CommandLine("/m", List.of(), 1_000_000_000);
        rig.order(new Action.StartMonitor(line, 1, line, 1));
        assertThat(rig.underWay()).isPresent();
        rig.exit(CommandKind.AM_START, 0);
        rig.leave();
        rig.goOnAnew();

        rig.terminate();

        assertThat(rig.commands()).endsWith(CommandKind.AM_STOP);
        rig.exit(CommandKind.AM_STOP, 0);
        assertThat(rig.last(AgentAction.SendCallback.class).callback()).isEqualTo(new AgentAction.Callback.Terminate());
    }

    @Test
    @DisplayName(
            "who follows a protection group hears of what changed between the processes of the agent, and of no more")
    void groups() {
        GroupMember active = new GroupMember(Dn.of("safComp=a"), HaState.ACTIVE, 0);
        GroupMember standby = new GroupMember(Dn.of("safComp=b"), HaState.STANDBY, 1);
        rig.up();
        rig.feed(
                new AgentEvent.GroupAsked(rig.now(), rig.caller(Rig.SESSION), Rig.CSI, Set.of(TrackFlag.CHANGES_ONLY)));
        rig.feed(new AgentEvent.GroupKnown(rig.now(), Rig.CSI, Optional.of(List.of(active))));
        rig.leave();
        rig.goOnAnew();
        assertThat(rig.last(AgentAction.TrackGroups.class).csis()).containsExactly(Rig.CSI);

        rig.feed(new AgentEvent.GroupKnown(rig.now(), Rig.CSI, Optional.of(List.of(active))));
        assertThat(rig.all(AgentAction.NotifyGroup.class)).isEmpty();
        rig.feed(new AgentEvent.GroupKnown(rig.now(), Rig.CSI, Optional.of(List.of(active, standby))));

        assertThat(rig.last(AgentAction.NotifyGroup.class).change().items()).hasSize(1);
    }

    @Test
    @DisplayName("a component that is down stays so, and what is guarded is cleaned up with the agent")
    void downAndGuarded() {
        rig.order(new Action.Guard(Rig.spec(false)));
        rig.leave();
        rig.goOnAnew();
        assertThat(rig.commands()).isEmpty();

        rig.feed(new AgentEvent.StopRequested(rig.now()));

        assertThat(rig.commands()).containsExactly(CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("a program without a session is watched again by its processes")
    void unmodifiedProgram() {
        CommandId incarnation = rig.upWithoutSession();
        rig.leave();
        rig.goOnAnew();
        assertThat(rig.last(AgentAction.Watch.class).run()).isEqualTo(rig.run(CommandKind.INSTANTIATE));

        rig.feed(new AgentEvent.CommandEnded(rig.now(), Rig.COMPONENT, 0, OptionalInt.of(0), "of nobody"));
        CommandId terminate = rig.order(new Action.Terminate(Map.of()));
        rig.exit(CommandKind.TERMINATE, 0);

        assertThat(rig.told()).containsExactly(terminate.index() + " OK");
        assertThat(incarnation.index()).isLessThan(terminate.index());
    }
}
