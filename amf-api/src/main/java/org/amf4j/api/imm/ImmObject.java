package org.amf4j.api.imm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * An object of the information model: its name, its class and the values of its attributes.
 *
 * <p>Values have the Java type of their IMM type: {@link Long} for all integers and times (nanoseconds), {@link Double}
 * for floats, {@link Dn} for names, {@link String}, and {@code byte[]} for {@code SA_ANY_T}. An attribute without a
 * value is absent from the map. The RDN attribute is not listed, the name says it. Immutable; attributes keep the order
 * in which they were given.
 *
 * @param dn the name
 * @param className the class, for instance {@code SaAmfSU}
 * @param attributes values by attribute name, never an empty list
 */
public record ImmObject(Dn dn, String className, Map<String, List<Object>> attributes) {

    public ImmObject {
        Objects.requireNonNull(dn, "dn");
        Objects.requireNonNull(className, "className");
        attributes = AttributeMap.copyOf(attributes);
    }

    /** All values of the attribute; empty when it has none. */
    public List<Object> values(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    /** The first value of the attribute. */
    public Optional<Object> first(String attribute) {
        return values(attribute).stream().findFirst();
    }
}
