package org.amf4j.director;

import java.util.concurrent.TimeUnit;

/**
 * Makes the first fail-over as fast as the hundredth. The way into the log, between controllers and to the agents is run
 * by interpreted code until it has been gone some hundred times; a failure should not be the one to do that. So a new leader
 * with nothing to do sends entries that change nothing, a bounded number, and gives way to anything else.
 */
final class WarmUp {

    /** Entries in all. */
    static final int ENTRIES_MAX = 100;

    /** Time between two of them, in milliseconds. */
    static final long INTERVAL_MILLIS = 4;

    private int sent;
    private boolean underWay;
    private long nextNanos;

    /** Whether the next one is to be sent. */
    boolean isDue(boolean idle, long nowNanos) {
        return idle && !underWay && !isOver() && nowNanos >= nextNanos;
    }

    boolean isOver() {
        return sent >= ENTRIES_MAX;
    }

    void sent() {
        sent++;
        underWay = true;
    }

    void taken(long nowNanos) {
        underWay = false;
        nextNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    }

    /** What was under way is lost: this controller did not get it into the log. */
    void lost() {
        underWay = false;
    }
}
