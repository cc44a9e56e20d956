package org.amf4j.imm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/** When all files are read: applies defaults, and checks what one object says about others. */
final class ModelCompletion {

    private final ClassIntake classes;
    private final ObjectIntake objects;
    private final ProblemCollector problems;
    private final boolean checkExistence;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Likeness likeness = new Likeness();
    private final List<StoredObject> path = new ArrayList<>();

    /**
     * Prepares the completion.
     *
     * @param checkExistence whether an object not read is known not to exist; false after a file was read in part
     */
    ModelCompletion(ClassIntake classes, ObjectIntake objects, ProblemCollector problems, boolean checkExistence) {
        this.classes = classes;
        this.objects = objects;
        this.problems = problems;
        this.checkExistence = checkExistence;
    }

    /**
     * What is looked up once for all objects of a class.
     *
     * @param parent what {@link BuiltInClasses#parentOf} says
     * @param isAssociation whether its naming attribute must name an object
     * @param references attributes whose values must name objects
     * @param required attributes that must be given
     * @param defaults one list for all objects that have the default, by attribute
     */
    private record Kind(
            ImmClass immClass,
            String parent,
            boolean isAssociation,
            List<ImmAttribute> references,
            List<ImmAttribute> required,
            Map<String, List<Object>> defaults) {

        static Kind of(ImmClass immClass) {
            boolean builtIn = BuiltInClasses.find(immClass.name()).isPresent();
            List<ImmAttribute> references = immClass.attributes().stream()
                    .filter(ImmAttribute::isReference)
                    .filter(a -> a.is(AttributeFlag.NO_DANGLING) || builtIn && a.is(AttributeFlag.CONFIG))
                    .toList();
            List<ImmAttribute> required = immClass.attributes().stream()
                    .filter(a -> a.is(AttributeFlag.INITIALIZED) && !a.is(AttributeFlag.RDN))
                    .toList();
            Map<String, List<Object>> defaults = new LinkedHashMap<>();
            immClass.attributes().stream()
                    .filter(a -> a.is(AttributeFlag.CONFIG) && !required.contains(a))
                    .forEach(a -> a.defaultValue().ifPresent(value -> defaults.put(a.name(), List.of(value))));
            // A configuration class of ours whose naming attribute holds a name.
            boolean association = builtIn && immClass.rdn().type() == ValueType.NAME;
            String parent = BuiltInClasses.parentOf(immClass.name());
            return new Kind(immClass, parent, association, references, required, defaults);
        }
    }

    List<StoredObject> complete() {
        List<StoredObject> completed = new ArrayList<>(objects.objects().size());
        for (StoredObject object : objects.objects().values()) {
            Kind kind = kinds.computeIfAbsent(
                    object.object().className(),
                    name -> Kind.of(classes.classes().find(name).orElseThrow()));
            checkParent(object, kind);
            checkAssociation(object, kind);
            checkReferences(object, kind);
            checkRequired(object, kind);
            completed.add(lacksDefault(object, kind) ? withDefaults(object, kind) : object);
        }
        return completed;
    }

    private void checkRequired(StoredObject object, Kind kind) {
        for (ImmAttribute attribute : kind.required()) {
            if (isMissing(object, attribute.name())) {
                String text = "attribute " + attribute.name() + " of class " + kind.immClass() + " must be given";
                problems.error(object.location(), object.dn().toString(), Rules.INITIALIZED, text);
            }
        }
    }

    private boolean isMissing(StoredObject object, String attribute) {
        return object.object().values(attribute).isEmpty() && !objects.isBroken(object.dn(), attribute);
    }

    private boolean lacksDefault(StoredObject object, Kind kind) {
        for (String attribute : kind.defaults().keySet()) {
            if (isMissing(object, attribute)) {
                return true;
            }
        }
        return false;
    }

    private StoredObject withDefaults(StoredObject object, Kind kind) {
        Map<String, List<Object>> values =
                LinkedHashMap.newLinkedHashMap(kind.immClass().attributes().size());
        int[] lines = new int[kind.immClass().attributes().size()];
        for (ImmAttribute attribute : kind.immClass().attributes()) {
            List<Object> given = object.object().values(attribute.name());
            if (!given.isEmpty()) {
                lines[values.size()] = object.lineOf(attribute.name());
                values.put(attribute.name(), given);
            } else if (kind.defaults().containsKey(attribute.name()) && isMissing(object, attribute.name())) {
                values.put(attribute.name(), kind.defaults().get(attribute.name()));
            }
        }
        return likeness.stored(
                object.dn(), kind.immClass().name(), values, object.location(), Arrays.copyOf(lines, values.size()));
    }

