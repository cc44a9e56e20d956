package org.amf4j.testkit;

import java.util.Collection;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;

/**
 * Truths about the whole cluster, checked after every simulated event. A violation is an {@link AssertionError} that
 * names the truth and the entity.
 */
final class Invariants {

    private Invariants() {}

    static void check(ClusterState state, Collection<SimulatedAgent> agents, Outcome outcome) {
        RunningTruths.check(state, agents);
        OrderTruths.check(state, outcome);
        StateTruths.check(state);
        for (GroupState group : state.groups()) {
            AssignmentTruths.check(state, group);
        }
    }

    static void require(boolean truth, String name, Entity entity, String detail) {
        if (!truth) {
            throw new AssertionError(name + " is broken for " + entity + ": " + detail);
        }
    }
}
