package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.List;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Cordons;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** Who holds what in a service group: roles, limits, and nobody left out. */
final class AssignmentTruths {

    private AssignmentTruths() {}

    static void check(ClusterState state, GroupState group) {
        group.units().forEach(u -> nothingWantedOutOfService(group, u));
        group.units().forEach(u -> capacity(group, u));
        group.instances().forEach(i -> roles(state, group, i));
        separateRoles(state, group);
        if (group.isSettled()) {
            group.instances().forEach(i -> standbyBesideActive(group, i));
            group.instances().forEach(i -> servedIfPossible(group, i));
            if (state.isStarted()) {
                group.instances().forEach(i -> wantedIfPossible(state, group, i));
            }
        }
    }

    private static void nothingWantedOutOfService(GroupState group, UnitState unit) {
        boolean wanted =
                unit.readiness() != ReadinessState.IN_SERVICE && group.target().uses(unit.unit());
        require(!wanted, "NOTHING-NEW-OUT-OF-SERVICE", unit.unit(), unit.readiness() + " and should hold something");
    }

    private static void capacity(GroupState group, UnitState unit) {
        long active =
                unit.assignments().stream().filter(UnitAssignment::mayBeActive).count();
        long standby = unit.assignments().stream()
                .filter(a -> a.csis().stream()
                        .anyMatch(p ->
                                p.confirmed().filter(h -> h == HaState.STANDBY).isPresent()))
                .count();
        if (group.group().config().redundancy() == RedundancyKind.TWO_N) {
            return; // its limits per unit have no effect
        }
        int activeMax = unit.unit().isPreInstantiable() ? group.group().config().maxActivePerUnit() : 1;
        require(active <= activeMax, "UNIT-CAPACITY", unit.unit(), "active for " + active);
        require(
                standby <= group.group().config().maxStandbyPerUnit(),
                "UNIT-CAPACITY",
                unit.unit(),
                "standby for " + standby);
    }

    /**
     * Whether the unit may serve. Who is told to serve after a cleanup is told so when the leader has heard of its end;
     * the answer may be in the log before that end when the leader dies. {@link RunningTruths} look at what really runs.
     */
    private static boolean mayServe(ClusterState state, UnitAssignment a) {
        return a.mayBeActive() && !a.after().filter(c -> isUnderWay(state, c)).isPresent();
    }

    /** Whether the instance that is to be cleaned up is the present one of its component, and has not been so far. */
    private static boolean isUnderWay(ClusterState state, Command.Cleanup cleanup) {
        return state.component(cleanup.component())
                .filter(c -> c.isCleaning()
                        && c.incarnation().filter(cleanup.incarnation()::equals).isPresent())
                .isPresent();
    }

    private static void roles(ClusterState state, GroupState group, InstanceState instance) {
        RedundancyKind kind = group.group().config().redundancy();
        long active =
                instance.assignments().stream().filter(a -> mayServe(state, a)).count();
        require(!kind.singleActive() || active <= 1, "ONE-ACTIVE-UNIT", instance.instance(), active + " units");
        int wanted = instance.instance().config().prefActiveAssignments();
        long serving = instance.assignments().stream()
                .filter(a -> mayServe(state, a) && a.unit().presence() != PresenceState.TERMINATION_FAILED)
                .count();
        boolean shrinking =
                instance.assignments().stream().noneMatch(a -> a.aims(HaState.ACTIVE) && !a.is(HaState.ACTIVE))
                        && instance.assignments().stream()
                                        .filter(a -> a.aims(HaState.ACTIVE))
                                        .count()
                                <= wanted; // the preferred number has been lowered, and the surplus is on its way out
        require(
                kind.singleActive() || serving <= wanted || shrinking,
                "PREFERRED-ACTIVES",
                instance.instance(),
                serving + " units, preferred " + wanted);
    }

    private static void separateRoles(ClusterState state, GroupState group) {
        RedundancyKind kind = group.group().config().redundancy();
        if (kind != RedundancyKind.TWO_N && kind != RedundancyKind.N_PLUS_M) {
            return;
        }
        for (UnitState unit : group.units()) {
            boolean active = unit.assignments().stream().anyMatch(a -> a.is(HaState.ACTIVE));
            boolean standby = unit.assignments().stream()
                    .anyMatch(a -> a.is(HaState.STANDBY)
                            && group.target()
                                    .of(a.instance().instance())
                                    .standbys()
                                    .contains(unit.unit()));
            require(!(active && standby), "SEPARATE-ROLES", unit.unit(), "active and standby");
        }
        if (kind == RedundancyKind.TWO_N) {
            long serving = group.units().stream()
                    .filter(u -> u.assignments().stream().anyMatch(a -> mayServe(state, a)))
                    .count();
            require(serving <= 1, "ONE-ACTIVE-UNIT", group.group(), serving + " units may be active");
        }
    }

