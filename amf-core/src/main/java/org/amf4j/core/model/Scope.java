package org.amf4j.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * The part of a configuration that must be bound again when some of its objects change: the service groups concerned with
 * all that their rules look at, or everything when types, nodes, or what else concerns many changes.
 */
final class Scope {
    private final Map<Dn, ImmObject> after;
    private final Optional<Part> part;

    /** The groups to be bound again, and the applications and instances that go with them. */
    private record Part(Set<Dn> groups, Set<Dn> applications, Set<Dn> instances) {}

    private Scope(Map<Dn, ImmObject> after, Optional<Part> part) {
        this.after = after;
        this.part = part;
    }

    /** Everything. */
    static Scope all() {
        return new Scope(Map.of(), Optional.empty());
    }

    /** The scope of these changes. */
    static Scope of(Model model, Map<Dn, Optional<ImmObject>> edits) {
        return new Scope(merged(model.objects(), edits), part(model, edits));
    }

    private static Optional<Part> part(Model model, Map<Dn, Optional<ImmObject>> edits) {
        Set<Dn> groups = new LinkedHashSet<>();
        Set<Dn> instances = new LinkedHashSet<>();
        Set<Dn> applications = new LinkedHashSet<>();
        for (Map.Entry<Dn, Optional<ImmObject>> edit : edits.entrySet()) {
            Optional<ImmObject> before = Optional.ofNullable(model.objects().get(edit.getKey()));
            ImmObject object = edit.getValue().or(() -> before).orElseThrow();
            Optional<AmfClass> kind = AmfClass.of(object.className());
            if (kind.isEmpty()) {
                continue; // no rule of ours knows it
            }
            boolean alone = edit.getValue().isPresent() && isAlone(model, kind.get(), object.dn());
            if (!alone && !concern(model, kind.get(), object, groups, instances)) {
                return Optional.empty();
            }
            if (kind.get() == AmfClass.APPLICATION) {
                applications.add(object.dn());
            }
        }
        spread(links(model), groups);
        groups.forEach(g -> applications.add(g.parent()));
        instances.forEach(i -> applications.add(i.parent()));
        for (Dn group : groups) {
            model.find(group, ServiceGroup.class).ifPresent(g -> g.instances().forEach(i -> instances.add(i.dn())));
        }
        model.applications().stream()
                .filter(a -> a.groups().isEmpty() && a.instances().isEmpty()) // may be the framework's own
                .forEach(a -> applications.add(a.dn()));
        return Optional.of(new Part(groups, applications, instances));
    }

