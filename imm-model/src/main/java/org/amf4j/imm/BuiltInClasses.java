package org.amf4j.imm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.imm.ImmClass;

/**
 * The classes that every model knows without any file: those of the availability management framework, of cluster
 * membership, and of software bundles.
 *
 * <p>They are written down in {@code built-in-classes.txt} beside this class. Immutable and thread-safe.
 */
public final class BuiltInClasses {

    private static final TreeMap<String, BuiltInTable.Entry> ENTRIES = BuiltInTable.load("built-in-classes.txt");

    private BuiltInClasses() {}

    /** All built-in classes by name. */
    public static List<ImmClass> all() {
        return ENTRIES.values().stream().map(BuiltInTable.Entry::definition).toList();
    }

    /** The built-in class with this name. */
    public static Optional<ImmClass> find(String name) {
        return entry(name).map(BuiltInTable.Entry::definition);
    }

    /**
     * What the parent of an object of the class must be: a class name, {@link BuiltInTable#ROOT_PARENT} or
     * {@link BuiltInTable#ANY_PARENT}, which also stands for all classes that are not built in.
     */
    static String parentOf(String className) {
        return entry(className).map(BuiltInTable.Entry::parent).orElse(BuiltInTable.ANY_PARENT);
    }

    /** Attributes of the class whose values may name objects of services that this model does not hold. */
    static Set<String> outsideReferencesOf(String className) {
        return entry(className).map(BuiltInTable.Entry::outsideReferences).orElse(Set.of());
    }

    private static Optional<BuiltInTable.Entry> entry(String name) {
        return Optional.ofNullable(ENTRIES.get(name));
    }
}
