package org.amf4j.core.configuration;

import static org.amf4j.api.AisStatus.ERR_BAD_OPERATION;
import static org.amf4j.api.AisStatus.ERR_EXIST;
import static org.amf4j.api.AisStatus.ERR_FAILED_OPERATION;
import static org.amf4j.api.AisStatus.ERR_INVALID_PARAM;
import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;

/**
 * The operations of one change, carried out on paper: what the objects would be, and what the rules of the information
 * model have against it. An operation that is refused leaves nothing behind; the others are looked at all the same.
 */
final class ObjectEdits {

    private static final int VALUES_MAX = 10_000;

    private Map<Dn, ImmObject> before;
    private Map<String, ImmClass> classes;
    private final TreeMap<Dn, Optional<ImmObject>> edits = new TreeMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private Optional<Map<Dn, List<Dn>>> children = Optional.empty();

    /** Edits of these objects, which have these classes. */
    ObjectEdits(Map<Dn, ImmObject> before, Map<String, ImmClass> classes) {
        this.before = before;
        this.classes = classes;
    }

    /** Carries out all operations in order. */
    void apply(List<ObjectChange> changes) {
        changes.forEach(this::add);
        edits.entrySet().removeIf(e -> e.getValue().equals(Optional.ofNullable(before.get(e.getKey()))));
        if (refusals.isEmpty()) {
            checkReferences();
        }
    }

    /** Carries out one more operation; what is left at the end is not looked at yet. */
    void add(ObjectChange change) {
        switch (change) {
            case ObjectChange.Create c -> create(c.object());
            case ObjectChange.Modify m -> modify(m);
            case ObjectChange.Delete d -> delete(d.dn());
        }
    }

    /** The objects that it starts from have become others. */
    void startFrom(Map<Dn, ImmObject> present, Map<String, ImmClass> known) {
        if (before != present) {
            before = present;
            children = Optional.empty();
        }
        classes = known;
    }

    /** What has become of an object by the operations so far; empty when they do not touch it. */
    Optional<Optional<ImmObject>> edit(Dn dn) {
        return Optional.ofNullable(edits.get(dn));
    }

    /** Makes of an object what it was after earlier operations; empty when they did not touch it. */
    void restore(Dn dn, Optional<Optional<ImmObject>> earlier) {
        earlier.ifPresentOrElse(e -> edits.put(dn, e), () -> edits.remove(dn));
    }

    /** The objects that an operation would touch. */
    Set<Dn> touchedBy(ObjectChange change) {
        Set<Dn> touched = new TreeSet<>();
        touched.add(change.dn());
        if (change instanceof ObjectChange.Delete && find(change.dn()).isPresent()) {
            collect(change.dn(), touched);
            edits.forEach((dn, object) -> {
                if (object.isPresent() && dn.isBelow(change.dn())) {
                    touched.add(dn);
                }
            });
            touched.removeIf(dn -> find(dn).isEmpty()); // gone by an earlier operation
        }
        return touched;
    }

    /** Forgets what was refused so far; returns it. */
    List<Refusal> takeRefusals() {
        List<Refusal> taken = List.copyOf(refusals);
        refusals.clear();
        return taken;
    }

    /** Objects that are new or changed, and the names of those that are gone, by DN. */
    Map<Dn, Optional<ImmObject>> edits() {
        return Collections.unmodifiableMap(edits);
    }

    /** What stands against it, in the order of the operations. */
    List<Refusal> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    private Optional<ImmObject> find(Dn dn) {
        Optional<ImmObject> edited = edits.get(dn);
        return edited != null ? edited : Optional.ofNullable(before.get(dn));
    }

    private void refuse(AisStatus status, Dn dn, String rule, String text) {
        refusals.add(new Refusal(status, dn, rule, text));
    }

    private void create(ImmObject object) {
        Dn dn = object.dn();
        int known = refusals.size();
        ImmClass type = classes.get(object.className());
        if (type == null) {
            refuse(ERR_NOT_EXIST, dn, "IMM-002", "there is no class " + object.className());
            return;
        }
        if (type.category() != ImmClass.Category.CONFIG) {
            refuse(
                    ERR_INVALID_PARAM,
                    dn,
                    "IMM section 5.1",
                    "objects of the runtime class " + type + " come by themselves");
        }
        checkName(dn, type);
        if (find(dn).isPresent()) {
            refuse(
                    ERR_EXIST,
                    dn,
                    "IMM section 5.1",
                    "there is an object of this name already; modify it, or choose another");
        }
        if (!dn.parent().isRoot() && find(dn.parent()).isEmpty()) {
            refuse(ERR_NOT_EXIST, dn, "IMM-003", "its parent " + dn.parent() + " does not exist; create that first");
        }
        object.attributes().forEach((name, values) -> checkGiven(dn, type, name, values));
        ImmObject complete = withDefaults(object, type);
        if (refusals.size() == known) {
            edits.put(dn, Optional.of(complete));
        }
    }

