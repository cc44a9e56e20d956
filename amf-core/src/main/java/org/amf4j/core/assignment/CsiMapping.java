package org.amf4j.core.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.model.Component.Capability;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;

/**
 * Chooses the component of a unit for each CSI of an instance (component reference, section 4.3; AMF-043, AMF-044).
 *
 * <p>CSIs are taken in dependency order. A component without a CSI of this instance is preferred, by DN; then any that
 * supports the type and has room. A CSI that has been with a component stays there.
 */
final class CsiMapping {

    private final Turn turn;

    CsiMapping(Turn turn) {
        this.turn = turn;
    }

    /** Adds the parts that the assignment lacks for this HA state. */
    void complete(UnitAssignment assignment, HaState ha) {
        if (assignment.csis().size() == assignment.instance().instance().csis().size()) {
            return;
        }
        List<ComponentServiceInstance> missing = new ArrayList<>();
        for (ComponentServiceInstance csi : assignment.instance().instance().csis()) {
            if (!isPresent(assignment, csi) && !isNeverStandby(assignment, csi, ha)) {
                choose(assignment, csi, ha).ifPresentOrElse(c -> assignment.add(csi, c), () -> missing.add(csi));
            }
        }
        if (!missing.isEmpty() && !assignment.isShortageExplained()) {
            missing.forEach(csi -> explain(assignment, csi, ha));
            assignment.shortageExplained();
        }
    }

    private static boolean isPresent(UnitAssignment assignment, ComponentServiceInstance csi) {
        for (CsiAssignment part : assignment.csis()) {
            if (part.csi() == csi) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNeverStandby(UnitAssignment assignment, ComponentServiceInstance csi, HaState ha) {
        if (ha != HaState.STANDBY) {
            return false;
        }
        for (ComponentState component : assignment.unit().components()) {
            Optional<Capability> capability = component.component().capability(csi.type());
            if (capability.isPresent() && capability.get().model().hasStandby()) {
                return false;
            }
        }
        return true;
    }

    private Optional<ComponentState> choose(UnitAssignment assignment, ComponentServiceInstance csi, HaState ha) {
        boolean sponsored = csi.sponsors().stream()
                .allMatch(s ->
                        assignment.csis().stream().anyMatch(p -> p.csi().dn().equals(s)));
        if (!sponsored) {
            return Optional.empty();
        }
        Optional<ComponentState> second = Optional.empty();
        for (ComponentState component : assignment.unit().components()) {
            if (hasRoom(component, csi.type(), ha)) {
                if (isFree(assignment, component)) {
                    return Optional.of(component);
                }
                second = second.isPresent() ? second : Optional.of(component);
            }
        }
        return second;
    }

    private static boolean isFree(UnitAssignment assignment, ComponentState component) {
        for (CsiAssignment part : assignment.csis()) {
            if (part.component() == component) {
                return false;
            }
        }
        return true;
    }

    /** Whether the part may be had in this state: its component has room, and so have those of the sponsors (AMF-040). */
    static boolean mayHave(CsiAssignment part, HaState ha) {
        if (!mayHold(part, ha)) {
            return false;
        }
        boolean asks = ha == HaState.STANDBY || ha == HaState.ACTIVE && !part.mayBeActive();
        return !asks
                || part.csi().sponsors().isEmpty() // nearly always
                || part.csi().sponsors().stream()
                        .allMatch(s -> part.unitAssignment().csis().stream()
                                .anyMatch(p -> p.csi().dn().equals(s) && mayHave(p, ha)));
    }

    /** Whether the component of the part may have it in this state, beside what else it has. */
    static boolean mayHold(CsiAssignment part, HaState ha) {
        boolean asks = ha == HaState.STANDBY || ha == HaState.ACTIVE && !part.mayBeActive();
        if (!asks) {
            return true;
        }
        Optional<Capability> capability =
                part.component().component().capability(part.csi().type());
        if (capability.isEmpty()
                || ha == HaState.STANDBY && !capability.get().model().hasStandby()) {
            return false;
        }
        int max = ha == HaState.ACTIVE
                ? capability.get().maxActive()
                : capability.get().maxStandby();
        // Counting is left out where all it has would be few enough: it is done for each of them, so that a component
        // with a
        // thousand would be looked at a million times.
        return part.component().csis().size() <= max || heldBefore(part, ha) < max;
    }

    /** What the component has in this state, or is to have and asked for before the part. */
    private static int heldBefore(CsiAssignment part, HaState ha) {
        int count = 0;
        boolean before = true;
        for (CsiAssignment other : part.component().csis()) {
            before &= other != part;
            boolean alike =
                    other != part && other.csi().type().equals(part.csi().type());
            if (alike && (has(other, ha) || before && other.unitAssignment().aims(ha))) {
                count++;
            }
        }
        return count;
    }

    private static boolean has(CsiAssignment part, HaState ha) {
        return ha == HaState.ACTIVE ? part.mayBeActive() : part.mayBeStandby();
    }

    private static boolean hasRoom(ComponentState c, Dn csType, HaState ha) {
        Optional<Capability> capability = c.component().capability(csType);
        if (capability.isEmpty()
                || !c.component().isPreInstantiable() && !c.csis().isEmpty()) {
            return false;
        }
        int max = ha == HaState.ACTIVE
                ? capability.get().maxActive()
                : capability.get().maxStandby();
        if (c.csis().size() < max) { // no need to count
            return ha == HaState.ACTIVE || capability.get().model().hasStandby();
        }
        long held = c.csis().stream()
                .filter(p -> p.csi().type().equals(csType) && countsAs(p, ha))
                .count();
        return held < max && (ha == HaState.ACTIVE || capability.get().model().hasStandby());
    }

    private static boolean countsAs(CsiAssignment part, HaState ha) {
        return has(part, ha) || part.unitAssignment().aims(ha);
    }

    private void explain(UnitAssignment assignment, ComponentServiceInstance csi, HaState ha) {
        turn.because(
                csi,
                "CSI-CAPACITY",
                "not assigned " + ha + " in " + assignment.unit().unit() + ": no component there supports its type "
                        + csi.type() + " and has room for one more");
    }
}
