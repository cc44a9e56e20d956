package org.amf4j.core.lifecycle;

import java.util.Optional;
import org.amf4j.core.model.Node;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * Has a node rebooted at once, without CLEANUP (recovery reference, NODE_FAILFAST; AMF-072).
 *
 * <p>Whatever ran there counts as running until the node is known to be gone: its work moves then and not before. In the
 * meantime nothing is ordered there and nothing heard from there matters, except the end of a cleanup that others wait for.
 */
public final class NodeReset {

    /** After this time a node that has not gone is told again, in nanoseconds. */
    static final long OVERDUE_NANOS = 10_000_000_000L;

    /** So often a node is told to reboot. */
    static final int ORDERS_MAX = 6;

    private static final String RULE = "NODE-REBOOT";

    private final Turn turn;

    public NodeReset(Turn turn) {
        this.turn = turn;
    }

    /** Has the node rebooted unless it is gone or about to go. */
    public void reset(NodeState node, String cause) {
        if (!node.isMember() || node.isRebooting()) {
            return;
        }
        turn.gate().operational(node, OperationalState.DISABLED);
        turn.state().timers().cancel(new Timer.FailoverProbation(node.node()));
        turn.state().toRepair().remove(node);
        turn.state().hostedBy(node).forEach(this::leaveToItself);
        order(node, cause);
    }

    private void order(NodeState node, String cause) {
        turn.reboot(node, cause);
        turn.state().timers().set(new Timer.RebootOverdue(node.node()), turn.nowNanos() + OVERDUE_NANOS);
        turn.because(node.node(), RULE, "is rebooted: " + cause);
    }

    private void leaveToItself(UnitState unit) {
        unit.wanted(false);
        unit.repairing(false);
        unit.endRestart();
        turn.gate().operational(unit, OperationalState.DISABLED);
        unit.components().forEach(this::leaveToItself);
        turn.state().touch(unit);
    }

    private void leaveToItself(ComponentState c) {
        turn.state().timers().cancel(new Timer.InstantiationRetry(c.component()));
        if (!c.isCleaning()) {
            turn.forgetOrders(c);
            c.forgetIncarnation();
        }
        if (c.presence().isUp()) {
            turn.gate().presence(c, PresenceState.TERMINATING);
        }
    }

    /** The node was told to reboot and is still there. */
    public void overdue(Node node) {
        NodeState state = turn.state().of(node);
        Optional<String> cause = state.reboot().map(r -> r.cause());
        if (cause.isEmpty()) {
            return;
        }
        if (state.reboots() < ORDERS_MAX) {
            order(state, cause.get());
        } else {
            turn.because(
                    node,
                    RULE,
                    "was told to reboot " + ORDERS_MAX + " times and is still a member, so its work cannot move;"
                            + " switch it off");
        }
    }

    /** A component could not be instantiated: reboots its node where that is configured. */
    void afterFailedInstantiation(ComponentState c) {
        host(c).filter(n -> n.node().config().failfastOnInstantiationFailure())
                .ifPresent(n -> reset(n, c.component() + " is INSTANTIATION_FAILED"));
    }

    /** A component could not be cleaned up: reboots its node where that is configured. */
    void afterFailedTermination(ComponentState c) {
        host(c).filter(n -> n.node().config().failfastOnTerminationFailure())
                .ifPresent(n -> reset(n, c.component() + " is TERMINATION_FAILED"));
    }

    /** The node of the component when it may be rebooted for it. */
    private Optional<NodeState> host(ComponentState c) {
        UnitState unit = turn.state().unitOf(c);
        return unit.host()
                .filter(n -> n.node().config().autoRepair() && !unit.unit().isInMaintenance());
    }
}
