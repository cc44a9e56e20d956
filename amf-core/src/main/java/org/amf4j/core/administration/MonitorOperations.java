package org.amf4j.core.administration;

import org.amf4j.api.AisStatus;
import org.amf4j.core.lifecycle.Monitors;
import org.amf4j.core.model.Component;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.state.PresenceState;

/** EAM_START and EAM_STOP: the external active monitor of a component by hand. */
final class MonitorOperations {

    private final Turn turn;
    private final Monitors monitors;

    MonitorOperations(Turn turn) {
        this.turn = turn;
        this.monitors = new Monitors(turn);
    }

    Verdict change(Component component, boolean start) {
        ComponentState c = turn.state().of(component);
        if (component.lifeCycle().amStart().isEmpty()
                || component.lifeCycle().amStop().isEmpty()) {
            return Verdict.badOperation(component.name() + " has no AM_START and AM_STOP configured");
        }
        if (c.proxying().isPresent()) {
            return Verdict.badOperation(component.name() + " is proxied; its proxy monitors it");
        }
        if (c.presence() != PresenceState.INSTANTIATED || c.isCleaning()) {
            return Verdict.badOperation(component.name() + " is " + c.presence()
                    + "; the monitor of an INSTANTIATED component can be started and stopped");
        }
        if (c.monitorOrder().isPresent()) {
            return Verdict.tryAgain("the monitor of " + component.name() + " is being started or stopped");
        }
        if (c.isMonitored() == start) {
            return new Verdict(
                    AisStatus.ERR_NO_OP,
                    "the monitor of " + component.name() + (start ? " runs already" : " does not run"));
        }
        if (start) {
            monitors.start(c);
        } else {
            monitors.stop(c);
        }
        return Verdict.BEGUN;
    }
}
