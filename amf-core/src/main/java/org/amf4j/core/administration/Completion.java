package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Adjustment;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.PendingOperation;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * The end of administrative operations: a shutdown becomes LOCKED when nothing is assigned any more (AMF-086), whether or
 * not somebody waits for it; an operation is answered when all it touches has come to rest, or its time is over.
 */
final class Completion {

    /** How long an operation may go unanswered, in nanoseconds; what it has begun goes on afterwards. */
    static final long OPERATION_NANOS_MAX = 600_000_000_000L;

    private final Turn turn;
    private final ClusterState state;
    private final Adjustment adjustment;

    Completion(Turn turn, Targets targets) {
        this.turn = turn;
        this.state = turn.state();
        this.adjustment = new Adjustment(turn, targets);
    }

    /** Ends what has reached its end; returns whether that has changed a state. */
    boolean complete() {
        boolean changed = giveUpReplacements();
        for (Entity entity : List.copyOf(state.shuttingDown())) {
            if (isShutDown(entity)) {
                Scope.admin(state, turn.gate(), entity, AdminState.LOCKED);
                changed = true;
            }
        }
        if (changed) {
            return true; // what follows from the new state comes first
        }
        for (PendingOperation operation : List.copyOf(state.operations())) {
            Optional<ComponentState> unproxied = heldUp(operation);
            if (unproxied.isPresent() || isAtRest(operation)) {
                forget(operation);
                Verdict verdict = unproxied.map(Completion::unproxied).orElseGet(() -> result(operation));
                turn.reply(operation.requestId(), verdict.status(), verdict.text());
            }
        }
        return false;
    }

    /** The component nobody speaks for, when the operation waits for nothing else. */
    private Optional<ComponentState> heldUp(PendingOperation operation) {
        if (operation.groups().stream().allMatch(g -> g.proxied().isEmpty())) {
            return Optional.empty();
        }
        Optional<ComponentState> first = Optional.empty();
        for (GroupState group : operation.groups()) {
            Optional<ComponentState> unproxied = Unproxied.holdsUp(state, group);
            boolean others = !group.isSettled() || group.units().stream().anyMatch(Completion::isMoving);
            if (others && unproxied.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> unproxied);
        }
        return first;
    }

    private static Verdict unproxied(ComponentState c) {
        return new Verdict(
                AisStatus.ERR_REPAIR_PENDING,
                "begun, and goes on when somebody speaks for " + c.component().name() + " of "
                        + c.component().unit().name() + ": nobody is or becomes active for "
                        + c.proxying().orElseThrow().csi());
    }

    /** Nothing is assigned any more, or only to what can be neither asked nor ended before a repair. */
    private boolean isShutDown(Entity entity) {
        boolean settled = Scope.groups(state, entity).stream().allMatch(GroupState::isSettled);
        if (!settled) {
            return false;
        }
        boolean stuck = Scope.groups(state, entity).stream().anyMatch(Completion::isStuck);
        List<UnitAssignment> left = Scope.assignments(state, entity).toList();
        if (left.isEmpty() || stuck) {
            state.operations().stream()
                    .filter(o -> o.target() == entity && !left.isEmpty())
                    .forEach(PendingOperation::repairNeeded);
            return true;
        }
        return false;
    }

