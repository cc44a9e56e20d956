package org.amf4j.core.lifecycle;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.NodeState.Departure;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * Nodes that are made to leave the cluster: their work moves as if they were locked, or shut down, then everything on them is
 * terminated (CLM reference, section 5.1).
 */
public final class Departures {

    private static final String RULE = "CLM-LEAVE";

    private final Turn turn;
    private final ClusterState state;

    public Departures(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
    }

    /** How far a departure has come. */
    public enum Progress {
        /** Something is still being done. */
        UNDER_WAY,
        /** The work that was to be finished has gone; the instances are next. */
        DRAINED,
        /** Nothing runs there any more. */
        GONE,
        /** Something there could not be ended. */
        STUCK
    }

    /** Why the node should not leave now: it alone serves something that others were to stand by for. */
    public Optional<String> objection(NodeState node) {
        for (UnitState unit : state.hostedBy(node)) {
            GroupState group = state.of(unit.unit().group());
            boolean redundant = group.group().config().redundancy() != RedundancyKind.NO_REDUNDANCY
                    && unit.unit().isPreInstantiable();
            for (UnitAssignment assignment : unit.assignments()) {
                if (redundant && assignment.is(HaState.ACTIVE) && isAlone(assignment.instance())) {
                    return Optional.of("must not leave now: "
                            + assignment.instance().instance().name()
                            + " is served here only, and nobody stands by; bring a standby into service, or"
                            + " use shutdown");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAlone(InstanceState instance) {
        return instance.assignments().size() == 1;
    }

    /** The node is to leave: when its work is done, or at once. */
    public void begin(NodeState node, long sequence, boolean shutdown) {
        AdminState level = shutdown ? AdminState.SHUTTING_DOWN : AdminState.LOCKED_INSTANTIATION;
        boolean enabled = node.operational() == OperationalState.ENABLED;
        node.departure(Optional.of(new Departure(sequence, level, enabled)));
        turn.because(
                node.node(),
                RULE,
                shutdown
                        ? "its work is being finished: it is to leave the cluster"
                        : "its work moves to others: it is to leave the cluster");
        if (!shutdown) {
            disable(node);
        }
        touch(node);
    }

    private void disable(NodeState node) {
        if (node.admin() != AdminState.LOCKED_INSTANTIATION) {
            turn.gate().operational(node, OperationalState.DISABLED);
        }
    }

    /** The work has gone: terminates what is there. */
    public void empty(NodeState node) {
        Departure departure = node.departure().orElseThrow();
        node.departure(Optional.of(
                new Departure(departure.sequence(), AdminState.LOCKED_INSTANTIATION, departure.enabledBefore())));
        turn.because(node.node(), RULE, "its work is done; what runs there is terminated");
        disable(node);
        touch(node);
    }

    /** Nobody waits for the framework's answer any more. */
    public void answered(NodeState node) {
        node.departure(node.departure().map(d -> new Departure(0, AdminState.LOCKED_INSTANTIATION, d.enabledBefore())));
        touch(node);
    }

    /** The node stays: it may be used as before. */
    public void giveUp(NodeState node) {
        Optional<Departure> departure = node.departure();
        if (departure.isEmpty()) {
            return;
        }
        node.departure(Optional.empty());
        if (departure.get().enabledBefore() && node.isMember() && !node.isRebooting()) {
            turn.gate().operational(node, OperationalState.ENABLED);
        }
        turn.because(node.node(), RULE, "stays in the cluster; it may be used as before");
        touch(node);
    }

    private void touch(NodeState node) {
        state.unitsOf(node.node()).forEach(u -> state.touch(state.of(u.unit().group())));
    }

    /** How far it has come, asked when everything has been looked at. */
    public Progress progress(NodeState node) {
        Departure departure = node.departure().orElseThrow();
        List<UnitState> units = state.hostedBy(node);
        if (node.isRebooting()) {
            return Progress.UNDER_WAY; // it ends with the agent
        }
        if (units.stream().allMatch(Departures::isGone)) {
            return Progress.GONE;
        }
        boolean settled =
                units.stream().allMatch(u -> state.of(u.unit().group()).isSettled())
                        && units.stream().noneMatch(Departures::isMoving);
        if (!settled) {
            return Progress.UNDER_WAY;
        }
        if (departure.level() == AdminState.SHUTTING_DOWN) {
            boolean drained = units.stream().allMatch(u -> u.assignments().isEmpty());
            return drained ? Progress.DRAINED : Progress.UNDER_WAY;
        }
        boolean stuck = units.stream().anyMatch(u -> isStuck(state.of(u.unit().group())));
        return stuck ? Progress.STUCK : Progress.UNDER_WAY;
    }

    private static boolean isGone(UnitState unit) {
        return unit.assignments().isEmpty() && unit.components().stream().allMatch(Departures::isGone);
    }

    private static boolean isGone(ComponentState c) {
        boolean down =
                c.presence() == PresenceState.UNINSTANTIATED || c.presence() == PresenceState.INSTANTIATION_FAILED;
        return down && !isBusy(c);
    }

    private static boolean isBusy(ComponentState c) {
        return c.lifeOrder().isPresent() || c.isCleaning();
    }

    private static boolean isMoving(UnitState unit) {
        return unit.components().stream().anyMatch(Departures::isBusy);
    }

    /** Whether a unit of the group could not be cleaned up and may still serve (AMF-073): then nobody can take over. */
    private static boolean isStuck(GroupState group) {
        return group.units().stream().anyMatch(u -> u.presence() == PresenceState.TERMINATION_FAILED);
    }
}
