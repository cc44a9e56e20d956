package org.amf4j.core.recovery;

import java.util.List;
import org.amf4j.core.lifecycle.NodeReset;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * Repairs a node after a switch-over or fail-over by a reboot, where that is configured ({@code saAmfNodeAutoRepair}): when
 * nothing runs there any more that could be ended otherwise.
 */
public final class NodeRepair {

    private final ClusterState state;
    private final NodeReset reset;

    public NodeRepair(Turn turn) {
        this.state = turn.state();
        this.reset = new NodeReset(turn);
    }

    /** Reboots the nodes whose time has come; returns whether there were any. */
    public boolean advance() {
        boolean changed = false;
        for (NodeState node : List.copyOf(state.toRepair())) {
            if (node.operational() == OperationalState.ENABLED) {
                state.toRepair().remove(node); // an administrator was faster
            } else if (state.hostedBy(node).stream().allMatch(NodeRepair::isDown)) {
                reset.reset(node, "automatic repair, its work has gone");
                changed = true;
            }
        }
        return changed;
    }

    private static boolean isDown(UnitState unit) {
        return unit.components().stream()
                .allMatch(c -> c.presence() == PresenceState.UNINSTANTIATED
                        || c.presence().isFailed());
    }
}
