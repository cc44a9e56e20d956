package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

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
    private final Map<Dn, Entity> byDn = new LinkedHashMap<>();

    Draft(ObjectIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
        this.types = new TypeReader(index, problems).read();
    }

    /** Adds an entity whose handle is the present size of the list. */
    <T extends Entity> void add(List<T> kind, T entity) {
        kind.add(entity);
        byDn.put(entity.dn(), entity);
    }

    <T extends Entity> Optional<T> find(Dn dn, Class<T> kind) {
        Entity entity = byDn.get(dn);
        return kind.isInstance(entity) ? Optional.of(kind.cast(entity)) : Optional.empty();
    }

    Attributes attributes(ImmObject object) {
        return new Attributes(object, problems);
    }

    /** The attributes of an entity's object. */
    Attributes attributes(Entity entity) {
        return new Attributes(index.objects().get(entity.dn()), problems);
    }

    /** Whether a unit has components and none of them can exist without an assignment. */
    boolean isNonPreInstantiable(Dn unit) {
        boolean any = false;
        for (ImmObject component : index.children(unit, AmfClass.COMPONENT)) {
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
        Map<Dn, Entity> entities = new LinkedHashMap<>();
        for (List<? extends Entity> kind :
                List.of(clusters, nodes, nodeGroups, applications, groups, units, components, instances, csis)) {
            kind.forEach(e -> entities.put(e.dn(), e));
        }
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
