package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * No redundancy: each unit active for at most one instance, no standbys.
 *
 * <p><b>Goals.</b> As many instances as possible are served, the more important ones first.
 *
 * <p><b>Constraints.</b> An instance on at most one unit, a unit with at most one instance.
 *
 * <p><b>Algorithm.</b> An instance stays on its unit while the unit is fit. Then the unserved instances, most important
 * first, take the free units, best first. Nothing is taken from a served instance, unless the most preferred assignment
 * is asked for: then the k-th instance gets the k-th unit.
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
        List<ServiceUnit> free = new ArrayList<>(group.fitUnits());
        if (!group.mostPreferred()) {
            group.assignable().forEach(i -> free.removeAll(group.current().of(i).actives()));
        }
        Assignments.Builder target = Assignments.builder();
        for (ServiceInstance instance : group.assignable()) {
            Optional<ServiceUnit> holder = group.mostPreferred()
                    ? Optional.empty()
                    : group.current().of(instance).actives().stream().findFirst();
            if (holder.isPresent()) {
                target.active(instance, holder.get());
            } else if (!free.isEmpty()) {
                target.active(instance, free.remove(0));
            }
        }
        return target.build();
    }
}
