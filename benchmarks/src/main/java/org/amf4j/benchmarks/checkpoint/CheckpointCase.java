package org.amf4j.benchmarks.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.amf4j.api.ckpt.WriteMode;

/**
 * One thing to measure.
 *
 * @param mode what a write has reached when it is acknowledged
 * @param bytes of a section, which each write replaces
 * @param replicas on so many nodes
 * @param load how the writes come
 */
record CheckpointCase(WriteMode mode, int bytes, int replicas, WriteLoad load) {

    private static final List<Integer> SIZES = List.of(100, 1_024, 65_536);

    String name() {
        return "%s-%d-bytes-%d-replicas-%s"
                .formatted(mode, bytes, replicas, load)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** Whether the systems beside ours can do the same: two copies, both there when a write returns. */
    boolean hasPeers() {
        return mode == WriteMode.ALL_REPLICAS && replicas == 2;
    }

    /** All cases, in the order of their names' parts. */
    static List<CheckpointCase> all() {
        List<CheckpointCase> cases = new ArrayList<>();
        for (WriteMode mode : WriteMode.values()) {
            for (int bytes : SIZES) {
                for (int replicas = 2; replicas <= 3; replicas++) {
                    for (WriteLoad load : WriteLoad.values()) {
                        cases.add(new CheckpointCase(mode, bytes, replicas, load));
                    }
                }
            }
        }
        return cases;
    }
}
