package org.amf4j.imm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<ImmAttribute, List<Object>> defaults = new IdentityHashMap<>();
    private final Map<String, List<ImmAttribute>> references = new HashMap<>();

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

    List<StoredObject> complete() {
        List<Draft> drafts = new ArrayList<>(objects.drafts().values());
        drafts.sort((a, b) -> a.dn().compareTo(b.dn()));
        List<StoredObject> completed = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            ImmClass immClass = classes.classes().find(draft.className()).orElseThrow();
            checkParent(draft);
            checkAssociation(draft, immClass);
            checkReferences(draft, immClass);
            completed.add(withDefaults(draft, immClass));
        }
        return completed;
    }

    private StoredObject withDefaults(Draft draft, ImmClass immClass) {
        Map<String, List<Object>> values =
                LinkedHashMap.newLinkedHashMap(immClass.attributes().size());
        int[] lines = new int[immClass.attributes().size()];
        for (ImmAttribute attribute : immClass.attributes()) {
            Draft.Given given = draft.attributes().get(attribute.name());
            if (given != null && (given.broken() || !given.values().isEmpty())) {
                if (!given.values().isEmpty()) {
                    lines[values.size()] = given.line();
                    values.put(attribute.name(), given.values());
                }
            } else if (attribute.is(AttributeFlag.INITIALIZED) && !attribute.is(AttributeFlag.RDN)) {
                String text = "attribute " + attribute.name() + " of class " + immClass + " must be given";
                problems.error(draft.location(), draft.dn().toString(), Rules.INITIALIZED, text);
            } else if (attribute.is(AttributeFlag.CONFIG)
                    && attribute.defaultValue().isPresent()) {
                values.put(attribute.name(), defaultOf(attribute));
            }
        }
        ImmObject object = new ImmObject(draft.dn(), immClass.name(), values);
        return new StoredObject(object, draft.file(), draft.line(), Arrays.copyOf(lines, values.size()));
    }

    /** One list for all objects that have the default. */
    private List<Object> defaultOf(ImmAttribute attribute) {
        return defaults.computeIfAbsent(attribute, a -> List.of(a.defaultValue().orElseThrow()));
    }

    private void checkParent(Draft draft) {
        Dn parent = draft.dn().parent();
        String expected = BuiltInClasses.parentOf(draft.className());
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

    /** The naming attribute of a configuration class of ours that holds a name must name an object. */
    private void checkAssociation(Draft draft, ImmClass immClass) {
        if (immClass.rdn().type() != ValueType.NAME
                || BuiltInClasses.find(immClass.name()).isEmpty()) {
            return;
        }
        Dn target = draft.dn().associated();
        if (isMissing(target)) {
            String text = immClass.rdn().name() + " names " + target + ", which does not exist" + hint(draft.dn());
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

    private void checkReferences(Draft draft, ImmClass immClass) {
        for (ImmAttribute attribute : references.computeIfAbsent(immClass.name(), name -> checked(immClass))) {
            Draft.Given given = draft.attributes().get(attribute.name());
            if (given == null) {
                continue;
            }
            for (Object value : given.values()) {
                checkReference(draft, attribute, given, value instanceof Dn dn ? dn : Dn.of((String) value));
            }
        }
    }

    /** The attributes whose values must name objects. */
    private static List<ImmAttribute> checked(ImmClass immClass) {
        boolean builtIn = BuiltInClasses.find(immClass.name()).isPresent();
        return immClass.attributes().stream()
                .filter(ImmAttribute::isReference)
                .filter(a -> a.is(AttributeFlag.NO_DANGLING) || builtIn && a.is(AttributeFlag.CONFIG))
                .toList();
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
