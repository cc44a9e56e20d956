package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Set;

/** What the administrator allows. */
public enum AdminState {
    /** Service is allowed. */
    UNLOCKED(1),
    /** No service; instances stay. */
    LOCKED(2),
    /** No service and no instances. */
    LOCKED_INSTANTIATION(3),
    /** On the way to LOCKED, as soon as current work is finished. */
    SHUTTING_DOWN(4);

    private final int value;

    AdminState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static AdminState of(long value) {
        for (AdminState constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("AdminState has no constant with the number " + value);
    }

    /** The more restrictive of this and another. */
    public AdminState stricter(AdminState other) {
        return severity() >= other.severity() ? this : other;
    }

    private int severity() {
        return switch (this) {
            case UNLOCKED -> 0;
            case SHUTTING_DOWN -> 1;
            case LOCKED -> 2;
            case LOCKED_INSTANTIATION -> 3;
        };
    }

    /** The states that may follow this one. */
    public Set<AdminState> next() {
        return switch (this) {
            case UNLOCKED -> EnumSet.of(LOCKED, SHUTTING_DOWN);
            case LOCKED -> EnumSet.of(UNLOCKED, LOCKED_INSTANTIATION);
            case LOCKED_INSTANTIATION -> EnumSet.of(LOCKED);
            case SHUTTING_DOWN -> EnumSet.of(LOCKED, UNLOCKED);
        };
    }
}
