package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The cluster at a glance. */
public final class StatusView {

    private StatusView() {}

    /** The status with a list of what is not as it should be. */
    public static ObjectNode withQuestions(JsonNode status) {
        ObjectNode result = Json.object();
        result.setAll((ObjectNode) status);
        result.set("questionable", Questionable.in(status));
        return result;
    }

    /** A line about the cluster, a table per service group, then what is not as it should be. */
    public static String text(JsonNode status, boolean all) {
        StringBuilder text = new StringBuilder();
        text.append(headline(status)).append('\n');
        text.append(new AssignmentMatrix(status));
        JsonNode questions = status.path("questionable");
        if (!questions.isEmpty()) {
            text.append("not as it should be:\n");
            Table table = Table.indented(2);
            questions.forEach(
                    q -> table.row(q.path("dn").asText(), q.path("text").asText()));
            text.append(table);
        }
        if (all) {
            text.append(states(status));
        }
        return text.toString();
    }

    /** The same for a narrow terminal: a line per instance instead of a column per node. */
    public static String narrowText(JsonNode status) {
        StringBuilder text = new StringBuilder(headline(status)).append('\n').append(assignments(status));
        if (!status.path("questionable").isEmpty()) {
            text.append("not as it should be:\n");
            status.path("questionable")
                    .forEach(q -> text.append("  ")
                            .append(q.path("dn").asText())
                            .append(": ")
                            .append(q.path("text").asText())
                            .append('\n'));
        }
        return text.toString();
    }

    /**
     * For instance {@code lab: 3 of 3 nodes, controllers n1* n2 n3(behind)}; the star marks the leader, and who is behind lacks
     * entries of the log.
     */
    static String headline(JsonNode status) {
        JsonNode nodes = status.path("nodes");
        long members =
                nodes.valueStream().filter(n -> n.path("member").asBoolean()).count();
        List<String> controllers = new ArrayList<>();
        status.path("controllers").forEach(c -> controllers.add(c.asText() + mark(c, status)));
        String line = status.path("cluster").asText() + ": " + members + " of " + nodes.size() + " nodes";
        line = controllers.isEmpty() ? line : line + ", controllers " + String.join(" ", controllers);
        return status.has("view_number")
                ? line + ", view " + status.path("view_number").asText()
                : line;
    }

    private static String mark(JsonNode controller, JsonNode status) {
        if (controller.equals(status.path("leader"))) {
            return "*";
        }
        JsonNode current = status.path("voters_current"); // empty where nobody knows
        return current.isEmpty() || current.valueStream().anyMatch(controller::equals) ? "" : "(behind)";
    }

    private static String states(JsonNode status) {
        Table nodes = new Table("NODE", "MEMBER", "ADMIN", "OPERATIONAL");
        status.path("nodes").forEach(n -> nodes.row(cells(n, "dn", "member", "admin", "operational")));
        Table units = new Table("SERVICE UNIT", "NODE", "ADMIN", "OPERATIONAL", "PRESENCE", "READINESS");
        status.path("sus")
                .forEach(u -> units.row(cells(u, "dn", "node", "admin", "operational", "presence", "readiness")));
        Table instances = new Table("SERVICE INSTANCE", "ADMIN", "ASSIGNMENT");
        status.path("sis").forEach(s -> instances.row(cells(s, "dn", "admin", "assignment")));
        return "\n" + nodes + "\n" + units + "\n" + instances;
    }

    private static List<String> cells(JsonNode row, String... keys) {
        List<String> cells = new ArrayList<>();
        for (String key : keys) {
            String text = row.path(key).asText();
            cells.add(key.equals("node") ? Names.shortName(text) : text);
        }
        return cells;
    }

    /** Who serves what, as short as possible: one line per instance. */
    public static String assignments(JsonNode status) {
        TreeMap<String, List<String>> byInstance = new TreeMap<>();
        for (JsonNode assignment : status.path("assignments")) {
            byInstance
                    .computeIfAbsent(assignment.path("si").asText(), si -> new ArrayList<>())
                    .add(Names.shortName(assignment.path("su").asText()) + " "
                            + assignment.path("ha").asText());
        }
        Table table = Table.indented(2);
        byInstance.forEach((si, holders) -> table.row(Names.shortName(si), String.join(", ", holders)));
        return table.toString();
    }

    /** What an operator should look at. */
    static final class Questionable {

        private Questionable() {}

        static ArrayNode in(JsonNode status) {
            ArrayNode list = Json.array();
            for (JsonNode node : status.path("clm_nodes")) {
                if (node.path("up").asBoolean() && !node.path("member").asBoolean()) {
                    add(list, node, node.path("admin").asText() + ": up, and not a member of the cluster");
                }
            }
            for (JsonNode node : status.path("nodes")) {
                if (isUnlocked(node) && !node.path("member").asBoolean()) {
                    add(list, node, "UNLOCKED and not a member");
                } else if (node.path("silent").asBoolean()) {
                    add(list, node, "silent: its work stays until its lease has run out");
                } else if (isUnlocked(node) && isDisabled(node)) {
                    add(list, node, "UNLOCKED and DISABLED");
                }
                if (node.path("cordoned").asBoolean()) {
                    add(list, node, "cordoned: it keeps the work that it has and is given nothing else");
                }
            }
            for (JsonNode unit : status.path("sus")) {
                if (unit.path("presence").asText().endsWith("_FAILED")) {
                    add(list, unit, unit.path("presence").asText());
                } else if (isUnlocked(unit) && isDisabled(unit)) {
                    add(list, unit, "UNLOCKED and DISABLED");
                }
            }
            for (JsonNode instance : status.path("sis")) {
                String assignment = instance.path("assignment").asText();
                if (isUnlocked(instance) && !assignment.equals("FULLY_ASSIGNED")) {
                    add(list, instance, "UNLOCKED and " + assignment);
                }
            }
            for (JsonNode reserve : status.path("ha_reserves")) {
                list.addObject()
                        .put("dn", reserve.path("su").asText())
                        .put(
                                "text",
                                reserve.path("readiness").asText() + " for "
                                        + Names.shortName(reserve.path("si").asText()) + ", by its components");
            }
            return list;
        }

        private static boolean isUnlocked(JsonNode entity) {
            return entity.path("admin").asText().equals("UNLOCKED");
        }

        private static boolean isDisabled(JsonNode entity) {
            return entity.path("operational").asText().equals("DISABLED");
        }

        private static void add(ArrayNode list, JsonNode entity, String text) {
            list.addObject().put("dn", entity.path("dn").asText()).put("text", text);
        }
    }
}
