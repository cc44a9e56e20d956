package org.amf4j.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * The availability model of a cluster: every entity, bound and validated. Immutable once built.
 *
 * <p>Lists are ordered by DN; an entity's {@link Entity#handle()} is its position in the list of its kind.
 */
public record Model(
        Cluster cluster,
        List<Node> nodes,
        List<NodeGroup> nodeGroups,
        List<Application> applications,
        List<ServiceGroup> groups,
        List<ServiceUnit> units,
        List<Component> components,
        List<ServiceInstance> instances,
        List<ComponentServiceInstance> csis,
        Map<Dn, Entity> byDn,
        Map<Dn, ImmObject> objects) {

    /** The entity with this name. */
    public Optional<Entity> find(Dn dn) {
        return Optional.ofNullable(byDn.get(dn));
    }

    /** The entity with this name, if it is of the kind asked for. */
    public <T extends Entity> Optional<T> find(Dn dn, Class<T> kind) {
        return find(dn).filter(kind::isInstance).map(kind::cast);
    }

    /** The node whose agent announces this name. */
    public Optional<Node> nodeOfAgent(String agentName) {
        for (Node node : nodes) {
            if (node.agentName().equals(agentName)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
