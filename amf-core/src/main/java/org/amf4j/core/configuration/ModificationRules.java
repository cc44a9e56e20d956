package org.amf4j.core.configuration;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.Rebinding.Changed;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;

/**
 * Which part of an entity's configuration may change in which state. It does not matter where the change comes from: from
 * the entity's own object, from its type, or from a global default.
 */
final class ModificationRules {

    private final ClusterState state;
    private final BiConsumer<Entity, String> refuse;

    ModificationRules(ClusterState state, BiConsumer<Entity, String> refuse) {
        this.state = state;
        this.refuse = refuse;
    }

    void check(Changed changed) {
        switch (changed.present()) {
            case Cluster c -> {}
            case Application a -> {}
            case NodeGroup g -> {} // its units have changed, too, and are checked
            case Node n -> check(n, (Node) changed.next());
            case ServiceGroup g -> check(g, (ServiceGroup) changed.next());
            case ServiceUnit u -> check(u, (ServiceUnit) changed.next());
            case Component c -> check(c, (Component) changed.next());
            case ServiceInstance i -> check(i, (ServiceInstance) changed.next());
            case ComponentServiceInstance c -> check(c, (ComponentServiceInstance) changed.next());
        }
    }

    private void check(Node present, Node next) {
        if (!present.agentName().equals(next.agentName()) && state.of(present).isMember()) {
            refuse.accept(
                    present,
                    "the node is a member of the cluster and stays mapped on " + present.agentName()
                            + " until its agent is stopped");
        }
    }

    private void check(ServiceGroup present, ServiceGroup next) {
        GroupState group = state.of(present);
        boolean otherModel = present.config().redundancy() != next.config().redundancy()
                || !present.config().modelName().equals(next.config().modelName());
        if (otherModel) {
            group.units().stream()
                    .flatMap(u -> ChangeRules.obstacle(state, u).stream())
                    .findFirst()
                    .ifPresent(why -> refuse.accept(
                            present, "its redundancy model can change when none of its units is in use; " + why));
        }
        limit(group, "saAmfSGMaxActiveSIsperSU", next.config().maxActivePerUnit(), UnitAssignment::mayBeActive);
        limit(group, "saAmfSGMaxStandbySIsperSU", next.config().maxStandbyPerUnit(), a -> !a.mayBeActive());
        checkNumbers(group, next);
    }

    /** Numbers of units that only some redundancy models look at. */
    private void checkNumbers(GroupState group, ServiceGroup next) {
        ServiceGroup.Config before = group.group().config();
        ServiceGroup.Config after = next.config();
        int holding = (int)
                group.units().stream().filter(u -> !u.assignments().isEmpty()).count();
        int actives = (int) group.units().stream()
                .filter(u -> u.assignments().stream().anyMatch(UnitAssignment::mayBeActive))
                .count();
        switch (after.redundancy()) {
            case N_WAY, N_WAY_ACTIVE ->
                fewer(
                        group,
                        "saAmfSGNumPrefAssignedSUs",
                        before.prefAssignedUnits(),
                        after.prefAssignedUnits(),
                        holding);
            case N_PLUS_M -> {
                fewer(group, "saAmfSGNumPrefActiveSUs", before.prefActiveUnits(), after.prefActiveUnits(), actives);
                fewer(
                        group,
                        "saAmfSGNumPrefStandbySUs",
                        before.prefStandbyUnits(),
                        after.prefStandbyUnits(),
                        holding - actives);
            }
            case TWO_N, NO_REDUNDANCY -> {}
        }
    }

    private void limit(GroupState group, String attribute, int max, Predicate<UnitAssignment> counted) {
        for (UnitState unit : group.units()) {
            long held = unit.assignments().stream().filter(counted).count();
            if (held > max) {
                refuse.accept(
                        group.group(),
                        attribute + " cannot become " + max + " while "
                                + unit.unit().name() + " holds " + held
                                + "; lock the group or service instances first");
                return;
            }
        }
    }

    private void fewer(GroupState group, String attribute, int present, int next, int used) {
        if (next < present && used > next) {
            refuse.accept(
                    group.group(),
                    attribute + " cannot become " + next + " while " + used
                            + " units hold such assignments; lock the group or some of its units first");
        }
    }

