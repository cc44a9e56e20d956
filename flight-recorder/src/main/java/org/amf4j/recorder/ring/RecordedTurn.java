package org.amf4j.recorder.ring;

/**
 * One entry of the log as it came.
 *
 * @param index position in the log
 * @param term of its leader
 * @param timestampNanos nanoseconds since the epoch
 * @param payload what the log holds; not changed afterwards by anybody
 */
public record RecordedTurn(long index, long term, long timestampNanos, byte[] payload) {}
