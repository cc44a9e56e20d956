package org.amf4j.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;

/** Which component is active for which CSIs, and which were given up in an orderly way. As large as the model. */
final class Holdings {

    /**
     * A CSI that its active component has given up.
     *
     * @param by the component
     * @param atNanos when, in nanoseconds since the epoch
     */
    record GivenUp(Dn by, long atNanos) {}

    private final Map<Dn, Set<Dn>> activeByComponent = new LinkedHashMap<>();
    private final Map<Dn, GivenUp> givenUp = new LinkedHashMap<>();

    /** The CSIs that a component is active for. */
    Set<Dn> activeOf(Dn component) {
        return activeByComponent.getOrDefault(component, Set.of());
    }

    void active(Dn component, List<Dn> csis) {
        activeByComponent.computeIfAbsent(component, c -> new LinkedHashSet<>()).addAll(csis);
        csis.forEach(givenUp::remove);
    }

    /** A component is quiesced for CSIs. */
    void quiesced(Dn component, List<Dn> csis, long atNanos) {
        for (Dn csi : notActive(component, csis)) {
            givenUp.put(csi, new GivenUp(component, atNanos));
        }
    }

    /** A component is not active for CSIs any more; gives those that it was active for. */
    List<Dn> notActive(Dn component, List<Dn> csis) {
        Set<Dn> active = activeOf(component);
        List<Dn> ended = csis.stream().filter(active::contains).toList();
        ended.forEach(active::remove);
        return ended;
    }

    /** A component is gone; gives the CSIs that it was active for. */
    Set<Dn> gone(Dn component) {
        Set<Dn> active = activeByComponent.remove(component);
        return active == null ? Set.of() : active;
    }

    /** Who gave up the first of these CSIs, and when; the earliest instant counts. */
    Optional<GivenUp> givenUp(List<Dn> csis) {
        Optional<GivenUp> earliest = Optional.empty();
        for (Dn csi : csis) {
            GivenUp candidate = givenUp.get(csi);
            if (candidate != null
                    && (earliest.isEmpty()
                            || candidate.atNanos() < earliest.get().atNanos())) {
                earliest = Optional.of(candidate);
            }
        }
        return earliest;
    }

    static List<Dn> names(List<Action.Csi> csis) {
        List<Dn> names = new ArrayList<>(csis.size());
        csis.forEach(csi -> names.add(csi.dn()));
        return names;
    }
}
