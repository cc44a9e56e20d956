package org.amf4j.api.clm;

import java.util.Objects;

/**
 * A node, and what has happened to it.
 *
 * @param node the node as it is now
 * @param change what has happened; in the steps before the change, what is about to happen
 */
public record ClusterNotification(ClusterNode node, ClusterChange change) {
    public ClusterNotification {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(change, "change");
    }
}