    private void checkName(Dn dn, ImmClass type) {
        ImmAttribute rdn = type.rdn();
        if (dn.isRoot() || !dn.rdnAttribute().equals(rdn.name())) {
            refuse(
                    ERR_INVALID_PARAM,
                    dn,
                    "IMM section 2",
                    "the name of a " + type + " begins with " + rdn.name() + "=");
        } else if (rdn.type() == ValueType.NAME) {
            try {
                dn.associated();
            } catch (IllegalArgumentException e) {
                refuse(
                        ERR_INVALID_PARAM,
                        dn,
                        "IMM section 2",
                        rdn.name() + "= takes the name of an object, with \\, for each comma: " + e.getMessage());
            }
        }
    }

    private void checkGiven(Dn dn, ImmClass type, String name, List<Object> values) {
        Optional<ImmAttribute> attribute = type.attribute(name);
        if (attribute.isEmpty()) {
            refuse(ERR_NOT_EXIST, dn, "IMM-002", "class " + type + " has no attribute " + name);
        } else if (attribute.get().is(AttributeFlag.RDN)) {
            refuse(
                    ERR_INVALID_PARAM,
                    dn,
                    "IMM-011",
                    "the naming attribute " + name + " is not given, the name says it");
        } else if (!attribute.get().isStored()) {
            refuse(ERR_INVALID_PARAM, dn, "IMM-011", name + " is a runtime attribute; it cannot be given");
        } else {
            checkValues(dn, attribute.get(), values);
        }
    }

    private void checkValues(Dn dn, ImmAttribute attribute, List<Object> values) {
        String name = attribute.name();
        if (values.size() > VALUES_MAX) {
            refuse(ERR_INVALID_PARAM, dn, "IMM section 5.1", name + " has more than " + VALUES_MAX + " values");
            return;
        }
        values.stream()
                .filter(v -> !attribute.type().accepts(v))
                .findFirst()
                .ifPresent(v -> refuse(
                        ERR_INVALID_PARAM,
                        dn,
                        "IMM-002",
                        name + " takes values of " + attribute.type().xmlName() + ", not '" + v + "'"));
        if (values.size() > 1 && !attribute.is(AttributeFlag.MULTI_VALUE)) {
            refuse(ERR_INVALID_PARAM, dn, "IMM-012", name + " takes one value, not " + values.size());
        }
        if (attribute.is(AttributeFlag.NO_DUPLICATES) && new LinkedHashSet<>(values).size() < values.size()) {
            refuse(ERR_INVALID_PARAM, dn, "IMM-014", name + " would have a value twice");
        }
    }

