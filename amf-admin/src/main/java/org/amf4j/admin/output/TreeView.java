package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects below the objects that contain them. */
public final class TreeView {
    private static final String INDENT = "  ";

    private final Map<String, List<JsonNode>> children = new TreeMap<>();

    private TreeView(JsonNode objects) {
        Map<String, JsonNode> byDn = new TreeMap<>();
        objects.forEach(object -> byDn.put(object.path("dn").asText(), object));
        byDn.forEach((dn, object) -> {
            String parent = Names.parent(dn);
            children.computeIfAbsent(byDn.containsKey(parent) ? parent : "", p -> new ArrayList<>())
                    .add(object);
        });
    }

    /** A line per object: its relative name and its class, children indented below their parent, sorted by name. */
    public static String text(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        new TreeView(tree.path("objects")).append("", 0, text);
        return text.toString();
    }

    private void append(String parent, int depth, StringBuilder text) {
        for (JsonNode object : children.getOrDefault(parent, List.of())) {
            String dn = object.path("dn").asText();
            String name = parent.isEmpty() ? dn : dn.substring(0, dn.length() - parent.length() - 1);
            text.append(INDENT.repeat(depth)).append(name);
            text.append("  (").append(object.path("class").asText()).append(")\n");
            append(dn, depth + 1, text);
        }
    }
}
