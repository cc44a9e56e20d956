package org.amf4j.imm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/** Takes the objects that files bring and checks all that one object shows by itself. */
final class ObjectIntake {

    /** Most objects of one model. */
    static final int OBJECTS_MAX = 2_000_000;

    /** Other programs refuse longer names unless configured otherwise. */
    private static final int SHORT_DN_MAX = 255;

    private static final int SHORT_RDN_MAX = 64;
    private static final Set<String> IMPLICIT_ATTRIBUTES =
            Set.of(InformationModel.CLASS_NAME_ATTRIBUTE, "SaImmAttrAdminOwnerName", "SaImmAttrImplementerName");

    private final ClassIntake classes;
    private final ProblemCollector problems;
    private final ValueReader values = new ValueReader();
    private final Likeness likeness = new Likeness();
    private final Map<Dn, StoredObject> objects = new LinkedHashMap<>();
    private final Map<Dn, Set<String>> broken = new HashMap<>();
    private final Set<Dn> refused = new HashSet<>();
    private final Set<Dn> skipped = new HashSet<>();
    private boolean full;

    ObjectIntake(ClassIntake classes, ProblemCollector problems) {
        this.classes = classes;
        this.problems = problems;
    }

    /**
     * The objects taken, defaults not yet applied, relations to others not yet checked; in the order of the files, where
     * what belongs together mostly stands together.
     */
    Map<Dn, StoredObject> objects() {
        return objects;
    }

    /** Whether something was wrong with what the object says of the attribute, which has been reported. */
    boolean isBroken(Dn object, String attribute) {
        return broken.getOrDefault(object, Set.of()).contains(attribute);
    }

    /** Names of objects that were refused with a problem of their own; others may refer to them without another one. */
    Set<Dn> refused() {
        return refused;
    }

    /** Names of runtime objects that do not survive a restart and were left out. */
    Set<Dn> skipped() {
        return skipped;
    }

    void take(Raw.ObjectElement raw, Path file) {
        SourceLocation location = new SourceLocation(file, raw.line());
        String label = raw.dn().text().isBlank() ? "-" : raw.dn().text().strip();
        Optional<Dn> dn = readDn(raw, file, label);
        Optional<ImmClass> immClass = findClass(raw, location, label);
        if (dn.isPresent() && immClass.isPresent()) {
            if (!immClass.get().isStored()) {
                String text = "a runtime object of class " + raw.className() + " does not survive a restart; left out";
                problems.warning(location, label, Rules.FILE, text);
                skipped.add(dn.get());
                return;
            }
            if (!checkRdn(raw, dn.get(), immClass.get(), file)) {
                dn.ifPresent(refused::add);
                dn = Optional.empty();
            }
        } else {
            dn.ifPresent(refused::add);
        }
        List<Given> attributes = new ArrayList<>(raw.attributes().size());
        immClass.ifPresent(known -> raw.attributes().forEach(a -> takeAttribute(known, a, attributes, file, label)));
        if (dn.isPresent() && immClass.isPresent()) {
            add(stored(dn.get(), immClass.get(), location, attributes), attributes);
        }
    }

    /**
     * What was given for one attribute.
     *
     * @param line the line of the attribute's name
     * @param values those that are right
     * @param broken whether something was wrong and has been reported
     */
    private record Given(ImmAttribute attribute, int line, List<Object> values, boolean broken) {}

    /** The object with its attributes in the order of its class. */
    private StoredObject stored(Dn dn, ImmClass immClass, SourceLocation location, List<Given> attributes) {
        Map<String, List<Object>> values = LinkedHashMap.newLinkedHashMap(attributes.size());
        int[] lines = new int[attributes.size()];
        for (ImmAttribute attribute : immClass.attributes()) {
            for (Given given : attributes) {
                if (given.attribute() == attribute && !given.values().isEmpty()) {
                    lines[values.size()] = given.line() - location.line() + 1;
                    values.put(attribute.name(), given.values());
                }
            }
        }
        return likeness.stored(dn, immClass.name(), values, location, lines);
    }

