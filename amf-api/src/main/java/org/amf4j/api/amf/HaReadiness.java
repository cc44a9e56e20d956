package org.amf4j.api.amf;

/**
 * What a component says of its readiness for a component service instance, with the numbers of the standard.
 *
 * <p>It says nothing about the component's health: its operational state and its readiness stay as they are.
 */
public enum HaReadiness {
    /** Any HA state; what holds until a component says otherwise. */
    READY_FOR_ASSIGNMENT(1),
    /** Any HA state, but whoever is ready without reserve is preferred for ACTIVE. */
    READY_FOR_ACTIVE_DEGRADED(2),
    /** STANDBY only: work that it is active for goes to somebody else. */
    NOT_READY_FOR_ACTIVE(3),
    /** No assignment: what it has is taken away. */
    NOT_READY_FOR_ASSIGNMENT(4);

    private final int value;

    HaReadiness(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** Whether it may become or stay ACTIVE. */
    public boolean allowsActive() {
        return this == READY_FOR_ASSIGNMENT || this == READY_FOR_ACTIVE_DEGRADED;
    }

    /** Whether it may become or stay STANDBY. */
    public boolean allowsStandby() {
        return this != NOT_READY_FOR_ASSIGNMENT;
    }

    /** The less ready of the two. */
    public HaReadiness worse(HaReadiness other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * The constant with this number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static HaReadiness of(int value) {
        for (HaReadiness readiness : values()) {
            if (readiness.value == value) {
                return readiness;
            }
        }
        throw new IllegalArgumentException("HaReadiness has no constant with the number " + value);
    }
}