    /** The object with its attributes in the order of its class; what is left open gets its default. */
    private ImmObject withDefaults(ImmObject object, ImmClass type) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (ImmAttribute attribute : type.attributes()) {
            List<Object> given = object.values(attribute.name());
            if (!given.isEmpty()) {
                values.put(attribute.name(), given);
            } else if (attribute.is(AttributeFlag.INITIALIZED) && !attribute.is(AttributeFlag.RDN)) {
                refuse(
                        ERR_INVALID_PARAM,
                        object.dn(),
                        "IMM-010",
                        attribute.name() + " of class " + type + " must be given");
            } else if (attribute.is(AttributeFlag.CONFIG)) {
                attribute.defaultValue().ifPresent(d -> values.put(attribute.name(), List.of(d)));
            }
        }
        return new ImmObject(object.dn(), type.name(), values);
    }

    private void modify(ObjectChange.Modify change) {
        int known = refusals.size();
        Optional<ImmObject> object = find(change.dn());
        if (object.isEmpty()) {
            refuse(ERR_NOT_EXIST, change.dn(), "IMM section 5.1", "there is no object of this name");
            return;
        }
        ImmClass type = classes.get(object.get().className());
        if (type == null) {
            refuse(
                    ERR_NOT_EXIST,
                    change.dn(),
                    "IMM-002",
                    "the cluster was loaded without a definition of class "
                            + object.get().className());
            return;
        }
        Map<String, List<Object>> values = new LinkedHashMap<>(object.get().attributes());
        for (ObjectChange.Modification modification : change.modifications()) {
            modify(change.dn(), type, modification, values);
        }
        if (refusals.size() == known) {
            edits.put(change.dn(), Optional.of(ordered(object.get(), type, values)));
        }
    }

    private void modify(
            Dn dn, ImmClass type, ObjectChange.Modification modification, Map<String, List<Object>> values) {
        String name = modification.attribute();
        Optional<ImmAttribute> found = type.attribute(name);
        if (found.isEmpty()) {
            refuse(ERR_NOT_EXIST, dn, "IMM-002", "class " + type + " has no attribute " + name);
            return;
        }
        ImmAttribute attribute = found.get();
        if (!attribute.is(AttributeFlag.WRITABLE)) {
            String why = attribute.is(AttributeFlag.RDN)
                    ? name + " is the name itself and never changes"
                    : attribute.is(AttributeFlag.RUNTIME)
                            ? name + " is a runtime attribute; the service behind the object sets it"
                            : name + " cannot change after the object's creation; delete the object and create it anew";
            refuse(ERR_INVALID_PARAM, dn, "IMM-011", why);
            return;
        }
        List<Object> next = new ArrayList<>(values.getOrDefault(name, List.of()));
        if (modification.kind() != ObjectChange.Kind.REPLACE
                && modification.values().isEmpty()) {
            refuse(ERR_INVALID_PARAM, dn, "IMM-012", "no value is given to add to " + name + " or to take from it");
            return;
        }
        switch (modification.kind()) {
            case ADD -> next.addAll(modification.values());
            case DELETE -> next.removeAll(modification.values());
            case REPLACE -> {
                next.clear();
                next.addAll(modification.values());
            }
        }
        if (next.isEmpty() && attribute.is(AttributeFlag.INITIALIZED)) {
            refuse(ERR_INVALID_PARAM, dn, "IMM-012", name + " cannot be emptied; give it another value");
        }
        if (next.isEmpty() && attribute.is(AttributeFlag.STRONG_DEFAULT)) {
            attribute.defaultValue().ifPresent(next::add);
        }
        checkValues(dn, attribute, next);
        values.put(name, List.copyOf(next));
    }

    private static ImmObject ordered(ImmObject object, ImmClass type, Map<String, List<Object>> values) {
        Map<String, List<Object>> ordered = new LinkedHashMap<>();
        for (ImmAttribute attribute : type.attributes()) {
            List<Object> own = values.get(attribute.name());
            if (own != null) {
                ordered.put(attribute.name(), own);
            }
        }
        values.forEach(ordered::putIfAbsent);
        return new ImmObject(object.dn(), object.className(), ordered);
    }

    private void delete(Dn dn) {
        if (find(dn).isEmpty()) {
            refuse(ERR_NOT_EXIST, dn, "IMM section 5.1", "there is no object of this name");
            return;
        }
        Set<Dn> gone = new TreeSet<>();
        collect(dn, gone);
        edits.keySet().stream().filter(created -> created.isBelow(dn)).forEach(gone::add);
        gone.forEach(d -> edits.put(d, Optional.empty()));
    }

    /** The object and all below it that are in the configuration as it was. */
    private void collect(Dn dn, Set<Dn> found) {
        found.add(dn);
        children().getOrDefault(dn, List.of()).forEach(child -> collect(child, found));
    }

    private Map<Dn, List<Dn>> children() {
        if (children.isEmpty()) {
            Map<Dn, List<Dn>> byParent = new LinkedHashMap<>();
            before.keySet()
                    .forEach(dn -> byParent.computeIfAbsent(dn.parent(), p -> new ArrayList<>(1))
                            .add(dn));
            children = Optional.of(byParent);
        }
        return children.get();
    }

    /** Names that must not lead nowhere (IMM-015); those of the availability model are checked by its own rules. */
    private void checkReferences() {
        Set<Dn> gone = new TreeSet<>();
        edits.forEach((dn, object) -> {
            object.ifPresentOrElse(this::checkReferencesOf, () -> gone.add(dn));
            if (object.isPresent() && !dn.parent().isRoot() && find(dn.parent()).isEmpty()) {
                refuse(ERR_NOT_EXIST, dn, "IMM-003", "its parent " + dn.parent() + " is deleted in the same change");
            }
        });
        boolean any = !gone.isEmpty()
                && classes.values().stream()
                        .anyMatch(c -> c.attributes().stream().anyMatch(a -> a.is(AttributeFlag.NO_DANGLING)));
        if (any) {
            before.values().stream().filter(o -> !edits.containsKey(o.dn())).forEach(this::checkReferencesOf);
        }
    }

    private void checkReferencesOf(ImmObject object) {
        ImmClass type = classes.get(object.className());
        if (type == null) {
            return;
        }
        for (ImmAttribute attribute : type.attributes()) {
            if (attribute.is(AttributeFlag.NO_DANGLING)) {
                for (Object value : object.values(attribute.name())) {
                    name(object.dn(), attribute, value)
                            .ifPresent(target -> checkReference(object.dn(), attribute.name(), target));
                }
            }
        }
    }

    /** The name that a value is; refused and empty for a text that is none. */
    private Optional<Dn> name(Dn dn, ImmAttribute attribute, Object value) {
        if (value instanceof Dn name) {
            return Optional.of(name);
        }
        try {
            return Optional.of(Dn.of(String.valueOf(value)));
        } catch (IllegalArgumentException e) {
            refuse(
                    ERR_INVALID_PARAM,
                    dn,
                    "IMM-015",
                    attribute.name() + " takes the name of an object: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void checkReference(Dn dn, String attribute, Dn target) {
        if (find(target).isEmpty()) {
            boolean deleted = edits.containsKey(target);
            refuse(
                    deleted ? ERR_BAD_OPERATION : ERR_FAILED_OPERATION,
                    dn,
                    "IMM-015",
                    attribute + " names " + target
                            + (deleted ? ", which is to be deleted; change it first" : ", which does not exist"));
        }
    }
}
