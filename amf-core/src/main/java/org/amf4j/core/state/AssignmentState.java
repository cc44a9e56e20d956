package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** How well a service instance is assigned. */
public enum AssignmentState {
    /** No service unit is active or quiescing for it. */
    UNASSIGNED(1),
    /** It has all assignments it prefers. */
    FULLY_ASSIGNED(2),
    /** Active, but with fewer assignments than preferred. */
    PARTIALLY_ASSIGNED(3);

    private final int value;

    AssignmentState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static AssignmentState of(long value) {
        for (AssignmentState constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("AssignmentState has no constant with the number " + value);
    }

    /** The states that may follow this one. */
    public Set<AssignmentState> next() {
        return switch (this) {
            case UNASSIGNED -> EnumSet.of(FULLY_ASSIGNED, PARTIALLY_ASSIGNED);
            case FULLY_ASSIGNED -> EnumSet.of(UNASSIGNED, PARTIALLY_ASSIGNED);
            case PARTIALLY_ASSIGNED -> EnumSet.of(UNASSIGNED, FULLY_ASSIGNED);
        };
    }
}
