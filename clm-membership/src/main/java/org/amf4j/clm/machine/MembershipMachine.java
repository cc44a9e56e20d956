package org.amf4j.clm.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.clm.model.ClmNode;

/**
 * One moment of the membership: what happens now, and what follows. A node is a member while it is configured, up and
 * unlocked, or leaving in order. Everything that happens does so in this order: the state, the step that subscribers are
 * told, the notification, the answer.
 *
 * <p>An {@link IllegalArgumentException} means that the caller has not checked what it must.
 */
public final class MembershipMachine {

    /** Subscribers of one agent that may be asked in steps. */
    public static final int TRACKERS_PER_AGENT_MAX = 256;

    private static final String UP_RULE = "CLM-005";

    private final MembershipState state;
    private final long nowNanos;
    private final List<Effect> effects = new ArrayList<>();
    private final Departures departures;

    /**
     * A moment.
     *
     * @param nowNanos the time, in nanoseconds since the epoch; never goes back
     */
    public MembershipMachine(MembershipState state, long nowNanos) {
        this.state = state;
        this.nowNanos = nowNanos;
        this.departures = new Departures(this, state);
    }

    /** What has followed since the last call, in order. */
    public List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    long nowNanos() {
        return nowNanos;
    }

    // ---- nodes come and go

    /**
     * A node's agent has connected.
     *
     * @param name the name it announces
     * @param incarnation its life; a later life ends the one before
     * @param bootTimestampNanos when it started, in nanoseconds since the epoch
     * @param address where it is, empty when not known
     */
    public record Arrival(String name, long incarnation, long bootTimestampNanos, String address) {}

    /** A node's agent has connected: it joins, or is up and locked, or is refused with the reason (CLM-020). */
    public AisStatus up(Arrival arrival) {
        Optional<NodeMembership> found = state.nodeOfAgent(arrival.name());
        if (found.isEmpty()) {
            because(
                    state.cluster(),
                    "NODE-UNKNOWN",
                    "agent " + arrival.name() + " is ignored: no CLM node of that name is configured");
            return AisStatus.ERR_NOT_EXIST;
        }
        NodeMembership node = found.get();
        String wanted = node.node().address();
        if (!wanted.isEmpty() && !arrival.address().isEmpty() && !wanted.equals(arrival.address())) {
            because(
                    node.node().dn(),
                    "CLM-020",
                    "an agent at " + arrival.address() + " is refused: saClmNodeAddress says " + wanted);
            return AisStatus.ERR_NOT_EXIST;
        }
        if (node.up && arrival.incarnation() <= node.incarnation) {
            return AisStatus.ERR_EXIST;
        }
        if (node.up) {
            lost(node);
        }
        node.up = true;
        node.silent = false;
        node.keptNanos = 0;
        node.incarnation = arrival.incarnation();
        node.bootTimestampNanos = arrival.bootTimestampNanos();
        node.address = arrival.address();
        if (node.admin == ClmAdminState.UNLOCKED) {
            join(node);
        } else {
            because(node.node().dn(), UP_RULE, "is up and takes part in nothing: it is " + node.admin);
        }
        return AisStatus.OK;
    }

    /** A node's agent is gone for certain, with everything that ran there. */
    public void down(String name, long incarnation) {
        live(name, incarnation).ifPresent(this::lost);
    }

    /** A node cannot be heard, or can be again. That is no change of the membership (CLM-007). */
    public void silent(String name, long incarnation, boolean silent) {
        live(name, incarnation).ifPresent(node -> {
            node.silent = silent;
            node.keptNanos = silent ? node.keptNanos : 0;
        });
    }

    /**
     * A node's agent restarts and leaves what runs there as it is: it cannot be heard for a while, and its subscribers have to
     * ask anew. That is no change of the membership.
     *
     * @param keptNanos how long what runs there is left alone
     */
    public void leaves(String name, long incarnation, long keptNanos) {
        live(name, incarnation).ifPresent(node -> {
            node.silent = true;
            node.keptNanos = keptNanos;
            forgetTrackers(node);
        });
    }

