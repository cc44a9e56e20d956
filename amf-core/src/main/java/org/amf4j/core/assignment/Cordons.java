package org.amf4j.core.assignment;

import java.util.List;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitState;

/**
 * Nodes that are cordoned ({@code amfNodeCordoned}): their units keep what they have, may take over as active what they are
 * standby for, and are given nothing else. For redundancy models that is a unit that is not ready for other instances.
 */
public final class Cordons {

    private Cordons() {}

    /** Whether the unit is on a node that is cordoned. */
    public static boolean isCordoned(UnitState unit) {
        return unit.host().filter(host -> host.node().config().cordoned()).isPresent();
    }

    /** How ready the group's units are, by their components and by the nodes they are on, having what they should have. */
    public static HaReadinesses readiness(GroupState group) {
        return readiness(group, group.target());
    }

    /** The same for units that have something else. */
    static HaReadinesses readiness(GroupState group, Assignments current) {
        List<ServiceUnit> cordoned = group.units().stream()
                .filter(Cordons::isCordoned)
                .map(UnitState::unit)
                .toList();
        return group.haReadiness().closing(cordoned, group.group().instances(), current);
    }
}
