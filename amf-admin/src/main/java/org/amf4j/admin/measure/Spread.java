package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.amf4j.admin.output.Json;

/**
 * What repeated measurements gave.
 *
 * @param minNanos the shortest
 * @param p50Nanos the median: half of them were not longer
 * @param p99Nanos 99 of 100 were not longer; the longest when there were fewer than 100
 * @param maxNanos the longest
 */
public record Spread(long minNanos, long p50Nanos, long p99Nanos, long maxNanos) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double STEPS_PER_MILLI = 1000;

    /** The spread of at least one measurement, by nearest rank. */
    public static Spread of(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("no measurement");
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return new Spread(sorted.get(0), rank(sorted, 50), rank(sorted, 99), sorted.get(sorted.size() - 1));
    }

    private static long rank(List<Long> sorted, int percent) {
        int position = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(position, 1) - 1);
    }

    /** In milliseconds, to the microsecond. */
    public ObjectNode toJson() {
        return Json.object()
                .put("min", millis(minNanos))
                .put("p50", millis(p50Nanos))
                .put("p99", millis(p99Nanos))
                .put("max", millis(maxNanos));
    }

    /** A duration in milliseconds, to the microsecond. */
    public static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * STEPS_PER_MILLI) / STEPS_PER_MILLI;
    }
}
