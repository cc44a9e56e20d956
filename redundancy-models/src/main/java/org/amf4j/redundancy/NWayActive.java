package org.amf4j.redundancy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
 * N-way-active: an instance active on several units at once, no standbys.
 *
 * <p><b>Goals.</b> Each instance has its preferred number of active units; load is spread.
 *
 * <p><b>Constraints.</b> A unit holds an instance once and at most {@code saAmfSGMaxActiveSIsperSU} instances; at most
 * {@code saAmfSGNumPrefAssignedSUs} units hold anything.
 *
 * <p><b>Algorithm.</b> What is held on a fit unit stays. Then, round by round, every instance that has fewer than its
 * round's number gets one more unit: the best by its own ranking, then by the group's placement (the least loaded, or the best
 * ranked until it is full), then the next after the unit given last, in cyclic order. So an important instance never takes a second unit before each has a first.
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
        AssignmentDraft draft = new AssignmentDraft(group);
        Ladder ladder = new Ladder(draft, Role.ACTIVE, usable);
        if (!group.mostPreferred()) {
            keep(group, ladder, new LinkedHashSet<>(usable));
        }
        int rounds = 0;
        for (ServiceInstance instance : group.assignable()) {
            rounds = Math.max(rounds, instance.config().prefActiveAssignments());
        }
        for (int round = 1; round <= Math.min(rounds, usable.size()); round++) {
            for (ServiceInstance instance : group.assignable()) {
                List<ServiceUnit> has = draft.holders(instance, Role.ACTIVE);
                if (has.size() < Math.min(round, instance.config().prefActiveAssignments())) {
                    Optional<ServiceUnit> last =
                            has.isEmpty() ? Optional.empty() : Optional.of(has.get(has.size() - 1));
                    ladder.choose(instance, last, u -> true).ifPresent(u -> ladder.give(instance, u));
                }
            }
        }
        return draft.build();
    }

    private static void keep(GroupView group, Ladder ladder, Set<ServiceUnit> kept) {
        for (ServiceInstance instance : group.assignable()) {
            int wanted = instance.config().prefActiveAssignments();
            for (ServiceUnit unit : group.current().of(instance).actives()) { // a thousand instances: no stream
                if (wanted > 0 && kept.contains(unit)) {
                    ladder.give(instance, unit);
                    wanted--;
                }
            }
        }
    }
}
