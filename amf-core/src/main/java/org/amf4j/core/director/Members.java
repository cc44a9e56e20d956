package org.amf4j.core.director;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.clm.machine.Effect;
import org.amf4j.clm.machine.MembershipMachine;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.TrackStep;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.clm.model.NodeIds;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.lifecycle.Departures;
import org.amf4j.core.lifecycle.NodeReset;
import org.amf4j.core.model.MembershipModel;
import org.amf4j.core.model.Node;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.NodeState.Departure;
import org.amf4j.core.runtime.Turn;

/**
 * The cluster's membership, decided first, and what AMF makes of it: AMF is a subscriber like any other, asked in every step
 * (CLM reference, section 5.1).
 */
final class Members {

    private final Turn turn;
    private final ClusterState state;
    private final Membership membership;
    private final MembershipMachine machine;
    private final Departures departures;

    Members(Turn turn, Membership membership) {
        this.turn = turn;
        this.state = turn.state();
        this.membership = membership;
        this.machine = new MembershipMachine(state.membership(), turn.nowNanos());
        this.departures = new Departures(turn);
    }

    // ---- what happens

    void joined(Event.NodeJoined event) {
        machine.up(new MembershipMachine.Arrival(
                event.agentName(), event.incarnation(), event.startedAtNanos(), event.address()));
        follow();
        Optional<NodeState> node =
                state.model().nodeOfAgent(event.agentName()).map(state::of).filter(NodeState::isMember);
        boolean anew = node.filter(n -> n.incarnation() < event.incarnation()).isPresent();
        if (anew) { // it was on its way out, and comes back to where it may take part in nothing
            membership.lost(node.get(), "its agent has started anew");
        }
    }

    void silent(Event.NodeSilent event) {
        machine.silent(event.agentName(), event.incarnation(), true);
        membership.silent(event);
    }

    /** That a node can be heard says nothing about an agent that leaves: its process may not have ended yet. */
    void heard(Event.NodeHeard event) {
        boolean leaving = state.membership()
                .nodeOfAgent(event.agentName())
                .filter(n -> n.keptNanos() > 0)
                .isPresent();
        if (!leaving) {
            machine.silent(event.agentName(), event.incarnation(), false);
            membership.heard(event);
        }
    }

    void leaves(Event.AgentLeaves event) {
        machine.leaves(event.agentName(), event.incarnation(), event.keptNanos());
        membership.leaves(event);
        follow();
    }

    void returned(Event.AgentReturned event) {
        machine.silent(event.agentName(), event.incarnation(), false);
        membership.returned(event);
    }

    void left(Event.NodeLeft event) {
        machine.down(event.agentName(), event.incarnation());
        follow();
        membership.left(event); // also when it was no member any more and had something to end still
    }

    void requested(Event.MembershipRequested event) {
        machine.requested(event.requestId(), event.target(), event.operation());
        follow();
    }

    void tracked(Event.TrackerChanged event) {
        machine.track(event.requestId(), event.tracker(), event.flags());
        follow();
    }

    void answered(Event.TrackerAnswered event) {
        machine.answered(event.requestId(), event.tracker(), event.step(), event.answer());
        follow();
    }

    /** The configuration has changed: nodes that are new, different or gone. */
    void reconfigured(Map<Dn, Optional<ImmObject>> edits) {
        edits.forEach((dn, object) -> {
            Optional<NodeMembership> known = state.membership().node(dn);
            if (object.isEmpty()) {
                known.ifPresent(n -> machine.deleted(dn));
            } else if (object.get().className().equals(ClmNode.CLASS)) {
                configured(object.get(), known);
            }
        });
        for (Dn dn : edits.keySet()) {
            state.model()
                    .find(dn, Node.class)
                    .filter(n -> membershipOf(n).isEmpty())
                    .ifPresent(this::named);
        }
        follow();
    }

    private void configured(ImmObject object, Optional<NodeMembership> known) {
        if (known.isEmpty()) {
            machine.created(ClmNode.of(object, nextId(object.dn())));
            return;
        }
        ClmNode before = known.get().node();
        ClmNode after = ClmNode.of(object, before.nodeId());
        boolean changed = before.disableReboot() != after.disableReboot()
                || before.lockCallbackTimeoutNanos() != after.lockCallbackTimeoutNanos();
        if (changed) {
            machine.modified(object.dn(), after.disableReboot(), after.lockCallbackTimeoutNanos());
        }
    }

    /** A node that is mapped on no configured node of the cluster counts as one of its name. */
    private void named(Node node) {
        Dn dn = MembershipModel.nodeOf(node, state.membership().cluster());
        machine.created(ClmNode.named(dn, nextId(dn)));
    }

    private long nextId(Dn dn) {
        return NodeIds.next(
                dn,
                state.membership().nodes().stream().map(n -> n.node().nodeId()).toList());
    }

    void due() {
        machine.due();
        follow();
    }

