package org.amf4j.imm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/** Reads the text table of built-in classes; the table's head explains its format. */
final class BuiltInTable {

    /** Objects of the class are root objects. */
    static final String ROOT_PARENT = "-";

    /** Objects of the class may be anywhere. */
    static final String ANY_PARENT = "*";

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private String className = "";
    private ImmClass.Category category = ImmClass.Category.CONFIG;
    private String parent = ANY_PARENT;
    private final List<ImmAttribute> attributes = new ArrayList<>();
    private final Set<String> outsideReferences = new HashSet<>();

    private BuiltInTable() {}

    /** A class, where its objects belong, and which of its references may lead out of the model. */
    record Entry(ImmClass definition, String parent, Set<String> outsideReferences) {}

    /** The table of a resource beside this class; a mistake in it is one of this program and ends it. */
    static TreeMap<String, Entry> load(String resource) {
        BuiltInTable table = new BuiltInTable();
        try (InputStream stream = BuiltInTable.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from the jar file");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                table.take(line.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read from the jar file", e);
        }
        table.finishClass();
        return table.entries;
    }

    private void take(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split(" +");
        if (words[0].equals("class")) {
            finishClass();
            className = words[1];
            category = ImmClass.Category.valueOf(words[2].toUpperCase(Locale.ROOT));
            parent = words[3];
        } else {
            attributes.add(attribute(words));
        }
    }

    private ImmAttribute attribute(String[] words) {
        ValueType type = ValueType.valueOf(words[1].toUpperCase(Locale.ROOT));
        Set<AttributeFlag> flags = EnumSet.noneOf(AttributeFlag.class);
        for (char letter : words[2].toCharArray()) {
            if (letter == 'o') {
                outsideReferences.add(words[0]);
            } else {
                flags.add(flag(letter));
            }
        }
        Optional<Object> defaultValue = words.length > 4 ? Optional.of(type.parse(words[4])) : Optional.empty();
        return new ImmAttribute(words[0], type, flags, defaultValue);
    }

    private static AttributeFlag flag(char letter) {
        return switch (letter) {
            case 'C' -> AttributeFlag.CONFIG;
            case 'R' -> AttributeFlag.RUNTIME;
            case 'N' -> AttributeFlag.RDN;
            case 'w' -> AttributeFlag.WRITABLE;
            case 'i' -> AttributeFlag.INITIALIZED;
            case 'm' -> AttributeFlag.MULTI_VALUE;
            case 'p' -> AttributeFlag.PERSISTENT;
            case 'k' -> AttributeFlag.CACHED;
            default -> throw new IllegalStateException("the table of built-in classes has the letter " + letter);
        };
    }

    private void finishClass() {
        if (!className.isEmpty()) {
            ImmClass definition = new ImmClass(className, category, attributes);
            entries.put(className, new Entry(definition, parent, Set.copyOf(outsideReferences)));
        }
        attributes.clear();
        outsideReferences.clear();
    }
}
