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

    /** The same for narrow screens: no number, short names. */
    public static String shortLine(JsonNode event) {
        String line = line(event);
        String dn = event.path("entity").asText();
        String application = Names.ancestor(dn, "safApp");
        String name = application.isEmpty() || dn.startsWith("safApp=")
                ? Names.shortName(dn)
                : Names.shortName(dn) + "@" + application;
        return line.substring(line.indexOf("  ") + 2).replace(dn, name).replace("saAmf", "");
    }

    private static String orNothing(String state) {
        return state.isEmpty() ? "(none)" : state;
    }
}
