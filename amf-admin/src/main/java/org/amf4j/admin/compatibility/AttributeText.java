package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.amf4j.admin.output.EnumNames;
import org.amf4j.api.imm.ValueType;

/** Attributes in the shapes that the old commands print. */
final class AttributeText {

    private static final String NONE = "<Empty>";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int RULE = 72;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private AttributeText() {}

    /** What a table of attributes begins with. */
    static List<String> heading() {
        return List.of(String.format("%-50s %-12s %s", "Name", "Type", "Value(s)"), "=".repeat(RULE));
    }

    /** The type of an attribute of this object; those that every object has are strings. */
    static ValueType type(JsonNode object, String attribute) {
        String name = object.path("types").path(attribute).asText();
        return Arrays.stream(ValueType.values())
                .filter(type -> type.xmlName().equals(name))
                .findFirst()
                .orElse(ValueType.STRING);
    }

    /** A line of a table: name, type, values with what makes them readable. */
    static String row(String name, ValueType type, JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(readable(type, value)));
        return String.format("%-50s %-12s %s", name, type.xmlName(), texts.isEmpty() ? NONE : String.join(" ", texts));
    }

    private static String readable(ValueType type, JsonNode value) {
        return switch (type) {
            case TIME -> time(value.asLong());
            case INT32, UINT32 -> String.format("%d (0x%x)", value.asLong(), (int) value.asLong());
            case INT64, UINT64 -> String.format("%d (0x%x)", value.asLong(), value.asLong());
            case NAME -> value.asText() + " (" + value.asText().length() + ")";
            default -> value.asText();
        };
    }

    private static String time(long nanos) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND));
        return String.format("%d (0x%x, %s)", nanos, nanos, DATE.format(instant));
    }

    /** {@code name=value:value}. */
    static String plain(String name, JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return name + "=" + (texts.isEmpty() ? NONE : String.join(":", texts));
    }

    /** {@code name=UNLOCKED(1)}. */
    static String state(String name, JsonNode values) {
        if (values.isEmpty()) {
            return name + "=" + NONE;
        }
        long number = values.path(0).asLong();
        return name + "="
                + EnumNames.of(name, number).map(text -> text.replace('_', '-')).orElse("") + "(" + number + ")";
    }
}
