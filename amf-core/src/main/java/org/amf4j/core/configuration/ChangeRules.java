package org.amf4j.core.configuration;

import static org.amf4j.api.AisStatus.ERR_BAD_OPERATION;
import static org.amf4j.api.AisStatus.ERR_BUSY;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.core.lifecycle.OutlivingLease;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.Rebinding;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.Restart;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.PresenceState;

/**
 * What may come, go or change in which state (AMF reference, section 4, configuration-change rules). What is in use stays as
 * it is; the refusal tells the steps after which the change is possible.
 */
final class ChangeRules {

    static final String RULE = "AMF section 4";

    private final ClusterState state;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<Entity> added = new LinkedHashSet<>();
    private final Set<Entity> removed = new LinkedHashSet<>();

    ChangeRules(ClusterState state) {
        this.state = state;
    }

    /** What the present state has against the change. */
    List<Refusal> refusals(Rebinding change) {
        added.addAll(change.added());
        removed.addAll(change.removed());
        removed.forEach(this::checkRemoval);
        added.forEach(this::checkAddition);
        ModificationRules modifications = new ModificationRules(state, this::refuse);
        change.changed().forEach(modifications::check);
        change.groups().forEach(g -> checkLeases((ServiceGroup) g.present(), (ServiceGroup) g.next()));
        return List.copyOf(refusals);
    }

    private void refuse(Entity entity, String text) {
        refusals.add(new Refusal(ERR_BAD_OPERATION, entity.dn(), RULE, text));
    }

    private void checkRemoval(Entity entity) {
        switch (entity) {
            case Cluster c -> refuse(c, "the cluster itself cannot be deleted while it runs");
            case Node n -> checkRemoval(state.of(n));
            case NodeGroup g -> {} // nobody refers to it any more, or the model would be refused
            case Application a -> checkRemoval(state.of(a));
            case ServiceGroup g -> checkRemoval(state.of(g));
            case ServiceUnit u -> checkUnused(u, state.of(u), "delete it");
            case Component c -> {
                if (!removed.contains(c.unit())) {
                    checkUnused(c, state.of(c.unit()), "delete the component");
                }
            }
            case ServiceInstance i -> checkRemoval(state.of(i));
            case ComponentServiceInstance c -> {
                if (!removed.contains(c.instance())) {
                    checkRemoval(c, state.of(c.instance()));
                }
            }
        }
    }

    private void checkRemoval(NodeState node) {
        if (node.isMember()) {
            refuse(
                    node.node(),
                    "the node is a member of the cluster; lock it, lock it for instantiation, stop its agent, and delete it"
                            + " then");
        } else if (node.admin() != AdminState.LOCKED_INSTANTIATION) {
            refuse(
                    node.node(),
                    "the node is " + node.admin() + "; it can be deleted when it is LOCKED_INSTANTIATION (lock, then"
                            + " lock-in)");
        }
    }

    private void checkRemoval(ClusterState.ApplicationState application) {
        if (application.restart() != Restart.NONE) {
            refuse(application.application(), "the application is being restarted; try again when that is done");
        }
    }

    private void checkRemoval(GroupState group) {
        if (state.operations().stream().anyMatch(o -> o.groups().contains(group))) {
            refusals.add(new Refusal(
                    ERR_BUSY, group.group().dn(), RULE, "an operation on the group is under way; wait for its end"));
        }
    }

    /** Nothing of the unit may exist, and nobody may be about to start it (rule of the unit's deletion). */
    private void checkUnused(Entity entity, UnitState unit, String then) {
        obstacle(state, unit).ifPresent(why -> refuse(entity, why + ", and " + then + " then"));
        if (state.operations().stream().anyMatch(o -> o.units().contains(unit) || o.target() == unit.unit())) {
            refusals.add(new Refusal(
                    ERR_BUSY, entity.dn(), RULE, "an operation on the service unit is under way; wait for its end"));
        }
    }

    /** Why the unit is in use, with the way out. */
    static Optional<String> obstacle(ClusterState state, UnitState unit) {
        boolean locked = Readiness.effectiveAdmin(state, unit) == AdminState.LOCKED_INSTANTIATION;
        boolean absent = unit.assignments().isEmpty()
                && unit.components().stream()
                        .allMatch(c -> c.presence() == PresenceState.UNINSTANTIATED
                                || c.presence() == PresenceState.INSTANTIATION_FAILED);
        String name = "the service unit " + unit.unit().name();
        if (unit.presence() == PresenceState.TERMINATION_FAILED) {
            return Optional.of(name + " is TERMINATION_FAILED, so something of it may still run; make sure that nothing"
                    + " does, say so with repaired, lock it and lock it for instantiation (lock-in)");
        }
        if (!locked) {
            return Optional.of(name + " is in use: lock it, lock it for instantiation (lock-in)");
        }
        return absent
                ? Optional.empty()
                : Optional.of(name + " is still being terminated; wait until it is UNINSTANTIATED");
    }

    private void checkRemoval(InstanceState instance) {
        unassigned(state, instance).ifPresent(why -> refuse(instance.instance(), why + ", and delete it then"));
    }

    /** Why the instance may be assigned, with the way out. */
    static Optional<String> unassigned(ClusterState state, InstanceState instance) {
        GroupState group = state.of(instance.instance().group());
        AdminState allowed = instance.admin().stricter(Readiness.effectiveAdmin(state, group));
        boolean locked = allowed == AdminState.LOCKED || allowed == AdminState.LOCKED_INSTANTIATION;
        String name = "the service instance " + instance.instance().name();
        if (!locked) {
            return Optional.of(name + " is " + instance.admin() + "; lock it");
        }
        return instance.assignments().isEmpty()
                ? Optional.empty()
                : Optional.of(name + " is still being taken from its units; wait until it is UNASSIGNED");
    }

    private void checkRemoval(ComponentServiceInstance csi, InstanceState instance) {
        boolean last = removed.containsAll(instance.instance().csis());
        if (last || !instance.assignments().isEmpty()) {
            unassigned(state, instance).ifPresent(why -> refuse(csi, why + ", and delete the CSI then"));
        }
    }

    /** Who was told that it may go on without a lease would do so beside a successor elsewhere. */
    private void checkLeases(ServiceGroup present, ServiceGroup next) {
        if (OutlivingLease.isAllowed(present) && !OutlivingLease.isAllowed(next)) {
            state.of(present).units().stream()
                    .flatMap(unit -> obstacle(state, unit).stream())
                    .findFirst()
                    .ifPresent(why -> refuse(
                            present,
                            "its components have been told that they go on when their node's lease has run out; that may"
                                    + " change when none of its units is in use; " + why));
        }
    }

    private void checkAddition(Entity entity) {
        if (entity instanceof Component c && !added.contains(c.unit())) {
            state.model()
                    .find(c.unit().dn(), ServiceUnit.class)
                    .map(state::of)
                    .ifPresent(u -> checkUnused(c, u, "add the component"));
        }
    }
}
