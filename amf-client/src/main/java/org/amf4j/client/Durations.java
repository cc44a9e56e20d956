package org.amf4j.client;

import java.util.Locale;

/** Durations for readers. */
final class Durations {

    private static final double NANOS_PER_MILLI = 1e6;

    private Durations() {}

    static String text(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
    }
}
