package org.amf4j.testkit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.ReadinessState;

/**
 * Truths about the whole cluster, checked after every simulated event. A violation is an {@link AssertionError} that
 * names the truth and the entity.
 */
final class Invariants {

    void check(ClusterState state, Collection<SimulatedAgent> agents) {
        atMostOneActive(state, agents);
        for (GroupState group : state.groups()) {
            group.units().forEach(u -> nothingNewOutOfService(group, u));
            separateRoles(group);
            if (group.isSettled()) {
                group.instances().forEach(i -> standbyBesideActive(group, i));
                group.instances().forEach(i -> servedIfPossible(group, i));
            }
        }
    }

    /** What really runs, not what the director believes: at most one instance is active for a CSI. */
    private static void atMostOneActive(ClusterState state, Collection<SimulatedAgent> agents) {
        Map<Dn, Dn> activeByCsi = new LinkedHashMap<>();
        for (SimulatedAgent agent : agents) {
            agent.holdings().forEach((component, has) -> has.forEach((csi, ha) -> {
                boolean serves = ha == HaState.ACTIVE || ha == HaState.QUIESCING;
                if (serves && isSingleActive(state, csi)) {
                    Dn other = activeByCsi.put(csi, component);
                    require(other == null, "two active for " + csi + ": " + other + " and " + component);
                }
            }));
        }
    }

    private static boolean isSingleActive(ClusterState state, Dn csi) {
        return state.model()
                .find(csi, ComponentServiceInstance.class)
                .filter(c -> c.instance().group().config().redundancy().singleActive())
                .isPresent();
    }

    private static void nothingNewOutOfService(GroupState group, UnitState unit) {
        if (unit.readiness() != ReadinessState.IN_SERVICE) {
            for (UnitAssignment a : unit.assignments()) {
                boolean asked = group.target()
                        .of(a.instance().instance())
                        .role(unit.unit())
                        .isPresent();
                require(!asked, unit.unit() + " is " + unit.readiness() + " and should hold "
                        + a.instance().instance());
            }
        }
    }

    private static void separateRoles(GroupState group) {
        RedundancyKind kind = group.group().config().redundancy();
        if (kind != RedundancyKind.TWO_N && kind != RedundancyKind.N_PLUS_M) {
            return;
        }
        for (UnitState unit : group.units()) {
            boolean active = unit.assignments().stream().anyMatch(a -> a.is(HaState.ACTIVE));
            boolean standby = unit.assignments().stream().anyMatch(a -> a.is(HaState.STANDBY)
                    && group.target().of(a.instance().instance()).standbys().contains(unit.unit()));
            require(!(active && standby), unit.unit() + " is active and standby");
        }
        if (kind == RedundancyKind.TWO_N) {
            long serving = group.units().stream()
                    .filter(u -> u.assignments().stream().anyMatch(a -> a.mayBeActive() && a.after().isEmpty()))
                    .count();
            require(serving <= 1, serving + " units of " + group.group() + " may be active");
        }
    }

    private static void standbyBesideActive(GroupState group, InstanceState instance) {
        boolean standby = instance.assignments().stream().anyMatch(a -> a.is(HaState.STANDBY));
        boolean active = instance.assignments().stream().anyMatch(UnitAssignment::mayBeActive);
        require(!standby || active, instance.instance() + " has a standby and no active in " + group.group());
    }

    /** At rest, whoever should be active is, unless a former holder may still serve. */
    private static void servedIfPossible(GroupState group, InstanceState instance) {
        Assignments.Holders holders = group.target().of(instance.instance());
        boolean stuck = group.units().stream().anyMatch(u -> u.presence().isFailed());
        boolean served = holders.actives().stream()
                .allMatch(u -> instance.assignments().stream()
                        .anyMatch(a -> a.unit().unit() == u && a.is(HaState.ACTIVE)));
        require(served || stuck, instance.instance() + " is at rest and not served by " + holders.actives());
    }

    private static void require(boolean truth, String violation) {
        if (!truth) {
            throw new AssertionError(violation);
        }
    }
}
