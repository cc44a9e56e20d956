package org.amf4j.examples;

import java.util.Optional;

/** Finds the gaps in a sequence of answers. Instants are {@link System#nanoTime()}. For one thread. */
final class OutageLog {

    /**
     * A time without answers.
     *
     * @param nanos from the last answer before to the first answer after it
     * @param before who answered last, empty if nobody had
     * @param after who answered first
     */
    record Gap(long nanos, String before, String after) {}

    private final long noticedNanos;
    private boolean hasFailed;
    private boolean hasAnswered;
    private long lastNanos;
    private String lastName = "";
    private long count;
    private int gaps;
    private long longestNanos;

    /**
     * Begins without answers.
     *
     * @param startNanos now
     * @param noticedNanos from which length on a time between two answers is a gap although no request failed
     */
    OutageLog(long startNanos, long noticedNanos) {
        this.lastNanos = startNanos;
        this.noticedNanos = noticedNanos;
    }

    /** Somebody answered; the gap that ends with it, if there was one. The first answer always ends one. */
    Optional<Gap> answered(long nowNanos, String name) {
        long sinceNanos = nowNanos - lastNanos;
        boolean isGap = hasFailed || sinceNanos >= noticedNanos || !name.equals(lastName);
        Optional<Gap> gap = isGap ? Optional.of(new Gap(sinceNanos, lastName, name)) : Optional.empty();
        if (isGap && hasAnswered) {
            gaps++;
            longestNanos = Math.max(longestNanos, sinceNanos);
        }
        hasFailed = false;
        hasAnswered = true;
        lastNanos = nowNanos;
        lastName = name;
        count++;
        return gap;
    }

    /** A request failed; tells whether it is the first one since an answer. */
    boolean failed() {
        boolean isFirst = !hasFailed;
        hasFailed = true;
        return isFirst;
    }

    long count() {
        return count;
    }

    /** Gaps after the first answer. */
    int gaps() {
        return gaps;
    }

    long longestNanos() {
        return longestNanos;
    }
}
