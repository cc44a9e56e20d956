package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ModelChange;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState.ApplicationState;

/**
 * Carries the run-time state over to a changed model: who stays keeps everything, who is new begins in the initial state,
 * and nothing is left of who is gone. The groups concerned are looked at again.
 */
public final class Reconfiguration {

    private final ClusterState state;
    private final ModelChange change;
    private final Set<Entity> gone;
    private final Set<GroupState> related = new LinkedHashSet<>();

    /** The consequences of a change that has just been applied to the model. */
    public Reconfiguration(ClusterState state, ModelChange change) {
        this.state = state;
        this.change = change;
        this.gone = new LinkedHashSet<>(change.removed());
    }

    /** Carries everything over. */
    public void carryOut() {
        // states are found by numbers that entities have lost already: until the lists are right, only who is gone is
        // found
        List<GroupState> touched =
                state.touchedGroups.stream().mapToObj(state.groups()::get).toList();
        List<ContainerUse> uses = containerUses();
        forgetRemoved();
        state.model(change.model());
        replace(state.nodes(), NodeState::node, Node.class, NodeState::new);
        replace(state.nodeGroups(), NodeGroupState::group, NodeGroup.class, NodeGroupState::new);
        replace(state.applications(), ApplicationState::application, Application.class, ApplicationState::new);
        replace(state.groups(), GroupState::group, ServiceGroup.class, GroupState::new);
        replace(state.units(), UnitState::unit, ServiceUnit.class, UnitState::new);
        replace(state.components(), ComponentState::component, Component.class, ComponentState::new);
        replace(state.instances(), InstanceState::instance, ServiceInstance.class, InstanceState::new);
        forgetRemovedCsis();
        state.touchedGroups.clear();
        regroupNodes();
        rehost();
        for (ServiceGroup group : change.groups()) {
            group.units().stream().map(state::of).forEach(this::refill);
            state.of(group)
                    .rearrange(
                            group.units().stream().map(state::of).toList(),
                            group.instances().stream().map(state::of).toList());
        }
        relink();
        uses.forEach(this::restoreUse);
        change.groups().forEach(g -> g.units().forEach(u -> contain(state.of(u))));
        state.serve();
        noteShutdowns();
        state.awaitedGroup(0);
        touched.stream().filter(g -> !gone.contains(g.group())).forEach(state::touch);
        change.groups().forEach(g -> state.touch(state.of(g)));
    }

    private <S, E extends Entity> void replace(
            List<S> states, Function<S, E> entity, Class<E> kind, Function<E, S> begin) {
        states.removeIf(s -> gone.contains(entity.apply(s)));
        change.added(kind).forEach(e -> states.add(begin.apply(e)));
        states.sort(Comparator.comparingInt(s -> entity.apply(s).handle()));
    }

    private void forgetRemoved() {
        if (gone.isEmpty()) {
            return;
        }
        state.timers().cancelIf(t -> t.isAbout(gone));
        state.shuttingDown().removeAll(gone);
        change.removed(ServiceInstance.class).stream()
                .map(state::of)
                .forEach(i -> i.sponsors().forEach(this::unlink));
    }

    private void forgetRemovedCsis() {
        Set<ComponentServiceInstance> csis = new LinkedHashSet<>(change.removed(ComponentServiceInstance.class));
        for (ComponentServiceInstance csi : csis) {
            if (!gone.contains(csi.instance())) {
                state.of(csi.instance()).forget(csis);
            }
        }
    }

    /** Nodes are few: their groups are found anew. */
    private void regroupNodes() {
        state.nodes().forEach(n -> n.groups().clear());
        state.nodeGroups()
                .forEach(
                        g -> g.group().nodes().forEach(n -> state.of(n).groups().add(g)));
    }

