package org.amf4j.core.lifecycle;

import java.util.List;
import java.util.Optional;
import org.amf4j.core.command.Action;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.state.PresenceState;

/**
 * External active monitors (AMF-032): started when a component has been instantiated, or by EAM_START; stopped by EAM_STOP,
 * and by the agent itself when the component ends.
 */
public final class Monitors {

    private final Turn turn;

    public Monitors(Turn turn) {
        this.turn = turn;
    }

    /** Starts the monitor if one is configured. */
    public void start(ComponentState c) {
        Optional<Action.StartMonitor> commands = Specs.monitor(turn.state(), c);
        if (c.presence() == PresenceState.INSTANTIATED
                && !c.isCleaning()
                && c.proxying().isEmpty()) {
            commands.ifPresent(action -> c.monitorOrdered(turn.order(c, action, List.of())));
        }
    }

    /** Stops the monitor. */
    public void stop(ComponentState c) {
        c.monitorOrdered(turn.order(c, new Action.StopMonitor(), List.of()));
    }

    /** The answer to an order; where it has failed for good the agent reports the component's failure, too. */
    public void answered(ComponentState c, Action action, Answer answer) {
        boolean starting = action instanceof Action.StartMonitor;
        c.monitored(answer == Answer.OK ? starting : c.isMonitored()); // what cannot be stopped may still run
    }
}
