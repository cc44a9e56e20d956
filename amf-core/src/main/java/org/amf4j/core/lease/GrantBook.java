package org.amf4j.core.lease;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one controller has granted. It grants to whoever asks, until the leader has it refuse a life; what it has refused
 * it never grants again. It leads or follows all the same, so a change of leader is nothing to a lease. Not thread-safe.
 */
public final class GrantBook {

    private final LeaseTimes times;
    private final long startedAtNanos;
    private final Map<String, Map<Long, Long>> granted = new TreeMap<>();
    private final Map<String, Long> refusedUpTo = new TreeMap<>();

    /** A book begun now; what an earlier start of this controller has granted and refused is not known. */
    public GrantBook(LeaseTimes times, long nowNanos) {
        this.times = times;
        this.startedAtNanos = nowNanos;
    }

    /** Somebody asks; returns whether it is granted. */
    public boolean ask(Life life, long nowNanos) {
        if (nowNanos < startedAtNanos + times.awaitedNanos() || isRefused(life)) {
            return false; // at first it may have been refused before the start, by us
        }
        Map<Long, Long> lives = granted.computeIfAbsent(life.agent(), a -> new TreeMap<>());
        lives.values().removeIf(at -> nowNanos - at > times.awaitedNanos());
        lives.put(life.incarnation(), nowNanos);
        return true;
    }

    /** Whether this life is not granted anything any more. */
    public boolean isRefused(Life life) {
        return life.incarnation() <= refusedUpTo.getOrDefault(life.agent(), Long.MIN_VALUE);
    }

    /** Grants nothing to this life, and to those before it, from now on. */
    public void refuse(Life life) {
        refusedUpTo.merge(life.agent(), life.incarnation(), Math::max);
    }

    /** The latest instant at which this life may have been granted a lease here. */
    public long latestGrantNanos(Life life) {
        Map<Long, Long> lives = granted.getOrDefault(life.agent(), Map.of());
        return Math.max(startedAtNanos, lives.getOrDefault(life.incarnation(), Long.MIN_VALUE));
    }
}
