package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** The life cycle of a component or service unit (AMF-B.04.01, presence state; transitions P1 to P20). */
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

    /** Whether instances exist or are being made. */
    public boolean isUp() {
        return this == INSTANTIATING || this == INSTANTIATED || this == RESTARTING;
    }

    /** Whether a process may exist, as far as anyone can know. */
    public boolean mayRun() {
        return this != UNINSTANTIATED && this != INSTANTIATION_FAILED;
    }

    /** Whether a repair is needed before anything else can happen. */
    public boolean isFailed() {
        return this == INSTANTIATION_FAILED || this == TERMINATION_FAILED;
    }

    /** The states that may follow this one for a component. UNINSTANTIATED follows any when the node is lost. */
    public Set<PresenceState> next() {
        return switch (this) {
            case UNINSTANTIATED -> EnumSet.of(INSTANTIATING);
            case INSTANTIATING ->
                EnumSet.of(INSTANTIATED, INSTANTIATION_FAILED, TERMINATION_FAILED, TERMINATING, UNINSTANTIATED);
            case INSTANTIATED -> EnumSet.of(TERMINATING, RESTARTING, UNINSTANTIATED);
            case TERMINATING -> EnumSet.of(UNINSTANTIATED, TERMINATION_FAILED);
            case RESTARTING ->
                EnumSet.of(INSTANTIATED, INSTANTIATION_FAILED, TERMINATION_FAILED, TERMINATING, UNINSTANTIATED);
            case INSTANTIATION_FAILED, TERMINATION_FAILED -> EnumSet.of(UNINSTANTIATED);
        };
    }

    /** The states that may follow this one for a service unit, whose state is derived from its components'. */
    public Set<PresenceState> nextOfUnit() {
        return switch (this) {
            case UNINSTANTIATED -> EnumSet.of(INSTANTIATING, INSTANTIATED, TERMINATING, TERMINATION_FAILED);
            case INSTANTIATING -> EnumSet.complementOf(EnumSet.of(INSTANTIATING));
            case INSTANTIATED -> EnumSet.complementOf(EnumSet.of(INSTANTIATED, INSTANTIATING));
            case TERMINATING -> EnumSet.complementOf(EnumSet.of(TERMINATING));
            case RESTARTING -> EnumSet.complementOf(EnumSet.of(RESTARTING));
            case INSTANTIATION_FAILED -> EnumSet.of(UNINSTANTIATED, TERMINATION_FAILED, TERMINATING);
            case TERMINATION_FAILED -> EnumSet.of(UNINSTANTIATED, TERMINATING, INSTANTIATION_FAILED);
        };
    }
}
