package org.amf4j.clm.machine;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.NodeOperation;

/** A node that is being made to leave, and who has not answered yet. */
public final class PendingChange {

    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    private final Dn node;
    private final NodeOperation operation;
    private final TreeSet<TrackerId> waiting = new TreeSet<>();
    Optional<String> requestId;
    ChangeStep step = ChangeStep.VALIDATE;
    long sequence;
    long deadlineNanos = NEVER;
    long replyDeadlineNanos = NEVER;
    boolean failed;

    PendingChange(Dn node, NodeOperation operation, Optional<String> requestId) {
        this.node = node;
        this.operation = operation;
        this.requestId = requestId;
    }

    /** The node. */
    public Dn node() {
        return node;
    }

    /** Who is to be answered; empty when nobody waits any more. */
    public Optional<String> requestId() {
        return requestId;
    }

    /** What was asked for. */
    public NodeOperation operation() {
        return operation;
    }

    /** How far it has come: VALIDATE or START. */
    public ChangeStep step() {
        return step;
    }

    /** Who has not answered the present step yet. */
    public Collection<TrackerId> waiting() {
        return new TreeSet<>(waiting);
    }

    /** What subscribers are told is about to happen. */
    ClusterChange change() {
        return operation == NodeOperation.SHUTDOWN ? ClusterChange.SHUTDOWN : ClusterChange.LEFT;
    }

    void ask(ChangeStep next, long stepSequence, Collection<TrackerId> asked, long deadline) {
        step = next;
        sequence = stepSequence;
        waiting.clear();
        waiting.addAll(asked);
        deadlineNanos = deadline;
    }

    boolean isWaiting(TrackerId tracker) {
        return waiting.contains(tracker);
    }

    boolean drop(TrackerId tracker) {
        return waiting.remove(tracker);
    }

    boolean isAnswered() {
        return waiting.isEmpty();
    }
}