    private Optional<NodeMembership> live(String name, long incarnation) {
        return state.nodeOfAgent(name).filter(n -> n.up && n.incarnation == incarnation);
    }

    private void join(NodeMembership node) {
        if (state.initTimestampNanos == 0) {
            state.initTimestampNanos = nowNanos;
        }
        node.member = true;
        node.initialViewNumber = ++state.viewNumber;
        completed(node, ClusterChange.JOINED);
    }

    private void lost(NodeMembership node) {
        node.up = false;
        node.silent = false;
        node.keptNanos = 0;
        forgetTrackers(node);
        // the last answer that was missing may have been its own, so that it has left in order
        Optional<PendingChange> change = state.change(node.node().dn());
        if (change.isPresent()) {
            departures.overtaken(node, change.get());
        } else if (node.member) {
            leave(node);
        }
    }

    private void forgetTrackers(NodeMembership node) {
        for (TrackerId tracker : state.trackers().keySet()) {
            if (tracker.agent().equals(node.node().name())) {
                state.tracker(tracker, 0);
                departures.forget(tracker);
            }
        }
    }

    /** It is not a member any more. */
    void leave(NodeMembership node) {
        node.member = false;
        state.viewNumber++;
        completed(node, ClusterChange.LEFT);
    }

    private void completed(NodeMembership node, ClusterChange change) {
        tell(node, ChangeStep.COMPLETED, change, List.of(), 0);
        effects.add(new Effect.Changed(node.node().dn(), change, state.viewNumber));
    }

    /** Tells subscribers of a step; returns its number. */
    long tell(NodeMembership node, ChangeStep step, ClusterChange change, List<TrackerId> asked, long limitNanos) {
        long sequence = state.lastSequence + 1;
        TrackStep told = new TrackStep(
                sequence, step, change, state.viewNumber, node.view(), state.memberCount(), limitNanos, asked);
        state.remember(told);
        effects.add(new Effect.Told(told));
        return sequence;
    }

    // ---- operators

    /** An operator asks for an operation on a node, or on the cluster. */
    public void requested(String requestId, Dn target, NodeOperation operation) {
        if (target.equals(state.cluster())) {
            requestedOfCluster(requestId, operation);
            return;
        }
        Optional<NodeMembership> node = state.node(target);
        if (node.isEmpty()) {
            answer(requestId, AisStatus.ERR_NOT_EXIST, "there is no " + target);
        } else if (operation == NodeOperation.RESET) {
            reset(requestId, node.get());
        } else if (operation == NodeOperation.UNLOCK) {
            departures.unlock(requestId, node.get());
        } else {
            departures.leaveRequested(requestId, node.get(), operation);
        }
    }

    private void requestedOfCluster(String requestId, NodeOperation operation) {
        if (operation != NodeOperation.RESET) {
            answer(
                    requestId,
                    AisStatus.ERR_INVALID_PARAM,
                    operation + " is an operation on nodes; the cluster as a whole can only be RESET");
            return;
        }
        state.nodes().stream()
                .filter(n -> n.up)
                .forEach(n -> effects.add(new Effect.Reset(n.node().dn(), "the cluster is reset by an operator")));
        answer(requestId, AisStatus.OK, "all nodes are being rebooted");
    }

    private void reset(String requestId, NodeMembership node) {
        String name = node.node().name();
        if (state.change(node.node().dn()).isPresent()) {
            departures.refuseBusy(requestId, node);
        } else if (!node.up) {
            answer(requestId, AisStatus.ERR_INTERRUPT, name + " is not up, so nobody there can reboot it");
        } else {
            effects.add(new Effect.Reset(node.node().dn(), "reset by an operator"));
            answer(requestId, AisStatus.OK, name + " is being rebooted");
        }
    }

