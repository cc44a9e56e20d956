package org.amf4j.telemetry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Outcome;

/** Tells a recorder hand-made entries. Each entry's index is its timestamp; times are small numbers of nanoseconds. */
final class Story {

    static final Dn UNIT = Dn.of("safSu=su1,safSg=sg,safApp=a");
    static final Dn X = UNIT.child("safComp", "x");
    static final Dn Y = Dn.of("safComp=y,safSu=su2,safSg=sg,safApp=a");
    static final Dn Z = Dn.of("safComp=z,safSu=su3,safSg=sg,safApp=a");
    static final Dn CSI_1 = Dn.of("safCsi=1,safSi=s,safApp=a");
    static final Dn CSI_2 = Dn.of("safCsi=2,safSi=s,safApp=a");

    private static final Dn NODE = Dn.of("safAmfNode=n1,safAmfCluster=c");

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final FailoverRecorder recorder = new FailoverRecorder(registry);

    private final List<Command> commands = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** What the next entry brings about, in addition to what was said before. */
    Story ordering(CommandId id, Dn component, Action action) {
        commands.add(new Command.Order(id, new Command.Agent(NODE, 1), component, action));
        return this;
    }

    Story changing(Change... more) {
        changes.addAll(Arrays.asList(more));
        return this;
    }

    /** The next entry. */
    Story entry(long timestamp, Event... events) {
        Outcome outcome = new Outcome(commands, changes, List.of());
        recorder.applied(new LogEntry(timestamp, timestamp, List.of(events)), outcome);
        commands.clear();
        changes.clear();
        return this;
    }

    /** Lets a component become active for CSIs as if from the beginning. */
    Story active(long timestamp, Dn component, Dn... csis) {
        CommandId id = new CommandId(timestamp, 0);
        return ordering(id, component, set(HaState.ACTIVE, TransitionDescriptor.NEW_ASSIGN, csis))
                .entry(timestamp, new Event.Tick())
                .entry(timestamp + 1, answer(component, id, timestamp, timestamp + 1));
    }

    Failover last() {
        return recorder.failovers().getLast();
    }

    static Action.SetCsi set(HaState state, TransitionDescriptor transition, Dn... csis) {
        List<Action.Csi> list =
                Arrays.stream(csis).map(csi -> new Action.Csi(csi, Map.of(), 1)).toList();
        return new Action.SetCsi(state, Action.CsiFlag.TARGET_ALL, list, transition, X, 0, 1, 1);
    }

    static Action.SetCsi takeOver(Dn... csis) {
        return set(HaState.ACTIVE, TransitionDescriptor.NOT_QUIESCED, csis);
    }

    static Event answer(Dn component, CommandId order, long startedAt, long endedAt) {
        return answer(component, order, Event.Answer.OK, startedAt, endedAt);
    }

    static Event answer(Dn component, CommandId order, Event.Answer answer, long startedAt, long endedAt) {
        return new Event.OrderAnswered(component, order, answer, "", startedAt, endedAt);
    }

    static Event failed(Dn component, int incarnation, long observedAt, long cleanupStartedAt) {
        return new Event.ComponentFailed(
                component,
                new CommandId(incarnation, 0),
                Event.ErrorSource.PROCESS_ENDED,
                RecommendedRecovery.NO_RECOMMENDATION,
                "signal 9",
                observedAt,
                cleanupStartedAt);
    }

    static Event cleanedUp(Dn component, int incarnation, long endedAt) {
        return new Event.CleanupEnded(component, new CommandId(incarnation, 0), true, "", endedAt);
    }

    static Change readiness(Dn unit, String before, String after) {
        return new Change.State(unit, "saAmfSUReadinessState", before, after);
    }

    static Change presence(Dn component, String before, String after) {
        return new Change.State(component, "saAmfCompPresenceState", before, after);
    }
}
