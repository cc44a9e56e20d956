package org.amf4j.core.lifecycle;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.INSTANTIATION_FAILED;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;

import java.util.List;
import java.util.function.Predicate;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;

/**
 * The presence state of a service unit, derived from its components (AMF-B.04.01, presence state of the service unit;
 * AMF-026 to AMF-029). Relevant are the pre-instantiable components, or, in a unit without any, those that hold or get a
 * component service instance. The rules are tried in the order in which they stand here.
 */
public final class UnitPresence {

    private UnitPresence() {}

    /** The state of the unit. */
    public static PresenceState of(UnitState unit) {
        if (isAll(unit, unit.presence()) && (unit.presence() == INSTANTIATED || unit.presence() == UNINSTANTIATED)) {
            return unit.presence(); // nearly always: nothing has changed
        }
        List<PresenceState> all =
                unit.components().stream().map(ComponentState::presence).toList();
        List<PresenceState> relevant = unit.components().stream()
                .filter(relevant(unit))
                .map(ComponentState::presence)
                .toList();
        return of(unit.presence(), all, relevant);
    }

    private static boolean isAll(UnitState unit, PresenceState presence) {
        for (ComponentState component : unit.components()) {
            if (component.presence() != presence) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<ComponentState> relevant(UnitState unit) {
        return unit.unit().isPreInstantiable()
                ? c -> c.component().isPreInstantiable()
                : c -> !c.csis().isEmpty() || c.presence() != UNINSTANTIATED;
    }

    static PresenceState of(PresenceState before, List<PresenceState> all, List<PresenceState> relevant) {
        if (all.contains(TERMINATION_FAILED)) {
            return TERMINATION_FAILED;
        }
        if (all.contains(INSTANTIATION_FAILED)) {
            return INSTANTIATION_FAILED;
        }
        if (all.stream().allMatch(s -> s == UNINSTANTIATED)) {
            return UNINSTANTIATED;
        }
        if (!relevant.isEmpty() && relevant.stream().allMatch(s -> s == RESTARTING)) {
            return RESTARTING;
        }
        boolean starting = before == UNINSTANTIATED || before == INSTANTIATING;
        if (starting && !relevant.stream().allMatch(s -> s == INSTANTIATED) && !relevant.contains(TERMINATING)) {
            return INSTANTIATING;
        }
        if (relevant.stream().allMatch(s -> s == INSTANTIATED || s == RESTARTING)) {
            return INSTANTIATED;
        }
        return TERMINATING;
    }
}
