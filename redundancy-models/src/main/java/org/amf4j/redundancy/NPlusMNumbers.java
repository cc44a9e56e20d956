package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.Role;

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
        int activeNeeded = needed(group, Role.ACTIVE);
        int standbyNeeded = needed(group, Role.STANDBY);
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
        int most = config.placement() == Placement.PACK ? Math.min(activeNeeded, instances) : instances;
        int active = Math.min(numbers.active, most);
        int left = config.placement() == Placement.PACK ? units - active : numbers.standby;
        return new NPlusMNumbers(active, Math.min(Math.max(left, 0), m));
    }

    /** How many units are needed to hold all instances in the role; one more than there are when they are too few. */
    private static int needed(GroupView group, Role role) {
        int instances = group.assignable().size();
        ServiceGroup.Config config = group.group().config();
        int perUnit = role == Role.ACTIVE ? config.maxActivePerUnit() : config.maxStandbyPerUnit();
        int byLimit = perUnit >= instances ? 1 : (instances + perUnit - 1) / perUnit;
        return group.group().capacities().isUnlimited() ? byLimit : Math.max(byLimit, byComponents(group, role));
    }

    private static int byComponents(GroupView group, Role role) {
        AssignmentDraft trial = new AssignmentDraft(group);
        List<ServiceInstance> waiting = new ArrayList<>(group.assignable());
        int used = 0;
        for (ServiceUnit unit : group.fitUnits()) {
            if (!waiting.isEmpty()) {
                used++;
                waiting.removeIf(i -> {
                    boolean room = trial.hasRoom(i, unit, role);
                    if (room) {
                        trial.give(i, unit, role);
                    }
                    return room;
                });
            }
        }
        return waiting.isEmpty() ? Math.max(used, 1) : used + 1;
    }
}
