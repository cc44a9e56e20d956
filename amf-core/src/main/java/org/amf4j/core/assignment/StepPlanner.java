package org.amf4j.core.assignment;

import static org.amf4j.api.amf.HaState.ACTIVE;
import static org.amf4j.api.amf.HaState.QUIESCED;
import static org.amf4j.api.amf.HaState.QUIESCING;
import static org.amf4j.api.amf.HaState.STANDBY;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Guards.Permission;
import org.amf4j.core.container.Containers;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/**
 * Compares a group's target with what is and takes the next legal steps, for every redundancy model.
 *
 * <p>The order it keeps (AMF-039): who must give up the active state is quiesced; only when nobody else may still be
 * active does the successor become active; only when that is confirmed does the former holder become standby or lose the
 * assignment; a standby is given only beside a confirmed active. It never asks what happened: it looks at what is, so it
 * may be called at any time and after any event.
 */
public final class StepPlanner {

    private final Turn turn;
    private final AssignmentDriver driver;
    private final Standings standings;

    /** A planner whose callbacks are collected for the end of the log entry. */
    public StepPlanner(Turn turn, ComponentLife life, Callbacks callbacks) {
        this.turn = turn;
        this.driver = new AssignmentDriver(turn, life, callbacks);
        this.standings = new Standings(turn.state());
    }

