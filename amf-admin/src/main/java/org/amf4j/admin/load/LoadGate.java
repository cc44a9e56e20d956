package org.amf4j.admin.load;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a node is to be cordoned, by the load of its machine. It closes above one limit, and opens when the load has been at
 * or below a lower one for some time: a load near a limit does not have work come and go. Not thread-safe.
 */
public final class LoadGate {

    private final double above;
    private final double below;
    private final long calmNanos;
    private Optional<Boolean> closed = Optional.empty();
    private Optional<Long> calmSinceNanos = Optional.empty();

    /**
     * A gate of which nobody knows yet whether it is open.
     *
     * @param above the load above which it closes, in processes that run or wait to
     * @param below the load at or below which it may open; not more than the first
     * @param calm how long the load must have been that low
     */
    public LoadGate(double above, double below, Duration calm) {
        if (!(below >= 0) || !(above >= below)) {
            throw new IllegalArgumentException(
                    "a gate that closes above a load of " + above + " and opens below " + below
                            + " would do both at once: the second limit must not be more than the first, nor less than 0");
        }
        this.above = above;
        this.below = below;
        this.calmNanos = calm.toNanos();
    }

    /**
     * The load at a moment.
     *
     * @param nowNanos of a clock that is never set
     * @return whether it should be closed, when that is not what was answered last
     */
    public Optional<Boolean> look(double load, long nowNanos) {
        boolean isClosed;
        if (load > above) {
            calmSinceNanos = Optional.empty();
            isClosed = true;
        } else if (load <= below) {
            long since = calmSinceNanos.orElse(nowNanos);
            calmSinceNanos = Optional.of(since);
            if (closed.orElse(true) && nowNanos - since < calmNanos) {
                return Optional.empty();
            }
            isClosed = false;
        } else {
            calmSinceNanos = Optional.empty();
            return Optional.empty();
        }
        boolean isNew = closed.isEmpty() || closed.get() != isClosed;
        closed = Optional.of(isClosed);
        return isNew ? closed : Optional.empty();
    }

    /** What was answered last could not be done: the next look answers it again. */
    public void failed() {
        closed = closed.map(was -> !was);
    }
}
