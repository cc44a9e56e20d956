package org.amf4j.clm.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.machine.MembershipState.Picture;
import org.amf4j.clm.machine.NodeView;
import org.amf4j.clm.machine.TrackStep;
import org.amf4j.clm.machine.TrackerId;

/**
 * The subscribers of one node: keeps the agent's copy of the membership and decides who hears what. Steps are taken in their
 * order and once, whatever arrives; what is missing can be asked for ({@link #lastSequence}). Not thread-safe, no clock.
 *
 * <p>Requests throw {@link AisException} with the status for the one who asked.
 */
public final class TrackDesk {

    private final String agent;
    private final TreeMap<Dn, NodeView> nodes = new TreeMap<>();
    private final TreeMap<Long, Subscriber> subscribers = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private Knowledge knowledge = Knowledge.NOTHING;
    private long lastSequence = -1;
    private long viewNumber;

    private enum Knowledge {
        /** The agent has not heard of the membership yet. */
        NOTHING,
        /** The node is not configured. */
        UNCONFIGURED,
        CONFIGURED
    }

    /** The desk of the agent with this name, which knows nothing yet. */
    public TrackDesk(String agent) {
        this.agent = agent;
    }

    /** Calls that have become due since the last time, in order. */
    public List<Call> takeCalls() {
        List<Call> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /** The last step taken, -1 for none: steps after it are wanted. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Whether anybody is there to be told. */
    public boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    // ---- what the leader says

    /** The cluster does not know this node. */
    public void unconfigured() {
        if (knowledge == Knowledge.NOTHING) {
            knowledge = Knowledge.UNCONFIGURED;
        }
    }

    /** The whole membership, for an agent that has missed steps; an older one is ignored. */
    public void picture(Picture picture) {
        if (picture.sequence() <= lastSequence) {
            return;
        }
        boolean first = lastSequence < 0;
        List<Call.Item> differences = new ArrayList<>();
        if (!first) {
            nodes.values().stream()
                    .filter(NodeView::member)
                    .filter(n -> picture.nodes().stream().noneMatch(now -> isSameStay(n, now)))
                    .forEach(n -> differences.add(new Call.Item(gone(n), ClusterChange.LEFT)));
            picture.nodes().stream()
                    .filter(NodeView::member)
                    .filter(n -> !Optional.ofNullable(nodes.get(n.name()))
                            .filter(before -> isSameStay(before, n))
                            .isPresent())
                    .forEach(n -> differences.add(new Call.Item(n, ClusterChange.JOINED)));
        }
        nodes.clear();
        picture.nodes().forEach(n -> nodes.put(n.name(), n));
        lastSequence = picture.sequence();
        viewNumber = picture.viewNumber();
        knowledge = own().isPresent() ? Knowledge.CONFIGURED : Knowledge.UNCONFIGURED;
        boolean left = differences.stream().anyMatch(i -> isOwn(i.node()) && i.change() == ClusterChange.LEFT);
        if (left) {
            ownNodeLeft();
        } else if (!differences.isEmpty()) {
            tellCompleted(differences, differences.get(0).node().name());
        }
        noteMembership();
    }

    private static boolean isSameStay(NodeView before, NodeView now) {
        return before.name().equals(now.name())
                && before.member() == now.member()
                && before.initialViewNumber() == now.initialViewNumber();
    }

    private static NodeView gone(NodeView n) {
        return new NodeView(
                n.nodeId(),
                n.name(),
                n.address(),
                n.executionEnvironment(),
                false,
                n.bootTimestampNanos(),
                n.initialViewNumber());
    }

    /** Steps in their order; those known already are ignored. Returns false when some are missing before them. */
    public boolean steps(List<TrackStep> steps) {
        for (TrackStep step : steps) {
            if (lastSequence < 0 || step.sequence() > lastSequence + 1) {
                return false;
            }
            if (step.sequence() == lastSequence + 1) {
                lastSequence = step.sequence();
                take(step);
            }
        }
        return true;
    }

    private void take(TrackStep step) {
        nodes.put(step.node().name(), step.node());
        viewNumber = step.viewNumber();
        boolean completed = step.step() == ChangeStep.COMPLETED;
        if (completed && isOwn(step.node()) && step.change() == ClusterChange.LEFT) {
            ownNodeLeft();
            return;
        }
        if (completed) {
            tellCompleted(List.of(new Call.Item(step.node(), step.change())), step.rootCause());
        } else if (step.step() == ChangeStep.ABORTED) {
            tellAborted(step);
        } else {
            ask(step);
        }
        noteMembership();
    }

    private void ask(TrackStep step) {
        for (TrackerId asked : step.asked()) {
            if (!asked.agent().equals(agent)) {
                continue;
            }
            Subscriber subscriber = subscribers.get(asked.number());
            boolean there = subscriber != null
                    && !subscriber.stale
                    && subscriber.flags.filter(f -> f.has(step.step())).isPresent();
            if (there) {
                subscriber.asked.put(step.sequence(), step.node().name());
                subscriber.concerned.add(step.node().name());
                calls.add(call(
                        subscriber,
                        step.sequence(),
                        step.step(),
                        List.of(new Call.Item(step.node(), step.change())),
                        step.rootCause(),
                        step.timeLimitNanos()));
            } else {
                calls.add(new Call.Gone(asked.number()));
            }
        }
    }

    private void tellAborted(TrackStep step) {
        List<Call.Item> items = List.of(new Call.Item(step.node(), step.change()));
        for (Subscriber subscriber : subscribers.values()) {
            boolean concerned = subscriber.ended(step.node().name());
            if (concerned && !subscriber.stale && subscriber.flags.isPresent()) {
                calls.add(call(subscriber, 0, ChangeStep.ABORTED, items, step.rootCause(), 0));
            }
        }
    }

    private void tellCompleted(List<Call.Item> changed, Dn rootCause) {
        boolean ownIsMember = own().filter(NodeView::member).isPresent();
        boolean concerned = changed.stream().anyMatch(i -> isOwn(i.node()));
        for (Subscriber subscriber : subscribers.values()) {
            changed.forEach(i -> subscriber.ended(i.node().name()));
            boolean local = subscriber.flags.map(f -> f.has(TrackFlag.LOCAL)).orElse(false);
            // who is no member hears of nobody but itself
            boolean wanted = subscriber.flags.isPresent() && (concerned || ownIsMember && !local);
            if (wanted && !subscriber.stale) {
                calls.add(call(subscriber, 0, ChangeStep.COMPLETED, changed, rootCause, 0));
            }
        }
    }

    private Call.Step call(
            Subscriber subscriber,
            long invocation,
            ChangeStep step,
            List<Call.Item> changed,
            Dn rootCause,
            long timeLimitNanos) {
        TrackFlags flags = subscriber.flags.orElseThrow();
        List<Call.Item> items = changed;
        if (flags.has(TrackFlag.LOCAL)) {
            items = changed.stream().filter(i -> isOwn(i.node())).toList();
        } else if (flags.has(TrackFlag.CHANGES)) {
            items = withAllMembers(changed);
        }
        return new Call.Step(
                subscriber.number, invocation, step, viewNumber, items, memberCount(), rootCause, timeLimitNanos);
    }

    private List<Call.Item> withAllMembers(List<Call.Item> changed) {
        TreeMap<Dn, Call.Item> items = new TreeMap<>();
        nodes.values().stream()
                .filter(NodeView::member)
                .forEach(n -> items.put(n.name(), new Call.Item(n, ClusterChange.NO_CHANGE)));
        changed.forEach(i -> items.put(i.node().name(), i));
        return List.copyOf(items.values());
    }

    private int memberCount() {
        return (int) nodes.values().stream().filter(NodeView::member).count();
    }

    private Optional<NodeView> own() {
        return nodes.values().stream().filter(this::isOwn).findFirst();
    }

    private boolean isOwn(NodeView node) {
        return node.name().rdnValue().equals(agent);
    }

    private void noteMembership() {
        if (own().filter(NodeView::member).isPresent()) {
            subscribers.values().forEach(s -> s.wasMember = true);
        }
    }

    /** Everybody who was here while the node was a member is out for ever (CLM-017). */
    private void ownNodeLeft() {
        for (Subscriber subscriber : subscribers.values()) {
            if (subscriber.wasMember && !subscriber.stale) {
                subscriber.stale = true;
                subscriber.asked.clear();
                if (subscriber.steps() != 0) {
                    calls.add(new Call.Gone(subscriber.number));
                }
                calls.add(new Call.Unavailable(
                        subscriber.number,
                        "node " + agent + " has left the cluster; open anew when it has joined again"));
            }
        }
    }

    // ---- what subscribers ask

    /** Somebody may ask from now on. */
    public void opened(long number) {
        Subscriber subscriber = subscribers.computeIfAbsent(number, Subscriber::new);
        subscriber.wasMember = own().filter(NodeView::member).isPresent();
    }

    /** Somebody is gone; returns whether the cluster knows of it and must be told. */
    public boolean closed(long number) {
        Subscriber subscriber = subscribers.remove(number);
        return subscriber != null && subscriber.steps() != 0;
    }

    /** Whether flags ask for a lasting subscription. */
    public static boolean isStanding(int bits) {
        return new TrackFlags(bits).isStanding();
    }

    /** The cluster has refused to ask this subscriber in steps: it has no subscription then. */
    public void refused(long number) {
        Optional.ofNullable(subscribers.get(number)).ifPresent(s -> s.flags = Optional.empty());
    }

    /** Whether there is such a subscriber. */
    public boolean knows(long number) {
        return subscribers.containsKey(number);
    }

    private Subscriber usable(long number) {
        Subscriber subscriber = subscribers.get(number);
        if (subscriber == null) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, "no such session");
        } else if (subscriber.stale) {
            throw new AisException(
                    AisStatus.ERR_UNAVAILABLE,
                    "node " + agent + " has left the cluster since this was opened; open anew");
        } else if (knowledge == Knowledge.UNCONFIGURED) {
            throw new AisException(AisStatus.ERR_UNAVAILABLE, "node " + agent + " is not configured in the cluster");
        } else if (knowledge == Knowledge.NOTHING) {
            throw new AisException(
                    AisStatus.ERR_TRY_AGAIN, "the agent of " + agent + " has not heard of the cluster yet; try again");
        }
        return subscriber;
    }

    /**
     * A subscriber sets its flags.
     *
     * @return the flags for steps that the whole cluster must know before the request is answered; empty when it knows them
     */
    public Optional<Integer> track(long number, int bits) {
        TrackFlags flags = new TrackFlags(bits);
        Subscriber subscriber = usable(number);
        int before = subscriber.steps();
        if (flags.isStanding()) {
            subscriber.flags = Optional.of(flags);
        }
        if (flags.has(TrackFlag.CURRENT)) {
            calls.add(current(subscriber, flags));
        }
        int after = subscriber.steps();
        return before == after ? Optional.empty() : Optional.of(after);
    }

    private Call current(Subscriber subscriber, TrackFlags flags) {
        List<Call.Item> items = present().stream()
                .filter(n -> !flags.has(TrackFlag.LOCAL) || isOwn(n))
                .map(n -> new Call.Item(n, n.member() ? ClusterChange.NO_CHANGE : ClusterChange.LEFT))
                .toList();
        Dn rootCause = own().map(NodeView::name).orElse(Dn.ROOT);
        return new Call.Step(
                subscriber.number, 0, ChangeStep.COMPLETED, viewNumber, items, memberCount(), rootCause, 0);
    }

    /**
     * A subscriber ends its standing subscription.
     *
     * @return whether the cluster knows of it and must be told
     */
    public boolean stop(long number) {
        Subscriber subscriber = usable(number);
        if (subscriber.flags.isEmpty()) {
            throw new AisException(AisStatus.ERR_NOT_EXIST, "there is no subscription");
        }
        boolean told = subscriber.steps() != 0;
        subscriber.flags = Optional.empty();
        subscriber.asked.clear();
        subscriber.concerned.clear();
        return told;
    }

    /** The view as this node may see it: the members, or itself when it is none. */
    public Picture view(long number) {
        usable(number);
        return new Picture(lastSequence, viewNumber, present());
    }

    private List<NodeView> present() {
        NodeView own = own().orElseThrow();
        return own.member() ? nodes.values().stream().filter(NodeView::member).toList() : List.of(own);
    }

    /** A member by its number. */
    public NodeView node(long number, long nodeId) {
        usable(number);
        if (nodeId <= 0 || nodeId > ClusterNode.LOCAL_NODE_ID) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, nodeId + " is no number of a node");
        }
        NodeView own = own().orElseThrow();
        if (!own.member()) {
            throw new AisException(AisStatus.ERR_UNAVAILABLE, "node " + agent + " is not a member of the cluster");
        }
        if (nodeId == ClusterNode.LOCAL_NODE_ID) {
            return own;
        }
        return nodes.values().stream()
                .filter(n -> n.member() && n.nodeId() == nodeId)
                .findFirst()
                .orElseThrow(() -> new AisException(AisStatus.ERR_NOT_EXIST, "no member has the number " + nodeId));
    }

    /** A subscriber answers a step; it may do so once, and not without being asked (CLM-030). */
    public void answered(long number, long invocation) {
        Subscriber subscriber = usable(number);
        if (subscriber.asked.remove(invocation) == null) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "step " + invocation
                            + " does not wait for an answer of this subscriber: it was answered, given up, or"
                            + " never asked");
        }
    }
}
