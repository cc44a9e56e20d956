package org.amf4j.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.AttributeLine;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ValueType;
import picocli.CommandLine.TypeConversionException;

/** The attributes of an object that may change, as a text that a person edits: a line for each value. Immutable. */
final class EditedText {

    private static final String COMMENT = "#";

    private final ImmClass known;
    private final List<ImmAttribute> writable;

    /** Texts about objects of this class. */
    EditedText(ImmClass known) {
        this.known = known;
        this.writable = known.attributes().stream()
                .filter(a -> a.is(AttributeFlag.CONFIG) && a.is(AttributeFlag.WRITABLE) && !a.is(AttributeFlag.RDN))
                .toList();
    }

    /** The names of the attributes that may change. */
    List<String> names() {
        return writable.stream().map(ImmAttribute::name).toList();
    }

    /** The text about an object as it is. */
    String of(ImmObject object) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(object.dn()).append("  (").append(known.name()).append(")\n");
        text.append("# A line for each value: ATTR=VALUE. A line without a value, or none, empties the attribute.\n");
        text.append("# Times may have a unit: 500ms. Lines that begin with # do not count.\n");
        for (ImmAttribute attribute : writable) {
            String many = attribute.is(AttributeFlag.MULTI_VALUE) ? ", any number of values" : "";
            text.append("\n# ").append(attribute.type().xmlName()).append(many).append('\n');
            List<Object> values = object.values(attribute.name());
            if (values.isEmpty()) {
                text.append(new AttributeLine(attribute.name(), "")).append('\n');
            }
            values.forEach(value -> text.append(
                            new AttributeLine(attribute.name(), attribute.type().format(value)))
                    .append('\n'));
        }
        return text.toString();
    }

    /**
     * What makes one text the other, as the words of {@code amf set} after the name of the object; none when they mean the
     * same.
     *
     * @param place what the second text is called in complaints, for instance a file
     * @throws CommandFailure with the number of the line that is wrong
     */
    List<String> changes(String before, String after, String place) {
        Map<String, List<Object>> old = read(before, place);
        List<String> words = new ArrayList<>();
        read(after, place).forEach((name, values) -> {
            ImmAttribute attribute = known.attribute(name).orElseThrow();
            List<String> texts = texts(attribute, values);
            if (!texts.equals(texts(attribute, old.get(name)))) {
                (texts.isEmpty() ? List.of("") : texts).forEach(text -> words.add(name + "=" + text));
            }
        });
        return words;
    }

    private static List<String> texts(ImmAttribute attribute, List<Object> values) {
        return values.stream().map(attribute.type()::format).toList();
    }

    /** The values of all attributes that may change. */
    private Map<String, List<Object>> read(String text, String place) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        writable.forEach(attribute -> values.put(attribute.name(), new ArrayList<>()));
        List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.stripLeading().startsWith(COMMENT)) {
                continue;
            }
            try {
                read(line, values);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        place + ":" + number + ": " + e.getMessage() + "; nothing is changed",
                        "'amf class show " + known.name() + "' lists attributes, their types, and which may change",
                        e);
            }
        }
        return values;
    }

    private void read(String line, Map<String, List<Object>> values) {
        AttributeLine parsed = AttributeLine.parse(line);
        ImmAttribute attribute = known.attribute(parsed.name())
                .orElseThrow(() ->
                        new IllegalArgumentException("class " + known.name() + " has no attribute " + parsed.name()));
        List<Object> list = values.get(attribute.name());
        if (list == null) {
            throw new IllegalArgumentException(attribute.name() + " may not be changed");
        }
        if (parsed.value().isEmpty()) {
            return;
        }
        Object value = value(attribute, parsed.value());
        if (!list.isEmpty() && !attribute.is(AttributeFlag.MULTI_VALUE)) {
            throw new IllegalArgumentException(attribute.name() + " has one value at most, and there are two lines");
        }
        list.add(value);
    }

    private static Object value(ImmAttribute attribute, String text) {
        boolean hasUnit = attribute.type() == ValueType.TIME && Character.isLetter(text.charAt(text.length() - 1));
        try {
            return hasUnit
                    ? (Object) new Durations().convert(text).toNanos()
                    : attribute.type().parse(text);
        } catch (TypeConversionException | IllegalArgumentException e) {
            throw new IllegalArgumentException(attribute.name() + ": " + e.getMessage(), e);
        }
    }
}