    /** Adds what a changed object concerns; returns false when that is more than some groups. */
    private static boolean concern(Model model, AmfClass kind, ImmObject object, Set<Dn> groups, Set<Dn> instances) {
        Dn dn = object.dn();
        switch (kind) {
            case GROUP -> groups.add(dn);
            case UNIT, COMPONENT, COMPONENT_CS_TYPE, HEALTHCHECK ->
                dn.ancestor("safSg").ifPresent(groups::add);
            case INSTANCE -> concern(model, dn, object, groups, instances);
            case CSI, RANKED_UNIT -> concern(model, dn.parent(), object, groups, instances);
            case CSI_ATTRIBUTE -> concern(model, dn.parent().parent(), object, groups, instances);
            case INSTANCE_DEPENDENCY -> {
                concern(model, dn.parent(), object, groups, instances);
                try {
                    concern(model, dn.associated(), object, groups, instances);
                } catch (IllegalArgumentException e) {
                    return false; // the binder will say that it is no name
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether what is new or different about an object concerns nobody who is not changed, too. */
    private static boolean isAlone(Model model, AmfClass kind, Dn dn) {
        boolean created = !model.objects().containsKey(dn);
        return switch (kind) {
            case NODE, CLM_NODE -> true; // always bound, and hosts are looked up by their names
            case NODE_GROUP, APPLICATION -> created; // nobody can have named it before
            case APP_TYPE, GROUP_TYPE, UNIT_TYPE, SERVICE_TYPE, CS_TYPE, COMPONENT_TYPE, BUNDLE -> created;
            case APP_BASE_TYPE, GROUP_BASE_TYPE, UNIT_BASE_TYPE -> created;
            case SERVICE_BASE_TYPE, CS_BASE_TYPE, COMPONENT_BASE_TYPE -> created;
            case MEMBER_COMPONENT_TYPE, MEMBER_CS_TYPE, SUPPORTED_CS_TYPE, HEALTHCHECK_TYPE, NODE_BUNDLE ->
                created && !model.objects().containsKey(dn.parent()); // part of something that is new itself
            default -> false;
        };
    }

    private static void concern(Model model, Dn instance, ImmObject object, Set<Dn> groups, Set<Dn> instances) {
        instances.add(instance);
        model.find(instance, ServiceInstance.class)
                .ifPresent(i -> groups.add(i.group().dn()));
        object.values("saAmfSIProtectedbySG").forEach(g -> {
            if (g instanceof Dn group) {
                groups.add(group);
            }
        });
    }

    /** Groups that rules look at together: those of sponsors and dependents, of containers and of who lives in them. */
    private static Map<Dn, Set<Dn>> links(Model model) {
        Map<Dn, Set<Dn>> links = new LinkedHashMap<>();
        for (ServiceInstance instance : model.instances()) {
            for (Dn sponsor : instance.config().sponsors().keySet()) {
                model.find(sponsor, ServiceInstance.class)
                        .ifPresent(s ->
                                link(links, instance.group().dn(), s.group().dn()));
            }
        }
        for (Component component : model.components()) {
            for (Dn csi : List.of(
                    component.config().containerCsi(), component.config().proxyCsi())) {
                if (!csi.isRoot()) {
                    model.find(csi, ComponentServiceInstance.class)
                            .ifPresent(c -> link(
                                    links,
                                    component.unit().group().dn(),
                                    c.instance().group().dn()));
                }
            }
        }
        return links;
    }

    private static void link(Map<Dn, Set<Dn>> links, Dn one, Dn other) {
        links.computeIfAbsent(one, g -> new LinkedHashSet<>()).add(other);
        links.computeIfAbsent(other, g -> new LinkedHashSet<>()).add(one);
    }

    private static void spread(Map<Dn, Set<Dn>> links, Set<Dn> groups) {
        Deque<Dn> open = new ArrayDeque<>(groups);
        while (!open.isEmpty()) {
            for (Dn linked : links.getOrDefault(open.poll(), Set.of())) {
                if (groups.add(linked)) {
                    open.add(linked);
                }
            }
        }
    }

    /** The objects to be bound again, as they are after the changes. */
    List<ImmObject> objects() {
        if (part.isEmpty()) {
            return new ArrayList<>(after.values());
        }
        List<String> below = part.get().groups().stream().map(g -> "," + g).toList();
        List<ImmObject> objects = new ArrayList<>();
        for (ImmObject object : after.values()) {
            if (belongs(part.get(), below, object)) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static boolean belongs(Part part, List<String> below, ImmObject object) {
        Optional<AmfClass> kind = AmfClass.of(object.className());
        if (kind.isEmpty()) {
            return false;
        }
        Dn dn = object.dn();
        return switch (kind.get()) {
            case APPLICATION -> part.applications().contains(dn);
            case GROUP -> part.groups().contains(dn);
            case UNIT, COMPONENT, COMPONENT_CS_TYPE, HEALTHCHECK -> isBelow(dn.toString(), below);
            case INSTANCE -> part.instances().contains(dn);
            case CSI, INSTANCE_DEPENDENCY, RANKED_UNIT -> part.instances().contains(dn.parent());
            case CSI_ATTRIBUTE -> part.instances().contains(dn.parent().parent());
            default -> true;
        };
    }

    private static boolean isBelow(String name, List<String> endings) {
        for (String ending : endings) { // for every object of the model: no stream
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the entity is bound again. */
    boolean contains(Entity entity) {
        if (part.isEmpty()) {
            return true;
        }
        return switch (entity) {
            case Cluster c -> true;
            case Node n -> true;
            case NodeGroup g -> true;
            case Application a -> part.get().applications().contains(a.dn());
            case ServiceGroup g -> part.get().groups().contains(g.dn());
            case ServiceUnit u -> contains(u.group());
            case Component c -> contains(c.unit().group());
            case ServiceInstance i -> part.get().instances().contains(i.dn());
            case ComponentServiceInstance c -> contains(c.instance());
        };
    }

    /** All objects after the changes, by DN. */
    Map<Dn, ImmObject> after() {
        return Collections.unmodifiableMap(after);
    }

    /** Keeps the order of names without sorting everything again. */
    private static Map<Dn, ImmObject> merged(Map<Dn, ImmObject> before, Map<Dn, Optional<ImmObject>> edits) {
        TreeMap<Dn, Optional<ImmObject>> waiting = new TreeMap<>(edits);
        Map<Dn, ImmObject> after = LinkedHashMap.newLinkedHashMap(before.size() + edits.size());
        for (ImmObject object : before.values()) {
            while (!waiting.isEmpty() && waiting.firstKey().compareTo(object.dn()) < 0) {
                put(after, waiting.pollFirstEntry().getValue());
            }
            if (!waiting.isEmpty() && waiting.firstKey().equals(object.dn())) {
                put(after, waiting.pollFirstEntry().getValue());
            } else {
                after.put(object.dn(), object);
            }
        }
        waiting.values().forEach(object -> put(after, object));
        return after;
    }

    private static void put(Map<Dn, ImmObject> after, Optional<ImmObject> object) {
        object.ifPresent(o -> after.put(o.dn(), o));
    }
}