    /** Takes all steps that are legal now, and notes whether the group has come to rest. */
    public void plan(GroupState group) {
        boolean changed = true;
        while (changed) {
            changed = false;
            Guards guards = new Guards(group);
            BitSet open = group.toPlan();
            for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                InstanceState instance = group.instances().get(i);
                if (Rest.isAtRest(instance, group.target().of(instance.instance()))) {
                    open.clear(i);
                } else {
                    changed |= plan(group, guards, instance);
                }
            }
            for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                changed |= protect(group, guards, group.instances().get(i));
            }
        }
        group.moving(isInFlight(group) || standings.isHeld(group) || Containers.isHeld(group));
        boolean waiting = standings.isWaiting(group); // asked in any case: it asks sponsors' groups to come back
        group.settled(!group.isMoving() && !waiting);
    }

    /** Begins with the instance that was found in flight last: while much is in flight, one look is enough. */
    private static boolean isInFlight(GroupState group) {
        int size = group.instances().size();
        for (int i = 0; i < size; i++) {
            int position = (group.inFlight() + i) % size;
            if (isInFlight(group.instances().get(position))) {
                group.inFlight(position);
                return true;
            }
        }
        return false;
    }

    private static boolean isInFlight(InstanceState instance) {
        for (UnitAssignment assignment : instance.assignments()) { // after every step: no stream
            for (CsiAssignment part : assignment.csis()) {
                if (isInFlight(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isInFlight(CsiAssignment part) {
        PresenceState presence = part.component().presence();
        boolean moving = presence == PresenceState.INSTANTIATING
                || presence == PresenceState.RESTARTING
                || presence == PresenceState.TERMINATING;
        boolean draining = part.has(QUIESCING) && part.component().isUsable();
        boolean failing = part.isRefused() && part.component().isUsable();
        return part.pending().isPresent() || part.component().isCleaning() || moving || draining || failing;
    }

    private boolean plan(GroupState group, Guards guards, InstanceState instance) {
        Holders holders = group.target().of(instance.instance());
        boolean changed = false;
        for (UnitAssignment a : List.copyOf(instance.assignments())) {
            Optional<HaState> goal = a.goal();
            a.goal().ifPresent(g -> a.goal(next(group, guards, a, g, holders)));
            changed |= !goal.equals(a.goal()) | driver.drive(a);
            driver.renewAttributes(a);
            guards.changed(a);
        }
        for (ServiceUnit unit : holders.actives()) {
            changed |= begin(guards, instance, turn.state().of(unit), ACTIVE, holders);
        }
        return changed;
    }

    /** Gives standbys, when nobody waits any more for the instance to become active itself. */
    private boolean protect(GroupState group, Guards guards, InstanceState instance) {
        Holders holders = group.target().of(instance.instance());
        boolean changed = false;
        if (!holders.standbys().isEmpty() && !standings.isFollowed(instance)) {
            for (ServiceUnit unit : holders.standbys()) {
                changed |= begin(guards, instance, turn.state().of(unit), STANDBY, holders);
            }
        }
        if (isRanked(group) && guards.activesConfirmed(instance, holders)) {
            instance.assignments().stream().filter(a -> a.is(STANDBY)).forEach(driver::renewRank);
        }
        return changed;
    }

    /** Whether an instance may have several standbys, which differ in rank. */
    private static boolean isRanked(GroupState group) {
        return group.group().config().redundancy() == RedundancyKind.N_WAY;
    }

    private boolean begin(Guards guards, InstanceState instance, UnitState unit, HaState ha, Holders holders) {
        if (instance.on(unit).isPresent() || unit.readiness() != ReadinessState.IN_SERVICE) {
            return false;
        }
        if (ha == ACTIVE) {
            Permission permission = permission(guards, instance, unit);
            if (permission.granted()) {
                UnitAssignment added = instance.assign(unit, ACTIVE);
                added.activateAfter(permission.after());
                driver.drive(added);
                guards.changed(added);
            }
            return permission.granted();
        }
        boolean allowed = guards.activesConfirmed(instance, holders) && guards.mayStandBy(instance, unit);
        if (allowed) {
            UnitAssignment added = instance.assign(unit, STANDBY);
            driver.drive(added);
            guards.changed(added);
        }
        return allowed;
    }

    private Permission permission(Guards guards, InstanceState instance, UnitState unit) {
        return standings.mayBecomeActive(instance) ? guards.mayActivate(instance, unit) : Permission.NO;
    }

    /** Lets the unit become active if nothing stands against it; returns whether it may. */
    private boolean activate(Guards guards, UnitAssignment a) {
        Permission permission = permission(guards, a.instance(), a.unit());
        if (permission.granted()) {
            a.activateAfter(permission.after());
        }
        return permission.granted();
    }

    /** The goal that follows from the present goal and the wanted role. */
    private Optional<HaState> next(GroupState group, Guards guards, UnitAssignment a, HaState goal, Holders holders) {
        Optional<Role> role = holders.role(a.unit().unit());
        boolean active = role.filter(r -> r == Role.ACTIVE).isPresent();
        boolean standby = role.filter(r -> r == Role.STANDBY).isPresent();
        return switch (goal) {
            case ACTIVE -> active && mayStayActive(a) ? a.goal() : leaveActive(group, a, standby);
            case QUIESCING ->
                active && activate(guards, a)
                        ? Optional.of(ACTIVE)
                        : Optional.of(Targets.quiesceState(turn.state(), group, a));
            case QUIESCED -> leaveQuiesced(guards, a, holders, active, standby);
            case STANDBY -> {
                if (active && activate(guards, a)) {
                    yield Optional.of(ACTIVE);
                }
                yield active || standby ? a.goal() : Optional.empty();
            }
        };
    }

    /** Whether it is active for anything, or may become so. */
    private boolean mayStayActive(UnitAssignment a) {
        return !a.csis().isEmpty() || standings.mayBecomeActive(a.instance());
    }

    private Optional<HaState> leaveActive(GroupState group, UnitAssignment a, boolean standby) {
        if (standings.isHeld(a) || Containers.isHeld(group, a)) {
            return a.goal();
        }
        if (a.csis().stream().anyMatch(CsiAssignment::mayBeActive)) {
            return Optional.of(Targets.quiesceState(turn.state(), group, a));
        }
        boolean back = standby && a.csis().stream().anyMatch(CsiAssignment::mayBeStandby);
        return back ? Optional.of(STANDBY) : Optional.empty();
    }

    private Optional<HaState> leaveQuiesced(
            Guards guards, UnitAssignment a, Holders holders, boolean active, boolean standby) {
        if (!a.is(QUIESCED)) {
            return a.goal();
        }
        if (active) {
            return activate(guards, a) ? Optional.of(ACTIVE) : a.goal();
        }
        boolean ended = !a.unit().unit().isPreInstantiable(); // nothing of it runs that could go back
        if (!ended && !guards.activesConfirmed(a.instance(), holders)) {
            return standby || !standings.isInVain(a.instance()) ? a.goal() : Optional.empty();
        }
        return standby && !standings.isFollowed(a.instance()) && guards.mayStandBy(a.instance(), a.unit())
                ? Optional.of(STANDBY)
                : standby ? a.goal() : Optional.empty();
    }
}
