package org.amf4j.core.state;

import java.util.Arrays;

/**
 * What becomes of the machine that a component keeps, as its scripts see it: finer than the presence state, and nothing is
 * decided by it. DMTF's states of virtual machines, with the ways in which one comes up told apart.
 */
public enum LifeCycleState {
    /** Nobody has said. */
    UNKNOWN(0),
    /** There is no image yet, or it is being made. */
    LATENT(1),
    /** There is an image; nothing runs, or it is booting. */
    DEFINED(2),
    /** Comes up from what was kept when its service first answered. */
    ALPHA(3),
    /** Comes up with the memory that it had when it was last ended. */
    DELTA(4),
    /** Runs, and its service has answered. */
    ACTIVE(5),
    /** Stands still, with its memory in the host. */
    PAUSED(6),
    /** Does not run; its memory is kept. */
    SUSPENDED(7),
    /** Has failed while it was to run. */
    FAILED(8);

    private final int value;

    LifeCycleState(int value) {
        this.value = value;
    }

    /** The number by which it is told. */
    public int value() {
        return value;
    }

    /** The state with this number; an {@link IllegalArgumentException} when there is none. */
    public static LifeCycleState of(long value) {
        return Arrays.stream(values())
                .filter(state -> state.value == value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no life-cycle state has the number " + value));
    }
}
