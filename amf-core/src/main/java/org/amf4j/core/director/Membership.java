package org.amf4j.core.director;

import java.util.Optional;
import org.amf4j.core.event.Event.AgentLeaves;
import org.amf4j.core.event.Event.AgentReturned;
import org.amf4j.core.event.Event.NodeHeard;
import org.amf4j.core.event.Event.NodeLeft;
import org.amf4j.core.event.Event.NodeSilent;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.model.Node;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.NodeState.Silence;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.OperationalState;

/** What members that come and go do to what runs on them (AMF-092). */
final class Membership {

    private static final String LEASE_RULE = "LEASE";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;

    Membership(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
    }

    /** The node is a member of the cluster from now on. */
    void joined(Node node, long incarnation) {
        NodeState n = state.of(node);
        if (n.isMember()) {
            lost(n, "its agent has started anew");
        }
        n.join(incarnation);
        turn.gate().operational(n, OperationalState.ENABLED);
        turn.because(n.node(), "AMF-092", "joined");
        for (UnitState unit : state.unitsOf(n.node())) {
            state.touch(unit);
        }
        if (!state.isStarted() && !state.timers().isSet(new Timer.StartupTimeout())) {
            long wait = state.model().cluster().config().startupTimeoutNanos();
            state.timers().set(new Timer.StartupTimeout(), turn.nowNanos() + wait);
        }
    }

    private void failedIn(GroupState group) {
        group.failed(turn.nowNanos());
        state.timers().cancel(new Timer.AutoAdjust(group.group()));
    }

    /** What runs there may still serve, so its work stays where it is, and so do its orders. */
    void silent(NodeSilent event) {
        member(event.agentName(), event.incarnation())
                .filter(n -> n.silence().isEmpty())
                .ifPresent(n -> {
                    n.silence(Optional.of(new Silence(event.cause(), turn.nowNanos() + event.waitNanos())));
                    turn.because(
                            n.node(),
                            LEASE_RULE,
                            event.cause() + "; its work moves when its lease has run out, in "
                                    + event.waitNanos() / NANOS_PER_MILLI
                                    + " ms at the latest as far as is known, or as soon as it is known to be dead");
                });
    }

    void heard(NodeHeard event) {
        member(event.agentName(), event.incarnation())
                .filter(n -> n.silence().isPresent())
                .ifPresent(n -> {
                    n.silence(Optional.empty());
                    turn.because(n.node(), LEASE_RULE, "can be heard again within its lease, and is as it was");
                });
    }

    /** Its work stays where it is, and so do its orders, until its agent returns or its time is over. */
    void leaves(AgentLeaves event) {
        member(event.agentName(), event.incarnation()).ifPresent(n -> {
            String cause = "its agent restarts and has left what runs there as it is";
            n.silence(Optional.of(new Silence(cause, turn.nowNanos() + event.keptNanos())));
            turn.because(
                    n.node(),
                    LEASE_RULE,
                    cause + "; its work moves when the agent has not returned within "
                            + event.keptNanos() / NANOS_PER_MILLI + " ms, or as soon as it is known to be dead");
        });
    }

    void returned(AgentReturned event) {
        member(event.agentName(), event.incarnation()).ifPresent(n -> {
            n.silence(Optional.empty());
            turn.because(n.node(), LEASE_RULE, "its agent has returned and goes on with what runs there");
        });
    }

    void left(NodeLeft event) {
        member(event.agentName(), event.incarnation()).ifPresent(n -> lost(n, event.cause()));
    }

    private Optional<NodeState> member(String agentName, long incarnation) {
        return state.model()
                .nodeOfAgent(agentName)
                .map(state::of)
                .filter(n -> n.isMember() && n.incarnation() == incarnation);
    }

    /** The node takes no part any more, and nothing runs there. */
    void lost(NodeState n, String cause) {
        n.leave();
        state.toRepair().remove(n);
        state.timers().cancel(new Timer.FailoverProbation(n.node()));
        state.timers().cancel(new Timer.RebootOverdue(n.node()));
        turn.gate().operational(n, OperationalState.DISABLED);
        turn.because(n.node(), "AMF-092", "left: " + cause);
        if (!state.isStarted() && state.nodes().stream().noneMatch(NodeState::isMember)) {
            state.timers().cancel(new Timer.StartupTimeout()); // the next join is the first again
        }
        for (UnitState unit : state.hostedBy(n)) {
            failedIn(state.of(unit.unit().group()));
            unit.wanted(false);
            unit.repairing(false);
            unit.endRestart();
            unit.escalation().reset();
            state.timers().cancel(new Timer.ComponentRestartProbation(unit.unit()));
            state.timers().cancel(new Timer.UnitRestartProbation(unit.unit()));
            unit.components().forEach(life::lost);
            unit.components().forEach(c -> c.restarts(0));
            unit.components().forEach(c -> turn.gate().operational(c, OperationalState.ENABLED));
            turn.gate().operational(unit, OperationalState.ENABLED);
            state.touch(unit);
        }
    }
}