    private static void standbyBesideActive(GroupState group, InstanceState instance) {
        boolean standby = instance.assignments().stream().anyMatch(a -> a.is(HaState.STANDBY));
        boolean active = instance.assignments().stream().anyMatch(a -> a.mayBeActive() || a.is(HaState.ACTIVE));
        require(
                !standby
                        || active
                        || isStuck(group)
                        || group.group().config().model().isPresent(),
                "STANDBY-BESIDE-ACTIVE",
                instance.instance(),
                "standby, no active, " + group.group());
    }

    /** At rest, whoever should be active is, unless a former holder may still serve. */
    private static void servedIfPossible(GroupState group, InstanceState instance) {
        Assignments.Holders holders = group.target().of(instance.instance());
        boolean served = holders.actives().stream()
                .allMatch(u ->
                        instance.assignments().stream().anyMatch(a -> a.unit().unit() == u && a.is(HaState.ACTIVE)));
        require(
                served || isWaiting(instance) || isStuck(group),
                "SERVED-AT-REST",
                instance.instance(),
                "not served by " + holders.actives());
    }

    /** Whether it may go on without a sponsor where it is active, and may not become active anywhere else (AMF-076). */
    private static boolean isWaiting(InstanceState instance) {
        return instance.sponsors().stream()
                        .anyMatch(d -> !d.sponsor().standing().steady())
                || instance.group().proxied().stream().anyMatch(c -> !c.isUsable()); // by nobody, or not yet
    }

    /** Whether a former holder could not be cleaned up and may still serve, so that nobody may take over. */
    private static boolean isStuck(GroupState group) {
        return group.units().stream().anyMatch(u -> u.presence() == PresenceState.TERMINATION_FAILED);
    }

    /** Nobody is left out while a unit in service could take it within the limits. */
    private static void wantedIfPossible(ClusterState state, GroupState group, InstanceState instance) {
        if (group.group().config().model().isPresent()) {
            return; // whoever has written the model knows whom it leaves out
        }
        boolean unserved = Targets.isAssignable(state, group, instance)
                && group.target().of(instance.instance()).actives().isEmpty();
        if (unserved) {
            HaReadinesses readiness = Cordons.readiness(group);
            List<UnitState> able = group.units().stream()
                    .filter(u -> u.readiness() == ReadinessState.IN_SERVICE && !u.isReplacing())
                    .filter(u -> u.isWanted() || !u.unit().isPreInstantiable()) // else a better one has come for it
                    .filter(u -> readiness.allow(u.unit(), instance.instance(), Role.ACTIVE))
                    .filter(u -> Room.couldTake(group, u, instance.instance()))
                    .toList();
            require(
                    able.isEmpty(),
                    "NOBODY-LEFT-OUT",
                    instance.instance(),
                    "unassigned, but " + able.stream().map(u -> u.unit().name()).toList() + " could take it");
        }
    }

    /** Whether there is a container for it, if it needs one, on a node where it may run. */
    private static boolean mayFindContainer(ClusterState state, UnitState unit) {
        return unit.containment()
                .filter(where -> unit.unit().config().hosts().stream()
                        .noneMatch(n -> where.source().openOn(state.of(n)).isPresent()))
                .isEmpty();
    }

    /** With nothing left to fail: as many units in service as preferred, and everyone at the goal. */
    static void checkConverged(ClusterState state, GroupState group) {
        long inService = group.units().stream()
                .filter(u -> u.readiness() == ReadinessState.IN_SERVICE)
                .count();
        long hosted = group.units().stream().filter(u -> u.host().isPresent()).count();
        int possible = (int)
                group.units().stream().filter(u -> mayFindContainer(state, u)).count();
        int preferred = Math.min(possible, group.group().config().prefInServiceUnits());
        require(
                inService >= preferred,
                "PREFERRED-IN-SERVICE",
                group.group(),
                inService + " in service, " + preferred + " preferred, " + hosted + " hosted");
        for (InstanceState instance : group.instances()) {
            Assignments.Holders holders = group.target().of(instance.instance());
            checkReady(group, instance, holders);
            for (UnitAssignment a : instance.assignments()) {
                boolean active = holders.actives().contains(a.unit().unit()) && a.is(HaState.ACTIVE);
                boolean standby = holders.standbys().contains(a.unit().unit()) && a.is(HaState.STANDBY);
                require(
                        active || standby,
                        "TARGET-REACHED",
                        instance.instance(),
                        a.confirmed() + " on " + a.unit().unit() + ", target " + holders);
            }
            int wanted = holders.actives().size() + holders.standbys().size();
            require(
                    instance.assignments().size() == wanted || isWaiting(instance),
                    "TARGET-REACHED",
                    instance.instance(),
                    instance.assignments().size() + " assignments, target " + holders);
        }
    }

    /** Nobody is to have what its components have said that they are not ready for. */
    private static void checkReady(GroupState group, InstanceState instance, Assignments.Holders holders) {
        for (Role role : Role.values()) {
            for (ServiceUnit unit : role == Role.ACTIVE ? holders.actives() : holders.standbys()) {
                require(
                        group.haReadiness().allow(unit, instance.instance(), role),
                        "READY-FOR-WHAT-IT-HAS",
                        instance.instance(),
                        unit + " is to be " + role + " and is "
                                + group.haReadiness().of(unit, instance.instance()));
            }
        }
    }
}