    private void add(StoredObject object, List<Given> attributes) {
        if (objects.size() == OBJECTS_MAX) {
            if (!full) {
                full = true;
                String text = "a model has at most " + OBJECTS_MAX + " objects; the rest is not read";
                problems.error(object.location(), object.dn().toString(), Rules.FILE, text);
            }
            return;
        }
        StoredObject before = objects.putIfAbsent(object.dn(), object);
        if (before != null) {
            String text = "the name is already taken by the object at " + before.location();
            problems.error(object.location(), object.dn().toString(), Rules.CREATION, text);
            return;
        }
        for (Given given : attributes) {
            if (given.broken()) {
                broken.computeIfAbsent(object.dn(), dn -> new HashSet<>())
                        .add(given.attribute().name());
            }
        }
    }

    private Optional<Dn> readDn(Raw.ObjectElement raw, Path file, String label) {
        if (raw.dn().isAbsent() || raw.dn().text().isEmpty()) {
            problems.error(new SourceLocation(file, raw.line()), label, Rules.NAMES, "the object has no name, <dn>");
            return Optional.empty();
        }
        SourceLocation location = new SourceLocation(file, raw.dn().line());
        try {
            Dn dn = Dn.of(raw.dn().text());
            if (raw.dn().text().contains("\\#")) {
                problems.error(location, label, Rules.NAMES, "a name may not contain \\#");
                return Optional.empty();
            }
            if (raw.dn().text().length() > SHORT_DN_MAX) {
                String text = "the name has more than " + SHORT_DN_MAX + " characters; other programs may refuse it";
                problems.warning(location, label, Rules.NAMES, text);
            }
            return Optional.of(dn);
        } catch (IllegalArgumentException e) {
            problems.error(location, label, Rules.NAME_CHARACTERS, "the name cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ImmClass> findClass(Raw.ObjectElement raw, SourceLocation location, String label) {
        Optional<ImmClass> found = classes.classes().find(raw.className());
        if (found.isEmpty() && !classes.isRefused(raw.className())) {
            List<String> known =
                    classes.classes().all().stream().map(ImmClass::name).toList();
            String text = raw.className().isEmpty()
                    ? "the object has no class; write <object class=\"...\">"
                    : "class " + raw.className() + " is unknown" + Suggestion.of(raw.className(), known);
            problems.error(location, label, Rules.SCHEMA, text);
        }
        return found;
    }

    private boolean checkRdn(Raw.ObjectElement raw, Dn dn, ImmClass immClass, Path file) {
        SourceLocation location = new SourceLocation(file, raw.dn().line());
        ImmAttribute rdn = immClass.rdn();
        if (!dn.isNamed(rdn.name())) {
            String text =
                    "the name of a " + immClass + " begins with " + rdn.name() + "=, not " + dn.rdnAttribute() + "=";
            problems.error(location, dn.toString(), Rules.NAMES, text);
            return false;
        }
        if (rdn.type() == ValueType.STRING) {
            if (raw.dn().text().length() > SHORT_RDN_MAX && dn.rdn().length() > SHORT_RDN_MAX) {
                String text =
                        dn.rdn() + " has more than " + SHORT_RDN_MAX + " characters; other programs may refuse it";
                problems.warning(location, dn.toString(), Rules.NAMES, text);
            }
            return true;
        }
        try {
            dn.associated();
            return true;
        } catch (IllegalArgumentException e) {
            String text = rdn.name() + "= takes the name of an object, with \\, for each comma: " + e.getMessage();
            problems.error(location, dn.toString(), Rules.NAMES, text);
            return false;
        }
    }

    private void takeAttribute(ImmClass immClass, Raw.Attribute raw, List<Given> attributes, Path file, String label) {
        Optional<ImmAttribute> found = immClass.attribute(raw.name());
        boolean takes = found.isPresent()
                && !found.get().is(AttributeFlag.RDN)
                && found.get().isStored()
                && !isGiven(attributes, found.get())
                && !IMPLICIT_ATTRIBUTES.contains(raw.name());
        if (takes) {
            attributes.add(readValues(found.get(), raw, file, label));
        } else {
            refuseAttribute(immClass, raw, new SourceLocation(file, raw.line()), label);
        }
    }

    private static boolean isGiven(List<Given> attributes, ImmAttribute attribute) {
        for (Given given : attributes) {
            if (given.attribute() == attribute) {
                return true;
            }
        }
        return false;
    }

    private void refuseAttribute(ImmClass immClass, Raw.Attribute raw, SourceLocation location, String label) {
        Optional<ImmAttribute> found = immClass.attribute(raw.name());
        if (IMPLICIT_ATTRIBUTES.contains(raw.name())) {
            problems.warning(location, label, Rules.FILE, raw.name() + " is set by the service itself; left out");
        } else if (found.isEmpty()) {
            List<String> known =
                    immClass.attributes().stream().map(ImmAttribute::name).toList();
            String text = "class " + immClass + " has no attribute '" + raw.name() + "'";
            problems.error(location, label, Rules.SCHEMA, text + Suggestion.of(raw.name(), known));
        } else if (found.get().is(AttributeFlag.RDN)) {
            String text = "the naming attribute " + raw.name() + " is not listed, the name says it";
            problems.error(location, label, Rules.NAMES, text);
        } else if (!found.get().isStored()) {
            String text = raw.name() + " is a runtime attribute that does not survive a restart; left out";
            problems.warning(location, label, Rules.FILE, text);
        } else {
            String text = "attribute " + raw.name() + " is given twice; write several <value> in one <attr>";
            problems.error(location, label, Rules.CREATION, text);
        }
    }

    private Given readValues(ImmAttribute attribute, Raw.Attribute raw, Path file, String label) {
        if (raw.values().size() == 1) {
            return readValue(attribute, raw, file, label);
        }
        List<Object> read = new ArrayList<>(raw.values().size());
        boolean broken = false;
        for (Raw.Value value : raw.values()) {
            try {
                read.addAll(values.read(value, attribute));
            } catch (IllegalArgumentException e) {
                broken = true;
                refuseValue(attribute, value, e, file, label);
            }
        }
        SourceLocation location = new SourceLocation(file, raw.line());
        if (raw.values().isEmpty()) {
            String text = "attribute " + attribute.name() + " has no <value>; it counts as not given";
            problems.warning(location, label, Rules.FILE, text);
        } else if (!attribute.is(AttributeFlag.MULTI_VALUE)) {
            String text = "attribute " + attribute.name() + " takes one value, not "
                    + raw.values().size();
            problems.error(location, label, Rules.SINGLE_VALUE, text);
            broken = true;
        }
        if (attribute.is(AttributeFlag.NO_DUPLICATES) && hasDuplicates(attribute, read)) {
            String text = "attribute " + attribute.name() + " has a value twice";
            problems.error(location, label, Rules.NO_DUPLICATES, text);
            broken = true;
        }
        return new Given(attribute, raw.line(), List.copyOf(read), broken);
    }

    private Given readValue(ImmAttribute attribute, Raw.Attribute raw, Path file, String label) {
        Raw.Value value = raw.values().getFirst();
        try {
            return new Given(attribute, raw.line(), values.read(value, attribute), false);
        } catch (IllegalArgumentException e) {
            refuseValue(attribute, value, e, file, label);
            return new Given(attribute, raw.line(), List.of(), true);
        }
    }

    private void refuseValue(
            ImmAttribute attribute, Raw.Value value, IllegalArgumentException why, Path file, String label) {
        String text = "attribute " + attribute.name() + ": " + why.getMessage();
        problems.error(new SourceLocation(file, value.line()), label, Rules.SCHEMA, text);
    }

    private static boolean hasDuplicates(ImmAttribute attribute, List<Object> values) {
        Set<String> texts = new HashSet<>();
        return !values.stream().map(attribute.type()::format).allMatch(texts::add);
    }
}
