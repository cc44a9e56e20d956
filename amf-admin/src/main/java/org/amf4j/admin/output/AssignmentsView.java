package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Service instances and the units that serve them. */
public final class AssignmentsView {

    /** Tables that are wider, in characters, are not readable on a usual terminal. */
    public static final int WIDTH_MAX = 80;

    private AssignmentsView() {}

    /**
     * The part of a status that is about assignments.
     *
     * @param instance only this service instance; all without one
     * @param node only units on this node; all without one
     */
    public static ObjectNode narrowed(JsonNode status, Optional<String> instance, Optional<String> node) {
        ObjectNode wanted = Json.object();
        ArrayNode units = filtered(
                status, "sus", u -> node.map(u.path("node").asText()::equals).orElse(true));
        Set<String> names = new HashSet<>();
        Set<String> groups = new HashSet<>();
        units.forEach(u -> names.add(u.path("dn").asText()));
        units.forEach(u -> groups.add(u.path("group").asText()));
        ArrayNode instances = filtered(
                status,
                "sis",
                i -> instance.map(i.path("dn").asText()::equals).orElse(true)
                        && groups.contains(i.path("group").asText()));
        Set<String> served = new HashSet<>();
        instances.forEach(i -> served.add(i.path("group").asText()));
        wanted.set(
                "groups",
                filtered(status, "groups", g -> served.contains(g.path("dn").asText())));
        wanted.set("sus", filtered(units, u -> served.contains(u.path("group").asText())));
        wanted.set("sis", instances);
        ArrayNode assignments = filtered(
                status,
                "assignments",
                a -> names.contains(a.path("su").asText())
                        && instance.map(a.path("si").asText()::equals).orElse(true));
        wanted.set("assignments", withNodes(assignments, units));
        return wanted;
    }

    private static ArrayNode filtered(JsonNode status, String list, Predicate<JsonNode> wanted) {
        return filtered(status.path(list), wanted);
    }

    private static ArrayNode filtered(JsonNode list, Predicate<JsonNode> wanted) {
        ArrayNode result = Json.array();
        list.valueStream().filter(wanted).forEach(result::add);
        return result;
    }

    private static ArrayNode withNodes(ArrayNode assignments, ArrayNode units) {
        Map<String, JsonNode> nodes = new HashMap<>();
        units.forEach(u -> nodes.put(u.path("dn").asText(), u.path("node")));
        ArrayNode result = Json.array();
        for (JsonNode assignment : assignments) {
            ObjectNode row = assignment.deepCopy();
            row.set("node", nodes.get(assignment.path("su").asText()));
            result.add(row);
        }
        return result;
    }

    /** A table per group, a line per pair where that would be too wide; a sentence when there is nothing. */
    public static String text(JsonNode status) {
        return status.path("sis").isEmpty()
                ? "no service instances\n"
                : new AssignmentMatrix(status, WIDTH_MAX).toString();
    }
}
