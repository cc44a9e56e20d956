package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;

/** The nodes as members of the cluster. */
public final class MembershipView {

    private MembershipView() {}

    /** A line about the view, then a line per node. */
    public static String text(JsonNode answer) {
        Table table = new Table("NODE", "MEMBER", "ADMIN", "AGENT", "SINCE VIEW", "STARTED", "NODE ID", "ADDRESS", "");
        for (JsonNode node : answer.path("nodes")) {
            long started = node.path("boot_timestamp_ns").asLong();
            table.row(
                    Names.shortName(node.path("dn").asText()),
                    node.path("member").asBoolean() ? "yes" : "no",
                    node.path("admin").asText(),
                    agent(node),
                    node.path("initial_view_number").asLong() == 0
                            ? "-"
                            : node.path("initial_view_number").asText(),
                    started == 0 ? "-" : Times.clock(started),
                    node.path("node_id").asText(),
                    node.path("address").asText().isEmpty()
                            ? "-"
                            : node.path("address").asText(),
                    node.path("under_way").asText());
        }
        return "view " + answer.path("view_number").asText() + ": "
                + answer.path("members").asText() + " of "
                + answer.path("nodes").size() + " nodes are members of "
                + answer.path("cluster").asText() + "\n" + table;
    }

    private static String agent(JsonNode node) {
        if (!node.path("up").asBoolean()) {
            return "down";
        }
        return node.path("silent").asBoolean() ? "silent" : "up";
    }
}
