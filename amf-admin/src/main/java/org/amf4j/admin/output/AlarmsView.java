package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;

/** The alarms that are raised. */
public final class AlarmsView {

    private AlarmsView() {}

    /** A line per alarm: since when, how bad, what, whose, and a sentence. */
    public static String text(JsonNode answer) {
        if (answer.path("alarms").isEmpty()) {
            return "no alarms\n";
        }
        Table table = new Table("ID", "SINCE", "SEVERITY", "ALARM", "ENTITY", "");
        for (JsonNode alarm : answer.path("alarms")) {
            table.row(
                    alarm.path("notification_id").asText(),
                    Times.clock(alarm.path("time_ns").asLong()),
                    alarm.path("perceived_severity").asText(),
                    alarm.path("specific_problem").asText(),
                    alarm.path("entity").asText(),
                    alarm.path("text").asText());
        }
        return table.toString();
    }
}