    private void rehost() {
        change.removed(Node.class).forEach(state.unitsByNode::remove);
        Set<UnitState> moved = new LinkedHashSet<>();
        Set<Node> hosts = new LinkedHashSet<>();
        change.formerHosts().forEach((dn, nodes) -> hosts.addAll(nodes));
        for (UnitState unit : state.units()) {
            boolean concerned = change.formerHosts().containsKey(unit.unit().dn());
            if (concerned) {
                moved.add(unit);
            }
        }
        change.added(ServiceUnit.class).forEach(u -> moved.add(state.of(u)));
        for (Node host : hosts) {
            List<UnitState> units = state.unitsByNode.get(host);
            if (units != null) {
                units.removeIf(u -> moved.contains(u) || gone.contains(u.unit()));
            }
        }
        Set<Node> unsorted = new LinkedHashSet<>();
        for (UnitState unit : moved) {
            boolean leaves = unit.host()
                    .filter(h -> !unit.unit().config().hosts().contains(h.node()))
                    .isPresent();
            if (leaves) { // nothing of it runs there: otherwise the change is refused
                unit.host(Optional.empty());
            }
            for (Node host : unit.unit().config().hosts()) {
                state.unitsByNode.computeIfAbsent(host, h -> new ArrayList<>()).add(unit);
                unsorted.add(host);
            }
        }
        unsorted.forEach(host -> state.unitsByNode
                .get(host)
                .sort(Comparator.comparingInt(u -> u.unit().handle())));
    }

    private void refill(UnitState unit) {
        unit.components().clear();
        unit.unit().components().forEach(c -> unit.components().add(state.of(c)));
    }

    /** Dependencies of the groups concerned. */
    private void relink() {
        for (ServiceGroup group : change.groups()) {
            for (InstanceState dependent : state.of(group).instances()) {
                dependent.sponsors().forEach(this::unlink);
                dependent.sponsors().clear();
                state.link(dependent);
                dependent.sponsors().forEach(d -> related.add(d.sponsor().group()));
                dependent
                        .brokenBy()
                        .ifPresent(b -> dependent.brokenBy(dependent.sponsors().stream()
                                .filter(d -> d.sponsor() == b.sponsor())
                                .findFirst()));
            }
            related.add(state.of(group));
        }
        related.removeIf(g -> gone.contains(g.group()));
        related.forEach(g -> {
            g.instances()
                    .forEach(i -> i.dependents()
                            .sort(Comparator.comparing(
                                    d -> d.dependent().instance().dn())));
            g.relate();
        });
        state.timers().cancelIf(this::isWithoutDependency);
    }

    private void unlink(Dependency dependency) {
        dependency.sponsor().dependents().remove(dependency);
        dependency.sponsor().awaitNoMoreBy(dependency.dependent());
        related.add(dependency.sponsor().group());
    }

    private boolean isWithoutDependency(Timer timer) {
        return timer instanceof Timer.Tolerance t
                && state.of(t.dependent()).sponsors().stream()
                        .noneMatch(d -> d.sponsor().instance() == t.sponsor());
    }

    private record ContainerUse(UnitState unit, Containment containment) {}

    /** Which units of the groups concerned live in containers. */
    private List<ContainerUse> containerUses() {
        List<ContainerUse> uses = new ArrayList<>();
        for (UnitState unit : state.units()) {
            unit.containment().ifPresent(c -> uses.add(new ContainerUse(unit, c)));
        }
        return uses;
    }

    /** Takes units out of containers that are gone themselves or belong into others now. */
    private void restoreUse(ContainerUse use) {
        boolean stays = !gone.contains(use.unit().unit())
                && use.unit().components().stream()
                        .map(c -> c.component().config().containerCsi())
                        .anyMatch(use.containment().source().csi().dn()::equals);
        if (!stays) {
            use.containment().source().contained().remove(use.unit());
            use.unit().forgetContainment();
        }
    }

    private void contain(UnitState unit) {
        if (unit.containment().isEmpty()) {
            state.contain(unit);
        }
    }

    private void noteShutdowns() {
        change.added().forEach(this::noteShutdown);
    }

    private void noteShutdown(Entity entity) {
        Optional.ofNullable(
                        switch (entity) {
                            case Node n -> state.of(n).admin();
                            case NodeGroup g -> state.of(g).admin();
                            case Application a -> state.of(a).admin();
                            case ServiceGroup g -> state.of(g).admin();
                            case ServiceUnit u -> state.of(u).admin();
                            case ServiceInstance i -> state.of(i).admin();
                            default -> null;
                        })
                .ifPresent(admin -> state.note(admin, entity));
    }
}
