package org.amf4j.core.assignment;

import static org.amf4j.core.state.AssignmentState.FULLY_ASSIGNED;
import static org.amf4j.core.state.AssignmentState.PARTIALLY_ASSIGNED;
import static org.amf4j.core.state.AssignmentState.UNASSIGNED;

import java.util.BitSet;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.PresenceState;

/** The assignment state of service instances and the alarm that goes with it (AMF-060, AMF-094). */
public final class InstanceStates {

    private final Turn turn;

    public InstanceStates(Turn turn) {
        this.turn = turn;
    }

    /** Derives the states of all instances of the group anew. */
    public void derive(GroupState group) {
        boolean resting = turn.state().isStarted() && group.isSettled();
        if (resting != group.isDerivedAtRest()) {
            group.derivedAtRest(resting); // what it means to have no active holder depends on it
            group.toDerive().or(group.unserved());
        }
        BitSet due = group.toDerive();
        for (int i = due.nextSetBit(0); i >= 0; i = due.nextSetBit(i + 1)) {
            InstanceState instance = group.instances().get(i);
            boolean served = isServed(instance);
            group.unserved().set(i, !served);
            AssignmentState next = of(group, instance, served);
            turn.gate().assignment(instance, next);
            if (next != UNASSIGNED) {
                instance.everAssigned();
            }
            if (next != UNASSIGNED && instance.isAlarmed()) {
                instance.alarmed(false);
                turn.clear(instance.instance(), AlarmCondition.SI_UNASSIGNED, "it is assigned again");
            } else if (!instance.isAlarmed() && isMissed(turn.state(), group, instance)) {
                instance.alarmed(true);
                String text = Explanations.of(turn.state(), instance);
                turn.raise(instance.instance(), AlarmCondition.SI_UNASSIGNED, text);
            }
        }
        due.clear();
        if (group.isSettled() && group.units().stream().noneMatch(InstanceStates::isMoving)) {
            group.cause(Optional.empty());
        }
    }

    /**
     * Whether the instance is unassigned, nobody is about to take it, and somebody should serve it or has served it: what
     * the alarm is for. One that was locked from the beginning is not missed.
     */
    public static boolean isMissed(ClusterState state, GroupState group, InstanceState instance) {
        boolean nobodyComes = (group.isSettled()
                        || group.target().of(instance.instance()).actives().isEmpty())
                && !Dependencies.mayStillCome(instance);
        boolean wanted = instance.admin() == AdminState.UNLOCKED
                && Readiness.effectiveAdmin(state, group) == AdminState.UNLOCKED;
        return instance.assignment() == UNASSIGNED
                && state.isStarted()
                && nobodyComes
                && (wanted || instance.wasEverAssigned());
    }

    private static boolean isMoving(UnitState unit) {
        PresenceState presence = unit.presence();
        return presence == PresenceState.INSTANTIATING
                || presence == PresenceState.TERMINATING
                || presence == PresenceState.RESTARTING;
    }

    private static boolean isServed(InstanceState instance) {
        return count(instance, HaState.ACTIVE) + count(instance, HaState.QUIESCING) > 0;
    }

    private static AssignmentState of(GroupState group, InstanceState instance, boolean served) {
        if (!served) {
            boolean handedOver = instance.assignment() != UNASSIGNED
                    && !group.isSettled()
                    && !group.target().of(instance.instance()).actives().isEmpty();
            return handedOver ? inTransit(group, instance) : UNASSIGNED;
        }
        boolean full = switch (group.group().config().redundancy()) {
            case TWO_N, N_PLUS_M -> count(instance, HaState.STANDBY) >= 1;
            case N_WAY ->
                count(instance, HaState.STANDBY) >= instance.instance().config().prefStandbyAssignments();
            case N_WAY_ACTIVE ->
                count(instance, HaState.ACTIVE) + count(instance, HaState.QUIESCING)
                        >= instance.instance().config().prefActiveAssignments();
            case NO_REDUNDANCY -> true;
        };
        return full ? FULLY_ASSIGNED : PARTIALLY_ASSIGNED;
    }

    private static AssignmentState inTransit(GroupState group, InstanceState instance) {
        return switch (group.group().config().redundancy()) {
            case NO_REDUNDANCY -> instance.assignment();
            case TWO_N, N_PLUS_M, N_WAY, N_WAY_ACTIVE -> PARTIALLY_ASSIGNED;
        };
    }

    private static long count(InstanceState instance, HaState state) {
        long count = 0;
        for (UnitAssignment a : instance.assignments()) {
            boolean has = a.confirmed().isPresent() && a.confirmed().get() == state;
            count += has && (state == HaState.STANDBY || !a.csis().isEmpty()) ? 1 : 0;
        }
        return count;
    }
}
