package org.amf4j.client.ckpt;

/**
 * Whether a caller looks for its reply before it sleeps: as long as replies come in that time. After a look in vain one
 * caller sleeps at once, after the next in vain two, and so on up to {@value #SLEEPS_MAX}; then one looks again. So where
 * replies take longer, next to nothing is spent on looking. Not thread-safe: for whoever reads.
 */
final class ReplySpin {

    /** Callers that sleep at once, at most, until one looks again. */
    static final int SLEEPS_MAX = 64;

    private final long limitNanos;
    private int sleepsAfterVain;
    private int sleepsLeft;

    /** Looks for so long at most; zero: never. */
    ReplySpin(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** How long the next caller looks; zero: not at all. */
    long nextNanos() {
        if (sleepsLeft > 0) {
            sleepsLeft--;
            return 0;
        }
        return limitNanos;
    }

    /** A caller has looked, and its reply was there in time or not. */
    void ended(boolean found) {
        sleepsAfterVain = found ? 0 : Math.min(SLEEPS_MAX, Math.max(1, 2 * sleepsAfterVain));
        sleepsLeft = sleepsAfterVain;
    }
}
