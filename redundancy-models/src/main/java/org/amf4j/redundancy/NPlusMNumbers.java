package org.amf4j.redundancy;

import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.redundancy.GroupView;

/**
 * How many units are active and how many standby in a fresh N+M assignment: the order of sacrifice (AMF-052).
 *
 * @param active number of active units
 * @param standby number of standby units
 */
record NPlusMNumbers(int active, int standby) {

    static NPlusMNumbers of(GroupView group) {
        ServiceGroup.Config config = group.group().config();
        int units = group.fitUnits().size();
        int instances = group.assignable().size();
        int n = config.prefActiveUnits();
        int m = config.prefStandbyUnits();
        int activeNeeded = unitsFor(instances, config.maxActivePerUnit());
        int standbyNeeded = unitsFor(instances, config.maxStandbyPerUnit());
        NPlusMNumbers numbers;
        if (units >= n + m) {
            numbers = new NPlusMNumbers(n, m);
        } else if (units - n >= standbyNeeded) {
            numbers = new NPlusMNumbers(n, units - n);
        } else if (units - standbyNeeded >= activeNeeded) {
            numbers = new NPlusMNumbers(units - standbyNeeded, standbyNeeded);
        } else {
            int active = Math.min(units, activeNeeded);
            numbers = new NPlusMNumbers(active, units - active);
        }
        return new NPlusMNumbers(Math.min(numbers.active, instances), Math.min(Math.max(numbers.standby, 0), m));
    }

    private static int unitsFor(int instances, int perUnit) {
        return perUnit >= instances ? 1 : (instances + perUnit - 1) / perUnit;
    }
}
