package org.amf4j.ckpt.node;

import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.section.Entry;

/** Where one durable checkpoint's replica is kept, and how much has been added there since it was kept as a whole. */
final class Disk {

    /** When more than this has been added, and twice what the content has, the whole is kept anew. */
    private static final long ADDED_BYTES_MAX = 1L << 20;

    private final ReplicaStore store;
    private final long id;
    private final String name;
    private long addedBytes;

    Disk(ReplicaStore store, Config config) {
        this.store = store;
        this.id = config.id();
        this.name = config.name();
    }

    /** Keeps what the replica has now. */
    void begin(ReplicaState state) {
        addedBytes = 0;
        store.begin(state.saved(id, name));
    }

    void append(ReplicaState state, Entry entry) {
        addedBytes += entry.operation().bytes();
        if (addedBytes > ADDED_BYTES_MAX && addedBytes > 2 * state.contents().usedBytes()) {
            begin(state);
        } else {
            store.append(id, entry);
        }
    }

    void adopt(long term) {
        store.adopt(id, term);
    }
}
