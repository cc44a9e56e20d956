package org.amf4j.testkit;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.INSTANTIATION_FAILED;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;
import static org.amf4j.testkit.Invariants.require;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Entity;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/** States that go together: presence of unit and component, readiness and what it is derived from. */
final class StateTruths {

    private StateTruths() {}

    static void check(ClusterState state) {
        for (UnitState unit : state.units()) {
            presence(unit);
            operational(unit);
            require(
                    unit.readiness() == Readiness.of(state, unit),
                    "READINESS",
                    unit.unit(),
                    unit.readiness() + " should be " + Readiness.of(state, unit));
            boolean present =
                    unit.presence() != UNINSTANTIATED && !unit.presence().isFailed();
            require(
                    !present
                            || unit.unit().config().external()
                            || unit.host().filter(NodeState::isMember).isPresent(),
                    "RUNS-ON-MEMBER",
                    unit.unit(),
                    unit.presence() + " without a member node");
        }
    }

    private static void presence(UnitState unit) {
        boolean preInstantiable = unit.unit().isPreInstantiable();
        for (ComponentState c : unit.components()) {
            boolean counts = c.component().isPreInstantiable() || !preInstantiable;
            Set<PresenceState> may =
                    counts ? allowed(unit.presence(), preInstantiable) : EnumSet.allOf(PresenceState.class);
            require(
                    may.contains(c.presence()),
                    "PRESENCE-PAIR",
                    c.component(),
                    c.presence() + " in a unit that is " + unit.presence());
        }
        if (unit.presence().isFailed()) {
            require(
                    unit.components().stream().anyMatch(c -> c.presence() == unit.presence()),
                    "PRESENCE-PAIR",
                    unit.unit(),
                    unit.presence() + " without such a component");
        }
    }

    /** What a component may be, by the state of its unit; components of a non-pre-instantiable unit may be unused. */
    private static Set<PresenceState> allowed(PresenceState unit, boolean preInstantiable) {
        Set<PresenceState> may = switch (unit) {
            case UNINSTANTIATED -> EnumSet.of(UNINSTANTIATED);
            case INSTANTIATING -> EnumSet.of(UNINSTANTIATED, INSTANTIATING, INSTANTIATED, RESTARTING);
            case INSTANTIATED -> EnumSet.of(INSTANTIATED, RESTARTING);
            case TERMINATING -> EnumSet.of(UNINSTANTIATED, INSTANTIATING, INSTANTIATED, TERMINATING, RESTARTING);
            case RESTARTING -> EnumSet.of(RESTARTING);
            case INSTANTIATION_FAILED ->
                EnumSet.complementOf(EnumSet.of(TERMINATION_FAILED, INSTANTIATING, RESTARTING));
            case TERMINATION_FAILED -> EnumSet.complementOf(EnumSet.of(INSTANTIATING, RESTARTING));
        };
        if (!preInstantiable) {
            may.add(UNINSTANTIATED);
        }
        return may;
    }

    private static void operational(UnitState unit) {
        for (ComponentState c : unit.components()) {
            boolean disabled = c.operational() == OperationalState.DISABLED;
            disabledTogether(c.component(), !c.presence().isFailed() || disabled, "ENABLED and " + c.presence());
            disabledTogether(
                    unit.unit(),
                    !disabled || unit.operational() == OperationalState.DISABLED,
                    "ENABLED with " + c.component().name() + " DISABLED");
        }
    }

    private static void disabledTogether(Entity entity, boolean truth, String detail) {
        require(truth, "OPERATIONAL-PAIR", entity, detail);
    }
}
