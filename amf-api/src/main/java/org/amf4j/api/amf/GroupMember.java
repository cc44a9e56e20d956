package org.amf4j.api.amf;

import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * A component that has the component service instance of a protection group.
 *
 * @param component the component
 * @param haState its HA state for the instance
 * @param rank its place among the standbys, 1 takes over first; 0 when it is not STANDBY
 */
public record GroupMember(Dn component, HaState haState, int rank) {
    public GroupMember {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(haState, "haState");
    }
}
