package org.amf4j.core.assignment;

import org.amf4j.api.amf.HaState;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.ReadinessState;

/**
 * Tells which instances need no step of the planner now: they are where they should be, or wait for answers that will have
 * them looked at again. In a large group that is nearly all of them at nearly every event, which is why this is worth a
 * class. It answers from the same state that the planner would look at, and when in doubt it says no.
 */
final class Rest {

    private Rest() {}

    /** Whether the planner could do nothing about the instance before something about it has changed. */
    static boolean isAtRest(InstanceState instance, Holders holders) {
        int active = 0;
        int standby = 0;
        boolean confirmed = true;
        for (UnitAssignment assignment : instance.assignments()) {
            boolean toActive = holders.actives().contains(assignment.unit().unit());
            if (!toActive && !holders.standbys().contains(assignment.unit().unit())) {
                return false;
            }
            if (!isAtRest(assignment, toActive ? HaState.ACTIVE : HaState.STANDBY)
                    || !toActive && !knowsRank(assignment, holders)) {
                return false;
            }
            active += toActive ? 1 : 0;
            standby += toActive ? 0 : 1;
            confirmed &= !toActive || assignment.is(HaState.ACTIVE);
        }
        // standbys are given when those that should be active are
        return active == holders.actives().size()
                && (standby == holders.standbys().size() || !confirmed);
    }

    private static boolean knowsRank(UnitAssignment assignment, Holders holders) {
        int rank = holders.standbys().indexOf(assignment.unit().unit()) + 1;
        for (CsiAssignment part : assignment.csis()) {
            if (part.has(HaState.STANDBY) && part.standbyRank() != rank) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtRest(UnitAssignment assignment, HaState wanted) {
        if (!assignment.aims(wanted)
                || assignment.unit().readiness() != ReadinessState.IN_SERVICE
                || assignment.csis().size()
                        != assignment.instance().instance().csis().size()) {
            return false;
        }
        boolean waiting = false;
        for (CsiAssignment part : assignment.csis()) {
            boolean mayStay = wanted == HaState.ACTIVE ? part.mayBeActive() : CsiMapping.mayHold(part, wanted);
            if (!mayStay || part.pending().isEmpty() && !isThere(part, wanted)) {
                return false;
            }
            waiting |= part.pending().isPresent();
        }
        return waiting || assignment.after().isEmpty() && assignment.is(wanted);
    }

    private static boolean isThere(CsiAssignment part, HaState wanted) {
        return part.has(wanted)
                && !part.isRefused()
                && !part.isAttributesDue()
                && part.component().isUsable();
    }
}