    void admin(NodeMembership node, ClmAdminState next) {
        if (node.admin != next) {
            effects.add(new Effect.Administered(node.node().dn(), node.admin, next));
            node.admin = next;
        }
    }

    /** An unlocked node that is up joins. */
    void unlock(NodeMembership node) {
        admin(node, ClmAdminState.UNLOCKED);
        if (node.up && !node.member) {
            join(node);
        }
    }

    void answer(String requestId, AisStatus status, String text) {
        effects.add(new Effect.Answered(requestId, status, text));
    }

    void because(Dn subject, String rule, String text) {
        effects.add(new Effect.Because(subject, rule, text));
    }

    // ---- subscribers

    /** A subscriber wants to be asked in the steps that its flags name, or in none any more. */
    public void track(String requestId, TrackerId tracker, int flags) {
        boolean asked = (flags & (TrackFlag.START_STEP.value() | TrackFlag.VALIDATE_STEP.value())) != 0;
        boolean framework = tracker.equals(TrackerId.FRAMEWORK);
        if (!framework && live(tracker.agent(), tracker.incarnation()).isEmpty()) {
            answer(requestId, AisStatus.ERR_TRY_AGAIN, tracker.agent() + " is not up; try again");
            return;
        }
        boolean known = state.trackers().containsKey(tracker);
        if (asked && !known && isFull(tracker.agent())) {
            answer(
                    requestId,
                    AisStatus.ERR_NO_RESOURCES,
                    TRACKERS_PER_AGENT_MAX + " subscribers of " + tracker.agent() + " are asked in steps already");
            return;
        }
        state.tracker(tracker, asked ? flags : 0);
        if (!asked) {
            departures.forget(tracker);
        }
        answer(requestId, AisStatus.OK, "");
    }

    private boolean isFull(String agent) {
        return state.trackers().keySet().stream()
                        .filter(t -> t.agent().equals(agent))
                        .count()
                >= TRACKERS_PER_AGENT_MAX;
    }

    /** A subscriber answers a step; the answer to it says whether it was asked (CLM-030). */
    public void answered(String requestId, TrackerId tracker, long sequence, StepAnswer answer) {
        AisStatus status = answered(tracker, sequence, answer);
        answer(
                requestId,
                status,
                status == AisStatus.OK ? "" : "no step " + sequence + " waits for an answer of " + tracker);
    }

    /** The same for whoever needs no reply. */
    public AisStatus answered(TrackerId tracker, long sequence, StepAnswer answer) {
        return departures.answered(tracker, sequence, answer);
    }

    // ---- time

    /** Ends what has taken too long. */
    public void due() {
        departures.due();
    }

    // ---- configuration

    /** A node was configured while the cluster runs; its agent may have been refused before and tries again. */
    public void created(ClmNode node) {
        if (state.node(node.dn()).isPresent()) {
            throw new IllegalArgumentException(node.dn() + " is configured already");
        }
        state.add(node);
    }

    /** Attributes of a node have changed: a reconfiguration (CLM-022). */
    public void modified(Dn dn, boolean disableReboot, long lockCallbackTimeoutNanos) {
        NodeMembership node = state.node(dn).orElseThrow(() -> new IllegalArgumentException("there is no " + dn));
        node.node = node.node.with(disableReboot, lockCallbackTimeoutNanos);
        state.viewNumber++;
        completed(node, ClusterChange.RECONFIGURED);
    }

    /** A node that is no member and locked is not configured any more (CLM-021). */
    public void deleted(Dn dn) {
        NodeMembership node = state.node(dn).orElseThrow(() -> new IllegalArgumentException("there is no " + dn));
        if (node.member || node.admin != ClmAdminState.LOCKED) {
            throw new IllegalArgumentException(dn + " is " + node.admin + ", so it cannot be deleted");
        }
        state.remove(dn);
    }
}
