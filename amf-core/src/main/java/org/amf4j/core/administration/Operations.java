package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.event.Event.OperationRequested;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.PendingOperation;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.PresenceState;

/**
 * Administrative operations: checked, begun, and answered once when everything they touch has come to rest (AMF-084 to
 * AMF-091). What an operation brings about is not done here: it follows from the changed administrative state.
 */
public final class Operations {

    private final Turn turn;
    private final ClusterState state;
    private final Targets targets;
    private final SpecialOperations special;

    public Operations(Turn turn, Targets targets, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.state = turn.state();
        this.targets = targets;
        this.special = new SpecialOperations(turn, targets, life, unitLife);
    }

    /** Checks and begins an operation, or refuses it. */
    public void requested(OperationRequested request) {
        Optional<Entity> target = state.model().find(request.target());
        if (target.isEmpty()) {
            refuse(request, AisStatus.ERR_NOT_EXIST, "there is no " + request.target());
        } else if (!AdminTable.applies(request.operation(), target.get())) {
            refuse(request, AisStatus.ERR_NOT_SUPPORTED, request.operation() + " is not defined for " + target.get());
        } else if (AdminTable.isLocking(request.operation())) {
            move(request, target.get());
        } else {
            specially(request, target.get());
        }
    }

    private void refuse(OperationRequested request, AisStatus status, String text) {
        turn.reply(request.requestId(), status, text);
    }

    private void move(OperationRequested request, Entity target) {
        AdminState present = Scope.admin(state, target).orElseThrow();
        AdminOperation operation = request.operation();
        AisStatus allowed = AdminTable.allowed(operation, present);
        if (allowed == AisStatus.ERR_NO_OP) {
            refuse(request, allowed, target.name() + " is " + present + " already");
            return;
        }
        if (allowed != AisStatus.OK) {
            refuse(request, allowed, target.name() + " is " + present + ": " + AdminTable.remedy(operation, present));
            return;
        }
        boolean interrupts = present == AdminState.SHUTTING_DOWN;
        Optional<String> busy = interrupts ? Optional.empty() : busy(target);
        if (busy.isPresent()) {
            refuse(request, AisStatus.ERR_TRY_AGAIN, busy.get());
            return;
        }
        if (interrupts) {
            interruptShutdown(target, operation);
        }
        Scope.admin(state, turn.gate(), target, AdminTable.target(operation));
        turn.because(target, "AMF-084", operation + " by an operator");
        begin(request, target);
    }

    private void begin(OperationRequested request, Entity target) {
        List<GroupState> groups = Scope.groups(state, target);
        groups.forEach(state::touch);
        state.operations().add(new PendingOperation(request.requestId(), target, request.operation(), groups));
    }

    /** Why nothing can be begun on the entity now. */
    private Optional<String> busy(Entity target) {
        List<GroupState> groups = Scope.groups(state, target);
        for (PendingOperation other : state.operations()) {
            if (other.groups().stream().anyMatch(groups::contains)) {
                return Optional.of(other.operation() + " of " + other.target().name() + " is under way; try again");
            }
        }
        return groups.stream()
                .filter(g -> !g.isSettled())
                .findFirst()
                .map(g -> "assignments of " + g.group().name() + " are changing; try again");
    }

    private void interruptShutdown(Entity target, AdminOperation by) {
        for (PendingOperation other : List.copyOf(state.operations())) {
            if (other.target() == target && other.operation() == AdminOperation.SHUTDOWN) {
                state.operations().remove(other);
                turn.reply(other.requestId(), AisStatus.ERR_INTERRUPT, "overtaken by " + by);
            }
        }
    }

    private void specially(OperationRequested request, Entity target) {
        Optional<String> busy = busy(target);
        if (busy.isPresent()) {
            refuse(request, AisStatus.ERR_TRY_AGAIN, busy.get());
            return;
        }
        SpecialOperations.Verdict verdict = switch (target) {
            case ServiceInstance i -> special.swap(i);
            case ServiceGroup g -> special.adjust(g);
            case ServiceUnit u ->
                request.operation() == AdminOperation.REPAIRED ? special.repaired(u) : special.restart(u);
            case Node n -> request.operation() == AdminOperation.REPAIRED ? special.repaired(n) : special.restartAll(n);
            case Component c -> special.restart(c);
            default -> special.restartAll(target);
        };
        if (verdict.status() == AisStatus.OK) {
            begin(request, target);
        } else {
            refuse(request, verdict.status(), verdict.text());
        }
    }

    /** Answers the operations that have reached their end; returns whether that has changed a state. */
    public boolean complete() {
        boolean changed = false;
        for (PendingOperation operation : List.copyOf(state.operations())) {
            if (!isAtRest(operation)) {
                continue;
            }
            if (operation.operation() == AdminOperation.SHUTDOWN) {
                Scope.admin(state, turn.gate(), operation.target(), AdminState.LOCKED);
                changed = true;
            }
            state.operations().remove(operation);
            boolean repair = operation.isRepairNeeded();
            turn.reply(
                    operation.requestId(),
                    repair ? AisStatus.ERR_REPAIR_PENDING : AisStatus.OK,
                    repair ? "done, but a component has failed and needs a repair; see explain" : "done");
        }
        return changed;
    }

    private boolean isAtRest(PendingOperation operation) {
        boolean quiet = operation.groups().stream().allMatch(GroupState::isSettled)
                && Scope.units(state, operation.target()).stream().noneMatch(Operations::isMoving);
        boolean gone = operation.operation() != AdminOperation.SHUTDOWN
                || operation.isRepairNeeded()
                || !Scope.isAssigned(state, operation.target());
        return quiet && gone;
    }

    private static boolean isMoving(UnitState unit) {
        PresenceState presence = unit.presence();
        boolean life = unit.components().stream().anyMatch(c -> c.lifeOrder().isPresent() || c.isCleaning());
        return life
                || presence == PresenceState.INSTANTIATING
                || presence == PresenceState.RESTARTING
                || unit.isRestarting();
    }

    /** Moves the group to its most preferred assignment, because the quiet time has passed. */
    public void autoAdjust(ServiceGroup group) {
        GroupState g = state.of(group);
        if (g.isSettled() && !g.isAdjustSuspended()) {
            targets.adjust(g);
            state.touch(g);
        }
    }
}
