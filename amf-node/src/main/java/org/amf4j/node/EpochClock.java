package org.amf4j.node;

/** Nanoseconds since the epoch, as of the start of this object; from then on monotonic, whatever the system clock does. */
final class EpochClock {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long originNanos = System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();

    long nowNanos() {
        return originNanos + System.nanoTime();
    }
}
