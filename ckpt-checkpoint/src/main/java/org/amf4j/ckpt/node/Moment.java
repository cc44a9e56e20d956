package org.amf4j.ckpt.node;

/** The present, as those outside have told it last. */
final class Moment {

    /** Nanoseconds of a clock that is never set. */
    long monotonicNanos;

    /** Nanoseconds since the epoch. */
    long epochNanos;

    /** Whether this node may acknowledge and answer: its lease lasts. */
    boolean isServing;

    boolean isPast(long deadlineNanos) {
        return monotonicNanos - deadlineNanos >= 0;
    }
}
