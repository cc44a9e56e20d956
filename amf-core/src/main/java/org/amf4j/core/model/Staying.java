package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/** Who keeps its identity when a configuration changes: everybody who is in it before and afterwards. */
final class Staying {
    private final Map<Dn, ? extends Entity> present;
    private final Scope scope;

    /** These entities stay, whatever new bindings there are of those in the scope. */
    Staying(Map<Dn, ? extends Entity> present, Scope scope) {
        this.present = present;
        this.scope = scope;
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

    /** Replaces those that are in the scope; the list is ordered by DN. */
    <E extends Entity> void replaceInScope(List<E> list, List<E> bound) {
        List<E> next = new ArrayList<>(of(bound));
        list.stream().filter(e -> !scope.contains(e)).forEach(next::add);
        next.sort(Comparator.comparing(Entity::dn));
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
