package org.amf4j.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;

/**
 * A director with agents that do all they are told at once and successfully. Adds nearly nothing to the director's own
 * time, which is what is to be measured.
 */
final class WillingAgents {

    private static final long STEP_NANOS = 1_000;
    private static final long REST_NANOS = 1_000_000_000L;

    private final Director director;
    private final Deque<Event> reports = new ArrayDeque<>();
    private long index;
    private long nowNanos;

    WillingAgents(Director director) {
        this.director = director;
    }

    Director director() {
        return director;
    }

    /** Virtual time, in nanoseconds since the start. */
    long nowNanos() {
        return nowNanos;
    }

    /** Has the director decide on an event, and no more; returns how long that took, in nanoseconds. */
    long decide(Event event) {
        LogEntry entry = new LogEntry(++index, nowNanos += STEP_NANOS, List.of(event));
        long start = System.nanoTime();
        Outcome outcome = director.apply(entry);
        long tookNanos = System.nanoTime() - start;
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Order order) {
                carryOut(order);
            }
        }
        return tookNanos;
    }

    /** Notes a report that the director is told of after those that are waiting. */
    void report(Event event) {
        reports.add(event);
    }

    private void carryOut(Command.Order order) {
        reports.add(new Event.OrderAnswered(order.component(), order.id(), Answer.OK, "exit 0", nowNanos, nowNanos));
        if (order.action() instanceof Action.SetCsi set && set.haState() == HaState.QUIESCING) {
            reports.add(new Event.QuiescingCompleted(order.component(), order.id(), nowNanos));
        }
    }

    /** Lets everything happen that follows, until no timer is due within a second; returns how many entries it took. */
    long rest() {
        long before = index;
        while (true) {
            Event next = reports.poll();
            if (next != null) {
                decide(next);
                continue;
            }
            OptionalLong timer = director.nextDeadlineNanos();
            if (timer.isEmpty() || timer.getAsLong() > nowNanos + REST_NANOS) {
                return index - before;
            }
            nowNanos = Math.max(nowNanos, timer.getAsLong());
            decide(new Event.Tick());
        }
    }
}
