package org.amf4j.core.recovery;

import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.runtime.UnitState.Escalation;

/**
 * Turns a recovery into a stronger one when the weaker ones have been used too often within their probation (AMF-B.04.01,
 * escalation; AMF-067 to AMF-070). Windows are fixed: they start with the first recovery counted and end with the timer.
 */
final class Escalator {

    private final Turn turn;

    Escalator(Turn turn) {
        this.turn = turn;
    }

    /** A restart of the component, or what its unit's counters make of it. */
    AppliedRecovery restart(UnitState unit) {
        ServiceGroup.Config group = unit.unit().group().config();
        Escalation counters = unit.escalation();
        if (counters.level() == 0) {
            if (counters.componentRestarts() < group.compRestartMax()) {
                Timer timer = new Timer.ComponentRestartProbation(unit.unit());
                count(counters.componentRestarts(), timer, group.compRestartProbationNanos());
                counters.componentRestarts(counters.componentRestarts() + 1);
                return AppliedRecovery.COMPONENT_RESTART;
            }
            turn.state().timers().cancel(new Timer.ComponentRestartProbation(unit.unit()));
            counters.componentRestarts(0);
            unit.components().forEach(c -> c.restarts(0));
            counters.level(1);
        }
        if (counters.level() == 1) {
            boolean busy = unit.isRestarting()
                    || unit.assignments().stream().anyMatch(a -> a.confirmed().isEmpty());
            if (!busy && counters.unitRestarts() < group.suRestartMax()) {
                Timer timer = new Timer.UnitRestartProbation(unit.unit());
                count(counters.unitRestarts(), timer, group.suRestartProbationNanos());
                counters.unitRestarts(counters.unitRestarts() + 1);
                return AppliedRecovery.UNIT_RESTART;
            }
            turn.state().timers().cancel(new Timer.UnitRestartProbation(unit.unit()));
            counters.unitRestarts(0);
            counters.level(2);
        }
        return failover(unit);
    }

    /** A fail-over of the component or unit, or of its node when the node has had too many. */
    AppliedRecovery failover(UnitState unit) {
        AppliedRecovery local = RecoveryChoice.local(unit);
        if (unit.unit().config().external() || unit.host().isEmpty()) {
            unit.escalation().reset();
            return local;
        }
        NodeState host = unit.host().get();
        Timer timer = new Timer.FailoverProbation(host.node());
        if (host.failovers() < host.node().config().suFailoverMax()) {
            count(host.failovers(), timer, host.node().config().suFailoverProbationNanos());
            host.failovers(host.failovers() + 1);
            unit.escalation().level(2);
            return local;
        }
        turn.state().timers().cancel(timer);
        host.failovers(0);
        return AppliedRecovery.NODE_FAILOVER;
    }

    private void count(int before, Timer timer, long probationNanos) {
        if (before == 0) {
            turn.state().timers().set(timer, turn.nowNanos() + probationNanos);
        }
    }

    /** The window of component restarts has ended. */
    void componentProbationEnded(ServiceUnit unit) {
        UnitState state = turn.state().of(unit);
        state.escalation().componentRestarts(0);
        state.components().forEach(c -> c.restarts(0));
    }

    /** The window of unit restarts has ended. */
    void unitProbationEnded(ServiceUnit unit) {
        UnitState state = turn.state().of(unit);
        state.escalation().reset();
        state.components().forEach(c -> c.restarts(0));
    }

    /** The window of fail-overs on the node has ended. */
    void nodeProbationEnded(Node node) {
        NodeState state = turn.state().of(node);
        state.failovers(0);
        for (UnitState unit : turn.state().unitsOf(node)) {
            if (unit.host().filter(h -> h == state).isPresent()
                    && unit.escalation().level() == 2) {
                unit.escalation().reset();
            }
        }
    }
}
