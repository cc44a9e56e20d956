package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Deadlines by time, then by order of setting. At most one deadline per timer. */
public final class Timers {

    private final TreeMap<Key, Timer> byDeadline = new TreeMap<>();
    private final Map<Timer, Key> byTimer = new LinkedHashMap<>();
    private long sequence;

    private record Key(long deadlineNanos, long sequence) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Long.compare(deadlineNanos, other.deadlineNanos);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }

    /** Sets the timer's deadline, in nanoseconds since the epoch; an earlier one is forgotten. */
    public void set(Timer timer, long deadlineNanos) {
        cancel(timer);
        Key key = new Key(deadlineNanos, sequence++);
        byDeadline.put(key, timer);
        byTimer.put(timer, key);
    }

    /** Forgets the timer. */
    public void cancel(Timer timer) {
        Key key = byTimer.remove(timer);
        if (key != null) {
            byDeadline.remove(key);
        }
    }

    /** Forgets all timers that the condition holds for. */
    void cancelIf(Predicate<Timer> condition) {
        List.copyOf(byTimer.keySet()).stream().filter(condition).forEach(this::cancel);
    }

    /** Whether the timer is set. */
    public boolean isSet(Timer timer) {
        return byTimer.containsKey(timer);
    }

    /** When the timer is due, in nanoseconds since the epoch; empty when it is not set. */
    public OptionalLong deadlineNanos(Timer timer) {
        Key key = byTimer.get(timer);
        return key == null ? OptionalLong.empty() : OptionalLong.of(key.deadlineNanos());
    }

    /** The next deadline, in nanoseconds since the epoch. */
    public OptionalLong nextNanos() {
        return byDeadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byDeadline.firstKey().deadlineNanos());
    }

    /** Takes out all timers that are due, in order. */
    public List<Timer> due(long nowNanos) {
        List<Timer> due = new ArrayList<>();
        while (!byDeadline.isEmpty() && byDeadline.firstKey().deadlineNanos() <= nowNanos) {
            Timer timer = byDeadline.pollFirstEntry().getValue();
            byTimer.remove(timer);
            due.add(timer);
        }
        return due;
    }
}
