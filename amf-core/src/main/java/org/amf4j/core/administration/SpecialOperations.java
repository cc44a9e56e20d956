package org.amf4j.core.administration;

import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Adjustment;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.event.Event;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.outcome.Change;
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

/** The operations that do not move an administrative state: swap, adjust, repaired. */
final class SpecialOperations {

    private final Turn turn;
    private final ClusterState state;
    private final Targets targets;
    private final Adjustment adjustment;
    private final ComponentLife life;

    SpecialOperations(Turn turn, Targets targets, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.targets = targets;
        this.adjustment = new Adjustment(turn, targets);
        this.life = life;
    }

    Verdict swap(ServiceInstance instance) {
        GroupState group = state.of(instance.group());
        InstanceState si = state.of(instance);
        if (!state.isStarted()) {
            return Verdict.tryAgain("the cluster has not started yet");
        }
        Holders holders = group.target().of(instance);
        boolean assigned = !holders.actives().isEmpty()
                && !holders.standbys().isEmpty()
                && has(si, holders.actives().get(0), HaState.ACTIVE)
                && has(si, holders.standbys().get(0), HaState.STANDBY);
        if (si.admin() != AdminState.UNLOCKED || !assigned) {
            return Verdict.badOperation(
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
        if (!state.isStarted()) {
            return Verdict.tryAgain("the cluster has not started yet");
        }
        if (!adjustment.isNeeded(g)) {
            return new Verdict(AisStatus.ERR_NO_OP, group.name() + " has its most preferred assignment");
        }
        g.adjustSuspended(false);
        adjustment.begin(g);
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
        if (u.host().filter(NodeState::isRebooting).isPresent()) {
            return rebooting(u.host().get());
        }
        repair(u, "declared repaired by an operator");
        return Verdict.BEGUN;
    }

    /** A component has no error any more; the unit is enabled with the last of them (AMF-B.04.01, error clear). */
    void cleared(Event.ErrorCleared event) {
        Optional<ComponentState> component = state.component(event.component());
        if (component.isEmpty()) {
            turn.reply(event.requestId(), AisStatus.ERR_NOT_EXIST, "there is no component " + event.component());
            return;
        }
        ComponentState c = component.get();
        UnitState u = state.unitOf(c);
        String name = c.component().name();
        if (c.operational() == OperationalState.ENABLED) {
            turn.reply(event.requestId(), AisStatus.ERR_NO_OP, name + " is ENABLED");
        } else if (u.host().filter(h -> !h.isMember() || h.isRebooting()).isPresent() || c.isCleaning()) {
            turn.reply(event.requestId(), AisStatus.ERR_TRY_AGAIN, name + " is still being recovered; try again");
        } else {
            turn.changed(new Change.ErrorCleared(c.component().dn()));
            life.repaired(c);
            turn.because(c.component(), "ERROR-CLEAR", "its error was cleared");
            if (u.components().stream().allMatch(each -> each.operational() == OperationalState.ENABLED)) {
                repair(u, "the errors of all its components are cleared");
            }
            turn.reply(event.requestId(), AisStatus.OK, "cleared");
        }
    }

    /** It is enabled when it joins again. */
    private static Verdict rebooting(NodeState node) {
        return new Verdict(AisStatus.ERR_TRY_AGAIN, node.node().name() + " is being rebooted; try again");
    }

    /** Takes what has failed for able to work again. */
    void repair(UnitState u, String cause) {
        u.components().forEach(life::repaired);
        u.repairing(false);
        turn.gate().operational(u, OperationalState.ENABLED);
        turn.because(u.unit(), "AMF-091", cause);
    }

    Verdict repaired(Node node) {
        NodeState n = state.of(node);
        if (n.operational() == OperationalState.ENABLED) {
            return new Verdict(AisStatus.ERR_NO_OP, node.name() + " is ENABLED");
        }
        if (!n.isMember()) {
            return new Verdict(AisStatus.ERR_BAD_OPERATION, node.name() + " is not a member of the cluster");
        }
        if (n.isRebooting()) {
            return rebooting(n);
        }
        turn.gate().operational(n, OperationalState.ENABLED);
        Scope.units(state, node).stream()
                .filter(u -> u.operational() == OperationalState.DISABLED)
                .forEach(u -> repair(u, "its node was declared repaired by an operator"));
        return Verdict.BEGUN;
    }
}
