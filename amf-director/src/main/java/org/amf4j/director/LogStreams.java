package org.amf4j.director;

/**
 * Where a controller writes down what happens, for people and for tools. Each stream is told everything once and in order while the
 * controller runs, and after a restart some of it again. One thread at a time; does not throw, and what cannot be written is
 * lost, as nothing may wait for it.
 */
public interface LogStreams {

    /** Nothing is written. */
    LogStreams NONE = (stream, timeNanos, number, lines) -> {};

    /** What belongs together. */
    enum Stream {
        /** Alarms and security alarms. */
        ALARM,
        /** All other notifications. */
        NOTIFICATION,
        /** What was asked for, and what came of it. */
        SYSTEM
    }

    /**
     * Writes something down.
     *
     * @param timeNanos when it happened, by the log, in nanoseconds since the epoch; never goes back
     * @param number rises among what happened at the same time
     * @param lines one line or several, each a JSON object that begins with {@code time_ns} and {@code number}
     */
    void write(Stream stream, long timeNanos, long number, String lines);
}
