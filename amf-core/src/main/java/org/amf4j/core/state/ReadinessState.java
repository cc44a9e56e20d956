package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** Whether a service unit or component may take assignments. */
public enum ReadinessState {
    /** Takes no assignment. */
    OUT_OF_SERVICE(1),
    /** May take assignments. */
    IN_SERVICE(2),
    /** Finishes what it has and takes nothing new. */
    STOPPING(3);

    private final int value;

    ReadinessState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static ReadinessState of(long value) {
        for (ReadinessState constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("ReadinessState has no constant with the number " + value);
    }

    /** The states that may follow this one. */
    public Set<ReadinessState> next() {
        return switch (this) {
            case OUT_OF_SERVICE -> EnumSet.of(IN_SERVICE, STOPPING);
            case IN_SERVICE -> EnumSet.of(OUT_OF_SERVICE, STOPPING);
            case STOPPING -> EnumSet.of(OUT_OF_SERVICE, IN_SERVICE);
        };
    }
}
