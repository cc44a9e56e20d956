package org.amf4j.core.director;

import org.amf4j.core.event.Event.ControllerCompared;
import org.amf4j.core.event.Event.RulesRaised;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Turn;

/** What concerns the controllers themselves: by which rules they decide, and whether all remember the same. */
final class Controllers {

    private final Turn turn;
    private final ClusterState state;

    Controllers(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
    }

    void raised(RulesRaised event) {
        if (event.version() > state.rules()) {
            state.rules(event.version());
            turn.because(
                    state.model().cluster(),
                    "RULES",
                    "decides by version " + event.version() + " of the rules, which all controllers know");
        }
    }

    void compared(ControllerCompared event) {
        Cluster cluster = state.model().cluster();
        boolean changed = event.agrees()
                ? state.differing().remove(event.controller())
                : state.differing().add(event.controller());
        if (!changed) {
            return;
        }
        turn.because(cluster, "SAME-MEMORY", "controller " + event.controller() + ": " + event.text());
        if (state.differing().isEmpty()) {
            turn.clear(cluster, AlarmCondition.CONTROLLER_DIFFERS, event.text());
        } else {
            turn.raise(
                    cluster,
                    AlarmCondition.CONTROLLER_DIFFERS,
                    "controllers " + state.differing() + " remember something else than the majority: " + event.text());
        }
    }
}
