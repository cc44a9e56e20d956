package org.amf4j.core.model;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/** Who keeps its identity when a configuration changes: everybody who is in it before and afterwards. */
final class Staying {
    private final Map<Dn, ? extends Entity> present;

    /** These entities stay, whatever new bindings of them there are. */
    Staying(Map<Dn, ? extends Entity> present) {
        this.present = present;
    }

    /** The entity that a new binding is about: the one that is there, or the new one. */
    @SuppressWarnings("unchecked")
    <E extends Entity> E of(E bound) {
        Entity known = present.get(bound.dn());
        return known == null ? bound : (E) known; // the attribute that names it tells the kind
    }

    <E extends Entity> List<E> of(List<E> bound) {
        return bound.stream().map(this::of).toList();
    }

    <E extends Entity> void replace(List<E> list, List<E> bound) {
        List<E> next = of(bound);
        list.clear();
        list.addAll(next);
    }

    /** Whether both lists are about the same, in the same order. */
    static boolean areAlike(List<? extends Entity> some, List<? extends Entity> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).dn().equals(others.get(i).dn())) {
                return false;
            }
        }
        return true;
    }
}
