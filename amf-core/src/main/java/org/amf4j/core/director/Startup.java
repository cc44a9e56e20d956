package org.amf4j.core.director;

import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.ReadinessState;

/**
 * The start of the cluster: no instance is assigned before every unit that is expected in service is, or the start-up
 * time has passed (AMF-047).
 */
final class Startup {

    private final Turn turn;
    private final ClusterState state;

    Startup(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
    }

    /** Ends the start-up when nothing more is to be expected; returns whether it has. */
    boolean endIfComplete() {
        if (state.isStarted()
                || state.nodes().stream().noneMatch(n -> n.isMember() && !n.isRebooting())
                || nextIncomplete(state.awaitedGroup())) {
            return false;
        }
        end("all units that are expected in service are");
        return true;
    }

    /** Ends the start-up because its time has passed. */
    void timeout() {
        if (!state.isStarted()) {
            end("the start-up time has passed");
        }
    }

    private void end(String cause) {
        state.timers().cancel(new Timer.StartupTimeout());
        turn.because(state.model().cluster(), "AMF-047", "first assignments begin: " + cause);
        state.start();
    }

    /** Looks for a group that is not complete, from the one that was found last, so that most entries look at one. */
    private boolean nextIncomplete(int first) {
        int size = state.groups().size();
        for (int i = 0; i < size; i++) {
            int position = (first + i) % size;
            if (!isComplete(state.groups().get(position))) {
                state.awaitedGroup(position);
                return true;
            }
        }
        return false;
    }

    private boolean isComplete(GroupState group) {
        if (Readiness.effectiveAdmin(state, group) != AdminState.UNLOCKED) {
            return true;
        }
        int possible = 0;
        int ready = 0;
        for (UnitState unit : group.units()) { // while the cluster starts, after every entry: no stream
            possible += isPossible(unit) && !unit.presence().isFailed() ? 1 : 0;
            ready += unit.readiness() == ReadinessState.IN_SERVICE ? 1 : 0;
        }
        return ready >= Math.min(possible, group.group().config().prefInServiceUnits());
    }

    /** Whether the unit could be in service if all nodes were there; containers take up their work after the start only. */
    private boolean isPossible(UnitState unit) {
        ServiceUnit.Config config = unit.unit().config();
        boolean hosted = config.external()
                || config.hosts().stream().anyMatch(n -> state.of(n).effectiveAdmin() == AdminState.UNLOCKED);
        boolean able = unit.operational() == OperationalState.ENABLED || unit.isRepairing();
        boolean contained = unit.containment().isPresent();
        return hosted && able && !contained && unit.admin() == AdminState.UNLOCKED;
    }
}
