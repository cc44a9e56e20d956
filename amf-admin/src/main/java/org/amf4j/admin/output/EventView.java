package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;

/** A change on one line. */
public final class EventView {

    private EventView() {}

    /** Number, time, entity, and what became of what. */
    public static String line(JsonNode event) {
        StringBuilder line = new StringBuilder();
        line.append(event.path("number").asText()).append("  ");
        line.append(Times.clock(event.path("time_ns").asLong())).append("  ");
        line.append(event.path("entity").asText());
        String severity = event.path("notification").path("perceived_severity").asText();
        if (!severity.isEmpty()) {
            line.append("  ALARM ").append(severity).append(' ');
            line.append(event.path("attribute").asText());
        } else if (event.hasNonNull("attribute")) {
            line.append("  ").append(event.path("attribute").asText()).append(": ");
            line.append(orNothing(event.path("before").asText())).append(" -> ");
            line.append(orNothing(event.path("after").asText()));
        }
        String text = event.path("text").asText();
        return text.isEmpty() ? line.toString() : line + "  " + text;
    }

    private static String orNothing(String state) {
        return state.isEmpty() ? "(none)" : state;
    }
}
