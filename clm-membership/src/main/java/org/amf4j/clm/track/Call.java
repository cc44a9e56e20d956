package org.amf4j.clm.track;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.clm.machine.NodeView;

/** Something that a subscriber is told. */
public sealed interface Call {

    /** The subscriber. */
    long subscriber();

    /**
     * A step, or the present.
     *
     * @param subscriber who is told
     * @param invocation names the step in the answer; 0 when none is wanted
     * @param step how far the change has come
     * @param viewNumber the view described
     * @param items the nodes that it wants to hear of
     * @param members how many members that view has
     * @param rootCause what it began with
     * @param timeLimitNanos how long the answer may take, in nanoseconds; 0 for no limit
     */
    record Step(
            long subscriber,
            long invocation,
            ChangeStep step,
            long viewNumber,
            List<Item> items,
            int members,
            Dn rootCause,
            long timeLimitNanos)
            implements Call {
        public Step {
            items = List.copyOf(items);
        }
    }

    /** The node has left; nothing else will follow. */
    record Unavailable(long subscriber, String reason) implements Call {}

    /** Nobody is to be told: the cluster must be, that this subscriber is asked in vain. */
    record Gone(long subscriber) implements Call {}

    /** A node and what has happened to it. */
    record Item(NodeView node, ClusterChange change) {}
}
