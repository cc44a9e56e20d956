package org.amf4j.core.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.model.Entity;
import org.amf4j.core.runtime.ClusterState;

/** The information model as it is at this moment: configured objects, those that come and go, and runtime attributes. */
public final class ModelReader {

    private static final List<String> IMPLICIT =
            List.of(ObjectManagement.CLASS_NAME, ObjectManagement.IMPLEMENTER_NAME, ObjectManagement.ADMIN_OWNER_NAME);

    private final ClusterState state;

    /** Reads from this state. */
    public ModelReader(ClusterState state) {
        this.state = state;
    }

    /** Which attributes are read when none are named. */
    public enum Selection {
        /** All that have values. */
        ALL,
        /** Those of the configuration. */
        CONFIG,
        /** None: only what exists. */
        NONE
    }

    /** The object of this name, configured or not, without runtime attributes. */
    public Optional<ImmObject> find(Dn dn) {
        return Optional.ofNullable(state.model().objects().get(dn))
                .or(() -> RuntimeObjects.find(state, dn))
                .or(() -> state.imm().object(dn));
    }

    /** The object with its attributes; empty when there is none. */
    public Optional<ImmObject> read(Dn dn, Selection selection) {
        return find(dn).map(object -> switch (selection) {
            case ALL -> new ImmObject(dn, object.className(), all(object));
            case CONFIG -> object;
            case NONE -> new ImmObject(dn, object.className(), Map.of());
        });
    }

    /**
     * The object with these attributes; empty when there is no object.
     *
     * @throws AisException ERR_NOT_EXIST when its class lacks one of them
     */
    public Optional<ImmObject> read(Dn dn, List<String> attributes) {
        return find(dn).map(object -> {
            Map<String, List<Object>> all = all(object);
            Map<String, List<Object>> values = new LinkedHashMap<>();
            for (String name : attributes) {
                if (!exists(object, name, all)) {
                    throw new AisException(
                            AisStatus.ERR_NOT_EXIST,
                            dn + ": class " + object.className() + " has no attribute " + name + " (IMM-035)");
                }
                values.put(name, values(object, name, all));
            }
            return new ImmObject(dn, object.className(), values);
        });
    }

    /** Names of all attributes that the object has by its class, the implicit ones included, with and without values. */
    public List<String> names(ImmObject object) {
        List<String> names = new ArrayList<>(IMPLICIT);
        Optional.ofNullable(state.model().classes().get(object.className()))
                .ifPresent(c -> c.attributes().forEach(a -> names.add(a.name())));
        return names;
    }

    private boolean exists(ImmObject object, String name, Map<String, List<Object>> all) {
        return IMPLICIT.contains(name)
                || all.containsKey(name)
                || attribute(object.className(), name).isPresent();
    }

    private Optional<ImmAttribute> attribute(String className, String name) {
        return Optional.ofNullable(state.model().classes().get(className)).flatMap(c -> c.attribute(name));
    }

    /** The values of an attribute, of those too that an object's own list does not have. */
    private List<Object> values(ImmObject object, String name, Map<String, List<Object>> all) {
        if (name.equals(ObjectManagement.CLASS_NAME)) {
            return List.of(object.className());
        } else if (name.equals(ObjectManagement.IMPLEMENTER_NAME)) {
            return implementer(object);
        } else if (name.equals(ObjectManagement.ADMIN_OWNER_NAME)) {
            return state.imm().owner(object.dn()).stream()
                    .map(o -> (Object) o.owner())
                    .toList();
        } else if (isNaming(object, name)) {
            return List.of(object.dn().rdn());
        }
        return all.getOrDefault(name, List.of());
    }

    private boolean isNaming(ImmObject object, String name) {
        return attribute(object.className(), name)
                .filter(a -> a.is(AttributeFlag.RDN))
                .isPresent();
    }

    private List<Object> implementer(ImmObject object) {
        return FrameworkClasses.implementer(object.className())
                .or(() ->
                        state.imm().implementer(object.className(), object.dn()).map(Implementer::name))
                .stream()
                .map(Object.class::cast)
                .toList();
    }

    private Map<String, List<Object>> all(ImmObject object) {
        Map<String, List<Object>> all = new LinkedHashMap<>(object.attributes());
        Optional<Entity> entity = state.model().find(object.dn());
        entity.ifPresent(e -> all.putAll(RuntimeAttributes.of(state, e)));
        all.putAll(MembershipAttributes.of(state.membership(), object.dn()));
        all.putAll(state.imm().attributes(object.dn()));
        return all;
    }

