package org.amf4j.client;

import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;

/** Pauses between attempts, each twice as long as the one before up to a limit. For one thread. */
final class GrowingPause {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private long nextNanos = FIRST_NANOS;

    /** Whether another attempt after the next pause would still begin before the deadline, by {@link System#nanoTime}. */
    boolean fitsBefore(long deadlineNanos) {
        return System.nanoTime() + nextNanos - deadlineNanos < 0;
    }

    /**
     * Pauses.
     *
     * @param what is done again afterwards, in words
     * @throws AisException ERR_INTERRUPT when the thread is interrupted
     */
    void pause(String what) {
        try {
            TimeUnit.NANOSECONDS.sleep(nextNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, what + " was interrupted", e);
        }
        nextNanos = Math.min(2 * nextNanos, MAX_NANOS);
    }
}
