package org.amf4j.description;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** Objects in the making: attributes in the order given, those without a value left out. */
final class ObjectList {

    private final List<ImmObject> made = new ArrayList<>();

    /**
     * Makes an object.
     *
     * @param attributes names and values in turn; a list gives several values, a {@link Duration} nanoseconds, a boolean 0 or 1
     */
    Dn add(String className, Dn dn, Object... attributes) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            put(values, (String) attributes[i], attributes[i + 1]);
        }
        made.add(new ImmObject(dn, className, values));
        return dn;
    }

    /** The same with further attributes, ordered by name. */
    Dn addWith(Map<String, Object> settings, String className, Dn dn, Object... attributes) {
        List<Object> all = new ArrayList<>(List.of(attributes));
        new java.util.TreeMap<>(settings).forEach((name, value) -> {
            all.add(name);
            all.add(value);
        });
        return add(className, dn, all.toArray());
    }

    private static void put(Map<String, List<Object>> values, String name, Object value) {
        List<?> given = value instanceof List<?> list ? list : List.of(value);
        if (!given.isEmpty()) {
            values.put(name, given.stream().map(ObjectList::stored).toList());
        }
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Duration duration -> duration.toNanos();
            case Boolean flag -> flag ? 1L : 0L;
            case Integer number -> number.longValue();
            default -> value;
        };
    }

    List<ImmObject> made() {
        return List.copyOf(made);
    }
}
