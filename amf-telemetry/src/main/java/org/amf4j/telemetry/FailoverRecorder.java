package org.amf4j.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;
import org.amf4j.telemetry.PendingOrders.Pending;

/**
 * Tells the story of each fail-over and planned switch from log entries and their outcomes, and measures it.
 *
 * <p>To be told every entry in the order of the log, on every controller; on the leader also when orders were sent. Keeps
 * the latest {@value #RECORDS_MAX} fail-overs and as many switches. Meters: timers {@code amf.failover.reaction},
 * {@code .recovery}, {@code .outage}, {@code .repair} and {@code amf.switch.gap}; counters
 * {@code amf.component.failures} by source, {@code amf.recoveries} by recovery applied, {@code amf.node.silences} and {@code
 * amf.node.losses}. Thread-safe; never blocks for
 * longer than another call takes.
 */
public final class FailoverRecorder {

    /** Most fail-overs and most switches kept. */
    public static final int RECORDS_MAX = 256;

    private static final String UNIT_READINESS = "saAmfSUReadinessState";
    private static final String COMPONENT_PRESENCE = "saAmfCompPresenceState";

    private final FailoverMeters meters;
    private final Holdings holdings = new Holdings();
    private final PendingOrders pending = new PendingOrders();
    private final Deque<OpenFailover> failovers = new ArrayDeque<>();
    private final Deque<PlannedSwitch> switches = new ArrayDeque<>();
    private final Map<Dn, CommandId> lastFailed = new LinkedHashMap<>();

    /** A recorder whose meters live in the registry. */
    public FailoverRecorder(MeterRegistry registry) {
        this.meters = new FailoverMeters(registry);
    }

