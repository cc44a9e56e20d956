package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** The life cycle of a component or service unit (AMF-B.04.01; transitions P1 to P20 of the presence table). */
public enum PresenceState {
    /** No process of the component runs. */
    UNINSTANTIATED(1),
    /** INSTANTIATE has started and is not complete. */
    INSTANTIATING(2),
    /** Usable. */
    INSTANTIATED(3),
    /** Termination or cleanup runs, not as part of a restart. */
    TERMINATING(4),
    /** Terminated and instantiated again; assignments stay. */
    RESTARTING(5),
    /** All attempts failed, nothing runs. */
    INSTANTIATION_FAILED(6),
    /** CLEANUP failed; the component may still run. */
    TERMINATION_FAILED(7);

    private final int value;

    PresenceState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static PresenceState of(long value) {
        for (PresenceState constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("PresenceState has no constant with the number " + value);
    }

    /** The states that may follow this one. */
    public Set<PresenceState> next() {
        return switch (this) {
            case UNINSTANTIATED -> EnumSet.of(INSTANTIATING);
            case INSTANTIATING -> EnumSet.of(INSTANTIATED, INSTANTIATION_FAILED, TERMINATION_FAILED, TERMINATING, UNINSTANTIATED);
            case INSTANTIATED -> EnumSet.of(TERMINATING, RESTARTING, INSTANTIATION_FAILED, TERMINATION_FAILED, UNINSTANTIATED);
            case TERMINATING -> EnumSet.of(UNINSTANTIATED, TERMINATION_FAILED, INSTANTIATION_FAILED, INSTANTIATED);
            case RESTARTING -> EnumSet.of(INSTANTIATED, INSTANTIATION_FAILED, TERMINATION_FAILED, TERMINATING, UNINSTANTIATED);
            case INSTANTIATION_FAILED -> EnumSet.of(UNINSTANTIATED, TERMINATION_FAILED);
            case TERMINATION_FAILED -> EnumSet.of(UNINSTANTIATED);
        };
    }
}
