package org.amf4j.telemetry;

import java.util.Map;
import java.util.OptionalLong;

/** Arithmetic with instants that may not exist. */
final class Instants {

    private static final double NANOS_PER_MILLI = 1e6;

    private Instants() {}

    /** The nanoseconds between two instants, not negative; nothing when one of them does not exist. */
    static OptionalLong between(OptionalLong start, OptionalLong end) {
        return start.isPresent() && end.isPresent()
                ? OptionalLong.of(Math.max(0, end.getAsLong() - start.getAsLong()))
                : OptionalLong.empty();
    }

    static void putNanos(Map<String, Object> view, String key, OptionalLong instant) {
        instant.ifPresent(nanos -> view.put(key, nanos));
    }

    static void putMillis(Map<String, Object> view, String key, OptionalLong duration) {
        duration.ifPresent(nanos -> view.put(key, nanos / NANOS_PER_MILLI));
    }
}
