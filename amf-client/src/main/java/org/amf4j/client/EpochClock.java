package org.amf4j.client;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Wall-clock time as the protocol wants it; processes of one node read the same clock. */
final class EpochClock {

    private EpochClock() {}

    /** Nanoseconds since the epoch, as fine as the platform gives. */
    static long nanos() {
        return nanos(Instant.now());
    }

    static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
