package org.amf4j.imm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ValueType;
import org.amf4j.imm.AttributeIntake.Given;

/** Takes the objects that files bring and checks all that one object shows by itself. */
final class ObjectIntake {

    /** Most objects of one model. */
    static final int OBJECTS_MAX = 2_000_000;

    /** Other programs refuse longer names unless configured otherwise. */
    private static final int SHORT_DN_MAX = 255;

    private static final int SHORT_RDN_MAX = 64;

    private final ClassIntake classes;
    private final ProblemCollector problems;
    private final AttributeIntake attributeIntake;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Likeness likeness = new Likeness();
    private final ObjectTable objects = new ObjectTable();
    private final Map<Dn, Set<String>> broken = new HashMap<>();
    private final Set<Dn> refused = new HashSet<>();
    private final Set<Dn> skipped = new HashSet<>();
    private final Relations relations = new Relations(objects);
    private final List<StoredObject> open = new ArrayList<>();
    private boolean full;
    private boolean reclassed;

    ObjectIntake(ClassIntake classes, ProblemCollector problems) {
        this.classes = classes;
        this.problems = problems;
        this.attributeIntake = new AttributeIntake(problems);
    }

    /** The objects taken, in the order of the files. */
    ObjectTable objects() {
        return objects;
    }

    /** Those of which it was not yet clear, when they were taken, that all they say about others is right. */
    List<StoredObject> open() {
        return reclassed ? objects.inOrder() : open;
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

    /** What is known of a class that objects have. */
    Kind kindOf(StoredObject object) {
        return findKind(object.object().className()).orElseThrow();
    }

    private Optional<Kind> findKind(String className) {
        Kind known = kinds.get(className);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Kind> found = classes.classes().find(className).map(Kind::of);
        found.ifPresent(kind -> kinds.put(className, kind));
        return found;
    }

    /** Classes have changed: objects taken before may have other defaults, and are open again. */
    void onClassChange() {
        kinds.clear();
        likeness.clear();
        reclassed = objects.size() > 0;
    }

    /** Gives all objects the defaults that their classes have now. */
    void refreshDefaults() {
        if (reclassed) {
            objects.replaceAll(object -> refreshed(object, kindOf(object)));
        }
    }

    private StoredObject refreshed(StoredObject object, Kind kind) {
        Given[] given = new Given[kind.immClass().attributes().size()];
        int index = 0;
        for (Map.Entry<String, List<Object>> attribute :
                object.object().attributes().entrySet()) {
            int position = kind.positions().get(attribute.getKey());
            int line = object.attributeLines()[index++];
            if (line > 0) { // else it is a default
                given[position] = new Given(
                        kind.immClass().attributes().get(position),
                        object.line() + line - 1,
                        attribute.getValue(),
                        isBroken(object.dn(), attribute.getKey()));
            }
        }
        return stored(object.dn(), kind, object.location(), given, broken.getOrDefault(object.dn(), Set.of()));
    }

    void take(Raw.ObjectElement raw, Path file) {
        SourceLocation location = new SourceLocation(file, raw.line());
        String label = raw.dn().text().isBlank() ? "-" : raw.dn().text().strip();
        Optional<Dn> dn = readDn(raw, file, label);
        Optional<Kind> kind = findKind(raw, location, label);
        if (kind.isEmpty()) {
            dn.ifPresent(refused::add);
            return;
        }
        ImmClass immClass = kind.get().immClass();
        if (dn.isPresent() && !immClass.isStored()) {
            String text = "a runtime object of class " + raw.className() + " does not survive a restart; left out";
            problems.warning(location, label, Rules.FILE, text);
            skipped.add(dn.get());
            return;
        }
        if (dn.isPresent() && checkRdn(raw, dn.get(), immClass, file)) {
            take(dn.get(), raw, kind.get(), location);
        } else {
            dn.ifPresent(refused::add);
            attributeIntake.take(raw, kind.get(), file, label);
        }
    }

    private void take(Dn dn, Raw.ObjectElement raw, Kind kind, SourceLocation location) {
        Optional<StoredObject> alike = likeness.find(raw);
        if (alike.isPresent()) {
            add(alike.get().of(dn, location), kind, Set.of());
            return;
        }
        int problemsBefore = problems.count();
        Given[] given = attributeIntake.take(raw, kind, location.file(), dn.toString());
        Set<String> brokenOnes = brokenOf(given);
        StoredObject stored = stored(dn, kind, location, given, brokenOnes);
        if (problems.count() == problemsBefore) {
            likeness.remember(raw, stored);
        }
        add(stored, kind, brokenOnes);
    }

    private static Set<String> brokenOf(Given[] given) {
        Set<String> names = Set.of();
        for (Given one : given) {
            if (one != null && one.broken()) {
                names = names.isEmpty() ? new HashSet<>() : names;
                names.add(one.attribute().name());
            }
        }
        return names;
    }

    /** The object with its attributes in the order of its class; what is neither given nor broken has its default. */
    private StoredObject stored(Dn dn, Kind kind, SourceLocation location, Given[] given, Set<String> brokenOnes) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        int[] lines = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            if (given[i] != null && !given[i].values().isEmpty()) {
                lines[values.size()] = given[i].line() - location.line() + 1;
                values.put(given[i].attribute().name(), given[i].values());
            } else if (!kind.defaults().get(i).isEmpty()) {
                String name = kind.immClass().attributes().get(i).name();
                if (!brokenOnes.contains(name)) {
                    values.put(name, kind.defaults().get(i));
                }
            }
        }
        String className = kind.immClass().name();
        return new StoredObject(
                new ImmObject(dn, className, values),
                location.file(),
                location.line(),
                likeness.shared(Arrays.copyOf(lines, values.size()), className));
    }

    private void add(StoredObject object, Kind kind, Set<String> brokenOnes) {
        if (objects.size() == OBJECTS_MAX) {
            if (!full) {
                full = true;
                String text = "a model has at most " + OBJECTS_MAX + " objects; the rest is not read";
                problems.error(object.location(), object.dn().toString(), Rules.FILE, text);
            }
            return;
        }
        if (!objects.add(object)) {
            String text = "the name is already taken by the object at "
                    + objects.get(object.dn()).location();
            problems.error(object.location(), object.dn().toString(), Rules.CREATION, text);
            return;
        }
        if (!brokenOnes.isEmpty()) {
            broken.put(object.dn(), brokenOnes);
        }
        if (!relations.hold(object, kind)) {
            open.add(object);
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

    private Optional<Kind> findKind(Raw.ObjectElement raw, SourceLocation location, String label) {
        Optional<Kind> found = findKind(raw.className());
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
}
