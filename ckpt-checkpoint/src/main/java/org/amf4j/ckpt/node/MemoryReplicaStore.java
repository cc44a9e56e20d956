package org.amf4j.ckpt.node;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.amf4j.ckpt.section.Entry;

/** Keeps replicas as long as it lives itself: for simulations. */
public final class MemoryReplicaStore implements ReplicaStore {

    private final TreeMap<Long, Kept> kept = new TreeMap<>();

    private static final class Kept {
        private final SavedReplica begun;
        private final List<Entry> entries = new ArrayList<>();
        private long term;

        Kept(SavedReplica begun) {
            this.begun = begun;
            this.term = begun.term();
            this.entries.addAll(begun.entries());
        }
    }

    @Override
    public List<SavedReplica> load() {
        return kept.values().stream().map(k -> k.begun.with(k.term, k.entries)).toList();
    }

    @Override
    public void begin(SavedReplica replica) {
        kept.put(replica.id(), new Kept(replica));
    }

    @Override
    public void append(long id, Entry entry) {
        kept.get(id).entries.add(entry);
    }

    @Override
    public void adopt(long id, long term) {
        kept.get(id).term = term;
    }

    @Override
    public void remove(long id) {
        kept.remove(id);
    }
}
