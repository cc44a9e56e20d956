package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * What a changed configuration would make of a model in use. Nothing is changed before {@link #apply}; then entities that
 * stay keep their identity, so that whoever refers to them goes on doing so.
 */
public final class Rebinding {

    private final Model present;
    private final Scope scope;
    private final BindResult bound;
    private final List<Changed> changed = new ArrayList<>();
    private final List<Entity> added = new ArrayList<>();
    private final List<Entity> removed = new ArrayList<>();

    /**
     * An entity that stays and is configured otherwise.
     *
     * @param present the entity, as it is until the change is applied
     * @param next another binding of it, as it is to be
     */
    public record Changed(Entity present, Entity next) {}

    private Rebinding(Model present, Map<Dn, Optional<ImmObject>> edits) {
        this.present = present;
        this.scope = Scope.of(present, edits);
        this.bound = ModelBinder.bind(scope.objects());
        bound.model().ifPresent(this::compare);
    }

    /**
     * Binds a changed configuration.
     *
     * @param edits objects that are new or changed, and the names of those that are gone
     */
    public static Rebinding of(Model present, Map<Dn, Optional<ImmObject>> edits) {
        return new Rebinding(present, edits);
    }

    private void compare(Model next) {
        for (Function<Model, List<? extends Entity>> kind : Model.KINDS) {
            Map<Dn, Entity> before = new LinkedHashMap<>();
            for (Entity entity : kind.apply(present)) {
                if (scope.contains(entity)) {
                    before.put(entity.dn(), entity);
                }
            }
            for (Entity entity : kind.apply(next)) {
                Entity known = before.remove(entity.dn());
                if (known == null) {
                    added.add(entity);
                } else if (!known.isConfiguredAs(entity)) {
                    changed.add(new Changed(known, entity));
                }
            }
            removed.addAll(before.values());
        }
    }

    /** Rules of the availability model that the changed configuration breaks; nothing can be applied when there are any. */
    public List<Problem> problems() {
        return bound.errors();
    }

    /** Entities that are configured otherwise, by kind and DN. */
    public List<Changed> changed() {
        return Collections.unmodifiableList(changed);
    }

    /** New entities, by kind and DN. */
    public List<Entity> added() {
        return Collections.unmodifiableList(added);
    }

    /** Entities that are gone, by kind and DN. */
    public List<Entity> removed() {
        return Collections.unmodifiableList(removed);
    }

    /** The service groups concerned, new ones included and removed ones not, by DN of their present or next binding. */
    private Set<Dn> concerned() {
        Set<Dn> groups = new LinkedHashSet<>();
        changed.forEach(c -> {
            Concern.of(c.present(), groups);
            Concern.of(c.next(), groups);
        });
        added.forEach(e -> Concern.of(e, groups));
        removed.forEach(e -> Concern.of(e, groups));
        return groups;
    }

    /** The service groups that stay and that something has changed of, themselves or below them. */
    public List<Changed> groups() {
        List<Changed> groups = new ArrayList<>();
        for (Dn dn : concerned()) {
            present.find(dn, ServiceGroup.class)
                    .ifPresent(before -> bound.model()
                            .flatMap(next -> next.find(dn, ServiceGroup.class))
                            .ifPresent(next -> groups.add(new Changed(before, next))));
        }
        return groups;
    }

    /**
     * Changes the model.
     *
     * @throws IllegalStateException when there are {@link #problems}
     */
    public ModelChange apply() {
        Model next = bound.model().orElseThrow();
        Set<Dn> concerned = concerned();
        boolean sameEntities = added.isEmpty() && removed.isEmpty();
        Map<Dn, Entity> entities = sameEntities ? present.byDn() : new LinkedHashMap<>(present.byDn());
        removed.forEach(e -> entities.remove(e.dn()));
        Staying staying = new Staying(entities, scope);
        Map<Dn, List<Node>> formerHosts = formerHosts();
        next.byDn().values().forEach(e -> staying.of(e).take(e, staying));
        added.forEach(e -> entities.put(e.dn(), e));
        Model model = new Model(
                present.cluster(),
                list(Model::nodes, Node.class),
                list(Model::nodeGroups, NodeGroup.class),
                list(Model::applications, Application.class),
                list(Model::groups, ServiceGroup.class),
                list(Model::units, ServiceUnit.class),
                list(Model::components, Component.class),
                list(Model::instances, ServiceInstance.class),
                list(Model::csis, ComponentServiceInstance.class),
                Collections.unmodifiableMap(entities),
                scope.after(),
                present.classes());
        List<ServiceGroup> groups = concerned.stream()
                .flatMap(dn -> model.find(dn, ServiceGroup.class).stream())
                .sorted(Comparator.comparing(Entity::dn))
                .toList();
        return new ModelChange(model, added, removed, groups, formerHosts);
    }

    /** The hosts of units that change or go, as they were. */
    private Map<Dn, List<Node>> formerHosts() {
        Map<Dn, List<Node>> hosts = new LinkedHashMap<>();
        changed.stream().map(Changed::present).forEach(e -> noteHosts(e, hosts));
        removed.forEach(e -> noteHosts(e, hosts));
        return hosts;
    }

    private static void noteHosts(Entity entity, Map<Dn, List<Node>> hosts) {
        if (entity instanceof ServiceUnit unit) {
            hosts.put(unit.dn(), unit.config().hosts());
        }
    }

    /** The entities of a kind that there are then, numbered anew when some have come or gone. */
    private <E extends Entity> List<E> list(Function<Model, List<E>> kind, Class<E> type) {
        Set<Dn> gone = new LinkedHashSet<>();
        removed.stream().filter(type::isInstance).forEach(e -> gone.add(e.dn()));
        List<E> come = added.stream().filter(type::isInstance).map(type::cast).toList();
        List<E> before = kind.apply(present);
        if (gone.isEmpty() && come.isEmpty()) {
            return before;
        }
        List<E> after = new ArrayList<>(before.size() + come.size());
        before.stream().filter(e -> !gone.contains(e.dn())).forEach(after::add);
        after.addAll(come);
        after.sort(Comparator.comparing(Entity::dn));
        for (int i = 0; i < after.size(); i++) {
            after.get(i).handle(i);
        }
        return Collections.unmodifiableList(after);
    }
}