    private void check(ServiceUnit present, ServiceUnit next) {
        UnitState unit = state.of(present);
        if (!present.config().type().equals(next.config().type())
                || present.config().external() != next.config().external()
                || present.isPreInstantiable() != next.isPreInstantiable()) {
            unused(present, unit, "its type can change");
        } else if (present.config().failover() != next.config().failover()
                && !state.of(present.group()).isSettled()) {
            refuse.accept(
                    present,
                    "saAmfSUFailover can change when its service group is stable, and assignments are moving in it now; try"
                            + " again");
        }
        boolean hosted = unit.host()
                .map(h -> next.config().hosts().stream()
                        .noneMatch(n -> n.dn().equals(h.node().dn())))
                .orElse(false);
        if (hosted) {
            ChangeRules.obstacle(state, unit)
                    .ifPresent(why -> refuse.accept(
                            present,
                            "it is hosted by " + unit.host().get().node().name()
                                    + ", which would not be allowed any more; " + why + ", and change it then"));
        }
    }

    private void unused(Entity entity, UnitState unit, String what) {
        ChangeRules.obstacle(state, unit)
                .ifPresent(why -> refuse.accept(entity, what + " when its service unit is not in use; " + why));
    }

    private void check(Component present, Component next) {
        UnitState unit = state.of(present.unit());
        Component.Config before = present.config();
        Component.Config after = next.config();
        if (!before.type().equals(after.type()) || !before.category().equals(after.category())) {
            unused(present, unit, "its type can change");
        } else if (!before.containerCsi().equals(after.containerCsi())
                || !before.proxyCsi().equals(after.proxyCsi())) {
            unused(present, unit, "its proxy or container CSI can change");
        } else if (!before.capabilities().equals(after.capabilities())) {
            checkCapabilities(state.of(present), next);
        }
    }

    private void checkCapabilities(ComponentState component, Component next) {
        for (CsiAssignment part : component.csis()) {
            Dn type = part.csi().type();
            Optional<Component.Capability> before = component.component().capability(type);
            Optional<Component.Capability> after = next.capability(type);
            boolean otherModel =
                    !before.map(Component.Capability::model).equals(after.map(Component.Capability::model));
            if (otherModel || exceeds(component.csis(), after.orElseThrow())) {
                refuse.accept(
                        component.component(),
                        "it holds CSIs of type " + type + " that it could not hold then; lock its service unit first");
                return;
            }
        }
    }

    private static boolean exceeds(List<CsiAssignment> parts, Component.Capability capability) {
        List<CsiAssignment> alike = parts.stream()
                .filter(p -> p.csi().type().equals(capability.csType()))
                .toList();
        long active = alike.stream().filter(CsiAssignment::mayBeActive).count();
        return active > capability.maxActive() || alike.size() - active > capability.maxStandby();
    }

    private void check(ServiceInstance present, ServiceInstance next) {
        InstanceState instance = state.of(present);
        boolean elsewhere = !present.group().dn().equals(next.group().dn());
        if (elsewhere || !present.config().type().equals(next.config().type())) {
            ChangeRules.unassigned(state, instance)
                    .ifPresent(why -> refuse.accept(
                            present,
                            (elsewhere ? "another group can protect it" : "its type can change")
                                    + " when it is not assigned; " + why));
        }
        boolean numbers = present.config().prefActiveAssignments()
                        != next.config().prefActiveAssignments()
                || present.config().prefStandbyAssignments() != next.config().prefStandbyAssignments();
        if (numbers && !state.of(present.group()).isSettled()) {
            refuse.accept(
                    present,
                    "preferred numbers of assignments can change when its service group is stable, and assignments are"
                            + " moving in it now; try again");
        }
    }

    private void check(ComponentServiceInstance present, ComponentServiceInstance next) {
        InstanceState instance = state.of(present.instance());
        boolean other =
                !present.type().equals(next.type()) || !present.sponsors().equals(next.sponsors());
        if (other && !instance.assignments().isEmpty()) {
            ChangeRules.unassigned(state, instance)
                    .ifPresent(why -> refuse.accept(
                            present, "its type and its dependencies can change when it is not assigned; " + why));
        }
    }
}
