package org.amf4j.core.event;

import java.util.List;

/**
 * One entry of the replicated log: events that are applied together.
 *
 * @param index position in the log; rises, with holes
 * @param timestampNanos nanoseconds since the epoch, given by the leader; never goes back
 * @param events the events, in order
 */
public record LogEntry(long index, long timestampNanos, List<Event> events) {
    public LogEntry {
        events = List.copyOf(events);
    }
}
