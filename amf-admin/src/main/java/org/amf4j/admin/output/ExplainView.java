package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;

/** Why an entity is as it is. */
public final class ExplainView {

    private ExplainView() {}

    /** The name, sentences about the present state, then a line per reason in the order in which the cluster gives them. */
    public static String text(JsonNode answer) {
        StringBuilder text = new StringBuilder(answer.path("dn").asText()).append('\n');
        answer.path("state")
                .forEach(sentence -> text.append("  ").append(sentence.asText()).append('\n'));
        if (answer.path("reasons").isEmpty()) {
            return text.append("no decision has concerned it yet\n").toString();
        }
        Table table = Table.indented(2);
        for (JsonNode reason : answer.path("reasons")) {
            table.row(
                    Times.clock(reason.path("time_ns").asLong()),
                    reason.path("rule").asText(),
                    reason.path("text").asText());
        }
        return text.append("because\n").append(table).toString();
    }
}
