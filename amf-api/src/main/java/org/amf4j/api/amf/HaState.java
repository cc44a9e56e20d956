package org.amf4j.api.amf;

/** What a component does for a component service instance (AMF-B.04.01, HA state). */
public enum HaState {
    /** Provides the service. */
    ACTIVE(1),

    /** Ready to take the service over. */
    STANDBY(2),

    /** Has stopped providing the service and can hand it over. */
    QUIESCED(3),

    /** Finishes its current work and takes no more. */
    QUIESCING(4);

    private final int value;

    HaState(int value) {
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
    public static HaState of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("HaState has no constant with the number " + value);
    }
}
