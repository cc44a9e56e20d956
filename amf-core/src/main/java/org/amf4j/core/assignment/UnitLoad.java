package org.amf4j.core.assignment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    && a.confirmed().filter(c -> c == HaState.STANDBY).isPresent();
            boolean toActive = wanted.filter(r -> r == Role.ACTIVE).isPresent();
            boolean toStandby = wanted.filter(r -> r == Role.STANDBY).isPresent();
            return new Share(
                    serving ? a.csis().stream().map(CsiAssignment::component).toList() : List.of(),
                    serving || a.aims(HaState.ACTIVE),
                    a.aims(HaState.STANDBY) || a.csis().stream().anyMatch(CsiAssignment::mayBeStandby),
                    (a.aims(HaState.STANDBY) || leavesStandby) && !toActive,
                    !a.aims(HaState.STANDBY) && !(a.is(HaState.QUIESCED) && toStandby));
        }
    }

    void add(Share share) {
        share.holders().forEach(c -> holders.merge(c, 1, Integer::sum));
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
    List<ComponentState> holders() {
        return List.copyOf(holders.keySet());
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
