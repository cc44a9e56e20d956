package org.amf4j.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.benchmarks.checkpoint.WriteLoad;

/** A map that two processes hold; a write returns when both have it. */
interface SharedMap {

    /** How many processes hold it. */
    int members();

    void put(String key, byte[] data);

    CompletableFuture<?> putAsync(String key, byte[] data);

    /**
     * Writes the same bytes again and again, each writer under a key of its own. Both systems do one write of a key after the
     * other, so that writes that are under way together get keys of their own, too.
     */
    record Values(SharedMap map, byte[] data, AtomicInteger written) implements WriteLoad.Target {

        @Override
        public void write(int writer) {
            map.put("writer" + writer, data);
        }

        @Override
        public CompletableFuture<?> writeAsync() {
            return map.putAsync("write" + written.getAndIncrement() % WriteLoad.PIPELINE, data);
        }
    }
}
