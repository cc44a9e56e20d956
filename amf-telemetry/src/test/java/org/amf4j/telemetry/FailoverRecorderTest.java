package org.amf4j.telemetry;

import static org.amf4j.telemetry.Story.CSI_1;
import static org.amf4j.telemetry.Story.CSI_2;
import static org.amf4j.telemetry.Story.UNIT;
import static org.amf4j.telemetry.Story.X;
import static org.amf4j.telemetry.Story.Y;
import static org.amf4j.telemetry.Story.Z;
import static org.amf4j.telemetry.Story.answer;
import static org.amf4j.telemetry.Story.cleanedUp;
import static org.amf4j.telemetry.Story.failed;
import static org.amf4j.telemetry.Story.presence;
import static org.amf4j.telemetry.Story.readiness;
import static org.amf4j.telemetry.Story.set;
import static org.amf4j.telemetry.Story.takeOver;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.core.outcome.Change;
import org.junit.jupiter.api.Test;

class FailoverRecorderTest {

    private static final CommandId ORDER = new CommandId(120, 0);
    private static final CommandId OTHER = new CommandId(120, 1);

    private final Story story = new Story();

    private double timer(String name) {
        return story.registry.get(name).timer().totalTime(TimeUnit.NANOSECONDS);
    }

    private long timed(String name) {
        return story.registry.get(name).timer().count();
    }

    private double counter(String name, String tag, String value) {
        return story.registry.get(name).tag(tag, value).counter().count();
    }

    private static Change outOfService() {
        return readiness(UNIT, "IN_SERVICE", "OUT_OF_SERVICE");
    }

    @Test
    void aFailOverIsToldFromTheFailureToTheRepair() {
        story.active(10, X, CSI_1);

        story.changing(outOfService(), new Change.Recovery(X, "NO_RECOMMENDATION", "COMPONENT_FAILOVER", ""))
                .entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, cleanedUp(X, 1, 115));
        story.recorder.orderSent(ORDER, 121);
        story.entry(130, answer(Y, ORDER, 125, 127))
                .changing(readiness(UNIT, "OUT_OF_SERVICE", "IN_SERVICE"))
                .entry(200, new Event.Tick());

