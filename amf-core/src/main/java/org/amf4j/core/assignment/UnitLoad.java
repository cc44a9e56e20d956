package org.amf4j.core.assignment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.UnitAssignment;

/** What the assignments of one unit amount to, kept up while they change, so that no question needs a look at all. */
final class UnitLoad {

    private final Map<ComponentState, Integer> holders = new LinkedHashMap<>();
    private int active;
    private int standby;
    private int againstActive;
    private int againstStandby;
    private int all;

    /**
     * What one assignment contributes.
     *
     * @param holders components that may serve by it
     * @param active whether it takes room as active
     * @param standby whether it takes room as standby
     * @param againstActive whether the unit may not become active beside it, where roles are separate
     * @param againstStandby whether the unit may not become standby beside it, where roles are separate
     */
    record Share(
            List<ComponentState> holders,
            boolean active,
            boolean standby,
            boolean againstActive,
            boolean againstStandby) {

        static final Share NONE = new Share(List.of(), false, false, false, false);

        static Share of(UnitAssignment a, Optional<Role> wanted) {
            boolean serving = a.mayBeActive();
            boolean leavesStandby = a.goal().isEmpty()
                    && a.confirmed().isPresent()
                    && a.confirmed().get() == HaState.STANDBY;
            boolean toActive = wanted.isPresent() && wanted.get() == Role.ACTIVE;
            boolean toStandby = wanted.isPresent() && wanted.get() == Role.STANDBY;
            return new Share(
                    serving ? components(a) : List.of(),
                    serving || a.aims(HaState.ACTIVE),
                    a.aims(HaState.STANDBY) || mayBeStandby(a),
                    (a.aims(HaState.STANDBY) || leavesStandby) && !toActive,
                    !a.aims(HaState.STANDBY) && !(a.is(HaState.QUIESCED) && toStandby));
        }

        private static List<ComponentState> components(UnitAssignment a) {
            List<ComponentState> components = new ArrayList<>(a.csis().size());
            for (CsiAssignment part : a.csis()) { // asked for every assignment: no stream
                components.add(part.component());
            }
            return components;
        }

        private static boolean mayBeStandby(UnitAssignment a) {
            for (CsiAssignment part : a.csis()) {
                if (part.mayBeStandby()) {
                    return true;
                }
            }
            return false;
        }
    }

    void add(Share share) {
        for (ComponentState holder : share.holders()) {
            holders.merge(holder, 1, Integer::sum);
        }
        count(share, 1);
    }

    void take(Share share) {
        share.holders().forEach(c -> holders.computeIfPresent(c, (k, n) -> n == 1 ? null : n - 1));
        count(share, -1);
    }

    private void count(Share share, int by) {
        active += share.active() ? by : 0;
        standby += share.standby() ? by : 0;
        againstActive += share.againstActive() ? by : 0;
        againstStandby += share.againstStandby() ? by : 0;
        all += by;
    }

    /** Components that may serve. */
    Set<ComponentState> holders() {
        return holders.keySet();
    }

    /** How many instances beside this share the unit is or becomes active for. */
    int activeBeside(Share own) {
        return active - (own.active() ? 1 : 0);
    }

    /** How many instances beside this share the unit is or becomes standby for. */
    int standbyBeside(Share own) {
        return standby - (own.standby() ? 1 : 0);
    }

    boolean isActiveHindered() {
        return againstActive > 0;
    }

    boolean isStandbyHindered() {
        return againstStandby > 0;
    }

    /** How many assignments there are, in whatever state. */
    int all() {
        return all;
    }
}
