package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Service groups with their instances as rows and the nodes of their units as columns. */
final class AssignmentMatrix {
    private final JsonNode status;
    private final int widthMax;
    private final Map<Holder, String> roles = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** Tables of any width. */
    AssignmentMatrix(JsonNode status) {
        this(status, Integer.MAX_VALUE);
    }

    /** A group whose table has longer lines than so many characters gets a line for each pair instead. */
    AssignmentMatrix(JsonNode status, int widthMax) {
        this.status = status;
        this.widthMax = widthMax;
        for (JsonNode assignment : status.path("assignments")) {
            String unit = assignment.path("su").asText();
            used.add(unit);
            roles.put(
                    new Holder(assignment.path("si").asText(), unit),
                    assignment.path("ha").asText());
        }
    }

    private record Holder(String instance, String unit) {}

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String application = "";
        Map<String, List<JsonNode>> instances = byGroup("sis");
        for (Map.Entry<String, List<JsonNode>> group : byGroup("sus").entrySet()) {
            String owner = Names.ancestor(group.getKey(), "safApp");
            if (!owner.equals(application)) {
                text.append("APPLICATION ").append(owner).append('\n');
                application = owner;
            }
            List<JsonNode> served = instances.getOrDefault(group.getKey(), List.of());
            String table = table(group.getKey(), group.getValue(), served).toString();
            boolean isTooWide = table.lines().anyMatch(line -> line.length() > widthMax);
            text.append(isTooWide ? pairs(group.getKey(), group.getValue(), served) : table);
        }
        return text.toString();
    }

    /** Groups in the order of their applications, then names. */
    private Map<String, List<JsonNode>> byGroup(String list) {
        Map<String, List<JsonNode>> sorted = new TreeMap<>((a, b) -> {
            int order = Names.ancestor(a, "safApp").compareTo(Names.ancestor(b, "safApp"));
            return order != 0 ? order : a.compareTo(b);
        });
        for (JsonNode entity : status.path(list)) {
            sorted.computeIfAbsent(entity.path("group").asText(), g -> new ArrayList<>())
                    .add(entity);
        }
        return sorted;
    }

    private Table table(String group, List<JsonNode> units, List<JsonNode> instances) {
        TreeSet<String> nodes = new TreeSet<>();
        units.forEach(unit -> nodes.add(Names.shortName(unit.path("node").asText())));
        List<String> headings = new ArrayList<>(List.of(heading(group)));
        nodes.forEach(node -> headings.add(node.isEmpty() ? "(no node)" : node));
        Table table = Table.indented(2);
        table.row(headings);
        for (JsonNode instance : instances) {
            table.row(row(instance.path("dn").asText(), nodes, units));
        }
        return table;
    }

    /** A line for each unit that has been given an instance, and one for an instance that nobody has. */
    private String pairs(String group, List<JsonNode> units, List<JsonNode> instances) {
        Table table = Table.indented(4);
        for (JsonNode instance : instances) {
            String dn = instance.path("dn").asText();
            String name = "SI " + Names.shortName(dn);
            List<JsonNode> holders = units.stream()
                    .filter(u -> roles.containsKey(new Holder(dn, u.path("dn").asText())))
                    .toList();
            for (JsonNode unit : holders) {
                table.row(
                        name,
                        Names.shortName(unit.path("dn").asText()),
                        Names.shortName(unit.path("node").asText()),
                        role(dn, unit));
            }
            if (holders.isEmpty()) {
                table.row(name, "nobody");
            }
        }
        return "  " + heading(group) + "\n" + table;
    }

    /** For instance {@code SG streamers  2N}. */
    private String heading(String group) {
        String model = status.path("groups")
                .valueStream()
                .filter(g -> g.path("dn").asText().equals(group))
                .map(g -> "  " + g.path("model").asText())
                .findFirst()
                .orElse("");
        return "SG " + Names.shortName(group) + model;
    }

    private List<String> row(String instance, TreeSet<String> nodes, List<JsonNode> units) {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        nodes.forEach(node -> cells.put(node, new ArrayList<>()));
        for (JsonNode unit : units) {
            cells.get(Names.shortName(unit.path("node").asText()))
                    .add(Names.shortName(unit.path("dn").asText()) + " " + role(instance, unit));
        }
        List<String> row = new ArrayList<>(List.of("  SI " + Names.shortName(instance)));
        cells.values().forEach(texts -> row.add(String.join(", ", texts)));
        return row;
    }

    private String role(String instance, JsonNode unit) {
        String dn = unit.path("dn").asText();
        String role = roles.get(new Holder(instance, dn));
        if (role != null) {
            return role;
        }
        boolean inService = unit.path("readiness").asText().equals("IN_SERVICE");
        return inService ? used.contains(dn) ? "-" : "spare" : "out of service";
    }
}
