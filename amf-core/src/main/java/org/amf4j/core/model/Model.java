package org.amf4j.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;

/**
 * The availability model of a cluster: every entity, bound and validated. Lists and maps
 * never change; a {@link Rebinding} makes another model, in which entities that stay are the same ones.
 *
 * <p>Lists are ordered by DN; an entity's {@link Entity#handle()} is its position in the list of its kind. {@code classes}
 * describes the objects' classes by name; it may be empty, and then the configuration cannot be changed.
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
        Map<Dn, ImmObject> objects,
        Map<String, ImmClass> classes) {

    /** The lists of entities, by kind. */
    static final List<Function<Model, List<? extends Entity>>> KINDS = List.of(
            m -> List.of(m.cluster),
            Model::nodes,
            Model::nodeGroups,
            Model::applications,
            Model::groups,
            Model::units,
            Model::components,
            Model::instances,
            Model::csis);

    /** The same entities and objects of these classes. */
    public Model with(List<ImmClass> known) {
        Map<String, ImmClass> byName = new TreeMap<>();
        known.forEach(c -> byName.put(c.name(), c));
        return new Model(
                cluster,
                nodes,
                nodeGroups,
                applications,
                groups,
                units,
                components,
                instances,
                csis,
                byDn,
                objects,
                Collections.unmodifiableMap(byName));
    }

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
