package org.amf4j.api.amf;

/** An administrative operation on an entity of the availability model. */
public enum AdminOperation {
    /** Allow service. */
    UNLOCK(1),

    /** Stop service at once, hand over. */
    LOCK(2),

    /** Terminate and forbid instantiation. */
    LOCK_INSTANTIATION(3),

    /** Allow instantiation. */
    UNLOCK_INSTANTIATION(4),

    /** Stop service when current work is finished. */
    SHUTDOWN(5),

    /** Terminate and instantiate again. */
    RESTART(6),

    /** Exchange active and standby. */
    SI_SWAP(7),

    /** Bring the group to its most preferred assignment. */
    SG_ADJUST(8),

    /** Declare a disabled entity repaired. */
    REPAIRED(9),

    /** Start external active monitoring. */
    EAM_START(10),

    /** Stop external active monitoring. */
    EAM_STOP(11);

    private final int value;

    AdminOperation(int value) {
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
    public static AdminOperation of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("AdminOperation has no constant with the number " + value);
    }
}
