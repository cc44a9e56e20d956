package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * 2N: all instances active on one unit, all standby on another.
 *
 * <p><b>Goals.</b> One unit is active for every instance, a second is standby for every instance, all others are spares.
 *
 * <p><b>Constraints.</b> At most one active and one standby unit in the group, never the same. A unit without
 * pre-instantiable components takes one instance, and only as active.
 *
 * <p><b>Algorithm.</b> The active unit stays while it is fit; else the standby takes over; else the best fit unit. The
 * standby stays while it is fit; else the best fit unit that is not active. For the most preferred assignment the best
 * unit is active and the next standby. A better unit is one that can carry more of the instances, then one of better rank.
 * Where components say that they are not ready for something, whoever is ready for more of the instances comes first.
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
        Optional<ServiceUnit> active = group.haReadiness().isAllReady()
                ? holder(group, Role.ACTIVE)
                        .or(() -> holder(group, Role.STANDBY))
                        .or(() -> best(group, u -> true))
                : readiest(group, u -> true, List.of(Role.ACTIVE, Role.STANDBY), Role.ACTIVE);
        AssignmentDraft draft = new AssignmentDraft(group);
        if (active.isEmpty()) {
            return draft.build();
        }
        Predicate<ServiceUnit> other = u -> u != active.get();
        Optional<ServiceUnit> standby = group.haReadiness().isAllReady()
                ? holder(group, Role.STANDBY).filter(other).or(() -> best(group, other))
                : readiest(group, other, List.of(Role.STANDBY), Role.STANDBY);
        List<ServiceInstance> order = servedFirst(group);
        for (ServiceInstance instance : order) {
            give(draft, instance, active.get(), Role.ACTIVE);
        }
        for (ServiceInstance instance : order) {
            if (standby.isPresent() && !draft.holders(instance, Role.ACTIVE).isEmpty()) {
                give(draft, instance, standby.get(), Role.STANDBY);
            }
        }
        return draft.build();
    }

    private static void give(AssignmentDraft draft, ServiceInstance instance, ServiceUnit unit, Role role) {
        if (draft.hasRoom(instance, unit, role)) {
            draft.give(instance, unit, role);
        }
    }

    /** Nobody who is served gives way to a more important one when room is short. */
    private static List<ServiceInstance> servedFirst(GroupView group) {
        if (group.mostPreferred()) {
            return group.assignable();
        }
        List<ServiceInstance> order = new ArrayList<>(group.current().instances());
        for (ServiceInstance instance : group.assignable()) {
            if (group.current().of(instance).isNobody()) {
                order.add(instance);
            }
        }
        return order;
    }

    /** The unit that had the role so far. */
    private static Optional<ServiceUnit> holder(GroupView group, Role role) {
        if (group.mostPreferred()) {
            return Optional.empty();
        }
        for (ServiceInstance instance : group.current().instances()) { // perhaps a thousand: no stream
            Assignments.Holders holders = group.current().of(instance);
            List<ServiceUnit> units = role == Role.ACTIVE ? holders.actives() : holders.standbys();
            if (!units.isEmpty()) {
                return Optional.of(units.get(0));
            }
        }
        return Optional.empty();
    }

    /**
     * Where some are not ready for everything: whoever is ready for, and can carry, most of the instances; among equals
     * those that had one of these roles so far, in this order, then those that are ready without reserve, then the best.
     */
    private static Optional<ServiceUnit> readiest(
            GroupView group, Predicate<ServiceUnit> which, List<Role> former, Role role) {
        List<ServiceUnit> candidates = new ArrayList<>();
        former.forEach(r -> holder(group, r).ifPresent(candidates::add));
        group.fitUnits().stream()
                .filter(u -> role == Role.STANDBY || !isDegraded(group, u))
                .forEach(candidates::add);
        candidates.addAll(group.fitUnits());
        Optional<ServiceUnit> best = Optional.empty();
        int most = -1;
        for (ServiceUnit unit : candidates) {
            if (which.test(unit) && most < group.assignable().size()) {
                AssignmentDraft trial = new AssignmentDraft(group);
                group.assignable().forEach(i -> give(trial, i, unit, role));
                if (trial.load(unit, role) > most) {
                    most = trial.load(unit, role);
                    best = Optional.of(unit);
                }
            }
        }
        return best;
    }

    private static boolean isDegraded(GroupView group, ServiceUnit unit) {
        return group.assignable().stream().anyMatch(i -> group.isDegraded(unit, i));
    }

    /** The first unit that can carry everything, else the one that can carry most. */
    private static Optional<ServiceUnit> best(GroupView group, Predicate<ServiceUnit> which) {
        if (group.group().capacities().isUnlimited()) {
            return group.fitUnits().stream().filter(which).findFirst();
        }
        Optional<ServiceUnit> best = Optional.empty();
        int most = -1;
        for (ServiceUnit unit : group.fitUnits()) {
            if (which.test(unit) && most < group.assignable().size()) {
                AssignmentDraft trial = new AssignmentDraft(group);
                group.assignable().forEach(i -> give(trial, i, unit, Role.ACTIVE));
                if (trial.load(unit, Role.ACTIVE) > most) {
                    most = trial.load(unit, Role.ACTIVE);
                    best = Optional.of(unit);
                }
            }
        }
        return best;
    }
}
