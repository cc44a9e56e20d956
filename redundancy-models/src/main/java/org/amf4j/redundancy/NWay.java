package org.amf4j.redundancy;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

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
        AssignmentDraft draft = new AssignmentDraft(group);
        Ladder actives = new Ladder(draft, Role.ACTIVE, usable);
        Ladder standbys = new Ladder(draft, Role.STANDBY, usable);
        if (group.mostPreferred()) {
            group.assignable().forEach(i -> choose(actives, i, u -> true));
        } else {
            Set<ServiceUnit> kept = new LinkedHashSet<>(usable);
            keepActives(group, draft, actives, kept);
            keepStandbys(group, draft, standbys, kept);
        }
        protect(group, draft, standbys, usable.size());
        return draft.build();
    }

    private static boolean choose(Ladder actives, ServiceInstance instance, Predicate<ServiceUnit> test) {
        Optional<ServiceUnit> unit = actives.choose(instance, Optional.empty(), test);
        unit.ifPresent(u -> actives.give(instance, u));
        return unit.isPresent();
    }

    private static void keepActives(GroupView group, AssignmentDraft draft, Ladder actives, Set<ServiceUnit> kept) {
        for (ServiceInstance instance : group.assignable()) {
            for (ServiceUnit unit : group.current().of(instance).actives()) { // a thousand instances: no stream
                if (kept.contains(unit)) {
                    actives.give(instance, unit);
                }
            }
        }
        Set<ServiceUnit> assigned = AssignedUnits.now(group);
        for (ServiceInstance instance : group.assignable()) {
            if (draft.holders(instance, Role.ACTIVE).isEmpty()) {
                List<ServiceUnit> protectors = group.current().of(instance).standbys();
                Optional<ServiceUnit> successor = protectors.stream()
                        .filter(u -> kept.contains(u) && draft.hasRoom(instance, u, Role.ACTIVE))
                        .min(Comparator.comparing(u -> group.isDegraded(u, instance))); // the first of equals
                successor.ifPresent(u -> actives.give(instance, u));
                boolean taken =
                        successor.isPresent() || !protectors.isEmpty() && choose(actives, instance, assigned::contains);
                if (!taken) {
                    choose(actives, instance, u -> true);
                }
            }
        }
    }

    private static void keepStandbys(GroupView group, AssignmentDraft draft, Ladder standbys, Set<ServiceUnit> kept) {
        for (ServiceInstance instance : group.assignable()) {
            List<ServiceUnit> active = draft.holders(instance, Role.ACTIVE);
            int wanted = active.isEmpty() ? 0 : instance.config().prefStandbyAssignments();
            for (ServiceUnit unit : group.current().of(instance).standbys()) {
                if (wanted > 0 && kept.contains(unit) && !active.contains(unit)) {
                    standbys.give(instance, unit);
                    wanted--;
                }
            }
        }
    }

    private static void protect(GroupView group, AssignmentDraft draft, Ladder standbys, int units) {
        int rounds = 0;
        for (ServiceInstance instance : group.assignable()) {
            rounds = Math.max(rounds, instance.config().prefStandbyAssignments());
        }
        for (int round = 1; round <= Math.min(rounds, units); round++) {
            for (ServiceInstance instance : group.assignable()) {
                int wanted = Math.min(round, instance.config().prefStandbyAssignments());
                List<ServiceUnit> active = draft.holders(instance, Role.ACTIVE);
                if (!active.isEmpty() && draft.holders(instance, Role.STANDBY).size() < wanted) {
                    standbys.choose(instance, Optional.of(active.get(0)), u -> true)
                            .ifPresent(u -> standbys.give(instance, u));
                }
            }
        }
    }
}
