package org.amf4j.core.lifecycle;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.amf4j.core.runtime.ClusterState.Restart;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * Takes the next steps that bring a unit's components up or down, level by level (AMF-022), and keeps the states that are
 * derived from them. Called for every unit of a touched group; does nothing when there is nothing to do.
 */
public final class UnitLife {

    private final Turn turn;
    private final ComponentLife life;

    public UnitLife(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.life = life;
    }

    /** Derives presence, operational state and readiness anew. */
    public void derive(UnitState unit) {
        turn.gate().presence(unit, UnitPresence.of(unit));
        if (unit.isRepairing() && isWhole(unit)) {
            unit.repairing(false);
            unit.components().forEach(c -> turn.gate().operational(c, OperationalState.ENABLED));
            turn.gate().operational(unit, OperationalState.ENABLED);
            turn.because(unit.unit(), "AMF-074", "repaired: all its components are able to work again");
        }
        if (unit.isRestarting()
                && unit.components().stream().noneMatch(c -> c.presence() == RESTARTING || c.isRestartDue())) {
            unit.endRestart();
        }
        turn.gate().readiness(unit, Readiness.of(turn.state(), unit));
    }

    private static boolean isWhole(UnitState unit) {
        return unit.unit().isPreInstantiable()
                ? unit.components().stream()
                        .filter(c -> c.component().isPreInstantiable())
                        .allMatch(c -> c.presence() == INSTANTIATED)
                : unit.components().stream().allMatch(c -> c.presence() == UNINSTANTIATED);
    }

    /** Takes the next steps of instantiation, restart or termination. */
    public void step(UnitState unit) {
        if (unit.isRestarting()) {
            continueRestart(unit);
            return;
        }
        if (unit.isReplacing() && continueReplacement(unit)) {
            return;
        }
        for (ComponentState component : unit.components()) { // in every settlement: no stream
            if (waitsForRestart(component) && ContainedUnits.enter(unit)) {
                life.instantiateInRestart(component);
            }
        }
        if (unit.presence().isFailed()) {
            unit.components().stream()
                    .filter(c -> c.presence() == INSTANTIATING || c.presence() == RESTARTING)
                    .forEach(life::terminate);
            bringDown(unit);
        } else if (unit.isWanted()) {
            bringUp(unit);
        } else if (unit.assignments().isEmpty() && !isLeftRunning(unit)) {
            bringDown(unit);
        }
    }

    /** What still runs of a unit that waits for its repair is left alone (AMF-065), unless nothing may run at all. */
    private boolean isLeftRunning(UnitState unit) {
        return unit.operational() == OperationalState.DISABLED
                && !ContainedUnits.mustLeave(unit)
                && unit.isHosted()
                && Readiness.effectiveAdmin(turn.state(), unit) != AdminState.LOCKED_INSTANTIATION;
    }

    private void bringUp(UnitState unit) {
        boolean ending = turn.state().of(unit.unit().group().application()).restart() == Restart.ENDING;
        if (ending || !mayBegin(unit)) {
            return;
        }
        if (isUpOrComing(unit)) {
            return;
        }
        if (!ContainedUnits.enter(unit)) {
            return;
        }
        OptionalInt level = lowestLevel(unit, c -> c.presence() != INSTANTIATED && c.presence() != RESTARTING);
        level.ifPresent(l ->
                at(unit, l).stream().filter(c -> c.presence() == UNINSTANTIATED).forEach(this::instantiate));
    }

    private void instantiate(ComponentState c) {
        if (c.hasSpeaker()) {
            life.instantiate(c);
        } else {
            turn.because(
                    c.component(),
                    "AMF-030",
                    "waits for a proxy: for a component that is active for "
                            + c.component().config().proxyCsi() + " and registers it");
        }
    }

    /** Whether nothing of it is down, so that there is nothing to begin. */
    private static boolean isUpOrComing(UnitState unit) {
        for (ComponentState component : unit.components()) {
            if (component.presence() == UNINSTANTIATED) {
                return false;
            }
        }
        return true;
    }

    /** A unit that has failed as a whole is instantiated again only when all of it is gone. */
    private static boolean mayBegin(UnitState unit) {
        return unit.operational() == OperationalState.ENABLED
                || unit.assignments().isEmpty()
                        && unit.components().stream().noneMatch(c -> c.presence() == PresenceState.TERMINATING);
    }

