package org.amf4j.imm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;

/**
 * How a definition that a file brings compares with the one already known.
 *
 * @param merged the known definition with what it takes over from the other: further attributes and defaults
 * @param contradictions differences with which values of one could not be read as values of the other
 * @param differences all others
 */
record ClassComparison(ImmClass merged, List<String> contradictions, List<String> differences) {

    static ClassComparison of(ImmClass known, ImmClass brought) {
        ImmClass merged = known;
        List<String> contradictions = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        if (known.category() != brought.category()) {
            contradictions.add("the class is " + brought.category().xmlName());
        }
        for (ImmAttribute attribute : brought.attributes()) {
            Optional<ImmAttribute> before = known.attribute(attribute.name());
            if (before.isEmpty()) {
                differences.add(attribute.name() + " is further and taken over");
                merged = merged.with(attribute);
                continue;
            }
            contradiction(before.get(), attribute).ifPresent(contradictions::add);
            if (!attribute.flags().equals(before.get().flags())) {
                differences.add(attribute.name() + " has other flags");
            }
            merged = withDefault(merged, before.get(), attribute, differences);
        }
        return new ClassComparison(merged, contradictions, differences);
    }

    /** The author of a file relies on the defaults that it gives; one that the known flags exclude cannot be kept. */
    private static ImmClass withDefault(
            ImmClass merged, ImmAttribute before, ImmAttribute now, List<String> differences) {
        if (now.defaultValue().equals(before.defaultValue())) {
            return merged;
        }
        if (now.defaultValue().isEmpty()) {
            differences.add(now.name() + " has no default");
            return merged;
        }
        ImmClass changed = merged.with(before.withDefault(now.defaultValue().get()));
        boolean possible = before.type() == now.type() && changed.violations().isEmpty();
        differences.add(now.name() + " has another default" + (possible ? ", taken over" : ""));
        return possible ? changed : merged;
    }

    private static Optional<String> contradiction(ImmAttribute before, ImmAttribute now) {
        String name = "attribute " + now.name();
        if (before.type() != now.type()) {
            return Optional.of(name + " is of type " + now.type().xmlName() + " instead of "
                    + before.type().xmlName());
        }
        if (before.is(AttributeFlag.MULTI_VALUE) != now.is(AttributeFlag.MULTI_VALUE)) {
            return Optional.of(name + (now.is(AttributeFlag.MULTI_VALUE) ? " has several values" : " has one value"));
        }
        if (before.is(AttributeFlag.RDN) != now.is(AttributeFlag.RDN)) {
            return Optional.of(name + (now.is(AttributeFlag.RDN) ? " is" : " is not") + " the naming attribute");
        }
        return Optional.empty();
    }
}
