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
record CheckpointCase(WriteMode mode, int bytes, int replicas, Load load) {

    private static final List<Integer> SIZES = List.of(100, 1_024, 65_536);
    private static final int WRITERS = 8;

    /** How writes come. */
    enum Load {
        /** One writer, each write after the acknowledgement of the one before. */
        CLOSED_LOOP(1),
        /** So many writers of that kind, each with a section of its own. */
        WRITERS_8(WRITERS),
        /** One writer that does not wait. */
        PIPELINED(1);

        private final int writers;

        Load(int writers) {
            this.writers = writers;
        }

        int writers() {
            return writers;
        }
    }

    String name() {
        return "%s-%d-bytes-%d-replicas-%s"
                .formatted(mode, bytes, replicas, load)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** All cases, in the order of their names' parts. */
    static List<CheckpointCase> all() {
        List<CheckpointCase> cases = new ArrayList<>();
        for (WriteMode mode : WriteMode.values()) {
            for (int bytes : SIZES) {
                for (int replicas = 2; replicas <= 3; replicas++) {
                    for (Load load : Load.values()) {
                        cases.add(new CheckpointCase(mode, bytes, replicas, load));
                    }
                }
            }
        }
        return cases;
    }
}
