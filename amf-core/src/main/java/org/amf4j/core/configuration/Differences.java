package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.amf4j.api.imm.ImmObject;

/** What is different about an object, in words. */
final class Differences {

    private Differences() {}

    /**
     * What becomes of an object.
     *
     * @param before the object as it was, empty when it is new
     * @param after the object as it is, empty when it is gone
     */
    static String of(Optional<ImmObject> before, Optional<ImmObject> after) {
        if (after.isEmpty()) {
            return "deleted";
        }
        return before.map(b -> String.join(", ", changed(b, after.get())))
                .orElseGet(() -> "created as " + after.get().className());
    }

    private static List<String> changed(ImmObject before, ImmObject after) {
        Set<String> names = new LinkedHashSet<>(before.attributes().keySet());
        names.addAll(after.attributes().keySet());
        List<String> changed = new ArrayList<>();
        for (String name : names) {
            if (!before.values(name).equals(after.values(name))) {
                changed.add(name + " was " + text(before.values(name)) + " and is " + text(after.values(name)));
            }
        }
        return changed;
    }

    private static String text(List<Object> values) {
        return values.isEmpty() ? "empty" : values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
