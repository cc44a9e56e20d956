package org.amf4j.redundancy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.Role;

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

    /**
     * Those that hold something stay among them; then the best. Units that are not ready to be active for anything come last:
     * they must not take the place of one that could serve. In rank order.
     */
    static List<ServiceUnit> choose(GroupView group) {
        int max = group.group().config().prefAssignedUnits();
        Set<ServiceUnit> used = group.mostPreferred() ? Set.of() : now(group);
        Set<ServiceUnit> chosen = new LinkedHashSet<>();
        add(chosen, group, max, u -> group.isReadyForAny(u, Role.ACTIVE) && used.contains(u));
        add(chosen, group, max, u -> group.isReadyForAny(u, Role.ACTIVE));
        add(chosen, group, max, used::contains);
        add(chosen, group, max, u -> true);
        return group.fitUnits().stream().filter(chosen::contains).toList();
    }

    private static void add(Set<ServiceUnit> chosen, GroupView group, int max, Predicate<ServiceUnit> which) {
        for (ServiceUnit unit : group.fitUnits()) {
            if (chosen.size() < max && which.test(unit)) {
                chosen.add(unit);
            }
        }
    }
}