    /**
     * Objects that meet all criteria, ordered by name, without runtime attributes.
     *
     * @param text in place of a value: what it means for the attribute's type
     * @param max how many objects may be found
     * @throws AisException as {@link ObjectManagement#search}
     */
    public List<ImmObject> search(ObjectSearch search, Optional<String> text, int max) {
        requireSense(search);
        Stream<ImmObject> objects = state.model().objects().values().stream();
        if (search.className().map(RuntimeObjects::isClass).orElse(true)) {
            objects = Stream.concat(objects, RuntimeObjects.of(state).stream());
        }
        objects = Stream.concat(objects, state.imm().objects().stream());
        List<ImmObject> found = new ArrayList<>();
        objects.filter(o -> isWithin(o.dn(), search))
                .filter(o -> search.className().orElse(o.className()).equals(o.className()))
                .filter(o -> search.attribute().isEmpty()
                        || has(o, search.attribute().get(), search.value(), text))
                .limit(max + 1L)
                .forEach(found::add);
        if (found.size() > max) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "more than " + max + " objects are found; look below another root, or for a"
                            + " class or an attribute");
        }
        found.sort((a, b) -> a.dn().compareTo(b.dn()));
        return found;
    }

    private void requireSense(ObjectSearch search) {
        if (search.scope() == ObjectSearch.Scope.ONE) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "a search has the scope sublevel or subtree (IMM-034); read one object");
        }
        if (!search.root().isRoot() && find(search.root()).isEmpty()) {
            throw new AisException(AisStatus.ERR_NOT_EXIST, "there is no object " + search.root());
        }
        search.attribute()
                .filter(name -> !IMPLICIT.contains(name)
                        && state.model().classes().values().stream()
                                .noneMatch(c -> c.attribute(name).isPresent()))
                .ifPresent(name -> {
                    throw new AisException(AisStatus.ERR_INVALID_PARAM, "no class has an attribute " + name);
                });
        search.attribute().filter(name -> isComputed(name, search.className())).ifPresent(name -> {
            throw new AisException(
                    AisStatus.ERR_NOT_SUPPORTED,
                    "attribute " + name + " is computed by its implementer when it is read, and a search asks nobody:"
                            + " search by others, and read the objects");
        });
    }

    /** Whether nobody knows values of the attribute but an implementer that is asked (IMM-028). */
    private boolean isComputed(String name, Optional<String> className) {
        List<ImmClass> having = state.model().classes().values().stream()
                .filter(c -> className.orElse(c.name()).equals(c.name()))
                .filter(c -> c.attribute(name).isPresent())
                .toList();
        return !having.isEmpty()
                && having.stream()
                        .allMatch(c -> FrameworkClasses.implementer(c.name()).isEmpty()
                                && c.attribute(name).orElseThrow().isComputed());
    }

    private static boolean isWithin(Dn dn, ObjectSearch search) {
        Dn root = search.root();
        return dn.equals(root)
                || (search.scope() == ObjectSearch.Scope.SUBTREE
                        ? root.isRoot() || dn.isBelow(root)
                        : dn.parent().equals(root));
    }

    private boolean has(ImmObject object, String name, Optional<Object> value, Optional<String> text) {
        Optional<ImmAttribute> attribute = attribute(object.className(), name);
        if (attribute.isEmpty() && !IMPLICIT.contains(name)) {
            return false;
        }
        boolean ofConfiguration =
                attribute.filter(a -> a.is(AttributeFlag.CONFIG)).isPresent();
        List<Object> values = values(object, name, ofConfiguration ? object.attributes() : all(object));
        Optional<Object> wanted = value.or(() -> text.map(t -> parsed(object, name, attribute, t)));
        attribute.ifPresent(a -> wanted.ifPresent(w -> requireType(object, a, w)));
        return wanted.map(w -> values.stream().anyMatch(v -> isSame(v, w))).orElse(!values.isEmpty());
    }

    private Object parsed(ImmObject object, String name, Optional<ImmAttribute> attribute, String text) {
        if (attribute.isEmpty() || isNaming(object, name)) {
            return text;
        }
        try {
            return attribute.get().type().parse(text);
        } catch (IllegalArgumentException e) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, name + " of class " + object.className() + ": " + e.getMessage(), e);
        }
    }

    private void requireType(ImmObject object, ImmAttribute attribute, Object wanted) {
        boolean fits = attribute.is(AttributeFlag.RDN)
                ? wanted instanceof String
                : attribute.type().accepts(wanted);
        if (!fits) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    attribute.name() + " of class " + object.className() + " has values of "
                            + attribute.type().xmlName() + ", not '" + wanted + "'");
        }
    }

    private static boolean isSame(Object a, Object b) {
        return a instanceof byte[] bytes && b instanceof byte[] others ? Arrays.equals(bytes, others) : a.equals(b);
    }
}
