package org.amf4j.redundancy;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

/**
 * No redundancy: each unit active for at most one instance, no standbys.
 *
 * <p><b>Goals.</b> As many instances as possible are served, the more important ones first.
 *
 * <p><b>Constraints.</b> An instance on at most one unit, a unit with at most one instance.
 *
 * <p><b>Algorithm.</b> An instance stays on its unit while the unit is fit. Then the unserved instances, most important
 * first, take the free units, best first. Nothing is taken from a served instance, unless the most preferred assignment
 * is asked for: then the most important instances are served on the best units, and who is on one of these stays there.
 *
 * <p><b>Example.</b> SU1 to SU4, SI1 to SI3: SI1 on SU1, SI2 on SU2, SI3 on SU3, SU4 spare. SU1 fails: SI1 on SU4.
 */
public final class NoRedundancy implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.NO_REDUNDANCY;
    }

    @Override
    public Assignments target(GroupView group) {
        int served = Math.min(group.assignable().size(), group.fitUnits().size());
        List<ServiceInstance> entitled =
                group.mostPreferred() ? group.assignable().subList(0, served) : group.assignable();
        Set<ServiceUnit> kept =
                new LinkedHashSet<>(group.mostPreferred() ? group.fitUnits().subList(0, served) : group.fitUnits());
        Set<ServiceUnit> free = new LinkedHashSet<>(group.fitUnits());
        AssignmentDraft draft = new AssignmentDraft(group);
        for (ServiceInstance instance : entitled) {
            List<ServiceUnit> holders = group.current().of(instance).actives(); // one, or none
            if (!holders.isEmpty() && kept.contains(holders.get(0))) {
                give(draft, free, instance, holders.get(0));
            }
        }
        for (ServiceInstance instance : group.assignable()) {
            if (draft.holders(instance, Role.ACTIVE).isEmpty()) {
                free.stream()
                        .filter(u -> draft.hasRoom(instance, u, Role.ACTIVE))
                        .min(Comparator.comparing(u -> group.isDegraded(u, instance))) // the first of equals
                        .ifPresent(u -> give(draft, free, instance, u));
            }
        }
        return draft.build();
    }

    private static void give(AssignmentDraft draft, Set<ServiceUnit> free, ServiceInstance instance, ServiceUnit unit) {
        draft.give(instance, unit, Role.ACTIVE);
        free.remove(unit);
    }
}
