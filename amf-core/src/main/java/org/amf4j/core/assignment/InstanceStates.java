package org.amf4j.core.assignment;

import static org.amf4j.core.state.AssignmentState.FULLY_ASSIGNED;
import static org.amf4j.core.state.AssignmentState.PARTIALLY_ASSIGNED;
import static org.amf4j.core.state.AssignmentState.UNASSIGNED;

import org.amf4j.api.amf.HaState;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.AssignmentState;

/** The assignment state of service instances and the alarm that goes with it (AMF-060, AMF-094). */
public final class InstanceStates {

    private static final String ALARM = "SI_UNASSIGNED";

    private final Turn turn;

    public InstanceStates(Turn turn) {
        this.turn = turn;
    }

    /** Derives the states of all instances of the group anew. */
    public void derive(GroupState group) {
        for (InstanceState instance : group.instances()) {
            AssignmentState next = of(group, instance);
            turn.gate().assignment(instance, next);
            boolean unassigned = next == UNASSIGNED && turn.state().isStarted() && group.isSettled();
            if (unassigned && !instance.isAlarmed()) {
                instance.alarmed(true);
                String text = Explanations.of(turn.state(), instance);
                turn.changed(new Change.Alarm(instance.instance().dn(), ALARM, true, text));
            } else if (next != UNASSIGNED && instance.isAlarmed()) {
                instance.alarmed(false);
                turn.changed(new Change.Alarm(instance.instance().dn(), ALARM, false, "it is assigned again"));
            }
        }
    }

    private static AssignmentState of(GroupState group, InstanceState instance) {
        long active = count(instance, HaState.ACTIVE) + count(instance, HaState.QUIESCING);
        long standby = count(instance, HaState.STANDBY);
        if (active == 0) {
            boolean handedOver = instance.assignment() != UNASSIGNED
                    && !group.isSettled()
                    && !group.target().of(instance.instance()).actives().isEmpty();
            return handedOver ? inTransit(group, instance) : UNASSIGNED;
        }
        boolean full = switch (group.group().config().redundancy()) {
            case TWO_N, N_PLUS_M -> standby >= 1;
            case N_WAY -> standby >= instance.instance().config().prefStandbyAssignments();
            case N_WAY_ACTIVE -> active >= instance.instance().config().prefActiveAssignments();
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