    private void checkParent(StoredObject object, Kind kind) {
        String expected = kind.parent();
        StoredObject found = parentOf(object);
        if (found != null && expected.equals(found.object().className())) {
            return;
        }
        Dn parent = object.dn().parent();
        if (expected.equals(BuiltInTable.ROOT_PARENT)) {
            if (!parent.isRoot()) {
                refuseParent(
                        object,
                        Rules.PARENT_CLASS,
                        "a " + object.object().className() + " is a root object, without a parent");
            }
        } else if (parent.isRoot()) {
            if (!expected.equals(BuiltInTable.ANY_PARENT)) {
                String text = "a " + object.object().className() + " belongs below a " + expected
                        + ", but this is a root object";
                refuseParent(object, Rules.PARENT_CLASS, text);
            }
        } else if (found == null) {
            checkMissingParent(object, parent);
        } else if (!expected.equals(BuiltInTable.ANY_PARENT)
                && !expected.equals(found.object().className())) {
            String text = "a " + object.object().className() + " belongs below a " + expected + ", but its parent "
                    + parent + " is a " + found.object().className();
            refuseParent(object, Rules.PARENT_CLASS, text);
        }
    }

    /** The object above, or null. Most stand in their file below it, so it is looked for on the way down to the last one. */
    private StoredObject parentOf(StoredObject object) {
        while (!path.isEmpty() && !object.dn().isBelow(path.getLast().dn())) {
            path.removeLast();
        }
        boolean known = !path.isEmpty() && object.dn().isChildOf(path.getLast().dn());
        StoredObject found =
                known ? path.getLast() : objects.objects().get(object.dn().parent());
        path.add(object);
        return found;
    }

    private void checkMissingParent(StoredObject object, Dn parent) {
        if (objects.skipped().contains(parent)) {
            String text = "its parent " + parent + " is a runtime object that does not survive a restart";
            refuseParent(object, Rules.PARENT_EXISTS, text);
        } else if (checkExistence && !objects.refused().contains(parent)) {
            refuseParent(object, Rules.PARENT_EXISTS, "its parent " + parent + " does not exist" + hint(object.dn()));
        }
    }

    private void refuseParent(StoredObject object, String rule, String text) {
        problems.error(object.location(), object.dn().toString(), rule, text);
    }

    private void checkAssociation(StoredObject object, Kind kind) {
        if (!kind.isAssociation()) {
            return;
        }
        Dn target = object.dn().associated();
        if (isMissing(target)) {
            String text =
                    kind.immClass().rdn().name() + " names " + target + ", which does not exist" + hint(object.dn());
            problems.error(object.location(), object.dn().toString(), Rules.NO_DANGLING, text);
        }
    }

    /** A forgotten escape splits the inner name off, so that both it and the parent look like names of nothing. */
    private String hint(Dn dn) {
        boolean association = classes.classes().all().stream()
                .map(ImmClass::rdn)
                .anyMatch(rdn -> rdn.type() == ValueType.NAME && rdn.name().equals(dn.rdnAttribute()));
        return association ? "; are all commas of the inner name written \\, ?" : "";
    }

    private void checkReferences(StoredObject object, Kind kind) {
        for (ImmAttribute attribute : kind.references()) {
            for (Object value : object.object().values(attribute.name())) {
                checkReference(object, attribute, value instanceof Dn dn ? dn : Dn.of((String) value));
            }
        }
    }

    private void checkReference(StoredObject object, ImmAttribute attribute, Dn target) {
        if (!isMissing(target)) {
            return;
        }
        SourceLocation location = object.locationOf(attribute.name());
        String text = "attribute " + attribute.name() + " names " + target + ", which does not exist";
        if (BuiltInClasses.outsideReferencesOf(object.object().className()).contains(attribute.name())) {
            problems.warning(location, object.dn().toString(), Rules.NO_DANGLING, text);
        } else {
            problems.error(location, object.dn().toString(), Rules.NO_DANGLING, text);
        }
    }

    private boolean isMissing(Dn target) {
        return checkExistence
                && !objects.objects().containsKey(target)
                && !objects.refused().contains(target);
    }
}