        Failover failover = story.last();
        assertThat(failover)
                .isEqualTo(new Failover(
                        X,
                        "PROCESS_ENDED",
                        Y,
                        1,
                        100,
                        OptionalLong.of(101),
                        105,
                        OptionalLong.of(115),
                        OptionalLong.of(121),
                        OptionalLong.of(125),
                        OptionalLong.of(127),
                        OptionalLong.of(200)));
        assertThat(failover.reactionNanos()).hasValue(1);
        assertThat(failover.recoveryNanos()).hasValue(24);
        assertThat(failover.outageNanos()).hasValue(25);
        assertThat(failover.repairNanos()).hasValue(100);
    }

    @Test
    void theMetersShowWhatTheRecordSays() {
        story.active(10, X, CSI_1);

        story.changing(outOfService(), new Change.Recovery(X, "NO_RECOMMENDATION", "COMPONENT_FAILOVER", ""))
                .entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, cleanedUp(X, 1, 115))
                .entry(130, answer(Y, ORDER, 125, 127))
                .changing(readiness(UNIT, "OUT_OF_SERVICE", "IN_SERVICE"))
                .entry(200, new Event.Tick());

        assertThat(timer("amf.failover.reaction")).isEqualTo(1);
        assertThat(timer("amf.failover.recovery")).isEqualTo(24);
        assertThat(timer("amf.failover.outage")).isEqualTo(25);
        assertThat(timer("amf.failover.repair")).isEqualTo(100);
        assertThat(counter("amf.component.failures", "source", "PROCESS_ENDED")).isEqualTo(1);
        assertThat(counter("amf.recoveries", "applied", "COMPONENT_FAILOVER")).isEqualTo(1);
    }

    @Test
    void anOutageEndsWithTheLastSuccessor() {
        story.active(10, X, CSI_1, CSI_2);

        story.entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .ordering(OTHER, Z, takeOver(CSI_2))
                .entry(120, cleanedUp(X, 1, 115))
                .entry(130, answer(Y, ORDER, 125, 127));

        assertThat(timed("amf.failover.outage")).isZero();

        story.entry(150, answer(Z, OTHER, 140, 145));

        assertThat(story.last().successor()).isEqualTo(Z);
        assertThat(story.last().activeCsis()).isEqualTo(2);
        assertThat(story.last().outageNanos()).hasValue(40);
        assertThat(timer("amf.failover.outage")).isEqualTo(40);
    }

    @Test
    void aSuccessorThatFailsPassesTheTaskOn() {
        story.active(10, X, CSI_1);

        story.entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, cleanedUp(X, 1, 115))
                .ordering(new CommandId(130, 0), Z, takeOver(CSI_1))
                .entry(130, failed(Y, 1, 126, 127))
                .entry(140, answer(Z, new CommandId(130, 0), 135, 136));

        Failover first = story.recorder.failovers().getFirst();
        assertThat(first.successor()).isEqualTo(Z);
        assertThat(first.outageNanos()).hasValue(35);
        assertThat(story.last().component()).isEqualTo(Y);
        assertThat(story.last().activeCsis()).isZero();
        assertThat(timed("amf.failover.outage")).isEqualTo(1);
    }

    @Test
    void aSuccessorThatRefusesPassesTheTaskOn() {
        story.active(10, X, CSI_1);

        story.entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, cleanedUp(X, 1, 115))
                .entry(130, answer(Y, ORDER, Event.Answer.FAILED, 125, 126))
                .ordering(OTHER, Z, takeOver(CSI_1))
                .entry(140, new Event.Tick())
                .entry(150, answer(Z, OTHER, 145, 146));

        assertThat(story.last().successor()).isEqualTo(Z);
        assertThat(story.last().outageNanos()).hasValue(45);
    }

    @Test
    void aRepeatedOrLateReportIsNoSecondFailure() {
        story.entry(105, failed(X, 2, 100, 101))
                .entry(106, failed(X, 2, 100, 101))
                .entry(107, failed(X, 1, 90, 91));

        assertThat(story.recorder.failovers()).hasSize(1);
        assertThat(counter("amf.component.failures", "source", "PROCESS_ENDED")).isEqualTo(1);
    }

    @Test
    void theFailureOfAStandbyIsNoOutage() {
        story.entry(105, failed(X, 1, 100, 101)).entry(120, cleanedUp(X, 1, 115));

        assertThat(story.last().outageNanos()).isEmpty();
        assertThat(story.last().successor()).isEqualTo(Dn.ROOT);
        assertThat(timed("amf.failover.reaction")).isEqualTo(1);
        assertThat(timed("amf.failover.outage")).isZero();
    }

    @Test
    void aRestartInPlaceIsRepairedWhenTheComponentRunsAgain() {
        story.active(10, X, CSI_1);

        story.changing(presence(X, "INSTANTIATED", "RESTARTING"))
                .entry(105, failed(X, 1, 100, 101))
                .entry(120, cleanedUp(X, 1, 115))
                .changing(presence(X, "RESTARTING", "INSTANTIATED"))
                .ordering(ORDER, X, takeOver(CSI_1))
                .entry(150, new Event.Tick())
                .entry(160, answer(X, ORDER, 155, 156));

        assertThat(story.last().successor()).isEqualTo(X);
        assertThat(story.last().repairNanos()).hasValue(50);
        assertThat(story.last().outageNanos()).hasValue(55);
    }

    @Test
    void aUnitOutOfServiceIsNotRepairedByItsComponentAlone() {
        story.changing(outOfService())
                .entry(105, failed(X, 1, 100, 101))
                .changing(presence(X, "INSTANTIATING", "INSTANTIATED"))
                .entry(150, new Event.Tick());

        assertThat(story.last().repairNanos()).isEmpty();
    }

    @Test
    void theComponentsOfALostNodeFailWithIt() {
        story.active(10, X, CSI_1);

        story.ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, new Event.NodeLeft("n1", 1, "silent"))
                .entry(130, answer(Y, ORDER, 125, 127));

        assertThat(story.last().source()).isEqualTo(Failover.NODE_LEFT);
        assertThat(story.last().component()).isEqualTo(X);
        assertThat(story.last().outageNanos()).hasValue(5);
        assertThat(story.last().cleanupStartedAt()).isEmpty();
        assertThat(story.registry.get("amf.node.losses").counter().count()).isEqualTo(1);
    }

    @Test
    void aSilentNodeIsCountedAndNoFailover() {
        story.active(10, X, CSI_1).entry(120, new Event.NodeSilent("n1", 1, "it cannot be heard", 5));

        assertThat(story.registry.get("amf.node.silences").counter().count()).isEqualTo(1);
        assertThat(story.registry.find("amf.node.losses").counter()).isNull();
    }

    @Test
    void aReportAboutAComponentElsewhereCountsOnceTheDirectorActsOnIt() {
        Event reported = new Event.ErrorReported("r1", X, RecommendedRecovery.COMPONENT_FAILOVER, "");
        ComponentSpec spec = new ComponentSpec(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                1,
                List.of(),
                RecommendedRecovery.COMPONENT_FAILOVER,
                Optional.empty());

        story.entry(90, reported)
                .changing(new Change.Recovery(X, "COMPONENT_FAILOVER", "COMPONENT_FAILOVER", ""))
                .ordering(ORDER, X, new Action.Cleanup(spec, Map.of()))
                .entry(100, reported)
                .entry(120, answer(X, ORDER, 107, 115));

        assertThat(story.recorder.failovers()).hasSize(1);
        assertThat(story.last().source()).isEqualTo("ERROR_REPORT");
        assertThat(story.last().reactionNanos()).hasValue(7);
        assertThat(story.last().cleanupEndedAt()).hasValue(115);
        assertThat(timer("amf.failover.reaction")).isEqualTo(7);
    }

    @Test
    void clocksThatDisagreeGiveZeroNotLess() {
        story.active(10, X, CSI_1);

        story.entry(105, failed(X, 1, 100, 101))
                .ordering(ORDER, Y, takeOver(CSI_1))
                .entry(120, cleanedUp(X, 1, 115))
                .entry(130, answer(Y, ORDER, 95, 96));

        assertThat(story.last().recoveryNanos()).hasValue(0);
        assertThat(timed("amf.failover.recovery")).isEqualTo(1);
    }

    @Test
    void aPlannedSwitchIsMeasuredFromQuiescedToActive() {
        story.active(10, X, CSI_1, CSI_2);

        story.ordering(ORDER, X, set(HaState.QUIESCED, TransitionDescriptor.NEW_ASSIGN, CSI_1, CSI_2))
                .entry(100, new Event.Tick())
                .ordering(OTHER, Y, set(HaState.ACTIVE, TransitionDescriptor.QUIESCED, CSI_1, CSI_2))
                .entry(110, answer(X, ORDER, 104, 106));
        story.recorder.orderSent(OTHER, 111);
        story.entry(120, answer(Y, OTHER, 114, 116));

        assertThat(story.recorder.switches())
                .containsExactly(new PlannedSwitch(X, Y, 2, 106, OptionalLong.of(111), 114, 116));
        assertThat(timer("amf.switch.gap")).isEqualTo(8);
        assertThat(story.recorder.failovers()).isEmpty();
    }

    @Test
    void quiescingEndsWhenTheComponentSaysSo() {
        story.active(10, X, CSI_1);

        story.ordering(ORDER, X, set(HaState.QUIESCING, TransitionDescriptor.NEW_ASSIGN, CSI_1))
                .entry(100, new Event.Tick())
                .entry(110, answer(X, ORDER, 104, 106))
                .ordering(OTHER, Y, set(HaState.ACTIVE, TransitionDescriptor.QUIESCED, CSI_1))
                .entry(210, new Event.QuiescingCompleted(X, ORDER, 200))
                .entry(220, answer(Y, OTHER, 214, 216));

        assertThat(story.recorder.switches()).hasSize(1);
        assertThat(story.recorder.switches().getFirst().gapNanos()).isEqualTo(14);
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 1; i <= FailoverRecorder.RECORDS_MAX + 1; i++) {
            story.entry(i, failed(X, i, i, i));
        }

        assertThat(story.recorder.failovers()).hasSize(FailoverRecorder.RECORDS_MAX);
        assertThat(story.recorder.failovers().getFirst().observedAt()).isEqualTo(2);
    }

    @Test
    void theViewNamesUnitsAndLeavesOutWhatIsNotThere() {
        story.active(10, X, CSI_1);

        story.entry(1_000_005, failed(X, 1, 1_000_000, 2_000_000));

        assertThat(story.last().view())
                .containsEntry("component", X.toString())
                .containsEntry("observed_ns", 1_000_000L)
                .containsEntry("reaction_ms", 1.0)
                .doesNotContainKeys("successor", "outage_ms", "repair_ms", "callback_entered_ns");
        assertThat(story.recorder.view()).containsOnlyKeys("failovers", "switches");
    }
}
