package org.amf4j.debug;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.amf4j.admin.output.EventView;
import org.amf4j.admin.output.ExplainView;
import org.amf4j.admin.output.StatusView;

/** What a replay shows, for people. Times are UTC, so that the same dump is shown alike everywhere. */
final class ReplayView {

    private ReplayView() {}

    static String status(JsonNode status) {
        return headline(status.path("replay")) + StatusView.text(status, true);
    }

    static String explained(JsonNode answer) {
        return headline(answer.path("replay")) + ExplainView.text(answer);
    }

    static String events(JsonNode answer) {
        StringBuilder text = new StringBuilder(headline(answer.path("replay")));
        answer.path("events").forEach(e -> text.append(EventView.line(e)).append('\n'));
        return text.toString();
    }

    static String entries(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        for (JsonNode entry : answer.path("entries")) {
            text.append(entry.path("index").asText()).append("  ");
            text.append(time(entry.path("time_ns").asLong())).append('\n');
            entry.path("events")
                    .forEach(e -> text.append("  ").append(e.asText()).append('\n'));
            entry.path("decisions")
                    .forEach(d -> text.append("    -> ").append(d.asText()).append('\n'));
        }
        return text.append(headline(answer.path("replay"))).toString();
    }

    static String verified(JsonNode replay) {
        StringBuilder text = new StringBuilder(headline(replay));
        replay.path("not_known_any_more")
                .forEach(f ->
                        text.append("  not known any more: ").append(f.asText()).append('\n'));
        if (replay.path("decided_otherwise").isEmpty()) {
            text.append("every decision is the same as it was\n");
        }
        return text.toString();
    }

    /** Which moment this is, and where this version would not have come there. */
    private static String headline(JsonNode replay) {
        StringBuilder text = new StringBuilder("recorded on ");
        text.append(replay.path("node").asText()).append(" by version ");
        text.append(replay.path("recorded_by").asText()).append("; after entry ");
        text.append(replay.path("index").asText()).append(", ");
        text.append(time(replay.path("time_ns").asLong())).append('\n');
        for (JsonNode difference : replay.path("decided_otherwise")) {
            text.append("  entry ").append(difference.path("index").asText()).append(": ");
            text.append(difference.path("text").asText()).append('\n');
        }
        return text.toString();
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
