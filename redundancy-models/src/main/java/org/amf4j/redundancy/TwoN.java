package org.amf4j.redundancy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

/**
 * 2N: all instances active on one unit, all standby on another.
 *
 * <p><b>Goals.</b> One unit is active for every instance, a second is standby for every instance, all others are spares.
 *
 * <p><b>Constraints.</b> At most one active and one standby unit in the group, never the same. A unit without
 * pre-instantiable components takes one instance, and only as active.
 *
 * <p><b>Algorithm.</b> The active unit stays while it is fit; else the standby takes over; else the best fit unit. The
 * standby stays while it is fit; else the best fit unit that is not active. For the most preferred assignment the best
 * unit is active and the next standby.
 *
 * <p><b>Example.</b> SU1 (rank 1) to SU3, all fit: SU1 active, SU2 standby, SU3 spare. SU1 fails: SU2 active, SU3
 * standby. SU1 comes back: it becomes a spare.
 */
public final class TwoN implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.TWO_N;
    }

    @Override
    public Assignments target(GroupView group) {
        Optional<ServiceUnit> active =
                holder(group, Role.ACTIVE).or(() -> holder(group, Role.STANDBY)).or(() -> best(group, u -> true));
        Optional<ServiceUnit> standby = holder(group, Role.STANDBY)
                .filter(u -> active.filter(u::equals).isEmpty())
                .or(() -> best(group, u -> active.filter(u::equals).isEmpty()));
        Assignments.Builder target = Assignments.builder();
        if (active.isPresent()) {
            int served = Math.min(group.assignable().size(), group.activeMax(active.get()));
            List<ServiceInstance> instances = served == group.assignable().size()
                    ? group.assignable()
                    : group.assignable().subList(0, served);
            for (ServiceInstance instance : instances) {
                target.active(instance, active.get());
                standby.filter(u -> group.standbyMax(u) > 0).ifPresent(u -> target.standby(instance, u));
            }
        }
        return target.build();
    }

    /** The unit that had the role so far. */
    private static Optional<ServiceUnit> holder(GroupView group, Role role) {
        if (group.mostPreferred()) {
            return Optional.empty();
        }
        return group.current().instances().stream()
                .map(group.current()::of)
                .flatMap(h -> (role == Role.ACTIVE ? h.actives() : h.standbys()).stream())
                .findFirst();
    }

    private static Optional<ServiceUnit> best(GroupView group, Predicate<ServiceUnit> which) {
        return group.fitUnits().stream().filter(which).findFirst();
    }
}
