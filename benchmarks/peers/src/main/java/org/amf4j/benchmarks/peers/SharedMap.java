package org.amf4j.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import org.amf4j.benchmarks.checkpoint.WriteLoad;

/** A map that two processes hold; a write returns when both have it. */
interface SharedMap {

    /** How many processes hold it. */
    int members();

    void put(String key, byte[] data);

    CompletableFuture<?> putAsync(String key, byte[] data);

    /** Writes the same bytes again and again, each writer under a key of its own. */
    record Values(SharedMap map, byte[] data) implements WriteLoad.Target {

        @Override
        public void write(int writer) {
            map.put("writer" + writer, data);
        }

        @Override
        public CompletableFuture<?> writeAsync() {
            return map.putAsync("writer0", data);
        }
    }
}
