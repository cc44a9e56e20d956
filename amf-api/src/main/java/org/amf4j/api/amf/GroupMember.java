package org.amf4j.api.amf;

import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * A component that has the component service instance of a protection group.
 *
 * @param component the component
 * @param haState its HA state for the instance
 * @param rank its place among the standbys, 1 takes over first; 0 when it is not STANDBY
 * @param haReadiness how ready it says it is for the instance
 */
public record GroupMember(Dn component, HaState haState, int rank, HaReadiness haReadiness) {
    public GroupMember {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(haState, "haState");
        Objects.requireNonNull(haReadiness, "haReadiness");
    }

    /** A member that is ready for everything. */
    public GroupMember(Dn component, HaState haState, int rank) {
        this(component, haState, rank, HaReadiness.READY_FOR_ASSIGNMENT);
    }
}
