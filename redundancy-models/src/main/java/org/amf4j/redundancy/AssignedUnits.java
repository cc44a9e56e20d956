package org.amf4j.redundancy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;

/** The units of a group that may hold anything: at most {@code saAmfSGNumPrefAssignedSUs}. */
final class AssignedUnits {

    private AssignedUnits() {}

    /** Those that hold something now. */
    static Set<ServiceUnit> now(GroupView group) {
        Set<ServiceUnit> used = new LinkedHashSet<>();
        for (ServiceInstance instance : group.assignable()) {
            Assignments.Holders holders = group.current().of(instance);
            used.addAll(holders.actives());
            used.addAll(holders.standbys());
        }
        return used;
    }

    /** Those that hold something stay among them; then the best. In rank order. */
    static List<ServiceUnit> choose(GroupView group) {
        int max = group.group().config().prefAssignedUnits();
        Set<ServiceUnit> used = group.mostPreferred() ? Set.of() : now(group);
        Set<ServiceUnit> chosen = new LinkedHashSet<>();
        group.fitUnits().stream().filter(used::contains).limit(max).forEach(chosen::add);
        for (ServiceUnit unit : group.fitUnits()) {
            if (chosen.size() < max) {
                chosen.add(unit);
            }
        }
        return group.fitUnits().stream().filter(chosen::contains).toList();
    }
}
