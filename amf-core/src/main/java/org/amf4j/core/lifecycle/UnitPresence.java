package org.amf4j.core.lifecycle;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.INSTANTIATION_FAILED;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;

import java.util.ArrayList;
import java.util.List;
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
        List<PresenceState> all = new ArrayList<>(unit.components().size()); // in every settlement: no stream
        List<PresenceState> relevant = new ArrayList<>(unit.components().size());
        for (ComponentState component : unit.components()) {
            all.add(component.presence());
            if (isRelevant(unit, component)) {
                relevant.add(component.presence());
            }
        }
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

    private static boolean isRelevant(UnitState unit, ComponentState c) {
        return unit.unit().isPreInstantiable()
                ? c.component().isPreInstantiable()
                : !c.csis().isEmpty() || c.presence() != UNINSTANTIATED;
    }

    static PresenceState of(PresenceState before, List<PresenceState> all, List<PresenceState> relevant) {
        if (all.contains(TERMINATION_FAILED)) {
            return TERMINATION_FAILED;
        }
        if (all.contains(INSTANTIATION_FAILED)) {
            return INSTANTIATION_FAILED;
        }
        if (areAll(all, UNINSTANTIATED, UNINSTANTIATED)) {
            return UNINSTANTIATED;
        }
        if (!relevant.isEmpty() && areAll(relevant, RESTARTING, RESTARTING)) {
            return RESTARTING;
        }
        boolean starting = before == UNINSTANTIATED || before == INSTANTIATING;
        if (starting && !areAll(relevant, INSTANTIATED, INSTANTIATED) && !relevant.contains(TERMINATING)) {
            return INSTANTIATING;
        }
        if (areAll(relevant, INSTANTIATED, RESTARTING)) {
            return INSTANTIATED;
        }
        return TERMINATING;
    }

    private static boolean areAll(List<PresenceState> states, PresenceState one, PresenceState other) {
        for (PresenceState state : states) {
            if (state != one && state != other) {
                return false;
            }
        }
        return true;
    }
}
