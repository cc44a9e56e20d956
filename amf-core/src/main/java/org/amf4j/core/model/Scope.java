package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** The part of a configuration that must be bound again when some of its objects change. */
final class Scope {
    private final List<ImmObject> objects;

    private Scope(List<ImmObject> objects) {
        this.objects = objects;
    }

    /** The scope of these changes. */
    static Scope of(Model model, Map<Dn, Optional<ImmObject>> edits) {
        return new Scope(new ArrayList<>(merged(model.objects(), edits).values()));
    }

    /** All objects of the scope, as they are after the changes. */
    List<ImmObject> objects() {
        return objects;
    }

    /** Whether the entity is bound again. */
    boolean contains(Entity entity) {
        return true;
    }

    /** Corrects lists of entities outside of the scope. */
    void finish(Staying staying, Model next, List<Entity> removed) {}

    /** All objects after the changes, by DN. */
    Map<Dn, ImmObject> edited(Map<Dn, ImmObject> before, Map<Dn, Optional<ImmObject>> edits) {
        return Collections.unmodifiableMap(merged(before, edits));
    }

    /** Keeps the order of names without sorting everything again. */
    private static Map<Dn, ImmObject> merged(Map<Dn, ImmObject> before, Map<Dn, Optional<ImmObject>> edits) {
        TreeMap<Dn, Optional<ImmObject>> waiting = new TreeMap<>(edits);
        Map<Dn, ImmObject> after = LinkedHashMap.newLinkedHashMap(before.size() + edits.size());
        for (ImmObject object : before.values()) {
            while (!waiting.isEmpty() && waiting.firstKey().compareTo(object.dn()) < 0) {
                put(after, waiting.pollFirstEntry().getValue());
            }
            if (!waiting.isEmpty() && waiting.firstKey().equals(object.dn())) {
                put(after, waiting.pollFirstEntry().getValue());
            } else {
                after.put(object.dn(), object);
            }
        }
        waiting.values().forEach(object -> put(after, object));
        return after;
    }

    private static void put(Map<Dn, ImmObject> after, Optional<ImmObject> object) {
        object.ifPresent(o -> after.put(o.dn(), o));
    }
}
