package org.amf4j.client.ckpt;

import org.amf4j.api.ckpt.CheckpointProvider;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;

/** Connects over the node's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientCheckpointProvider implements CheckpointProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientCheckpointProvider() {}

    @Override
    public Checkpoints open(CheckpointsOptions options) {
        return ClientCheckpoints.connect(options);
    }
}
