package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.core.reason.Reason;

/** One log entry being applied: the time it carries, and what follows from it so far. */
public final class Turn {

    private final ClusterState state;
    private final long index;
    private final long nowNanos;
    private final Gate gate = new Gate(this);
    private final List<Command> commands = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<Reason> reasons = new LinkedHashSet<>();
    private final List<SentNotification> sent = new ArrayList<>();
    private final Notifier notifier;

    /** Begins to apply the entry with this index and timestamp. */
    public Turn(ClusterState state, long index, long nowNanos) {
        this.state = state;
        this.index = index;
        this.nowNanos = nowNanos;
        this.notifier = new Notifier(state, nowNanos);
    }

    /** The state. */
    public ClusterState state() {
        return state;
    }

    /** The entry's index in the log. */
    public long index() {
        return index;
    }

    /** The time, in nanoseconds since the epoch. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The one way to change a state that the standard defines. */
    public Gate gate() {
        return gate;
    }

    /** Orders an action; the agent of the component's host carries it out. */
    public CommandId order(ComponentState component, Action action, List<CsiAssignment> csis) {
        return order(component, action, csis, Optional.empty());
    }

    /** Orders an action that must not begin before a cleanup has succeeded. */
    public CommandId order(
            ComponentState component, Action action, List<CsiAssignment> csis, Optional<Command.Cleanup> after) {
        CommandId id = nextId();
        Command.Order order = new Command.Order(
                id, agentFor(component, action), component.component().dn(), action, after);
        commands.add(order);
        state.outstanding().put(id, new ClusterState.Outstanding(order, List.copyOf(csis)));
        component.ordered(id);
        return id;
    }

    /** The agent of the proxy speaks for a proxied component; its own commands are run where it is. */
    private Command.Agent agentFor(ComponentState component, Action action) {
        boolean byCommand = action instanceof Action.Guard
                || action instanceof Action.Cleanup c && c.spec().proxied().isEmpty();
        return component
                .proxying()
                .filter(p -> !byCommand)
                .flatMap(Proxying::agent)
                .orElseGet(() -> hostOf(component).agent());
    }

    private NodeState hostOf(ComponentState component) {
        UnitState unit = state.unitOf(component);
        return unit.host().orElseThrow(() -> new IllegalStateException(unit.unit() + " has no host"));
    }

    /** Has a node rebooted. */
    public void reboot(NodeState node, String cause) {
        Command.Reboot order = new Command.Reboot(nextId(), node.agent(), cause);
        commands.add(order);
        node.reboot(order);
    }

    /** Has the agent of a node that takes no part in anything reboot it; not repeated. */
    public void reboot(Command.Agent agent, String cause) {
        commands.add(new Command.Reboot(nextId(), agent, cause));
    }

    /** Answers a request. */
    public void reply(String requestId, AisStatus status, String text) {
        commands.add(new Command.Reply(nextId(), requestId, status, text));
    }

    private CommandId nextId() {
        return new CommandId(index, commands.size());
    }

    /** Records a change and has it notified. */
    public void changed(Change change) {
        changes.add(change);
        notifier.note(change);
    }

    /** Has applications' notifications told to the world, and answers with the number of the first. */
    public void tell(Event.NotificationsSent event) {
        long first = state.notifications() + 1;
        for (SentContent content : event.contents()) {
            sent.add(new SentNotification(state.nextNotificationId(), nowNanos, content));
        }
        reply(event.requestId(), AisStatus.OK, Long.toString(first));
    }

    /** Raises an alarm, unless it is raised already. */
    public void raise(Entity entity, AlarmCondition condition, String text) {
        if (state.alarms().find(entity.dn(), condition).isEmpty()) {
            changed(new Change.Alarm(entity.dn(), condition, true, text));
        }
    }

    /** Clears an alarm, if it is raised. */
    public void clear(Entity entity, AlarmCondition condition, String text) {
        if (state.alarms().find(entity.dn(), condition).isPresent()) {
            changed(new Change.Alarm(entity.dn(), condition, false, text));
        }
    }

    /** Gives a reason. */
    public void because(Entity subject, String rule, String text) {
        because(subject.dn(), rule, text);
    }

    /** Gives a reason, once. */
    public void because(Dn subject, String rule, String text) {
        reasons.add(new Reason(subject, rule, text));
    }

    /** Records a component that needs a repair, for the operations under way in its group. */
    public void needsRepair(ComponentState component) {
        GroupState group = state.of(component.component().unit().group());
        state.operations().stream().filter(o -> o.groups().contains(group)).forEach(PendingOperation::repairNeeded);
    }

    /** Takes the component's orders out of those awaited; answers that still come are ignored. */
    public void forgetOrders(ComponentState component) {
        component.orders().forEach(state.outstanding()::remove);
        component.forgetOrders();
        component.csis().forEach(CsiAssignment::abandoned);
        component.lifeOrder(Optional.empty());
        component.monitored(false); // the agent stops the monitor with the component
    }

    /** A cleanup has failed: takes back what was to follow it. Nobody has been sent any of it. */
    public void revokeAfter(ComponentState failed) {
        for (ClusterState.Outstanding waiting : List.copyOf(state.outstanding().values())) {
            if (isAfter(waiting.order().after(), failed)) {
                state.take(waiting.order().id());
                waiting.csis().forEach(CsiAssignment::answered);
            }
        }
        awaiting(failed).forEach(UnitAssignment::withdraw);
    }

    /** A cleanup has succeeded: what waits for it need not wait any longer. */
    public void releaseAfter(ComponentState cleaned) {
        awaiting(cleaned).forEach(UnitAssignment::release);
    }

    private List<UnitAssignment> awaiting(ComponentState failed) {
        List<UnitAssignment> awaiting = new ArrayList<>();
        for (UnitAssignment assignment :
                state.of(failed.component().unit().group()).afterCleanup()) {
            if (isAfter(assignment.after(), failed)) {
                awaiting.add(assignment);
            }
        }
        return awaiting;
    }

    private static boolean isAfter(Optional<Command.Cleanup> after, ComponentState failed) {
        return after.isPresent()
                && after.get().component().equals(failed.component().dn());
    }

    /** What follows. */
    public Outcome outcome() {
        return new Outcome(commands, changes, notifier.notifications(), sent, List.copyOf(reasons));
    }
}
