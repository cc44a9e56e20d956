package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;

/** A notification on one line. */
public final class NotificationLine {

    private NotificationLine() {}

    /** Number, time, class, object, what of it, and the sentence. */
    public static String of(JsonNode notification) {
        StringBuilder line = new StringBuilder();
        line.append(notification.path("id").asText()).append("  ");
        line.append(Times.clock(notification.path("time_ns").asLong())).append("  ");
        line.append(notification.path("vendor_id").asText()).append('.');
        line.append(notification.path("major_id").asText()).append('.');
        line.append(notification.path("minor_id").asText()).append("  ");
        line.append(notification.path("notification_object").asText()).append("  ");
        line.append(what(notification));
        String text = notification.path("text").asText();
        return text.isEmpty() ? line.toString() : line + "  " + text;
    }

    private static String what(JsonNode notification) {
        String severity = notification.path("perceived_severity").asText();
        if (!severity.isEmpty()) {
            return notification.path("type").asText() + " " + severity + problems(notification);
        }
        StringBuilder states = new StringBuilder();
        for (JsonNode state : notification.path("states")) {
            states.append(" state ").append(state.path("id").asText()).append(": ");
            states.append(state.has("before") ? state.path("before").asText() + " -> " : "-> ");
            states.append(state.path("after").asText());
        }
        for (JsonNode attribute : notification.path("attributes")) {
            states.append(' ').append(attribute.path("name").asText());
        }
        return notification.path("type").asText() + states;
    }

    private static String problems(JsonNode notification) {
        StringBuilder problems = new StringBuilder();
        notification.path("specific_problems").forEach(p -> problems.append(' ').append(p.asText()));
        return problems.toString();
    }
}
