package org.amf4j.clm.model;

/** What the administrator allows for a node as a member of the cluster. */
public enum ClmAdminState {
    /** It may be a member. */
    UNLOCKED(1),
    /** It may connect and take part in nothing. */
    LOCKED(2),
    /** It is a member still and leaves when its work is done. */
    SHUTTING_DOWN(3);

    private final int value;

    ClmAdminState(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The constant with this number.
     *
     * @throws IllegalArgumentException for a number the standard does not define
     */
    public static ClmAdminState of(long value) {
        for (ClmAdminState state : values()) {
            if (state.value == value) {
                return state;
            }
        }
        throw new IllegalArgumentException("saClmNodeAdminState cannot be " + value + "; it is 1, 2 or 3");
    }
}
