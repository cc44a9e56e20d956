package org.amf4j.api.clm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * A step of a change, as a subscriber hears of it. Immutable.
 *
 * @param step how far the change has come; COMPLETED also for a picture of the present
 * @param viewNumber number of the view described: the new one when the change is completed, else the one that still holds
 * @param items the nodes that the subscriber wants to hear of
 * @param members how many members that view has
 * @param rootCause what the change began with: the node itself or a platform entity
 */
public record ClusterUpdate(
        ChangeStep step, long viewNumber, List<ClusterNotification> items, int members, Dn rootCause) {
    public ClusterUpdate {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(rootCause, "rootCause");
        items = List.copyOf(items);
    }

    /** The node of this name and what has happened to it, if it is listed. */
    public Optional<ClusterNotification> of(Dn node) {
        return items.stream().filter(i -> i.node().name().equals(node)).findFirst();
    }
}
