package org.amf4j.core.container;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.RESTARTING;

import java.util.Optional;
import org.amf4j.core.command.Action;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Containment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;

/**
 * What becomes of contained components when something happens to their container: restarted with it, work kept, when it
 * is restarted in place; ended, and their work handed over, when it is to give up its own; ended with it otherwise.
 */
public final class Inhabitants {

    private static final String RULE = "CONTAINER";

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;

    public Inhabitants(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
    }

    /** Has the contained units of the group follow their containers. */
    public void follow(GroupState group) {
        for (UnitState unit : group.units()) {
            Optional<Containment> where = unit.containment();
            if (where.isPresent() && where.get().container().isPresent()) {
                follow(group, unit, where.get());
            }
        }
    }

    private void follow(GroupState group, UnitState unit, Containment where) {
        switch (where.access()) {
            case OPEN -> {
                if (!where.isSameInstance()) {
                    restart(group, unit, where);
                }
            }
            case COMING -> restart(group, unit, where);
            case CLOSING -> endHalfStarted(unit);
            case CLOSED -> end(group, unit, where);
        }
        boolean empty = unit.components().stream()
                .map(ComponentState::presence)
                .allMatch(p -> p == PresenceState.UNINSTANTIATED || p.isFailed());
        if (empty) {
            where.container().ifPresent(this::vacated);
            where.leave();
        }
    }

    private void vacated(ComponentState container) {
        container.csis().forEach(p -> state.touch(p.unitAssignment().instance()));
    }

    /** The container is restarted in place. */
    private void restart(GroupState group, UnitState unit, Containment where) {
        if (!unit.mayRestart() || unit.presence().isFailed()) {
            end(group, unit, where);
            return;
        }
        boolean told = false;
        for (ComponentState c : unit.components()) {
            if (c.presence() == INSTANTIATED) {
                life.restartHealthy(c, false);
                told = true;
            } else if (c.presence() == INSTANTIATING) {
                life.cleanUp(c);
            } else if (c.presence() == RESTARTING && isBeingInstantiated(c)) {
                life.restartAnew(c);
            }
        }
        if (told) {
            turn.because(unit.unit(), RULE, "is restarted with its container " + name(where) + " and keeps its work");
        }
    }

    private boolean isBeingInstantiated(ComponentState c) {
        return state.lifeAction(c).filter(Action.Instantiate.class::isInstance).isPresent()
                || state.timers().isSet(new Timer.InstantiationRetry(c.component()));
    }

    /** The container is to give up its work: what serves in it leaves gracefully, the rest at once. */
    private void endHalfStarted(UnitState unit) {
        if (unit.isRestarting()) {
            unit.endRestart();
        }
        unit.components().stream()
                .filter(c -> c.presence() == INSTANTIATING || c.presence() == RESTARTING)
                .forEach(life::cleanUp);
    }

    /** The container has failed, or ends: nothing of what lives in it goes on. */
    private void end(GroupState group, UnitState unit, Containment where) {
        boolean up = unit.components().stream().anyMatch(c -> c.presence().isUp());
        if (up) {
            unit.endRestart();
            unit.components().forEach(life::cleanUp);
            group.failed(turn.nowNanos());
            state.timers().cancel(new Timer.AutoAdjust(group.group()));
            turn.because(unit.unit(), RULE, "ends with its container " + name(where));
        }
    }

    private static String name(Containment where) {
        return where.container().map(c -> c.component().dn().toString()).orElse("");
    }
}
