package org.amf4j.core.outcome;

import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ProxyStatus;

/** Which state a state-change notification is about, with the numbers of the standard where it has one. */
public enum StateId {
    /** What a service unit does for a service instance; no state has the number 0. */
    HA(2),
    /** The life cycle. */
    PRESENCE(3),
    /** Able to work or not. */
    OPERATIONAL(4),
    /** What the administrator allows. */
    ADMIN(5),
    /** How well a service instance is assigned. */
    ASSIGNMENT(6),
    /** Whether somebody speaks for a proxied component. */
    PROXY_STATUS(7),
    /** What the components of a service unit are ready for. */
    HA_READINESS(8),
    /** What becomes of the machine that a component keeps; the standard has no such state. */
    LIFE_CYCLE(100);

    private final int value;

    StateId(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The number of the state with this name; an {@link IllegalArgumentException} when there is none. */
    int number(String name) {
        return switch (this) {
            case HA -> HaState.valueOf(name).value();
            case PRESENCE -> PresenceState.valueOf(name).value();
            case OPERATIONAL -> OperationalState.valueOf(name).value();
            case ADMIN -> AdminState.valueOf(name).value();
            case ASSIGNMENT -> AssignmentState.valueOf(name).value();
            case PROXY_STATUS -> ProxyStatus.valueOf(name).value();
            case HA_READINESS -> HaReadiness.valueOf(name).value();
            case LIFE_CYCLE -> LifeCycleState.valueOf(name).value();
        };
    }
}
