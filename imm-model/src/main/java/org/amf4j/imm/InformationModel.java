package org.amf4j.imm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;

/**
 * The classes and objects of a cluster, with the place in a file that each object came from. Immutable and thread-safe.
 */
public final class InformationModel {

    /** The attribute that every object has without listing it: the name of its class. */
    public static final String CLASS_NAME_ATTRIBUTE = "SaImmAttrClassName";

    private final TreeMap<String, ImmClass> classes = new TreeMap<>();
    private final List<StoredObject> stored;
    private final List<ImmObject> objects;
    private final SourceLocation start;

    private InformationModel(Collection<ImmClass> classes, Collection<StoredObject> stored, SourceLocation start) {
        classes.forEach(immClass -> this.classes.put(immClass.name(), immClass));
        this.stored = byName(stored);
        this.objects = this.stored.stream().map(StoredObject::object).toList();
        this.start = start;
    }

    /** Objects in the order of their names: those of a class mostly come in it, so few comparisons are needed class by class. */
    private static List<StoredObject> byName(Collection<StoredObject> stored) {
        Map<String, List<StoredObject>> byClass = new LinkedHashMap<>();
        for (StoredObject object : stored) {
            byClass.computeIfAbsent(object.object().className(), name -> new ArrayList<>())
                    .add(object);
        }
        List<StoredObject> sorted = new ArrayList<>(stored.size());
        byClass.values().forEach(sorted::addAll);
        sorted.sort((a, b) -> a.dn().compareTo(b.dn()));
        return sorted;
    }

    /**
     * A model that comes from no file, for instance to write one.
     *
     * @throws IllegalArgumentException if two objects have the same name
     */
    public static InformationModel of(Collection<ImmClass> classes, Collection<ImmObject> objects) {
        List<StoredObject> stored = objects.stream().map(StoredObject::ofNoFile).toList();
        InformationModel model = new InformationModel(classes, stored, SourceLocation.NOWHERE);
        for (int i = 1; i < stored.size(); i++) {
            Dn name = model.objects.get(i).dn();
            if (name.equals(model.objects.get(i - 1).dn())) {
                throw new IllegalArgumentException("two objects have the name " + name);
            }
        }
        return model;
    }

    /** The model of objects read from files, whose names differ. */
    static InformationModel read(Collection<ImmClass> classes, Collection<StoredObject> objects, SourceLocation start) {
        return new InformationModel(classes, objects, start);
    }

    /** All classes by name, the built-in ones among them when the model was read from files. */
    public List<ImmClass> classes() {
        return List.copyOf(classes.values());
    }

    /** The class with this name. */
    public Optional<ImmClass> findClass(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** All objects, ordered by name. */
    public List<ImmObject> objects() {
        return objects;
    }

    /** The object with this name. */
    public Optional<ImmObject> find(Dn dn) {
        return stored(dn).map(StoredObject::object);
    }

    private Optional<StoredObject> stored(Dn dn) {
        int from = 0;
        int to = stored.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = stored.get(middle).dn().compareTo(dn);
            if (order == 0) {
                return Optional.of(stored.get(middle));
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle;
        }
        return Optional.empty();
    }

    /**
     * The values of an attribute as a reader of the model sees them: the naming attribute reads as {@code name=value},
     * and {@value #CLASS_NAME_ATTRIBUTE} as the class. Empty for an unknown object or an attribute without a value.
     */
    public List<Object> values(Dn dn, String attribute) {
        Optional<ImmObject> object = find(dn);
        if (object.isEmpty()) {
            return List.of();
        }
        if (attribute.equals(CLASS_NAME_ATTRIBUTE)) {
            return List.of(object.get().className());
        }
        return attribute.equals(dn.rdnAttribute())
                ? List.of(dn.rdn())
                : object.get().values(attribute);
    }

    /**
     * Where a user finds what concerns an object: the attribute's line, else the object's, else that of the nearest
     * ancestor, else the start of the first file; {@link SourceLocation#NOWHERE} for a model that comes from no file.
     *
     * @param dn any name, also one that the model does not hold
     * @param attribute the attribute concerned, or empty
     */
    public SourceLocation locationOf(Dn dn, String attribute) {
        Optional<StoredObject> object = stored(dn);
        if (object.isPresent()) {
            return object.get().locationOf(attribute);
        }
        for (Dn ancestor = dn; !ancestor.isRoot(); ancestor = ancestor.parent()) {
            Optional<StoredObject> above = stored(ancestor);
            if (above.isPresent()) {
                return above.get().locationOf("");
            }
        }
        return start;
    }

    @Override
    public String toString() {
        return classes.size() + " classes, " + objects.size() + " objects";
    }
}
