package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Why an entity is as it is. */
public final class ExplainView {

    private ExplainView() {}

    /** A line with the present state, then a line per reason, the last one first as the cluster gives them. */
    public static String text(JsonNode answer) {
        StringBuilder text = new StringBuilder(answer.path("dn").asText());
        List<String> states = new ArrayList<>();
        answer.path("state").forEach(state -> states.add(state.asText()));
        if (!states.isEmpty()) {
            text.append(" is ").append(String.join(", ", states));
        }
        text.append('\n');
        Table table = Table.indented(2);
        for (JsonNode reason : answer.path("reasons")) {
            String time =
                    reason.has("time_ns") ? Times.clock(reason.path("time_ns").asLong()) : "";
            String rule = reason.path("rule").asText();
            String sentence = reason.path("text").asText();
            if (time.isEmpty()) {
                table.row(rule, sentence);
            } else {
                table.row(time, rule, sentence);
            }
        }
        text.append(answer.path("reasons").isEmpty() ? "  no decision has concerned it yet\n" : table.toString());
        return text.toString();
    }
}
