package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * N-way-active: an instance active on several units at once, no standbys.
 *
 * <p><b>Goals.</b> Each instance has its preferred number of active units; load is spread.
 *
 * <p><b>Constraints.</b> A unit holds an instance once and at most {@code saAmfSGMaxActiveSIsperSU} instances; at most
 * {@code saAmfSGNumPrefAssignedSUs} units hold anything.
 *
 * <p><b>Algorithm.</b> What is held on a fit unit stays. Then, round by round, every instance that has fewer than its
 * round's number gets one more unit: the best by its own ranking, then the least loaded, then the next after the unit
 * given last, in cyclic order. So an important instance never takes a second unit before each has a first.
 *
 * <p><b>Example.</b> SU1 to SU3, three instances that prefer 2, at most 2 on a unit: SI1 on SU1 and SU2, SI2 on SU2 and
 * SU3, SI3 on SU3 and SU1.
 */
public final class NWayActive implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.N_WAY_ACTIVE;
    }

    @Override
    public Assignments target(GroupView group) {
        List<ServiceUnit> usable = AssignedUnits.choose(group);
        Holdings actives = new Holdings(group.assignable());
        if (!group.mostPreferred()) {
            actives.keep(i -> limited(i, group.current().of(i).actives()), usable);
        }
        int rounds = group.assignable().stream()
                .mapToInt(i -> i.config().prefActiveAssignments())
                .max()
                .orElse(0);
        for (int round = 1; round <= Math.min(rounds, usable.size()); round++) {
            for (ServiceInstance instance : group.assignable()) {
                int wanted = Math.min(round, instance.config().prefActiveAssignments());
                if (actives.of(instance).size() < wanted) {
                    choose(group, usable, actives, instance).ifPresent(u -> actives.give(instance, u));
                }
            }
        }
        Assignments.Builder target = Assignments.builder();
        for (ServiceInstance instance : group.assignable()) {
            actives.of(instance).forEach(u -> target.active(instance, u));
        }
        return target.build();
    }

    private static List<ServiceUnit> limited(ServiceInstance instance, List<ServiceUnit> units) {
        return units.subList(0, Math.min(units.size(), instance.config().prefActiveAssignments()));
    }

    private static Optional<ServiceUnit> choose(
            GroupView group, List<ServiceUnit> usable, Holdings actives, ServiceInstance instance) {
        List<ServiceUnit> has = new ArrayList<>(actives.of(instance));
        int after = has.isEmpty() ? -1 : group.group().units().indexOf(has.get(has.size() - 1));
        return usable.stream()
                .filter(u -> !has.contains(u) && actives.load(u) < group.activeMax(u))
                .min(Comparator.<ServiceUnit>comparingInt(
                                u -> instance.rankOf(u).orElse(Integer.MAX_VALUE))
                        .thenComparingInt(actives::load)
                        .thenComparingInt(u -> Cyclic.distance(group.group().units(), after, u)));
    }
}
