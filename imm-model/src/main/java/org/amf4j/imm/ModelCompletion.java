package org.amf4j.imm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ValueType;

/** When all files are read: applies defaults, and checks what one object says about others. */
final class ModelCompletion {

    private final ClassIntake classes;
    private final ObjectIntake objects;
    private final ProblemCollector problems;
    private final boolean checkExistence;
    private final Map<String, Kind> kinds = new HashMap<>();

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
     * @param defaults one list for all objects that have the default, by attribute
     */
    private record Kind(
            ImmClass immClass,
            String parent,
            boolean isAssociation,
            List<ImmAttribute> references,
            Map<String, List<Object>> defaults) {

        static Kind of(ImmClass immClass) {
            boolean builtIn = BuiltInClasses.find(immClass.name()).isPresent();
            List<ImmAttribute> references = immClass.attributes().stream()
                    .filter(ImmAttribute::isReference)
                    .filter(a -> a.is(AttributeFlag.NO_DANGLING) || builtIn && a.is(AttributeFlag.CONFIG))
                    .toList();
            Map<String, List<Object>> defaults = new HashMap<>();
            immClass.attributes().stream()
                    .filter(a -> a.is(AttributeFlag.CONFIG))
                    .forEach(a -> a.defaultValue().ifPresent(value -> defaults.put(a.name(), List.of(value))));
            // A configuration class of ours whose naming attribute holds a name.
            boolean association = builtIn && immClass.rdn().type() == ValueType.NAME;
            return new Kind(immClass, BuiltInClasses.parentOf(immClass.name()), association, references, defaults);
        }
    }

    List<StoredObject> complete() {
        List<StoredObject> completed = new ArrayList<>(objects.drafts().size());
        for (Draft draft : objects.drafts().values()) {
            Kind kind = kinds.computeIfAbsent(
                    draft.className(),
                    name -> Kind.of(classes.classes().find(name).orElseThrow()));
            checkParent(draft, kind);
            checkAssociation(draft, kind);
            checkReferences(draft, kind);
            completed.add(withDefaults(draft, kind));
        }
        return completed;
    }

    private StoredObject withDefaults(Draft draft, Kind kind) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        int[] lines = new int[kind.immClass().attributes().size()];
        for (ImmAttribute attribute : kind.immClass().attributes()) {
            Optional<Draft.Given> given = draft.given(attribute.name());
            if (given.isPresent()
                    && (given.get().broken() || !given.get().values().isEmpty())) {
                if (!given.get().values().isEmpty()) {
                    lines[values.size()] = given.get().line();
                    values.put(attribute.name(), given.get().values());
                }
            } else if (attribute.is(AttributeFlag.INITIALIZED) && !attribute.is(AttributeFlag.RDN)) {
                String text = "attribute " + attribute.name() + " of class " + kind.immClass() + " must be given";
                problems.error(draft.location(), draft.dn().toString(), Rules.INITIALIZED, text);
            } else if (kind.defaults().containsKey(attribute.name())) {
                values.put(attribute.name(), kind.defaults().get(attribute.name()));
            }
        }
        ImmObject object = new ImmObject(draft.dn(), kind.immClass().name(), values);
        return new StoredObject(object, draft.file(), draft.line(), Arrays.copyOf(lines, values.size()));
    }

    private void checkParent(Draft draft, Kind kind) {
        Dn parent = draft.dn().parent();
        String expected = kind.parent();
        Draft found = objects.drafts().get(parent);
        if (expected.equals(BuiltInTable.ROOT_PARENT)) {
            if (!parent.isRoot()) {
                refuseParent(
                        draft, Rules.PARENT_CLASS, "a " + draft.className() + " is a root object, without a parent");
            }
        } else if (parent.isRoot()) {
            if (!expected.equals(BuiltInTable.ANY_PARENT)) {
                String text = "a " + draft.className() + " belongs below a " + expected + ", but this is a root object";
                refuseParent(draft, Rules.PARENT_CLASS, text);
            }
        } else if (found == null) {
            checkMissingParent(draft, parent);
        } else if (!expected.equals(BuiltInTable.ANY_PARENT) && !expected.equals(found.className())) {
            String text = "a " + draft.className() + " belongs below a " + expected + ", but its parent " + parent
                    + " is a " + found.className();
            refuseParent(draft, Rules.PARENT_CLASS, text);
        }
    }

    private void checkMissingParent(Draft draft, Dn parent) {
        if (objects.skipped().contains(parent)) {
            String text = "its parent " + parent + " is a runtime object that does not survive a restart";
            refuseParent(draft, Rules.PARENT_EXISTS, text);
        } else if (checkExistence && !objects.refused().contains(parent)) {
            refuseParent(draft, Rules.PARENT_EXISTS, "its parent " + parent + " does not exist" + hint(draft.dn()));
        }
    }

    private void refuseParent(Draft draft, String rule, String text) {
        problems.error(draft.location(), draft.dn().toString(), rule, text);
    }

    private void checkAssociation(Draft draft, Kind kind) {
        if (!kind.isAssociation()) {
            return;
        }
        Dn target = draft.dn().associated();
        if (isMissing(target)) {
            String text =
                    kind.immClass().rdn().name() + " names " + target + ", which does not exist" + hint(draft.dn());
            problems.error(draft.location(), draft.dn().toString(), Rules.NO_DANGLING, text);
        }
    }

    /** A forgotten escape splits the inner name off, so that both it and the parent look like names of nothing. */
    private String hint(Dn dn) {
        boolean association = classes.classes().all().stream()
                .map(ImmClass::rdn)
                .anyMatch(rdn -> rdn.type() == ValueType.NAME && rdn.name().equals(dn.rdnAttribute()));
        return association ? "; are all commas of the inner name written \\, ?" : "";
    }

    private void checkReferences(Draft draft, Kind kind) {
        for (ImmAttribute attribute : kind.references()) {
            draft.given(attribute.name()).ifPresent(given -> {
                for (Object value : given.values()) {
                    checkReference(draft, attribute, given, value instanceof Dn dn ? dn : Dn.of((String) value));
                }
            });
        }
    }

    private void checkReference(Draft draft, ImmAttribute attribute, Draft.Given given, Dn target) {
        if (!isMissing(target)) {
            return;
        }
        SourceLocation location = new SourceLocation(draft.file(), given.line());
        String text = "attribute " + attribute.name() + " names " + target + ", which does not exist";
        if (BuiltInClasses.outsideReferencesOf(draft.className()).contains(attribute.name())) {
            problems.warning(location, draft.dn().toString(), Rules.NO_DANGLING, text);
        } else {
            problems.error(location, draft.dn().toString(), Rules.NO_DANGLING, text);
        }
    }

    private boolean isMissing(Dn target) {
        return checkExistence
                && !objects.drafts().containsKey(target)
                && !objects.refused().contains(target);
    }
}