    /** Nobody can take over while a former holder may still serve, so that a unit would hand over its work for ever. */
    private boolean giveUpReplacements() {
        boolean changed = false;
        for (PendingOperation operation : state.operations()) {
            for (UnitState unit : Scope.units(state, operation.target())) {
                GroupState group = state.of(unit.unit().group());
                boolean inVain = unit.isReplacing() && !unit.assignments().isEmpty() && group.isSettled();
                if (inVain && isStuck(group)) {
                    unit.replace(List.of());
                    operation.repairNeeded();
                    turn.because(
                            unit.unit(),
                            "RESTART",
                            "given up: nobody can take its work over before a unit that could not be cleaned up is"
                                    + " repaired");
                    state.touch(unit);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** Whether a unit of the group could not be cleaned up and may still serve (AMF-073). */
    private static boolean isStuck(GroupState group) {
        return group.units().stream().anyMatch(u -> u.presence() == PresenceState.TERMINATION_FAILED);
    }

    private boolean isAtRest(PendingOperation operation) {
        boolean monitoring = operation.target() instanceof Component c
                && state.of(c).monitorOrder().isPresent();
        return !monitoring
                && operation.groups().stream().allMatch(g -> g.isSettled() && !g.isAdjusting())
                && Scope.units(state, operation.target()).stream().noneMatch(Completion::isMoving)
                && Scope.admin(state, operation.target())
                        .filter(a -> a == AdminState.SHUTTING_DOWN)
                        .isEmpty();
    }

    private static boolean isMoving(UnitState unit) {
        PresenceState presence = unit.presence();
        return unit.isRestarting()
                || unit.isReplacing()
                || presence == PresenceState.INSTANTIATING
                || presence == PresenceState.RESTARTING
                || presence == PresenceState.TERMINATING
                        && unit.host().filter(NodeState::isRebooting).isPresent()
                || unit.components().stream().anyMatch(c -> c.lifeOrder().isPresent() || c.isCleaning());
    }

    private Verdict result(PendingOperation operation) {
        boolean repair =
                operation.isRepairNeeded() || operation.units().stream().anyMatch(Completion::isBroken);
        if (repair) {
            return new Verdict(
                    AisStatus.ERR_REPAIR_PENDING, "done, but something has failed and needs a repair; see explain");
        }
        return missed(operation)
                .map(text -> new Verdict(AisStatus.ERR_FAILED_OPERATION, text))
                .orElse(new Verdict(AisStatus.OK, "done"));
    }

    private static boolean isBroken(UnitState unit) {
        return unit.operational() == OperationalState.DISABLED && !unit.isRepairing();
    }

    /** How things are otherwise than was asked for, because something has failed meanwhile. */
    private Optional<String> missed(PendingOperation operation) {
        return switch (operation.operation()) {
            case SI_SWAP -> operation.successor().flatMap(u -> notActive(operation, u));
            case SG_ADJUST ->
                operation.target() instanceof ServiceGroup g && adjustment.isNeeded(state.of(g))
                        ? Optional.of("something has failed meanwhile; " + g.name() + " is not as preferred")
                        : Optional.empty();
            case RESTART ->
                operation.units().stream()
                        .filter(u -> u.host().filter(h -> h.isUsable()).isEmpty())
                        .map(u -> "the node of " + u.unit().name() + " was lost meanwhile")
                        .findFirst();
            case EAM_START, EAM_STOP -> monitorMissed(operation);
            case UNLOCK, LOCK, SHUTDOWN, LOCK_INSTANTIATION, UNLOCK_INSTANTIATION, REPAIRED -> Optional.empty();
        };
    }

    private Optional<String> monitorMissed(PendingOperation operation) {
        boolean wanted = operation.operation() == AdminOperation.EAM_START;
        return operation.target() instanceof Component c && state.of(c).isMonitored() != wanted
                ? Optional.of("the monitor of " + c.name() + (wanted ? " does not run" : " runs") + "; see explain")
                : Optional.empty();
    }

    private Optional<String> notActive(PendingOperation operation, ServiceUnit successor) {
        boolean active = operation.target() instanceof ServiceInstance i
                && state.of(i)
                        .on(state.of(successor))
                        .filter(a -> a.is(HaState.ACTIVE))
                        .isPresent();
        return active
                ? Optional.empty()
                : Optional.of(successor.name() + " has not become active; see explain for who serves");
    }

    /** Answers an operation whose time is over; what it has begun goes on. */
    void timedOut(String requestId) {
        for (PendingOperation operation : List.copyOf(state.operations())) {
            if (operation.requestId().equals(requestId)) {
                forget(operation);
                boolean shutdown = operation.operation() == AdminOperation.SHUTDOWN;
                turn.reply(
                        requestId,
                        AisStatus.ERR_TIMEOUT,
                        shutdown
                                ? "work is still going on; the shutdown goes on, a lock ends it at once"
                                : "it has not come to rest yet; what was begun goes on");
            }
        }
    }

    /** Forgets an operation that is being answered. */
    void forget(PendingOperation operation) {
        state.operations().remove(operation);
        state.timers().cancel(new Timer.OperationTimeout(operation.requestId()));
    }
}
