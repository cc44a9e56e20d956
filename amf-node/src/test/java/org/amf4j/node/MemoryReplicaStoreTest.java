package org.amf4j.node;

import org.amf4j.ckpt.node.MemoryReplicaStore;
import org.amf4j.ckpt.node.ReplicaStore;

/** The twin of the store in files, for simulations. */
class MemoryReplicaStoreTest extends ReplicaStoreContract {

    @Override
    protected ReplicaStore open() {
        return new MemoryReplicaStore();
    }

    @Override
    protected ReplicaStore openAgain() {
        return store;
    }
}
