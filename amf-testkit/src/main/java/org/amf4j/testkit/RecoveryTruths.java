package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.recovery.AppliedRecovery;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.state.OperationalState;

/** A component that is not restarted in place after a failure is DISABLED from then on, and so is its unit. */
final class RecoveryTruths {

    private RecoveryTruths() {}

    static void check(ClusterState state, Outcome outcome) {
        for (Change change : outcome.changes()) {
            if (change instanceof Change.Recovery recovery && disables(AppliedRecovery.valueOf(recovery.applied()))) {
                state.component(recovery.component()).ifPresent(c -> checkDisabled(state, c, recovery));
            }
        }
    }

    private static boolean disables(AppliedRecovery applied) {
        return switch (applied) {
            case COMPONENT_FAILOVER, UNIT_FAILOVER, NODE_SWITCHOVER, NODE_FAILOVER, NODE_FAILFAST -> true;
            case COMPONENT_RESTART, UNIT_RESTART, CLUSTER_RESET, APPLICATION_RESTART, CONTAINER_RESTART -> false;
        };
    }

    private static void checkDisabled(ClusterState state, ComponentState c, Change.Recovery recovery) {
        boolean both = c.operational() == OperationalState.DISABLED
                && state.unitOf(c).operational() == OperationalState.DISABLED;
        require(
                both,
                "FAILED-IS-DISABLED",
                c.component(),
                "is " + c.operational() + " in a unit that is "
                        + state.unitOf(c).operational() + " after " + recovery.text());
    }
}
