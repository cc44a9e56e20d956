package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;

/** A model under construction: what it is bound from and what is bound so far. */
final class Draft {
    final ObjectIndex index;
    final Problems problems;
    final Types types;
    final List<Cluster> clusters = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();
    final List<NodeGroup> nodeGroups = new ArrayList<>();
    final List<Application> applications = new ArrayList<>();
    final List<ServiceGroup> groups = new ArrayList<>();
    final List<ServiceUnit> units = new ArrayList<>();
    final List<Component> components = new ArrayList<>();
    final List<ServiceInstance> instances = new ArrayList<>();
    final List<ComponentServiceInstance> csis = new ArrayList<>();

    Draft(ObjectIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
        this.types = new TypeReader(index, problems).read();
    }

    /** Adds the entity that is bound from an object; its handle is the present size of the list. */
    <T extends Entity> void add(List<T> kind, Placed object, T entity) {
        kind.add(entity);
        object.entity(entity);
    }

    <T extends Entity> Optional<T> find(Dn dn, Class<T> kind) {
        return index.find(dn).flatMap(object -> object.entity(kind));
    }

    Attributes attributes(Placed object) {
        return new Attributes(object.object(), problems);
    }

    /** The attributes of an entity's object. */
    Attributes attributes(Entity entity) {
        return attributes(index.find(entity.dn()).orElseThrow());
    }

    /** Whether a unit has components and none of them can exist without an assignment. */
    boolean isNonPreInstantiable(Placed unit) {
        boolean any = false;
        for (Placed component : unit.children(AmfClass.COMPONENT)) {
            Optional<ComponentCategory> category = attributes(component)
                    .name("saAmfCompType")
                    .flatMap(dn -> Optional.ofNullable(types.components.get(dn)))
                    .flatMap(Types.ComponentType::category);
            if (category.isEmpty() || category.get().isPreInstantiable()) {
                return false;
            }
            any = true;
        }
        return any;
    }

    Model toModel() {
        List<List<? extends Entity>> kinds =
                List.of(clusters, nodes, nodeGroups, applications, groups, units, components, instances, csis);
        NameMap<Entity> entities =
                new NameMap<>(kinds.stream().mapToInt(List::size).sum());
        kinds.forEach(kind -> kind.forEach(e -> entities.add(e.dn(), e)));
        return new Model(
                clusters.get(0),
                List.copyOf(nodes),
                List.copyOf(nodeGroups),
                List.copyOf(applications),
                List.copyOf(groups),
                List.copyOf(units),
                List.copyOf(components),
                List.copyOf(instances),
                List.copyOf(csis),
                Collections.unmodifiableMap(entities),
                index.objects(),
                Map.of());
    }
}
