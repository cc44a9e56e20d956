package org.amf4j.testkit;

import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;

/**
 * Truths about the whole cluster, checked after every simulated event. A violation is an {@link AssertionError} that
 * names the truth and the entity.
 */
public final class Invariants {

    private Invariants() {}

    static void check(ClusterState state, Outcome outcome) {
        OrderTruths.check(state, outcome);
        StateTruths.check(state);
        OperationTruths.check(state);
        MembershipTruths.check(state, outcome);
        ContainerTruths.check(state, outcome);
        RecoveryTruths.check(state, outcome);
        for (GroupState group : state.groups()) {
            AssignmentTruths.check(state, group);
        }
    }

    /**
     * Holds when faults have stopped, everything has been repaired, and the cluster has come to rest.
     *
     * @param requests how many requests have been made, which must all have been answered
     */
    public static void checkConverged(VirtualCluster cluster, int requests) {
        ConvergedTruths.check(cluster, requests);
    }

    static void require(boolean truth, String name, Entity entity, String detail) {
        if (!truth) {
            throw new AssertionError(name + " is broken for " + entity + ": " + detail);
        }
    }
}
