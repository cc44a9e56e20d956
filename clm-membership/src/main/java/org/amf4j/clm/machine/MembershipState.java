package org.amf4j.clm.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.model.ClmNode;

/** Everything that is known of the membership: nodes, view, subscribers that are asked, changes under way. */
public final class MembershipState {

    /** Steps kept for agents that have missed some. */
    public static final int HISTORY_MAX = 256;

    private final TreeMap<Dn, NodeMembership> nodes = new TreeMap<>();
    private final TreeMap<String, Dn> byName = new TreeMap<>();
    private final TreeMap<TrackerId, Integer> trackers = new TreeMap<>();
    private final TreeMap<Dn, PendingChange> changes = new TreeMap<>();
    private final ArrayDeque<TrackStep> history = new ArrayDeque<>();
    private final Dn cluster;
    long viewNumber;
    long lastSequence;
    long initTimestampNanos;

    /** A cluster of these nodes, none of them up. */
    public MembershipState(Dn cluster, Collection<ClmNode> nodes) {
        this.cluster = cluster;
        nodes.forEach(n -> put(new NodeMembership(n)));
    }

    /** The name of the cluster's object. */
    public Dn cluster() {
        return cluster;
    }

    /** The number of the present view, 0 before the first. */
    public long viewNumber() {
        return viewNumber;
    }

    /** The number of the last step. */
    public long lastSequence() {
        return lastSequence;
    }

    /** When the first node joined, in nanoseconds since the epoch; 0 before that. */
    public long initTimestampNanos() {
        return initTimestampNanos;
    }

    /** All configured nodes, by name. */
    public Collection<NodeMembership> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The node with this name. */
    public Optional<NodeMembership> node(Dn dn) {
        return Optional.ofNullable(nodes.get(dn));
    }

    /** The node whose agent has this name. */
    public Optional<NodeMembership> nodeOfAgent(String name) {
        return Optional.ofNullable(byName.get(name)).map(nodes::get);
    }

    /** How many members there are. */
    public int memberCount() {
        return (int) nodes.values().stream().filter(NodeMembership::isMember).count();
    }

    /** The change under way on a node. */
    public Optional<PendingChange> change(Dn node) {
        return Optional.ofNullable(changes.get(node));
    }

    /** Changes under way, by node. */
    public List<PendingChange> changes() {
        return List.copyOf(changes.values());
    }

    /** Subscribers that are asked in steps, with their flags. */
    public Map<TrackerId, Integer> trackers() {
        return new TreeMap<>(trackers);
    }

    /** Steps after this one, if none of them has been forgotten. */
    public Optional<List<TrackStep>> stepsAfter(long sequence) {
        List<TrackStep> steps = new ArrayList<>();
        for (TrackStep step : history) {
            if (step.sequence() > sequence) {
                steps.add(step);
            }
        }
        boolean complete = sequence + steps.size() == lastSequence;
        return complete ? Optional.of(steps) : Optional.empty();
    }

    /** The state of all nodes, for an agent that has seen none of the steps. */
    public Picture picture() {
        return new Picture(
                lastSequence,
                viewNumber,
                nodes.values().stream().map(NodeMembership::view).toList());
    }

    /**
     * All nodes after a step.
     *
     * @param sequence the last step that it contains
     * @param viewNumber the view
     * @param nodes all configured nodes, by name
     */
    public record Picture(long sequence, long viewNumber, List<NodeView> nodes) {
        public Picture {
            nodes = List.copyOf(nodes);
        }
    }

    /** When something is due, in nanoseconds since the epoch. */
    public OptionalLong nextDeadlineNanos() {
        return changes.values().stream()
                .mapToLong(c -> Math.min(c.deadlineNanos, c.replyDeadlineNanos))
                .filter(d -> d != PendingChange.NEVER)
                .min();
    }

    // ---- for the machine

    private void put(NodeMembership node) {
        nodes.put(node.node().dn(), node);
        byName.put(node.node().name(), node.node().dn());
    }

    void add(ClmNode node) {
        put(new NodeMembership(node));
    }

    void remove(Dn node) {
        nodes.remove(node);
        byName.remove(node.rdnValue());
    }

    void put(PendingChange change) {
        changes.put(change.node(), change);
    }

    void removeChange(Dn node) {
        changes.remove(node);
    }

    /** Sets the flags of a subscriber; 0 takes it out. */
    void tracker(TrackerId tracker, int flags) {
        if (flags == 0) {
            trackers.remove(tracker);
        } else {
            trackers.put(tracker, flags);
        }
    }

    /** Subscribers that are asked in a step about a node; some want to be asked about their own only. */
    List<TrackerId> trackersOf(TrackFlag step, NodeMembership node) {
        List<TrackerId> asked = new ArrayList<>();
        trackers.forEach((tracker, flags) -> {
            boolean local = (flags & TrackFlag.LOCAL.value()) != 0;
            if ((flags & step.value()) != 0
                    && (!local || tracker.agent().equals(node.node().name()))) {
                asked.add(tracker);
            }
        });
        return asked;
    }

    void remember(TrackStep step) {
        lastSequence = step.sequence();
        history.addLast(step);
        if (history.size() > HISTORY_MAX) {
            history.removeFirst();
        }
    }
}
