package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.model.Entity;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.OperationalState;

/** What holds when nothing fails any more: everything has ended, is repaired, and is served. */
final class ConvergedTruths {

    private ConvergedTruths() {}

    static void check(VirtualCluster cluster, int requests) {
        ClusterState state = cluster.state();
        Entity all = state.model().cluster();
        require(
                state.operations().isEmpty(),
                "EVERY-OPERATION-ENDS",
                all,
                state.operations().size() + " pending: "
                        + state.operations().stream()
                                .map(o -> o.operation() + " " + o.target())
                                .toList());
        require(
                state.membership().changes().isEmpty(),
                "EVERY-OPERATION-ENDS",
                all,
                "pending on nodes: " + state.membership().changes().size());
        require(state.outstanding().isEmpty(), "COMES-TO-REST", all, "outstanding: " + state.outstanding());
        require(
                cluster.replies().size() == requests,
                "EVERY-REQUEST-ANSWERED",
                all,
                cluster.replies().size() + " answers to " + requests + " requests");
        for (UnitState unit : state.units()) {
            require(unit.operational() == OperationalState.ENABLED, "REPAIRED", unit.unit(), "still DISABLED");
            require(unit.admin() == AdminState.UNLOCKED, "UNLOCKED", unit.unit(), "is " + unit.admin());
        }
        for (GroupState group : state.groups()) {
            require(group.isSettled(), "COMES-TO-REST", group.group(), "not settled");
            AssignmentTruths.checkConverged(state, group);
            group.instances().forEach(i -> checkServed(state, group, i));
        }
        RunningTruths.checkAtRest(state, cluster.agents(), SimulatedAgent.holdings(cluster.outside()));
    }

    private static void checkServed(ClusterState state, GroupState group, InstanceState instance) {
        boolean wanted = Targets.isAssignable(state, group, instance)
                && !group.target().of(instance.instance()).actives().isEmpty();
        boolean unassigned = instance.assignment() == AssignmentState.UNASSIGNED;
        boolean full = instance.assignments().stream()
                .anyMatch(a -> a.is(HaState.ACTIVE) && a.csis().isEmpty());
        require(!wanted || !unassigned || full, "SERVED-IN-THE-END", instance.instance(), "UNASSIGNED");
        require(
                instance.isAlarmed() == unassigned,
                "ALARM-WHILE-UNASSIGNED",
                instance.instance(),
                "alarm " + instance.isAlarmed() + ", " + instance.assignment());
    }
}
