package org.amf4j.core.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules for contained components and the containers they live in: there must be one that they can really get. */
final class ContainerRules {
    private static final String CONTAINER_CSI = "saAmfCompContainerCsi";
    private static final String RULE = "MODEL-COMP-CONTAINER";

    private final Draft draft;
    private final Map<ServiceGroup, Set<ServiceInstance>> needed = new LinkedHashMap<>();

    ContainerRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (Component component : draft.components) {
            if (component.config().category().isContained()) {
                draft.find(component.config().containerCsi(), ComponentServiceInstance.class)
                        .ifPresent(csi -> check(component, csi));
            }
        }
        needed.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .filter(this::needsItself)
                .forEach(this::circle);
    }

    private void check(Component contained, ComponentServiceInstance csi) {
        ServiceGroup hosting = csi.instance().group();
        ServiceGroup group = contained.unit().group();
        if (hosting == group) {
            error(
                    contained,
                    "the container CSI " + csi.dn() + " is protected by the component's own group; containers and what"
                            + " they contain are in different groups, so name a CSI of another one");
            return;
        }
        needed.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(csi.instance());
        List<ServiceUnit> able =
                hosting.units().stream().filter(u -> hasContainer(u, csi)).toList();
        if (able.isEmpty()) {
            error(
                    contained,
                    "no unit of " + hosting.dn() + " has a container component (category 17) that supports CS type "
                            + csi.type() + " of the CSI " + csi.dn()
                            + "; correct the CSI or the component types there");
        } else if (contained.unit().config().hosts().stream().noneMatch(node -> mayHost(able, node))) {
            error(
                    contained,
                    "no container of CSI " + csi.dn() + " may run on a node where this component may; give both units a"
                            + " node in common");
        }
    }

    private static boolean hasContainer(ServiceUnit unit, ComponentServiceInstance csi) {
        return unit.components().stream()
                .anyMatch(c -> c.config().category().isContainer()
                        && c.capability(csi.type()).isPresent());
    }

    private static boolean mayHost(List<ServiceUnit> units, Node node) {
        return units.stream().anyMatch(u -> u.config().hosts().contains(node));
    }

    /** Whether the instance would have to be assigned before it can be. */
    private boolean needsItself(ServiceInstance instance) {
        Set<ServiceInstance> seen = new LinkedHashSet<>();
        Deque<ServiceInstance> open = new ArrayDeque<>(sponsors(instance));
        while (!open.isEmpty()) {
            ServiceInstance next = open.remove();
            if (next == instance) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(sponsors(next));
            }
        }
        return false;
    }

    /** What must be assigned before the instance: sponsors, and the containers of whoever serves it. */
    private Set<ServiceInstance> sponsors(ServiceInstance instance) {
        Set<ServiceInstance> all = new LinkedHashSet<>(needed.getOrDefault(instance.group(), Set.of()));
        instance.config().sponsors().keySet().stream()
                .map(dn -> draft.find(dn, ServiceInstance.class))
                .flatMap(Optional::stream)
                .forEach(all::add);
        return all;
    }

    private void circle(ServiceInstance instance) {
        draft.problems.error(
                instance.dn(),
                "",
                RULE,
                "containers get this service instance, but it depends on one that only their contained components"
                        + " can serve, so neither is ever assigned; remove that dependency");
    }

    private void error(Component contained, String text) {
        draft.problems.error(contained.dn(), CONTAINER_CSI, RULE, text);
    }
}
