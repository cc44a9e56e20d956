package org.amf4j.director;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;

/** What the system stream says of an entry: who was asked for what, and what came of requests. Stateless. */
final class SystemLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SystemLines() {}

    /** The lines, without the last line's end; empty when there is nothing to say. */
    static String of(LogEntry entry, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (Event event : entry.events()) {
            switch (event) {
                case Event.OperationRequested e ->
                    lines.add(line(entry, e.requestId(), e.operation() + " of " + e.target() + " was asked for"));
                case Event.MembershipRequested e ->
                    lines.add(line(entry, e.requestId(), e.operation() + " of " + e.target() + " was asked for"));
                case Event.ConfigurationChanged e ->
                    lines.add(line(
                            entry,
                            e.requestId(),
                            "a change of the configuration was asked for, of "
                                    + e.changes().size() + " objects"));
                case Event.ErrorReported e ->
                    lines.add(line(
                            entry,
                            e.requestId(),
                            "an error of " + e.component() + " was reported, recommended " + e.recommended()));
                default -> {} // tells itself by what changes
            }
        }
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Reply reply) {
                lines.add(line(
                        entry, reply.requestId(), "answered " + reply.status().aisName() + text(reply)));
            }
        }
        return String.join("\n", lines);
    }

    private static String text(Command.Reply reply) {
        return reply.text().isEmpty() ? "" : ": " + reply.text();
    }

    private static String line(LogEntry entry, String request, String text) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time_ns", entry.timestampNanos());
        line.put("number", entry.index());
        line.put("request", request);
        line.put("text", text);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts cannot be written as JSON", e);
        }
    }
}
