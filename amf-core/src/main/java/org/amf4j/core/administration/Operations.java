package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.OperationRequested;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.PendingOperation;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.PresenceState;

/**
 * Administrative operations: checked and begun here, answered by {@link Completion} when everything they touch has come to
 * rest (AMF-084 to AMF-091). What an operation brings about follows from the changed administrative state.
 */
public final class Operations {

    private final Turn turn;
    private final ClusterState state;
    private final Targets targets;
    private final SpecialOperations special;
    private final Restarts restarts;
    private final Conflicts conflicts;
    private final Completion completion;

    public Operations(Turn turn, Targets targets, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.state = turn.state();
        this.targets = targets;
        this.special = new SpecialOperations(turn, targets, life);
        this.restarts = new Restarts(turn, life, unitLife);
        this.conflicts = new Conflicts(state);
        this.completion = new Completion(turn, targets);
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
        boolean overtakes = present == AdminState.SHUTTING_DOWN;
        Optional<String> conflict = conflicts.with(operation, target, overtakes);
        if (conflict.isPresent()) {
            refuse(request, AisStatus.ERR_TRY_AGAIN, conflict.get() + "; try again");
            return;
        }
        if (overtakes) {
            conflicts.shutdown(target).ifPresent(s -> {
                completion.forget(s);
                turn.reply(s.requestId(), AisStatus.ERR_INTERRUPT, "overtaken by " + operation);
            });
        }
        apply(operation, target);
        begin(request, target, Optional.empty());
    }

    private void apply(AdminOperation operation, Entity target) {
        AdminState next = AdminTable.target(operation);
        if (target instanceof NodeGroup group) {
            // all of them before anything is decided: work must not go from one node of the group to another
            group.nodes().stream()
                    .filter(n -> AdminTable.allowed(operation, state.of(n).admin()) == AisStatus.OK)
                    .forEach(n -> turn.gate().admin(state.of(n), next));
        }
        Scope.admin(state, turn.gate(), target, next);
        turn.because(target, "AMF-084", operation + " by an operator");
        if (operation == AdminOperation.UNLOCK_INSTANTIATION) {
            Scope.units(state, target).forEach(this::forgive);
        }
    }

    /** P19: what could not be instantiated may be tried again after a lock for instantiation. */
    private void forgive(UnitState unit) {
        if (unit.presence() == PresenceState.INSTANTIATION_FAILED) {
            special.repair(unit, "unlocked for instantiation");
        }
    }

    private void begin(OperationRequested request, Entity target, Optional<ServiceUnit> successor) {
        List<GroupState> groups = Scope.groups(state, target);
        groups.forEach(state::touch);
        state.operations()
                .add(new PendingOperation(
                        request.requestId(),
                        target,
                        request.operation(),
                        groups,
                        watched(request.operation(), target),
                        successor));
        state.timers()
                .set(new Timer.OperationTimeout(request.requestId()), turn.nowNanos() + Completion.OPERATION_NANOS_MAX);
    }

    /** The units whose fate tells whether the operation has succeeded. */
    private List<UnitState> watched(AdminOperation operation, Entity target) {
        List<UnitState> units = Scope.units(state, target);
        return operation == AdminOperation.RESTART
                ? units.stream().filter(u -> u.presence().isUp()).toList()
                : units;
    }

    /** A component says that a component has no error any more. */
    public void cleared(Event.ErrorCleared event) {
        special.cleared(event);
    }

    private void specially(OperationRequested request, Entity target) {
        if (target instanceof ServiceInstance i && !targets.canSwap(state.of(i.group()))) {
            refuse(
                    request,
                    AisStatus.ERR_NOT_SUPPORTED,
                    "a " + i.group().config().redundancy().title() + " group has no standby to swap with");
            return;
        }
        Optional<String> conflict = conflicts.with(request.operation(), target, false);
        if (conflict.isPresent()) {
            refuse(request, AisStatus.ERR_TRY_AGAIN, conflict.get() + "; try again");
            return;
        }
        Optional<ServiceUnit> successor = target instanceof ServiceInstance i ? standby(i) : Optional.empty();
        Verdict verdict = attempt(request.operation(), target);
        if (verdict.isOk()) {
            begin(request, target, successor);
        } else {
            refuse(request, verdict.status(), verdict.text());
        }
    }

    private Optional<ServiceUnit> standby(ServiceInstance instance) {
        return state.of(instance.group()).target().of(instance).standbys().stream()
                .findFirst();
    }

    private Verdict attempt(AdminOperation operation, Entity target) {
        boolean repaired = operation == AdminOperation.REPAIRED;
        return switch (target) {
            case ServiceInstance i -> special.swap(i);
            case ServiceGroup g -> special.adjust(g);
            case ServiceUnit u -> repaired ? special.repaired(u) : restarts.restart(u);
            case Node n -> repaired ? special.repaired(n) : restarts.restartAll(n);
            case Component c ->
                operation == AdminOperation.RESTART
                        ? restarts.restart(c)
                        : new MonitorOperations(turn).change(c, operation == AdminOperation.EAM_START);
            default -> restarts.restartAll(target);
        };
    }

    /** Ends shutdowns and answers operations that have reached their end; returns whether that has changed a state. */
    public boolean complete() {
        return completion.complete();
    }

    /** Whoever waits for this operation has waited long enough. */
    public void timedOut(String requestId) {
        completion.timedOut(requestId);
    }
}
