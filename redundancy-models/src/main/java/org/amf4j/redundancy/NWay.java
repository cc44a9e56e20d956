package org.amf4j.redundancy;

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
 * N-way: each instance active on one unit and standby on several; a unit may be active for some and standby for others.
 *
 * <p><b>Goals.</b> Every instance is active, then every instance has a standby, then the preferred number of them.
 *
 * <p><b>Constraints.</b> The holders of an instance are different units; a unit is active for at most
 * {@code saAmfSGMaxActiveSIsperSU} and standby for at most {@code saAmfSGMaxStandbySIsperSU} instances; at most
 * {@code saAmfSGNumPrefAssignedSUs} units hold anything.
 *
 * <p><b>Algorithm.</b> A fit active holder stays. An instance without one is taken over by its first standby with room,
 * else by the best unit with room: by its own ranking, then the least loaded. Standbys that are fit stay in their order;
 * missing ones are given round by round, so that each instance has a first standby before any has a second. An instance
 * that nobody can be active for has no standby either.
 *
 * <p><b>Example.</b> SU1 to SU4, SI1 to SI4, one standby each: active SI1 on SU1 ... SI4 on SU4; standby SI1 on SU2, SI2
 * on SU3, SI3 on SU4, SI4 on SU1.
 */
public final class NWay implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.N_WAY;
    }

    @Override
    public Assignments target(GroupView group) {
        List<ServiceUnit> usable = AssignedUnits.choose(group);
        Holdings actives = actives(group, usable);
        Holdings standbys = standbys(group, usable, actives);
        Assignments.Builder target = Assignments.builder();
        for (ServiceInstance instance : group.assignable()) {
            actives.of(instance).forEach(u -> target.active(instance, u));
            if (!actives.of(instance).isEmpty()) {
                standbys.of(instance).forEach(u -> target.standby(instance, u));
            }
        }
        return target.build();
    }

    private static Holdings actives(GroupView group, List<ServiceUnit> usable) {
        Holdings actives = new Holdings(group.assignable());
        if (!group.mostPreferred()) {
            actives.keep(i -> group.current().of(i).actives(), usable);
        }
        for (ServiceInstance instance : group.assignable()) {
            if (actives.of(instance).isEmpty()) {
                successor(group, usable, actives, instance)
                        .or(() -> best(group, usable, actives, instance))
                        .ifPresent(u -> actives.give(instance, u));
            }
        }
        return actives;
    }

    private static Optional<ServiceUnit> successor(
            GroupView group, List<ServiceUnit> usable, Holdings actives, ServiceInstance instance) {
        if (group.mostPreferred()) {
            return Optional.empty();
        }
        return group.current().of(instance).standbys().stream()
                .filter(u -> usable.contains(u) && actives.load(u) < group.activeMax(u))
                .findFirst();
    }

    private static Optional<ServiceUnit> best(
            GroupView group, List<ServiceUnit> usable, Holdings actives, ServiceInstance instance) {
        return usable.stream()
                .filter(u -> actives.load(u) < group.activeMax(u))
                .min(Comparator.<ServiceUnit>comparingInt(
                                u -> instance.rankOf(u).orElse(Integer.MAX_VALUE))
                        .thenComparingInt(actives::load));
    }

    private static Holdings standbys(GroupView group, List<ServiceUnit> usable, Holdings actives) {
        Holdings standbys = new Holdings(group.assignable());
        if (!group.mostPreferred()) {
            standbys.keep(
                    i -> group.current().of(i).standbys().stream()
                            .filter(u ->
                                    !actives.of(i).contains(u) && !actives.of(i).isEmpty())
                            .limit(i.config().prefStandbyAssignments())
                            .toList(),
                    usable);
        }
        int rounds = group.assignable().stream()
                .mapToInt(i -> i.config().prefStandbyAssignments())
                .max()
                .orElse(0);
        for (int round = 1; round <= Math.min(rounds, usable.size()); round++) {
            for (ServiceInstance instance : group.assignable()) {
                int wanted = Math.min(round, instance.config().prefStandbyAssignments());
                if (!actives.of(instance).isEmpty() && standbys.of(instance).size() < wanted) {
                    standby(group, usable, actives, standbys, instance);
                }
            }
        }
        return standbys;
    }

    private static void standby(
            GroupView group, List<ServiceUnit> usable, Holdings actives, Holdings standbys, ServiceInstance instance) {
        ServiceUnit active = actives.of(instance).get(0);
        int after = group.group().units().indexOf(active);
        usable.stream()
                .filter(u -> u != active && !standbys.of(instance).contains(u))
                .filter(u -> standbys.load(u) < group.standbyMax(u))
                .min(Comparator.<ServiceUnit>comparingInt(
                                u -> instance.rankOf(u).orElse(Integer.MAX_VALUE))
                        .thenComparingInt(standbys::load)
                        .thenComparingInt(u -> Cyclic.distance(group.group().units(), after, u)))
                .ifPresent(u -> standbys.give(instance, u));
    }
}
