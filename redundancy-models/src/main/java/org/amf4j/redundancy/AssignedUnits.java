package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.GroupView;

/** The units of a group that may hold anything: at most {@code saAmfSGNumPrefAssignedSUs}. */
final class AssignedUnits {

    private AssignedUnits() {}

    /** Those that hold something stay among them; then the best. In rank order. */
    static List<ServiceUnit> choose(GroupView group) {
        int max = group.group().config().prefAssignedUnits();
        List<ServiceUnit> chosen = new ArrayList<>();
        if (!group.mostPreferred()) {
            group.fitUnits().stream().filter(group.current()::uses).limit(max).forEach(chosen::add);
        }
        for (ServiceUnit unit : group.fitUnits()) {
            if (chosen.size() < max && !chosen.contains(unit)) {
                chosen.add(unit);
            }
        }
        return group.fitUnits().stream().filter(chosen::contains).toList();
    }
}
