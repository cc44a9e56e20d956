package org.amf4j.core.model;

/** How many CSIs of a type a component can carry, and in which HA states ({@code saAmfCtCompCapability}). */
public enum CapabilityModel {
    X_ACTIVE_AND_Y_STANDBY(1),
    X_ACTIVE_OR_Y_STANDBY(2),
    ONE_ACTIVE_OR_Y_STANDBY(3),
    ONE_ACTIVE_OR_ONE_STANDBY(4),
    X_ACTIVE(5),
    ONE_ACTIVE(6),
    NON_PRE_INSTANTIABLE(7);

    private final int value;

    CapabilityModel(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** Whether a component of this capability ever gets STANDBY. */
    public boolean hasStandby() {
        return value <= 4;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static CapabilityModel of(long value) {
        for (CapabilityModel model : values()) {
            if (model.value == value) {
                return model;
            }
        }
        throw new IllegalArgumentException("capability model " + value + " is not one of 1 to 7");
    }
}
