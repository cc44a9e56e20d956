package org.amf4j.core.implementer;

import static org.amf4j.api.AisStatus.ERR_BAD_OPERATION;
import static org.amf4j.api.AisStatus.ERR_EXIST;
import static org.amf4j.api.AisStatus.ERR_INVALID_PARAM;
import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.runtime.ClusterState;

/** Runtime attributes and objects as one implementer writes them: looked at on paper first, so that all is done or nothing. */
final class Publishing {

    private final ClusterState state;
    private final ImmState imm;
    private final Scopes scopes;
    private final Implementer own;
    private final TreeMap<Dn, Optional<ImmObject>> objects = new TreeMap<>();
    private final TreeMap<Dn, ImmObject> attributes = new TreeMap<>();

    Publishing(ClusterState state, Scopes scopes, Implementer own) {
        this.state = state;
        this.imm = state.imm();
        this.scopes = scopes;
        this.own = own;
    }

    void publish(List<ObjectChange> changes) {
        for (ObjectChange change : changes) {
            switch (change) {
                case ObjectChange.Create create -> create(create.object());
                case ObjectChange.Modify modify -> modify(modify);
                case ObjectChange.Delete delete -> delete(delete.dn());
            }
        }
        long more = objects.values().stream().filter(Optional::isPresent).count();
        if (imm.objects().size() + more > ImmState.OBJECTS_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "there can be " + ImmState.OBJECTS_MAX + " runtime objects of applications; delete some first");
        }
        objects.forEach((dn, object) -> {
            if (object.isPresent()) {
                imm.put(object.get());
                own.implementObject(dn);
            } else {
                imm.removeObject(dn);
            }
        });
        attributes.values().forEach(imm::putAttributes);
    }

    private Optional<ImmObject> runtimeObject(Dn dn) {
        Optional<ImmObject> edited = objects.get(dn);
        return edited != null ? edited : imm.object(dn);
    }

    private ImmClass classOf(ImmObject object) {
        return Optional.ofNullable(state.model().classes().get(object.className()))
                .orElseThrow(() -> refusal(ERR_NOT_EXIST, object.dn(), "there is no class " + object.className()));
    }

    private static AisException refusal(AisStatus status, Dn dn, String text) {
        return new AisException(status, dn + ": " + text);
    }

    // ---- objects

    private void create(ImmObject object) {
        Dn dn = object.dn();
        ImmClass type = classOf(object);
        boolean framework = FrameworkClasses.implementer(type.name()).isPresent();
        if (type.category() != ImmClass.Category.RUNTIME || framework) {
            throw refusal(
                    framework ? ERR_BAD_OPERATION : ERR_INVALID_PARAM,
                    dn,
                    "implementers create objects of runtime classes of applications, which " + type.name()
                            + " is not (IMM-029)");
        }
        if (dn.isRoot() || !dn.rdnAttribute().equals(type.rdn().name())) {
            throw refusal(
                    ERR_INVALID_PARAM,
                    dn,
                    "the name of a " + type.name() + " begins with "
                            + type.rdn().name() + "=");
        }
        if (scopes.find(dn).isPresent() && !Optional.empty().equals(objects.get(dn))
                || runtimeObject(dn).isPresent()) {
            throw refusal(ERR_EXIST, dn, "there is an object of this name already");
        }
        requireParent(dn, type);
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (ImmAttribute attribute : type.attributes()) {
            List<Object> given = object.values(attribute.name());
            if (attribute.is(AttributeFlag.RDN) || !attribute.is(AttributeFlag.CACHED)) {
                requireNotGiven(dn, attribute, given);
            } else if (!given.isEmpty()) {
                values.put(attribute.name(), checked(dn, attribute, given));
            } else {
                Object otherwise = attribute
                        .defaultValue()
                        .orElseThrow(() ->
                                refusal(ERR_INVALID_PARAM, dn, attribute.name() + " has no default and must be given"));
                values.put(attribute.name(), List.of(otherwise));
            }
        }
        object.attributes().keySet().forEach(name -> attribute(dn, type, name));
        objects.put(dn, Optional.of(new ImmObject(dn, type.name(), values)));
    }

    private static void requireNotGiven(Dn dn, ImmAttribute attribute, List<Object> given) {
        if (!given.isEmpty()) {
            String why = attribute.is(AttributeFlag.RDN)
                    ? " is not given, the name says it"
                    : " is asked for when it is read, and not written";
            throw refusal(ERR_INVALID_PARAM, dn, attribute.name() + why + " (IMM-029)");
        }
    }

    private void requireParent(Dn dn, ImmClass type) {
        Dn parent = dn.parent();
        if (parent.isRoot()) {
            return;
        }
        boolean configured = state.model().objects().containsKey(parent);
        Optional<ImmObject> runtime = runtimeObject(parent);
        if (!configured && runtime.isEmpty()) {
            throw refusal(ERR_NOT_EXIST, dn, "its parent " + parent + " does not exist");
        }
        boolean volatileParent = !configured && !classOf(runtime.get()).isStored();
        if (type.isStored() && volatileParent) {
            throw refusal(ERR_INVALID_PARAM, dn, "it is persistent, and its parent " + parent + " is not (IMM-030)");
        }
    }

    private void delete(Dn dn) {
        if (state.model().objects().containsKey(dn)) {
            throw refusal(ERR_BAD_OPERATION, dn, "it is configured; operators delete it, not implementers (IMM-029)");
        }
        if (runtimeObject(dn).isEmpty()) {
            throw refusal(ERR_NOT_EXIST, dn, "there is no object of this name");
        }
        requireOurs(dn, runtimeObject(dn).get().className());
        objects.put(dn, Optional.empty());
        objects.keySet().stream().filter(d -> d.isBelow(dn)).toList().forEach(d -> objects.put(d, Optional.empty()));
        imm.objects().stream()
                .map(ImmObject::dn)
                .filter(d -> d.isBelow(dn))
                .forEach(d -> objects.put(d, Optional.empty()));
    }

    private void requireOurs(Dn dn, String className) {
        boolean ours = own.classes().contains(className) || own.objects().contains(dn) || objects.containsKey(dn);
        if (!ours) {
            throw refusal(ERR_BAD_OPERATION, dn, "'" + own.name() + "' does not implement it (IMM-029)");
        }
    }

    // ---- attributes

    private void modify(ObjectChange.Modify change) {
        Dn dn = change.dn();
        Optional<ImmObject> runtime = runtimeObject(dn);
        ImmObject object = runtime.or(() -> scopes.find(dn).filter(o -> !objects.containsKey(dn)))
                .orElseThrow(() -> refusal(ERR_NOT_EXIST, dn, "there is no object of this name"));
        requireOurs(dn, object.className());
        ImmClass type = classOf(object);
        Map<String, List<Object>> before = runtime.isPresent()
                ? object.attributes()
                : Optional.ofNullable(attributes.get(dn))
                        .map(ImmObject::attributes)
                        .orElseGet(() -> imm.attributes(dn));
        Map<String, List<Object>> values = new LinkedHashMap<>(before);
        for (ObjectChange.Modification modification : change.modifications()) {
            modify(dn, attribute(dn, type, modification.attribute()), modification, values);
        }
        ImmObject after = new ImmObject(dn, type.name(), values);
        if (runtime.isPresent()) {
            objects.put(dn, Optional.of(after));
        } else {
            attributes.put(dn, after);
        }
    }

    private static ImmAttribute attribute(Dn dn, ImmClass type, String name) {
        return type.attribute(name)
                .orElseThrow(() -> refusal(ERR_NOT_EXIST, dn, "class " + type.name() + " has no attribute " + name));
    }

    private void modify(
            Dn dn, ImmAttribute attribute, ObjectChange.Modification modification, Map<String, List<Object>> values) {
        if (attribute.is(AttributeFlag.RDN) || !attribute.is(AttributeFlag.RUNTIME)) {
            throw refusal(
                    ERR_INVALID_PARAM, dn, attribute.name() + " is no runtime attribute; operators set it (IMM-029)");
        }
        if (!attribute.is(AttributeFlag.CACHED)) {
            requireNotGiven(dn, attribute, modification.values());
            return;
        }
        List<Object> next = new ArrayList<>(values.getOrDefault(attribute.name(), List.of()));
        switch (modification.kind()) {
            case ADD -> next.addAll(modification.values());
            case DELETE -> next.removeAll(modification.values());
            case REPLACE -> {
                next.clear();
                next.addAll(modification.values());
            }
        }
        values.put(attribute.name(), checked(dn, attribute, next));
    }

    private static List<Object> checked(Dn dn, ImmAttribute attribute, List<Object> values) {
        String name = attribute.name();
        values.stream().filter(v -> !attribute.type().accepts(v)).findFirst().ifPresent(v -> {
            throw refusal(
                    ERR_INVALID_PARAM,
                    dn,
                    name + " takes values of " + attribute.type().xmlName() + ", not '" + v + "'");
        });
        if (values.size() > 1 && !attribute.is(AttributeFlag.MULTI_VALUE)) {
            throw refusal(ERR_INVALID_PARAM, dn, name + " takes one value, not " + values.size());
        }
        if (attribute.is(AttributeFlag.NO_DUPLICATES) && new LinkedHashSet<>(values).size() < values.size()) {
            throw refusal(ERR_INVALID_PARAM, dn, name + " would have a value twice");
        }
        return List.copyOf(values);
    }
}
