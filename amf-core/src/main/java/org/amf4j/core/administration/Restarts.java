package org.amf4j.core.administration;

import java.util.List;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * RESTART (AMF-090). What may be restarted in place keeps its assignments; where that is not allowed for a component, its
 * unit hands over its work first, and is instantiated anew.
 */
final class Restarts {

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;
    private final UnitLife unitLife;

    Restarts(Turn turn, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
        this.unitLife = unitLife;
    }

    Verdict restart(Component component) {
        ComponentState c = state.of(component);
        UnitState unit = state.unitOf(c);
        if (c.presence() != PresenceState.INSTANTIATED || c.operational() == OperationalState.DISABLED) {
            return Verdict.badOperation(component.name() + " is " + c.presence() + " and " + c.operational()
                    + "; only an INSTANTIATED and ENABLED component can be restarted");
        }
        if (component.config().disableRestart()) {
            replace(unit, List.of(c));
        } else {
            life.restartHealthy(c, true);
            state.touch(unit);
        }
        return Verdict.BEGUN;
    }

    Verdict restart(ServiceUnit unit) {
        UnitState u = state.of(unit);
        if (u.admin() != AdminState.UNLOCKED && u.admin() != AdminState.LOCKED) {
            return Verdict.badOperation(unit.name() + " is " + u.admin() + "; it must be UNLOCKED or LOCKED");
        }
        boolean transientState = u.presence() == PresenceState.INSTANTIATING
                || u.presence() == PresenceState.TERMINATING
                || u.presence() == PresenceState.RESTARTING;
        if (transientState) {
            return Verdict.tryAgain(unit.name() + " is " + u.presence());
        }
        if (!isRestartable(u)) {
            return Verdict.badOperation(unit.name() + " is " + u.presence() + " and " + u.operational()
                    + "; only an INSTANTIATED and ENABLED unit can be restarted");
        }
        begin(u);
        return Verdict.BEGUN;
    }

    Verdict restartAll(Entity target) {
        List<UnitState> units = Scope.units(state, target).stream()
                .filter(Restarts::isRestartable)
                .toList();
        if (units.isEmpty()) {
            return Verdict.badOperation(target.name() + " has no INSTANTIATED unit");
        }
        units.forEach(this::begin);
        return Verdict.BEGUN;
    }

    private static boolean isRestartable(UnitState unit) {
        return unit.presence() == PresenceState.INSTANTIATED && unit.operational() == OperationalState.ENABLED;
    }

    private void begin(UnitState unit) {
        boolean inPlace =
                unit.components().stream().noneMatch(c -> c.component().config().disableRestart());
        if (inPlace) {
            unitLife.restart(unit, true);
            state.touch(unit);
        } else {
            replace(unit, unit.components());
        }
    }

    private void replace(UnitState unit, List<ComponentState> components) {
        unitLife.replace(unit, components);
        turn.because(
                unit.unit(),
                "RESTART",
                "hands over its work first, because a component of it must not be restarted in place");
    }
}
