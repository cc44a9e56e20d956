package org.amf4j.api.imm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of one attribute of a class.
 *
 * @param name for instance {@code saAmfSURank}
 * @param type the type of every value
 * @param flags its properties, in the order of {@link AttributeFlag}
 * @param defaultValue what an object gets that is created without a value, of the Java type of {@code type}
 */
public record ImmAttribute(String name, ValueType type, Set<AttributeFlag> flags, Optional<Object> defaultValue) {

    public ImmAttribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        EnumSet<AttributeFlag> copy = EnumSet.noneOf(AttributeFlag.class);
        copy.addAll(flags);
        if (copy.contains(AttributeFlag.PERSISTENT)) {
            copy.add(AttributeFlag.CACHED);
        }
        flags = Collections.unmodifiableSet(copy);
    }

    /** Whether the attribute has this flag. */
    public boolean is(AttributeFlag flag) {
        return flags.contains(flag);
    }

    /** Whether its values are kept nowhere, and have to be asked of the implementer when they are read. */
    public boolean isComputed() {
        return is(AttributeFlag.RUNTIME) && !is(AttributeFlag.CACHED) && !is(AttributeFlag.RDN);
    }

    /** The same attribute with another default. */
    public ImmAttribute withDefault(Object value) {
        return new ImmAttribute(name, type, flags, Optional.of(value));
    }

    /** Whether its values belong into files: configuration, and runtime values that survive a restart. */
    public boolean isStored() {
        return is(AttributeFlag.CONFIG) || is(AttributeFlag.PERSISTENT);
    }

    /** Whether its values are names, in a name or in a string. */
    public boolean isReference() {
        return type == ValueType.NAME || type == ValueType.STRING && is(AttributeFlag.DN);
    }
}