    /** Takes the next steps of nodes that are being made to leave; returns whether there were any. */
    boolean advance() {
        boolean changed = false;
        for (NodeState node : state.nodes()) {
            if (node.departure().isPresent()) {
                changed |= advance(node, node.departure().get());
            }
        }
        return changed;
    }

    private boolean advance(NodeState node, Departure departure) {
        return switch (departures.progress(node)) {
            case UNDER_WAY -> false;
            case DRAINED -> {
                departures.empty(node);
                yield true;
            }
            case GONE -> {
                boolean waited = departure.sequence() != 0;
                if (waited) {
                    departures.answered(node);
                    answer(departure.sequence(), StepAnswer.OK);
                }
                leftAlone(node);
                yield waited || !node.isMember();
            }
            case STUCK -> {
                boolean waited = departure.sequence() != 0;
                if (waited) {
                    departures.answered(node);
                    answer(departure.sequence(), StepAnswer.ERROR);
                }
                yield waited;
            }
        };
    }

    /** Nothing is left on a node that is no member any more. */
    private void leftAlone(NodeState node) {
        boolean member =
                membershipOf(node.node()).filter(NodeMembership::isMember).isPresent();
        if (!member && node.isMember() && !node.isRebooting()) {
            membership.lost(node, "it has left the cluster in order");
        }
    }

    private void answer(long sequence, StepAnswer answer) {
        machine.answered(TrackerId.FRAMEWORK, sequence, answer);
        follow();
    }

    // ---- what follows

    private void follow() {
        for (List<Effect> effects = machine.takeEffects(); !effects.isEmpty(); effects = machine.takeEffects()) {
            effects.forEach(this::follow);
        }
    }

    private void follow(Effect effect) {
        switch (effect) {
            case Effect.Told told -> react(told.step());
            case Effect.Changed c -> turn.changed(new Change.Membership(c.node(), c.change(), c.viewNumber()));
            case Effect.Administered a -> turn.changed(new Change.MembershipAdmin(a.node(), a.before(), a.after()));
            case Effect.Answered a -> turn.reply(a.requestId(), a.status(), a.text());
            case Effect.Reset r -> state.membership().node(r.node()).ifPresent(n -> reset(n, r.cause()));
            case Effect.Because b -> turn.because(b.subject(), b.rule(), b.text());
        }
    }

    private void react(TrackStep step) {
        Optional<NodeState> node = nodeOf(step);
        boolean asked = step.asked().contains(TrackerId.FRAMEWORK);
        boolean shutdown = step.change() == ClusterChange.SHUTDOWN;
        if (asked && node.filter(NodeState::isMember).isEmpty()) {
            answer(step.sequence(), StepAnswer.OK);
        } else if (asked && step.step() == ChangeStep.VALIDATE) {
            Optional<String> objection = shutdown ? Optional.empty() : departures.objection(node.get());
            objection.ifPresent(text -> turn.because(step.node().name(), "CLM-VALIDATE", text));
            answer(step.sequence(), objection.isEmpty() ? StepAnswer.OK : StepAnswer.REJECTED);
        } else if (asked) {
            departures.begin(node.get(), step.sequence(), shutdown);
        } else if (step.step() == ChangeStep.ABORTED) {
            node.ifPresent(departures::giveUp);
        } else if (step.step() == ChangeStep.COMPLETED) {
            node.ifPresent(n -> completed(n, step));
        }
    }

    private Optional<NodeState> nodeOf(TrackStep step) {
        return state.model().nodeOfAgent(step.node().name().rdnValue()).map(state::of);
    }

    private void completed(NodeState node, TrackStep step) {
        if (step.change() == ClusterChange.LEFT) {
            // without a departure it is lost, which comes next; with one that is not over, what runs there is ended
            // first
            departures.answered(node);
        } else if (step.change() == ClusterChange.JOINED) {
            long incarnation =
                    membershipOf(node.node()).map(NodeMembership::incarnation).orElseThrow();
            boolean stays = node.isMember() && node.incarnation() == incarnation;
            if (stays) {
                departures.giveUp(node); // it was on its way out and comes back before all was ended
            } else {
                membership.joined(node.node(), incarnation);
            }
        }
    }

    private Optional<NodeMembership> membershipOf(Node node) {
        return state.membership().nodeOfAgent(node.agentName());
    }

    private void reset(NodeMembership node, String cause) {
        Optional<NodeState> hosting =
                state.model().nodeOfAgent(node.node().name()).map(state::of);
        if (hosting.isEmpty()) {
            turn.because(
                    node.node().dn(), "CLM-RESET", "cannot be rebooted: there is no AMF node on it; do it by hand");
        } else if (hosting.get().isMember()) {
            new NodeReset(turn).reset(hosting.get(), cause);
        } else {
            turn.reboot(new Command.Agent(hosting.get().node().dn(), node.incarnation()), cause);
        }
    }
}
