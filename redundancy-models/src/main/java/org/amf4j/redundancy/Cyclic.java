package org.amf4j.redundancy;

import java.util.List;
import org.amf4j.core.model.ServiceUnit;

/** Distance in the cyclic order of a group's units. */
final class Cyclic {

    private Cyclic() {}

    /** Steps from the position to the unit, 1 for the next one; the start counts from before the first. */
    static int distance(List<ServiceUnit> units, int from, ServiceUnit to) {
        int size = units.size();
        return Math.floorMod(units.indexOf(to) - from - 1, size) + 1;
    }
}
