package org.amf4j.ckpt.node;

import java.util.List;
import org.amf4j.ckpt.section.Entry;

/**
 * What a node keeps of the replicas of durable checkpoints while nothing of it runs. Whatever a call has been given is there for
 * the next start of the node's process when the call returns; how soon a loss of power cannot take it either, the
 * implementation says. A call that cannot keep its promise throws, and the node must end. Not thread-safe.
 */
public interface ReplicaStore {

    /** All replicas that were kept whole; what is damaged is left out, and whoever cares is told by the implementation. */
    List<SavedReplica> load();

    /** Keeps this of the replica, and nothing of what was kept of it before. */
    void begin(SavedReplica replica);

    /** One change more of a replica that was begun. */
    void append(long id, Entry entry);

    /** The content of a replica that was begun is a beginning of another term's order. */
    void adopt(long id, long term);

    /** Forgets a replica; does nothing when none is kept. */
    void remove(long id);
}
