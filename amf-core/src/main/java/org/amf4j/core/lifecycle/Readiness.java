package org.amf4j.core.lifecycle;

import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** Readiness and effective administrative state, derived (AMF-B.04.01, readiness state; AMF-033, AMF-034). */
public final class Readiness {

    private Readiness() {}

    /** The most restrictive administrative state of the unit and everything that contains it. */
    public static AdminState effectiveAdmin(ClusterState state, UnitState unit) {
        GroupState group = state.of(unit.unit().group());
        AdminState result = unit.admin().stricter(effectiveAdmin(state, group));
        return unit.host().isPresent() ? result.stricter(unit.host().get().effectiveAdmin()) : result;
    }

    /** The most restrictive administrative state of the group, its application and the cluster. */
    public static AdminState effectiveAdmin(ClusterState state, GroupState group) {
        AdminState application = state.of(group.group().application()).admin();
        return group.admin().stricter(application).stricter(state.admin());
    }

    /** The readiness of a unit. */
    public static ReadinessState of(ClusterState state, UnitState unit) {
        boolean hosted = unit.isHosted();
        boolean able = unit.operational() == OperationalState.ENABLED && isPresent(unit) && hasContainer(unit);
        if (!hosted || !able) {
            return ReadinessState.OUT_OF_SERVICE;
        }
        return switch (effectiveAdmin(state, unit)) {
            case UNLOCKED -> ReadinessState.IN_SERVICE;
            case SHUTTING_DOWN -> ReadinessState.STOPPING;
            case LOCKED, LOCKED_INSTANTIATION -> ReadinessState.OUT_OF_SERVICE;
        };
    }

    private static boolean isPresent(UnitState unit) {
        return !unit.unit().isPreInstantiable()
                || unit.presence() == PresenceState.INSTANTIATED
                || unit.presence() == PresenceState.RESTARTING;
    }

    /** Contained components are of use only in a container that is, and stays, active. */
    private static boolean hasContainer(UnitState unit) {
        if (unit.containment().isEmpty()) { // asked for very often
            return true;
        }
        Access access = unit.containment().get().access();
        return access == Access.OPEN || access == Access.COMING;
    }

    /** The readiness of a component: that of its unit unless it is disabled itself. */
    public static ReadinessState of(UnitState unit, ComponentState component) {
        return component.operational() == OperationalState.DISABLED ? ReadinessState.OUT_OF_SERVICE : unit.readiness();
    }
}
