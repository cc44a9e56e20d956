package org.amf4j.api.imm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A class of objects. Immutable; may break the rules for classes, which {@link #violations()} tells; no model
 * takes such a class.
 */
public final class ImmClass {

    private final String name;
    private final Category category;
    private final List<ImmAttribute> attributes;
    private final Map<String, ImmAttribute> byName;

    /**
     * Describes a class.
     *
     * @param name for instance {@code SaAmfSU}
     * @param category who creates its objects
     * @param attributes all attributes, the naming attribute among them
     */
    public ImmClass(String name, Category category, List<ImmAttribute> attributes) {
        this.name = Objects.requireNonNull(name, "name");
        this.category = Objects.requireNonNull(category, "category");
        this.attributes = List.copyOf(attributes);
        Map<String, ImmAttribute> index = new LinkedHashMap<>();
        attributes.forEach(attribute -> index.putIfAbsent(attribute.name(), attribute));
        this.byName = index;
    }

    /** Who creates the objects of a class. */
    public enum Category {
        /** Operators and files. */
        CONFIG,
        /** The service behind the objects. */
        RUNTIME;

        /** The name in XML files. */
        public String xmlName() {
            return "SA_" + name();
        }

        /** The category with this XML name. */
        public static Optional<Category> ofXmlName(String xmlName) {
            for (Category category : values()) {
                if (category.xmlName().equals(xmlName)) {
                    return Optional.of(category);
                }
            }
            return Optional.empty();
        }
    }

    /** The name of the class. */
    public String name() {
        return name;
    }

    /** Who creates its objects. */
    public Category category() {
        return category;
    }

    /** All attributes in the order of the definition, the naming attribute among them. */
    public List<ImmAttribute> attributes() {
        return attributes;
    }

    /** The attribute with this name. */
    public Optional<ImmAttribute> attribute(String attributeName) {
        return Optional.ofNullable(byName.get(attributeName));
    }

    /**
     * The naming attribute.
     *
     * @throws IllegalStateException if the class breaks the rule that it has one
     */
    public ImmAttribute rdn() {
        for (ImmAttribute attribute : attributes) {
            if (attribute.is(AttributeFlag.RDN)) {
                return attribute;
            }
        }
        throw new IllegalStateException("class " + name + " has no naming attribute");
    }

    /** Whether objects of the class are kept in files: configuration, and runtime objects that survive a restart. */
    public boolean isStored() {
        return category == Category.CONFIG || rdn().is(AttributeFlag.PERSISTENT);
    }

    /** Every rule for classes that this one breaks, a sentence each; empty for a good class. */
    public List<String> violations() {
        return ClassRules.violations(this);
    }

    /** The same class with a further attribute, or with another definition of one that it has. */
    public ImmClass with(ImmAttribute attribute) {
        Map<String, ImmAttribute> merged = new LinkedHashMap<>(byName);
        merged.put(attribute.name(), attribute);
        return new ImmClass(name, category, new ArrayList<>(merged.values()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImmClass that
                && that.name.equals(name)
                && that.category == category
                && that.attributes.equals(attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, category, attributes);
    }

    @Override
    public String toString() {
        return name;
    }
}
