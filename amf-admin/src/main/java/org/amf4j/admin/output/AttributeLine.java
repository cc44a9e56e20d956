package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A value of an attribute on a line: {@code name=value}. A value that a line would not bring back unchanged (it has line
 * ends, blanks at an end, or begins with a double quote) is written as JSON writes a text.
 *
 * @param name the attribute
 * @param value the text of its value; empty for none
 */
public record AttributeLine(String name, String value) {

    /** The line without its end. */
    @Override
    public String toString() {
        boolean isPlain = value.equals(value.strip())
                && !value.startsWith("\"")
                && value.chars().noneMatch(Character::isISOControl);
        return name + "="
                + (isPlain ? value : JsonNodeFactory.instance.textNode(value).toString());
    }

    /**
     * Reads a line; blanks around its parts do not count.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static AttributeLine parse(String line) {
        int sign = line.indexOf('=');
        if (sign < 0) {
            throw new IllegalArgumentException("'" + line.strip() + "' is not of the form ATTR=VALUE");
        }
        String value = line.substring(sign + 1).strip();
        return new AttributeLine(line.substring(0, sign).strip(), value.startsWith("\"") ? unquoted(value) : value);
    }

    private static String unquoted(String value) {
        JsonNode text = Json.parse(value);
        if (!text.isTextual()) {
            throw new IllegalArgumentException(value + " is not one text in double quotes");
        }
        return text.asText();
    }

    /** An object as lines, a line for each value; attributes without one have a line, too. */
    static String lines(JsonNode object) {
        StringBuilder text = new StringBuilder();
        line(text, "dn", object.path("dn").asText());
        line(text, "class", object.path("class").asText());
        object.path("attributes").properties().forEach(attribute -> {
            if (attribute.getValue().isEmpty()) {
                line(text, attribute.getKey(), "");
            }
            attribute.getValue().forEach(value -> line(text, attribute.getKey(), value.asText()));
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(new AttributeLine(name, value)).append('\n');
    }
}
