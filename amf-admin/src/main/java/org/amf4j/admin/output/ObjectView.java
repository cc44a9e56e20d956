package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** An object with its attributes, and lists of names. */
public final class ObjectView {
    private static final String NO_VALUE = "<Empty>";

    private ObjectView() {}

    /**
     * The object as JSON: attributes narrowed to those asked for, names of enumeration values beside their numbers.
     *
     * @throws CommandFailure when the object has no attribute of a name asked for
     */
    public static ObjectNode withNames(JsonNode object, List<String> wanted) {
        ObjectNode attributes = Json.object();
        ObjectNode names = Json.object();
        for (Map.Entry<String, JsonNode> attribute : object.path("attributes").properties()) {
            if (!wanted.isEmpty() && !wanted.contains(attribute.getKey())) {
                continue;
            }
            attributes.set(attribute.getKey(), attribute.getValue());
            JsonNode first = attribute.getValue().path(0);
            if (first.isIntegralNumber()) {
                EnumNames.of(attribute.getKey(), first.asLong()).ifPresent(n -> names.put(attribute.getKey(), n));
            }
        }
        for (String attribute : wanted) {
            if (!attributes.has(attribute)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        object.path("dn").asText() + " has no attribute " + attribute,
                        "'amf get " + object.path("dn").asText() + "' shows all it has");
            }
        }
        ObjectNode result = Json.object();
        result.set("dn", object.path("dn"));
        result.set("class", object.path("class"));
        result.set("attributes", attributes);
        result.set("names", names);
        return result;
    }

    /** The object as text: a line with its name and class, then a line per attribute. */
    public static String table(JsonNode object) {
        Table table = Table.indented(4);
        for (Map.Entry<String, JsonNode> attribute : object.path("attributes").properties()) {
            table.row(attribute.getKey(), values(object, attribute.getKey(), attribute.getValue()));
        }
        return object.path("dn").asText() + "  (" + object.path("class").asText() + ")\n" + table;
    }

    private static String values(JsonNode object, String attribute, JsonNode values) {
        if (values.isEmpty()) {
            return NO_VALUE;
        }
        String name = object.path("names").path(attribute).asText();
        if (!name.isEmpty()) {
            return name + "(" + values.path(0).asText() + ")";
        }
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(attribute, value)));
        return String.join("  ", texts);
    }

    private static String text(String attribute, JsonNode value) {
        boolean isTime = value.isIntegralNumber()
                && (attribute.endsWith("Timeout") || attribute.endsWith("Prob") || attribute.endsWith("Period"));
        return isTime ? value.asText() + " ns (" + Times.human(value.asLong()) + ")" : value.asText();
    }

    /** An object as lines {@code NAME=VALUE}, a line for each value. */
    public static String plain(JsonNode object) {
        return AttributeLine.lines(object);
    }

    /** What JSON would say, as YAML. */
    public static String yaml(JsonNode json) {
        return Yaml.of(json);
    }

    /** The names of a list, one per line. */
    public static String names(JsonNode found) {
        StringBuilder text = new StringBuilder();
        found.path("dns").forEach(dn -> text.append(dn.asText()).append('\n'));
        return text.toString();
    }
}
