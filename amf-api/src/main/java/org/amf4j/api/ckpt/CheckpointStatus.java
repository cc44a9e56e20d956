package org.amf4j.api.ckpt;

import java.util.List;
import java.util.Optional;

/**
 * A checkpoint at one moment.
 *
 * @param attributes what it was created with; the retention is the present one
 * @param sections how many there are
 * @param usedBytes bytes of all sections together
 * @param active the node of the active replica
 * @param replicas the nodes whose replicas hold everything, the active one's among them
 * @param sequence of the last change
 */
public record CheckpointStatus(
        CreationAttributes attributes,
        int sections,
        long usedBytes,
        Optional<String> active,
        List<String> replicas,
        long sequence) {

    public CheckpointStatus {
        replicas = List.copyOf(replicas);
    }
}
