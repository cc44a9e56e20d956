package org.amf4j.core.lease;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The lease of one life of an agent, as the agent sees it: it lasts from when it asked for what a majority of the controllers
 * has granted then. A life whose lease has run out has none any more, whatever is granted later. Instants are those of any
 * clock that does not go back. Not thread-safe.
 */
public final class HeldLease {

    /** Requests whose answers are still of interest; earlier ones have run out. */
    static final int REQUESTS_MAX = 64;

    private final List<String> controllers;
    private final LeaseTimes times;
    private final Map<String, Long> grantedAsOf = new TreeMap<>();
    private final Deque<Asked> asked = new ArrayDeque<>();
    private long lastRequest;
    private OptionalLong renewed = OptionalLong.empty();
    private boolean over;

    private record Asked(long request, long atNanos) {}

    /** A lease that nobody has granted yet. */
    public HeldLease(List<String> controllers, LeaseTimes times) {
        this(controllers, times, 0);
    }

    /**
     * The same for a process that goes on with a life.
     *
     * @param lastRequest no lower than any number of a process before: what is granted late to those must not count here
     */
    public HeldLease(List<String> controllers, LeaseTimes times, long lastRequest) {
        this.controllers = List.copyOf(controllers);
        this.times = times;
        this.lastRequest = lastRequest;
    }

    /** Asks all controllers for a renewal now; returns the request's number, which rises. */
    public long ask(long nowNanos) {
        if (asked.size() == REQUESTS_MAX) {
            asked.removeFirst();
        }
        asked.addLast(new Asked(++lastRequest, nowNanos));
        return lastRequest;
    }

    /** A controller has granted that request. */
    public void granted(String controller, long request, long nowNanos) {
        if (isOver(nowNanos) || !controllers.contains(controller)) {
            return;
        }
        for (Asked each : asked) {
            if (each.request() == request) {
                grantedAsOf.merge(controller, each.atNanos(), Math::max);
            }
        }
        OptionalLong latest = Majority.latest(grantedAsOf.values(), controllers.size());
        if (latest.isPresent() && nowNanos < latest.getAsLong() + times.heldNanos()) {
            renewed = latest;
        }
    }

    /** The instant from which the lease counts; empty before the first. */
    public OptionalLong renewedAsOfNanos() {
        return renewed;
    }

    /** Whether a majority has granted what was asked for last. */
    public boolean isAnswered() {
        return renewed.isPresent() && renewed.getAsLong() >= asked.getLast().atNanos();
    }

    /** Whether components may be started and told to serve. */
    public boolean isHeld(long nowNanos) {
        return renewed.isPresent() && !isOver(nowNanos);
    }

    /** Whether a lease was held and has run out: what runs must end, and this life with it. */
    public boolean isOver(long nowNanos) {
        if (renewed.isPresent() && nowNanos >= renewed.getAsLong() + times.heldNanos()) {
            over = true;
        }
        return over;
    }
}
