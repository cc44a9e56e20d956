package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a configuration change makes different. */
public final class DifferenceView {

    private DifferenceView() {}

    /** A line per object, then a line per attribute: what was, and what is. */
    public static String text(JsonNode changes) {
        StringBuilder text = new StringBuilder();
        for (JsonNode change : changes) {
            String sign = sign(change.path("change").asText());
            text.append(sign)
                    .append(' ')
                    .append(change.path("dn").asText())
                    .append("  (")
                    .append(change.path("class").asText())
                    .append(")\n");
            if (!sign.equals("-")) {
                attributes(change.path("attributes"), text);
            }
        }
        return text.toString();
    }

    private static String sign(String change) {
        return switch (change) {
            case "created" -> "+";
            case "deleted" -> "-";
            default -> "~";
        };
    }

    private static void attributes(JsonNode attributes, StringBuilder text) {
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            String before = values(attribute.getValue().path("before"));
            String after = values(attribute.getValue().path("after"));
            text.append("    ").append(attribute.getKey()).append(": ");
            text.append(before.isEmpty() ? "" : before + " -> ")
                    .append(after.isEmpty() ? "(empty)" : after)
                    .append('\n');
        }
    }

    private static String values(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(v -> texts.add(v.asText()));
        return String.join("  ", texts);
    }
}
