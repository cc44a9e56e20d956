package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Entity;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.view.MembershipAttributes;
import org.amf4j.core.view.RuntimeAttributes;
import org.amf4j.protocol.imm.ImmExported;
import org.amf4j.protocol.model.ImmCodec;

/**
 * The configuration of a running cluster as it is when the export begins, with what survives a restart; handed out in parts, so
 * that nobody else waits for a large one. Objects are those of the beginning, all of one moment. Administrative states and
 * what applications have published are of the moment when their part is asked for: these do not change together anyway.
 */
final class ConfigurationExport {

    /** Objects of one part: some milliseconds of the controller's thread. */
    static final int PART_OBJECTS_MAX = 1_000;

    /** Bytes after which a part ends. */
    static final int PART_BYTES_MAX = 512 << 10;

    private final String name;
    private final Map<String, ImmClass> classes;
    private final List<ImmObject> objects;

    /** Begins one, which parts are asked of by this name. */
    ConfigurationExport(String name, ClusterState state) {
        this.name = name;
        this.classes = state.model().classes();
        this.objects = new ArrayList<>(state.model().objects().values());
        state.imm().objects().stream()
                .filter(o -> Optional.ofNullable(classes.get(o.className()))
                        .filter(ImmClass::isStored)
                        .isPresent())
                .forEach(o -> objects.add(persistent(classes.get(o.className()), o)));
    }

    /**
     * The part that begins with this object.
     *
     * @param from its number, 0 for the first one
     */
    ImmExported part(ClusterState state, int from) {
        ImmExported.Builder part = ImmExported.newBuilder().setExport(name).setObjectsInAll(objects.size());
        if (from == 0) {
            classes.values().forEach(c -> part.addClasses(ImmCodec.toMessage(c)));
        }
        int bytes = 0;
        int next = from;
        while (next < objects.size() && next < from + PART_OBJECTS_MAX && bytes < PART_BYTES_MAX) {
            var message = ImmCodec.toMessage(asItIs(state, objects.get(next)));
            bytes += message.getSerializedSize();
            part.addObjects(message);
            next++;
        }
        return part.setNext(next).build();
    }

    /** The object with those runtime values that survive a restart: what the administrator allows. */
    private ImmObject asItIs(ClusterState state, ImmObject object) {
        Optional<Entity> entity = state.model().find(object.dn());
        ImmClass type = classes.get(object.className());
        Map<String, List<Object>> runtime = entity.map(e -> RuntimeAttributes.of(state, e))
                .orElseGet(() -> MembershipAttributes.of(state.membership(), object.dn()));
        Map<String, List<Object>> published = state.imm().attributes(object.dn());
        if (runtime.isEmpty() && published.isEmpty() || type == null) {
            return object;
        }
        Map<String, List<Object>> values = new LinkedHashMap<>(object.attributes());
        runtime.forEach((name, present) -> {
            boolean survives = type.attribute(name)
                    .filter((ImmAttribute a) -> a.is(AttributeFlag.PERSISTENT))
                    .isPresent();
            boolean usual = present.equals(List.of((Object) (long) AdminState.UNLOCKED.value()));
            if (survives && (values.containsKey(name) || !usual)) {
                values.put(name, present);
            }
        });
        persistent(type, new ImmObject(object.dn(), object.className(), published))
                .attributes()
                .forEach(values::put);
        return new ImmObject(object.dn(), object.className(), values);
    }

    /** A runtime object as an application has published it, with what survives a restart. */
    private static ImmObject persistent(ImmClass type, ImmObject object) {
        Map<String, List<Object>> kept = new LinkedHashMap<>();
        object.attributes().forEach((name, values) -> {
            if (type.attribute(name).filter(a -> a.is(AttributeFlag.PERSISTENT)).isPresent()) {
                kept.put(name, values);
            }
        });
        return new ImmObject(object.dn(), object.className(), kept);
    }
}
