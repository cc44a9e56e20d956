package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** Whether the framework regards an entity as able to work. */
public enum OperationalState {
    /** Able to work as far as is known. */
    ENABLED(1),
    /** Failed and not yet repaired. */
    DISABLED(2);

    private final int value;

    OperationalState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static OperationalState of(long value) {
        for (OperationalState constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("OperationalState has no constant with the number " + value);
    }

    /** The states that may follow this one. */
    public Set<OperationalState> next() {
        return switch (this) {
            case ENABLED -> EnumSet.of(DISABLED);
            case DISABLED -> EnumSet.of(ENABLED);
        };
    }
}
