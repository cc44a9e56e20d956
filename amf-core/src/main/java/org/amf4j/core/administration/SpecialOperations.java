package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/** The operations that do not move an administrative state: swap, adjust, repaired, restart. */
final class SpecialOperations {

    private final Turn turn;
    private final ClusterState state;
    private final Targets targets;
    private final ComponentLife life;
    private final UnitLife unitLife;

    /** Whether the operation has begun (OK), or why not. */
    record Verdict(AisStatus status, String text) {
        static final Verdict BEGUN = new Verdict(AisStatus.OK, "");
    }

    SpecialOperations(Turn turn, Targets targets, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.state = turn.state();
        this.targets = targets;
        this.life = life;
        this.unitLife = unitLife;
    }

    Verdict swap(ServiceInstance instance) {
        GroupState group = state.of(instance.group());
        InstanceState si = state.of(instance);
        if (!targets.canSwap(group)) {
            return new Verdict(
                    AisStatus.ERR_NOT_SUPPORTED,
                    "a " + group.group().config().redundancy().title() + " group has no standby to swap with");
        }
        if (!state.isStarted()) {
            return new Verdict(AisStatus.ERR_TRY_AGAIN, "the cluster has not started yet; try again");
        }
        Holders holders = group.target().of(instance);
        boolean assigned = !holders.actives().isEmpty()
                && !holders.standbys().isEmpty()
                && has(si, holders.actives().get(0), HaState.ACTIVE)
                && has(si, holders.standbys().get(0), HaState.STANDBY);
        if (si.admin() != AdminState.UNLOCKED || !assigned) {
            return new Verdict(
                    AisStatus.ERR_BAD_OPERATION,
                    instance.name() + " has no active and standby to swap: " + si.admin() + ", " + si.assignment());
        }
        Optional<String> obstacle = targets.swapObstacle(group, instance);
        if (obstacle.isPresent()) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, obstacle.get());
        }
        targets.swap(group, instance);
        return Verdict.BEGUN;
    }

    private boolean has(InstanceState si, ServiceUnit unit, HaState ha) {
        return si.on(state.of(unit)).filter(a -> a.is(ha)).isPresent();
    }

    Verdict adjust(ServiceGroup group) {
        GroupState g = state.of(group);
        if (g.admin() != AdminState.UNLOCKED) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, group.name() + " is " + g.admin());
        }
        if (targets.isMostPreferred(g)) {
            return new Verdict(AisStatus.ERR_NO_OP, group.name() + " has its most preferred assignment");
        }
        g.adjustSuspended(false);
        targets.adjust(g);
        turn.because(group, "SG-ADJUST", "an operator asks for the most preferred assignment");
        return Verdict.BEGUN;
    }

    Verdict repaired(ServiceUnit unit) {
        UnitState u = state.of(unit);
        if (u.operational() == OperationalState.ENABLED) {
            return new Verdict(AisStatus.ERR_NO_OP, unit.name() + " is ENABLED");
        }
        if (u.host().filter(h -> !h.isMember()).isPresent()) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, "its node is not a member of the cluster");
        }
        repair(u);
        return Verdict.BEGUN;
    }

    private void repair(UnitState u) {
        u.components().forEach(life::repaired);
        u.repairing(false);
        turn.gate().operational(u, OperationalState.ENABLED);
        turn.because(u.unit(), "AMF-091", "declared repaired by an operator");
    }

    Verdict repaired(Node node) {
        NodeState n = state.of(node);
        if (n.operational() == OperationalState.ENABLED) {
            return new Verdict(AisStatus.ERR_NO_OP, node.name() + " is ENABLED");
        }
        if (!n.isMember()) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, node.name() + " is not a member of the cluster");
        }
        turn.gate().operational(n, OperationalState.ENABLED);
        Scope.units(state, node).stream()
                .filter(u -> u.operational() == OperationalState.DISABLED)
                .forEach(this::repair);
        return Verdict.BEGUN;
    }

    Verdict restart(Component component) {
        ComponentState c = state.of(component);
        UnitState unit = state.unitOf(c);
        if (c.presence() != PresenceState.INSTANTIATED || c.operational() == OperationalState.DISABLED) {
            return new Verdict(
                    AisStatus.ERR_BAD_OPERATION,
                    component.name() + " is " + c.presence() + " and " + c.operational()
                            + "; only an INSTANTIATED and ENABLED component can be restarted");
        }
        c.attempts(0);
        life.restartHealthy(c, true);
        state.touch(unit);
        return Verdict.BEGUN;
    }

    Verdict restart(ServiceUnit unit) {
        UnitState u = state.of(unit);
        if (u.presence() != PresenceState.INSTANTIATED || u.operational() == OperationalState.DISABLED) {
            return new Verdict(
                    AisStatus.ERR_BAD_OPERATION,
                    unit.name() + " is " + u.presence() + " and " + u.operational()
                            + "; only an INSTANTIATED and ENABLED unit can be restarted");
        }
        unitLife.restart(u, true);
        state.touch(u);
        return Verdict.BEGUN;
    }

    Verdict restartAll(Entity target) {
        List<UnitState> units = Scope.units(state, target).stream()
                .filter(u -> u.presence() == PresenceState.INSTANTIATED && u.operational() == OperationalState.ENABLED)
                .toList();
        if (units.isEmpty()) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, target.name() + " has no INSTANTIATED unit");
        }
        units.forEach(u -> unitLife.restart(u, true));
        units.forEach(state::touch);
        return Verdict.BEGUN;
    }
}
