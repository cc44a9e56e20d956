package org.amf4j.imm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last object of each class. Most that follow it say the same: that is not read again, and memory holds it
 * once.
 */
final class Likeness {

    private final Map<String, Last> lasts = new HashMap<>();

    private record Last(Raw.ObjectElement raw, StoredObject stored) {}

    /** Remembers an object about whose attributes nothing was reported. */
    void remember(Raw.ObjectElement raw, StoredObject stored) {
        lasts.put(raw.className(), new Last(raw, stored));
    }

    /** Forgets all; their classes have changed. */
    void clear() {
        lasts.clear();
    }

    /** The last object of the class, if it says the same on the same lines, counted from the object's. */
    Optional<StoredObject> find(Raw.ObjectElement raw) {
        Last last = lasts.get(raw.className());
        return last != null && isSame(raw, last.raw()) ? Optional.of(last.stored()) : Optional.empty();
    }

    /** These lines, or the last object's if they are the same. */
    int[] shared(int[] lines, String className) {
        Last last = lasts.get(className);
        return last != null && Arrays.equals(last.stored().attributeLines(), lines)
                ? last.stored().attributeLines()
                : lines;
    }

    private static boolean isSame(Raw.ObjectElement one, Raw.ObjectElement other) {
        List<Raw.Attribute> attributes = one.attributes();
        if (attributes.size() != other.attributes().size()) {
            return false;
        }
        int lines = one.line() - other.line();
        for (int i = 0; i < attributes.size(); i++) {
            Raw.Attribute attribute = attributes.get(i);
            Raw.Attribute before = other.attributes().get(i);
            if (attribute.line() - before.line() != lines
                    || !attribute.name().equals(before.name())
                    || !isSame(attribute.values(), before.values())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(List<Raw.Value> values, List<Raw.Value> others) {
        if (values.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            Raw.Value value = values.get(i);
            if (value.base64() != others.get(i).base64()
                    || !value.text().equals(others.get(i).text())) {
                return false;
            }
        }
        return true;
    }
}
