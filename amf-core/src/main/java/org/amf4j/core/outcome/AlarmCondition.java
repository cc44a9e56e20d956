package org.amf4j.core.outcome;

/** What AMF raises alarms about (AMF reference, API section 6), with the numbers of the standard. */
public enum AlarmCondition {
    /** A component could not be instantiated; cleared when it is repaired or its node has left. */
    COMPONENT_INSTANTIATION_FAILED(0x02),
    /** A component could not be cleaned up; cleared when it is repaired or its node has left. */
    COMPONENT_CLEANUP_FAILED(0x03),
    /** A component has caused a reset of the cluster; never cleared, the reset itself ends it. */
    CLUSTER_RESET(0x04),
    /** Nobody is active for a service instance; cleared when somebody is. */
    SI_UNASSIGNED(0x05),
    /** No proxy speaks for a proxied component; cleared when one does. */
    COMPONENT_UNPROXIED(0x06),
    /** A controller remembers something else than the majority and has ended; not of the standard. */
    CONTROLLER_DIFFERS(0x40);

    private final int minorId;

    AlarmCondition(int minorId) {
        this.minorId = minorId;
    }

    /** The minor part of the notification class. */
    public int minorId() {
        return minorId;
    }

    /** Whether it lasts until it is cleared; otherwise it is told once and over. */
    public boolean lasts() {
        return this != CLUSTER_RESET;
    }
}
