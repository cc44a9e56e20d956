package org.amf4j.imm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;

/** The classes that a model knows, by name. Filled by one thread. */
public final class ImmClasses {

    /** Most classes that a model may have. */
    public static final int CLASSES_MAX = 1000;

    private final Map<String, ImmClass> byName = new TreeMap<>();
    private final Map<String, String> nameByLowerCase = new TreeMap<>();

    /** A catalogue that holds the built-in classes and can take more. */
    public static ImmClasses withBuiltIn() {
        ImmClasses classes = new ImmClasses();
        BuiltInClasses.all().forEach(classes::create);
        return classes;
    }

    /**
     * Adds a class.
     *
     * @throws AisException {@code ERR_INVALID_PARAM} when it breaks a rule for classes, {@code ERR_EXIST} when there is
     *     one whose name differs at most in case, {@code ERR_NO_RESOURCES} when there are {@link #CLASSES_MAX}
     */
    public void create(ImmClass created) {
        List<String> violations = created.violations();
        if (!violations.isEmpty()) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, "class " + created.name() + ": " + String.join("; ", violations));
        }
        String lowerCase = created.name().toLowerCase(Locale.ROOT);
        String same = nameByLowerCase.get(lowerCase);
        if (same != null) {
            throw new AisException(
                    AisStatus.ERR_EXIST, "class " + created.name() + ": there is a class " + same + " already");
        }
        if (byName.size() == CLASSES_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES, "class " + created.name() + ": a model has at most " + CLASSES_MAX);
        }
        byName.put(created.name(), created);
        nameByLowerCase.put(lowerCase, created.name());
    }

    /** Puts a merged definition in the place of one that exists. */
    void replace(ImmClass merged) {
        byName.put(merged.name(), merged);
    }

    /** The class with exactly this name. */
    public Optional<ImmClass> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All classes by name. */
    public List<ImmClass> all() {
        return List.copyOf(byName.values());
    }
}