    private void bringDown(UnitState unit) {
        if (isDown(unit)) {
            return;
        }
        OptionalInt level = levels(
                        unit,
                        c -> c.presence() != UNINSTANTIATED && !c.presence().isFailed())
                .max();
        level.ifPresent(l -> at(unit, l).stream()
                .filter(c -> c.csis().isEmpty() || unit.presence().isFailed())
                .forEach(life::terminate));
    }

    private static boolean isDown(UnitState unit) {
        for (ComponentState component : unit.components()) {
            if (component.presence() != UNINSTANTIATED) {
                return false;
            }
        }
        return true;
    }

    private void continueRestart(UnitState unit) {
        boolean allDown = unit.components().stream()
                .filter(c -> c.presence() == RESTARTING)
                .allMatch(c -> !c.isCleaning() && (c.lifeOrder().isEmpty() || isInstantiating(c)));
        if (!allDown) {
            return;
        }
        OptionalInt due = levels(unit, ComponentState::isRestartDue).max();
        if (due.isPresent()) {
            at(unit, due.getAsInt()).stream()
                    .filter(ComponentState::isRestartDue)
                    .forEach(c -> life.restartHealthy(c, unit.isRestartGraceful()));
            return;
        }
        if (!ContainedUnits.enter(unit)) {
            return;
        }
        OptionalInt level = lowestLevel(unit, c -> c.presence() == RESTARTING);
        level.ifPresent(
                l -> at(unit, l).stream().filter(UnitLife::waitsForRestart).forEach(life::instantiateInRestart));
    }

    /**
     * Ends what is to be replaced, the highest level first, when the unit has handed over its work; what is down then is
     * instantiated again as in any unit that is wanted. Returns whether that goes on.
     */
    private boolean continueReplacement(UnitState unit) {
        List<ComponentState> running = unit.replacing().stream()
                .filter(c -> c.presence() != UNINSTANTIATED)
                .toList();
        boolean over = running.isEmpty() || !unit.isWanted() || unit.presence().isFailed();
        if (over) {
            unit.replace(List.of());
        } else if (unit.assignments().isEmpty()) {
            int highest = running.stream()
                    .mapToInt(c -> c.component().lifeCycle().instantiationLevel())
                    .max()
                    .orElseThrow();
            running.stream()
                    .filter(c -> c.component().lifeCycle().instantiationLevel() == highest)
                    .forEach(life::terminate);
        }
        return !over;
    }

    /** Has components ended and instantiated again, after the unit has handed over all its work. */
    public void replace(UnitState unit, List<ComponentState> components) {
        unit.replace(components);
        turn.state().touch(unit);
    }

    /** Whether it is down and waits for its turn to be instantiated again. */
    private static boolean waitsForRestart(ComponentState c) {
        return c.presence() == RESTARTING
                && c.lifeOrder().isEmpty()
                && !c.isCleaning()
                && c.attempts() == 0
                && c.hasSpeaker();
    }

    private static boolean isInstantiating(ComponentState c) {
        Optional<?> order = c.lifeOrder();
        return order.isPresent() && order.equals(c.incarnation());
    }

    private OptionalInt lowestLevel(UnitState unit, Predicate<ComponentState> which) {
        return levels(unit, which).min();
    }

    private IntStream levels(UnitState unit, Predicate<ComponentState> which) {
        return unit.components().stream()
                .filter(c -> c.component().isPreInstantiable() || c.presence() != UNINSTANTIATED)
                .filter(which)
                .mapToInt(c -> c.component().lifeCycle().instantiationLevel());
    }

    private List<ComponentState> at(UnitState unit, int level) {
        return unit.components().stream()
                .filter(c -> c.component().isPreInstantiable() || c.presence() != UNINSTANTIATED)
                .filter(c -> c.component().lifeCycle().instantiationLevel() == level)
                .toList();
    }

    /**
     * Restarts the whole unit in place (escalation level 1, or by an administrator): all components down, the highest level
     * first, then up again.
     */
    public void restart(UnitState unit, boolean gracefully) {
        unit.beginRestart(gracefully);
        continueRestart(unit);
    }
}
