package org.amf4j.core.assignment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.ContainerState;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.Containment;
import org.amf4j.core.runtime.UnitState;

/** Says in sentences where contained components live, or what they wait for. */
public final class ContainerTexts {

    private ContainerTexts() {}

    /** What is wrong with the container of a unit of contained components. */
    static Optional<String> missing(UnitState unit) {
        if (unit.containment().isEmpty()) {
            return Optional.empty();
        }
        Containment where = unit.containment().get();
        if (where.container().isPresent()) {
            return where.access() == Access.OPEN || where.access() == Access.COMING
                    ? Optional.empty()
                    : Optional.of("its container " + name(where.container().get()) + ending(where));
        }
        boolean open = unit.host().flatMap(where.source()::openOn).isPresent();
        return open ? Optional.empty() : Optional.of(nowhere(unit, where.source()));
    }

    private static String ending(Containment where) {
        return where.access() == Access.CLOSING ? " is to give up its work" : " has ended";
    }

    private static String nowhere(UnitState unit, ContainerState source) {
        List<String> nodes = source.holders().stream()
                .filter(h -> h.access() == Access.OPEN)
                .map(h -> h.node().node().name())
                .distinct()
                .toList();
        String where = unit.host().map(h -> " on " + h.node().name()).orElse("");
        return "no component is ACTIVE for the container CSI " + source.csi().name() + " of "
                + source.csi().instance().name() + where
                + (nodes.isEmpty() ? ", on no node at all" : ", only on " + String.join(", ", nodes));
    }

    /** Where the component lives, in a sentence; empty for any that is no contained one. */
    public static Optional<String> where(UnitState unit, ComponentState c) {
        return unit.containment()
                .map(where -> where.container()
                        .map(h -> c.component().name() + " lives in the container " + name(h) + instance(where) + ".")
                        .orElseGet(() ->
                                c.component().name() + " lives in no container now: it needs one that is ACTIVE for "
                                        + where.source().csi().dn() + " on its node."));
    }

    private static String instance(Containment where) {
        return switch (where.access()) {
            case OPEN -> "";
            case COMING -> ", which is being restarted; it is instantiated again after it";
            case CLOSING -> ", which is to give up its work; it ends before it";
            case CLOSED -> ", which has ended";
        };
    }

    /** Who lives in the component, in a sentence; empty for any that is no container or is empty. */
    public static Optional<String> inhabitants(List<ContainerState> sources, ComponentState c) {
        String names = sources.stream()
                .flatMap(s -> s.inhabitants(c).stream())
                .map(u -> u.unit().dn().toString())
                .sorted()
                .collect(Collectors.joining("; "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(c.component().name() + " is the container of " + names
                        + ": they are restarted and end with it.");
    }

    private static String name(ComponentState c) {
        return c.component().dn().toString();
    }
}
