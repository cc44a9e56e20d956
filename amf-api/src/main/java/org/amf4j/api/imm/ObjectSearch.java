package org.amf4j.api.imm;

import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * Which objects are looked for: those that meet all criteria. Immutable; start from {@link #everything} or {@link #below}.
 *
 * @param root where to look; {@link Dn#ROOT} everywhere
 * @param scope how far below it
 * @param className objects of this class only
 * @param attribute objects that have a value of this attribute only, runtime attributes included
 * @param value that have this value of it, of the Java type that {@link ImmObject} describes
 */
public record ObjectSearch(
        Dn root, Scope scope, Optional<String> className, Optional<String> attribute, Optional<Object> value) {

    /** Refuses a value without attribute. */
    public ObjectSearch {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(className, "className");
        if (value.isPresent() && attribute.isEmpty()) {
            throw new IllegalArgumentException("a value is looked for in an attribute; say which");
        }
    }

    /** All objects. */
    public static ObjectSearch everything() {
        return below(Dn.ROOT);
    }

    /** An object and all below it. */
    public static ObjectSearch below(Dn root) {
        return new ObjectSearch(root, Scope.SUBTREE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with another scope. */
    public ObjectSearch withScope(Scope other) {
        return new ObjectSearch(root, other, className, attribute, value);
    }

    /** The same, of this class only. */
    public ObjectSearch ofClass(String name) {
        return new ObjectSearch(root, scope, Optional.of(name), attribute, value);
    }

    /** The same, with any value of this attribute. */
    public ObjectSearch having(String name) {
        return new ObjectSearch(root, scope, className, Optional.of(name), Optional.empty());
    }

    /** The same, with this value of this attribute. */
    public ObjectSearch having(String name, Object wanted) {
        return new ObjectSearch(root, scope, className, Optional.of(name), Optional.of(wanted));
    }

    /** How far below the root. */
    public enum Scope {
        /** The root alone; a search refuses it, since the object could simply be read. */
        ONE(1),
        /** The root and its children. */
        SUBLEVEL(2),
        /** The root and all below it. */
        SUBTREE(3);

        private final int value;

        Scope(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }

        /**
         * The scope with this number.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Scope of(int value) {
            for (Scope scope : values()) {
                if (scope.value == value) {
                    return scope;
                }
            }
            throw new IllegalArgumentException("there is no scope " + value + "; they are 1 to 3");
        }
    }
}
