package org.amf4j.imm;

import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/** When all files are read: checks what those objects say about others of which it was not clear before. */
final class ModelCompletion {

    private final ClassIntake classes;
    private final ObjectIntake objects;
    private final ProblemCollector problems;
    private final boolean checkExistence;

    /**
     * Prepares the completion.
     *
     * @param checkExistence whether an object not read is known not to exist; false when a file was read in part, or
     *     is a part
     */
    ModelCompletion(ClassIntake classes, ObjectIntake objects, ProblemCollector problems, boolean checkExistence) {
        this.classes = classes;
        this.objects = objects;
        this.problems = problems;
        this.checkExistence = checkExistence;
    }

    void complete() {
        objects.refreshDefaults();
        for (StoredObject object : objects.open()) {
            Kind kind = objects.kindOf(object);
            checkParent(object, kind);
            checkAssociation(object, kind);
            checkReferences(object, kind);
            checkRequired(object, kind);
        }
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

    private void checkParent(StoredObject object, Kind kind) {
        String expected = kind.parent();
        Dn parent = object.dn().parent();
        StoredObject found = objects.objects().get(parent);
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
                && !objects.objects().contains(target)
                && !objects.refused().contains(target);
    }
}
