package org.amf4j.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/**
 * A change of a model that has been applied.
 *
 * @param model the model as it is now
 * @param added entities that are new, by kind and DN
 * @param removed entities that are gone, by kind and DN
 * @param groups service groups concerned, by DN
 * @param formerHosts nodes that could host a unit before, by units that have changed or gone
 */
public record ModelChange(
        Model model,
        List<Entity> added,
        List<Entity> removed,
        List<ServiceGroup> groups,
        Map<Dn, List<Node>> formerHosts) {

    public ModelChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        groups = List.copyOf(groups);
        formerHosts = Collections.unmodifiableMap(new LinkedHashMap<>(formerHosts));
    }

    /** The new entities of a kind. */
    public <E extends Entity> List<E> added(Class<E> kind) {
        return added.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The entities of a kind that are gone. */
    public <E extends Entity> List<E> removed(Class<E> kind) {
        return removed.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
