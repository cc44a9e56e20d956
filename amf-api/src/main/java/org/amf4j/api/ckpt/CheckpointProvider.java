package org.amf4j.api.ckpt;

/** Connects to the service; an implementation is found through {@link java.util.ServiceLoader} by this type. */
public interface CheckpointProvider {

    /**
     * Connects to the checkpoint service of the node.
     *
     * @throws org.amf4j.api.AisException when it cannot be reached in time
     */
    Checkpoints open(CheckpointsOptions options);
}
