package org.amf4j.transport;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of day that never goes back and never stands still. It follows the system's clock when that is ahead, and goes on
 * by itself, no faster and no slower, when that has been set back: what is due after some time is due after that time.
 * Thread-safe.
 */
public final class SteadyClock {

    private final LongSupplier system;
    private final LongSupplier elapsed;
    private long timeNanos;
    private long timeAtNanos;

    /** By the clocks of this machine. */
    public SteadyClock() {
        this(SteadyClock::systemNanos, System::nanoTime);
    }

    /**
     * By other clocks.
     *
     * @param system nanoseconds since the epoch; may be set at any time
     * @param elapsed nanoseconds of a clock that is never set, from any origin
     */
    public SteadyClock(LongSupplier system, LongSupplier elapsed) {
        this.system = system;
        this.elapsed = elapsed;
        this.timeNanos = system.getAsLong();
        this.timeAtNanos = elapsed.getAsLong();
    }

    private static long systemNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** The time, in nanoseconds since the epoch. */
    public synchronized long nowNanos() {
        long at = elapsed.getAsLong();
        timeNanos = Math.max(timeNanos + (at - timeAtNanos), system.getAsLong());
        timeAtNanos = at;
        return timeNanos;
    }

    /** Somebody else's clock has shown this time: it is not earlier here from now on. */
    public synchronized void isAtLeast(long nanos) {
        timeNanos = Math.max(nowNanos(), nanos);
    }
}
