package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Gate;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;

/** What an operation on an entity reaches: groups, units, and the administrative state itself. */
final class Scope {

    private Scope() {}

    /** Groups whose assignments the entity bears on. */
    static List<GroupState> groups(ClusterState state, Entity target) {
        return switch (target) {
            case Cluster c -> state.groups();
            case Application a -> a.groups().stream().map(state::of).toList();
            case Node n -> groups(state, List.of(n));
            case NodeGroup g -> groups(state, g.nodes());
            case ServiceGroup g -> List.of(state.of(g));
            case ServiceUnit u -> List.of(state.of(u.group()));
            case Component c -> List.of(state.of(c.unit().group()));
            case ServiceInstance i -> List.of(state.of(i.group()));
            case ComponentServiceInstance c -> List.of(state.of(c.instance().group()));
        };
    }

    private static List<GroupState> groups(ClusterState state, List<Node> nodes) {
        return nodes.stream()
                .flatMap(n -> state.unitsOf(n).stream())
                .map(u -> state.of(u.unit().group()))
                .distinct()
                .toList();
    }

    private static List<UnitState> hosted(ClusterState state, Node node) {
        return state.unitsOf(node).stream()
                .filter(u -> u.host().filter(h -> h.node() == node).isPresent())
                .toList();
    }

    /** Units that the entity contains or hosts. */
    static List<UnitState> units(ClusterState state, Entity target) {
        return switch (target) {
            case Node n -> hosted(state, n);
            case NodeGroup g ->
                g.nodes().stream().flatMap(n -> hosted(state, n).stream()).toList();
            case ServiceUnit u -> List.of(state.of(u));
            case Component c -> List.of(state.of(c.unit()));
            case ServiceInstance i -> List.of();
            case ComponentServiceInstance c -> List.of();
            case Cluster c -> state.units();
            case Application a ->
                groups(state, a).stream().flatMap(g -> g.units().stream()).toList();
            case ServiceGroup g -> state.of(g).units();
        };
    }

    /** What the entity contains or is, as far as it is assigned. */
    static Stream<UnitAssignment> assignments(ClusterState state, Entity target) {
        return target instanceof ServiceInstance i
                ? state.of(i).assignments().stream()
                : units(state, target).stream().flatMap(u -> u.assignments().stream());
    }

    /** The entity's own administrative state; empty when it has none. */
    static Optional<AdminState> admin(ClusterState state, Entity target) {
        return switch (target) {
            case Cluster c -> Optional.of(state.admin());
            case Application a -> Optional.of(state.of(a).admin());
            case Node n -> Optional.of(state.of(n).admin());
            case NodeGroup g -> Optional.of(state.of(g).admin());
            case ServiceGroup g -> Optional.of(state.of(g).admin());
            case ServiceUnit u -> Optional.of(state.of(u).admin());
            case ServiceInstance i -> Optional.of(state.of(i).admin());
            case Component c -> Optional.empty();
            case ComponentServiceInstance c -> Optional.empty();
        };
    }

    /** Sets the entity's own administrative state. */
    static void admin(ClusterState state, Gate gate, Entity target, AdminState next) {
        switch (target) {
            case Cluster c -> gate.adminOfCluster(next);
            case Application a -> gate.admin(state.of(a), next);
            case Node n -> gate.admin(state.of(n), next);
            case NodeGroup g -> gate.admin(state.of(g), next);
            case ServiceGroup g -> gate.admin(state.of(g), next);
            case ServiceUnit u -> gate.admin(state.of(u), next);
            case ServiceInstance i -> gate.admin(state.of(i), next);
            case Component c -> throw new IllegalArgumentException(c + " has no administrative state");
            case ComponentServiceInstance c -> throw new IllegalArgumentException(c + " has no administrative state");
        }
    }
}