    /** An entry was applied, with this outcome. Best told after the outcome's orders are on their way. */
    public synchronized void applied(LogEntry entry, Outcome outcome) {
        for (Event event : entry.events()) {
            observe(event, entry.timestampNanos(), outcome);
        }
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Order order) {
                ordered(order);
            }
        }
        for (Change change : outcome.changes()) {
            changed(change, entry.timestampNanos());
        }
    }

    /** A component is active for these CSIs, by what was remembered; no entry will tell. */
    public synchronized void restored(Dn component, List<Dn> csis) {
        holdings.active(component, csis);
    }

    /**
     * This controller leads and has sent an order of an outcome that {@link #applied} was told of.
     *
     * @param atNanos when, in nanoseconds since the epoch; may lie before the call of {@link #applied}
     */
    public synchronized void orderSent(CommandId order, long atNanos) {
        pending.sent(order, atNanos);
    }

    /** The latest fail-overs, oldest first. */
    public synchronized List<Failover> failovers() {
        return failovers.stream().map(OpenFailover::snapshot).toList();
    }

    /** The latest planned switches, oldest first. */
    public synchronized List<PlannedSwitch> switches() {
        return List.copyOf(switches);
    }

    /** Fail-overs and switches for JSON: two lists of records, oldest first. */
    public synchronized Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("failovers", failovers().stream().map(Failover::view).toList());
        view.put("switches", switches.stream().map(PlannedSwitch::view).toList());
        return view;
    }

    private void observe(Event event, long timestampNanos, Outcome outcome) {
        switch (event) {
            case Event.ComponentFailed failed -> failed(failed, timestampNanos);
            case Event.CleanupEnded ended ->
                failovers.stream()
                        .filter(failover -> failover.component().equals(ended.component()))
                        .reduce((earlier, later) -> later)
                        .ifPresent(failover -> failover.cleanupEnded(ended.endedAtNanos()));
            case Event.OrderAnswered answered -> answered(answered);
            case Event.QuiescingCompleted completed -> quiescingCompleted(completed);
            case Event.ErrorReported reported -> reported(reported, timestampNanos, outcome);
            case Event.NodeLeft left -> {
                meters.nodeLost();
                nodeLeft(timestampNanos, outcome);
            }
            case Event.LifeCycleTold told -> {}
            case Event.ConfigurationLoaded loaded -> {}
            case Event.NodeJoined joined -> {}
            case Event.NodeSilent silent -> meters.nodeSilent();
            case Event.NodeHeard heard -> {}
            case Event.AgentLeaves leaves -> {}
            case Event.AgentReturned returned -> {}
            case Event.ProxiedRegistered registered -> {}
            case Event.ErrorCleared cleared -> {}
            case Event.HaReadinessSet set -> {}
            case Event.OperationRequested requested -> {}
            case Event.ConfigurationChanged change -> {}
            case Event.MembershipRequested requested -> {}
            case Event.TrackerChanged changed -> {}
            case Event.TrackerAnswered answered -> {}
            case Event.NotificationsSent sent -> {}
            case Event.ClassesChanged change -> {}
            case Event.ModelRequested requested -> {}
            case Event.ControllersMet met -> {}
            case Event.RulesRaised raised -> {}
            case Event.ControllerCompared compared -> {}
            case Event.Tick tick -> {}
        }
    }

    private void failed(Event.ComponentFailed failed, long timestampNanos) {
        CommandId last = lastFailed.get(failed.component());
        if (last != null && failed.incarnation().compareTo(last) <= 0) {
            return;
        }
        lastFailed.put(failed.component(), failed.incarnation());
        OpenFailover failover =
                open(failed.component(), failed.source().name(), failed.observedAtNanos(), timestampNanos);
        failover.cleanupStarted(failed.cleanupStartedAtNanos());
        meters.reacted(failover.snapshot());
    }

    /** A report about a component elsewhere counts when the director has acted on it; cleanup follows by order. */
    private void reported(Event.ErrorReported reported, long timestampNanos, Outcome outcome) {
        boolean accepted = outcome.changes().stream()
                .anyMatch(change -> change instanceof Change.Recovery recovery
                        && recovery.component().equals(reported.component()));
        if (accepted) {
            open(reported.component(), Event.ErrorSource.ERROR_REPORT.name(), timestampNanos, timestampNanos);
        }
    }

    /** Nobody reports the components of a node that is gone; what is done about them tells which they are. */
    private void nodeLeft(long timestampNanos, Outcome outcome) {
        Set<Dn> lost = new LinkedHashSet<>();
        for (Change change : outcome.changes()) {
            if (change instanceof Change.State state
                    && state.attribute().equals(COMPONENT_PRESENCE)
                    && state.after().equals(PresenceState.UNINSTANTIATED.name())) {
                lost.add(state.entity());
            }
        }
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Order order
                    && order.action() instanceof Action.SetCsi set
                    && set.haState() == HaState.ACTIVE
                    && set.transition() == TransitionDescriptor.NOT_QUIESCED) {
                lost.add(set.activeComponent());
            }
        }
        for (Dn component : lost) {
            if (!holdings.activeOf(component).isEmpty()) {
                meters.reacted(open(component, Failover.NODE_LEFT, timestampNanos, timestampNanos)
                        .snapshot());
            }
        }
    }

    private OpenFailover open(Dn component, String source, long observedAt, long reportedAt) {
        pending.removeAllTo(component).forEach(FailoverRecorder::notTaken);
        OpenFailover failover = new OpenFailover(component, source, holdings.gone(component), observedAt, reportedAt);
        if (failovers.size() >= RECORDS_MAX) {
            failovers.removeFirst();
        }
        failovers.addLast(failover);
        meters.failed(source);
        return failover;
    }

    private void ordered(Command.Order order) {
        switch (order.action()) {
            case Action.SetCsi set -> {
                List<OpenFailover> concerned = new ArrayList<>();
                if (set.haState() == HaState.ACTIVE) {
                    List<Dn> csis = Holdings.names(set.csis());
                    failovers.stream()
                            .filter(failover -> failover.ordered(csis))
                            .forEach(concerned::add);
                }
                pending.add(order, concerned);
            }
            case Action.RemoveCsi remove -> pending.add(order, List.of());
            case Action.Cleanup cleanup ->
                pending.add(
                        order,
                        failovers.stream()
                                .filter(failover -> failover.component().equals(order.component()))
                                .reduce((earlier, later) -> later)
                                .map(List::of)
                                .orElse(List.of()));
            case Action.Instantiate instantiate -> {}
            case Action.Adopt adopt -> {}
            case Action.ChangeCsi change -> {}
            case Action.Guard guard -> {}
            case Action.StartMonitor start -> {}
            case Action.StopMonitor stop -> {}
            case Action.Terminate terminate -> pending.add(order, List.of());
        }
    }

    private void answered(Event.OrderAnswered answered) {
        pending.remove(answered.order()).ifPresent(order -> {
            switch (order.action()) {
                case Action.SetCsi set when answered.answer() == Event.Answer.OK -> set(order, set, answered);
                case Action.SetCsi set -> notTaken(order);
                case Action.RemoveCsi remove -> holdings.notActive(order.component(), remove.csis());
                case Action.Cleanup cleanup -> {
                    holdings.gone(order.component());
                    order.failovers().forEach(failover -> cleanedUp(failover, answered));
                }
                case Action.Terminate terminate -> holdings.gone(order.component());
                case Action.Instantiate instantiate -> {}
                case Action.Adopt adopt -> {}
                case Action.ChangeCsi change -> {}
                case Action.Guard guard -> {}
                case Action.StartMonitor start -> {}
                case Action.StopMonitor stop -> {}
            }
        });
    }

    private void cleanedUp(OpenFailover failover, Event.OrderAnswered answered) {
        boolean first = failover.snapshot().cleanupStartedAt().isEmpty();
        failover.cleanupStarted(answered.startedAtNanos());
        failover.cleanupEnded(answered.endedAtNanos());
        if (first) {
            meters.reacted(failover.snapshot());
        }
    }

    private static void notTaken(Pending order) {
        if (order.action() instanceof Action.SetCsi set) {
            order.failovers().forEach(failover -> failover.notTaken(Holdings.names(set.csis())));
        }
    }

    private void set(Pending order, Action.SetCsi set, Event.OrderAnswered answered) {
        List<Dn> csis = Holdings.names(set.csis());
        switch (set.haState()) {
            case ACTIVE -> becameActive(order, csis, answered);
            case QUIESCED -> holdings.quiesced(order.component(), csis, answered.endedAtNanos());
            case STANDBY -> holdings.notActive(order.component(), csis);
            // Still at work until it says that quiescing is complete; its order is kept for that.
            case QUIESCING -> pending.keep(order);
        }
    }

    private void becameActive(Pending order, List<Dn> csis, Event.OrderAnswered answered) {
        holdings.givenUp(csis)
                .map(former -> new PlannedSwitch(
                        former.by(),
                        order.component(),
                        csis.size(),
                        former.atNanos(),
                        order.sentAt(),
                        answered.startedAtNanos(),
                        answered.endedAtNanos()))
                .ifPresent(this::switched);
        holdings.active(order.component(), csis);
        for (OpenFailover failover : order.failovers()) {
            if (failover.taken(order.component(), csis, answered.startedAtNanos(), answered.endedAtNanos())) {
                meters.recovered(failover.snapshot());
            }
        }
    }

    private void switched(PlannedSwitch planned) {
        if (switches.size() >= RECORDS_MAX) {
            switches.removeFirst();
        }
        switches.addLast(planned);
        meters.switched(planned);
    }

    private void quiescingCompleted(Event.QuiescingCompleted completed) {
        pending.remove(completed.order()).ifPresent(order -> {
            if (order.action() instanceof Action.SetCsi set) {
                holdings.quiesced(order.component(), Holdings.names(set.csis()), completed.atNanos());
            }
        });
    }

    private void changed(Change change, long timestampNanos) {
        switch (change) {
            case Change.State state -> stateChanged(state, timestampNanos);
            case Change.Recovery recovery -> meters.recovery(recovery.applied());
            case Change.Assignment assignment -> {}
            case Change.Readiness readiness -> {}
            case Change.ErrorCleared cleared -> {}
            case Change.Alarm alarm -> {}
            case Change.Membership membership -> {}
            case Change.MembershipAdmin admin -> {}
        }
    }

    private void stateChanged(Change.State state, long timestampNanos) {
        if (!state.attribute().equals(UNIT_READINESS) && !state.attribute().equals(COMPONENT_PRESENCE)) {
            return;
        }
        for (OpenFailover failover : failovers) {
            if (!failover.isRepaired() && repairs(failover, state, timestampNanos)) {
                meters.repaired(failover.snapshot());
            }
        }
    }

    private static boolean repairs(OpenFailover failover, Change.State state, long timestampNanos) {
        if (failover.component().equals(state.entity())) {
            return state.after().equals(PresenceState.INSTANTIATED.name())
                    && failover.componentInstantiated(timestampNanos);
        }
        if (!failover.unit().equals(state.entity())) {
            return false;
        }
        if (state.after().equals(ReadinessState.IN_SERVICE.name())) {
            return failover.unitInService(timestampNanos);
        }
        failover.unitLeftService();
        return false;
    }
}
