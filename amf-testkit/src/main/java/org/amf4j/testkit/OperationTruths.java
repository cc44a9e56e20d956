package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.List;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.PendingOperation;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.PresenceState;

/** Administrative operations: none waits for something that nobody is about to bring about. */
final class OperationTruths {

    private OperationTruths() {}

    static void check(ClusterState state) {
        for (PendingOperation operation : state.operations()) {
            List<GroupState> groups = operation.groups();
            require(
                    groups.stream()
                            .anyMatch(g -> !g.isSettled()
                                    || g.proxied().stream().anyMatch(c -> !c.isUsable()) // a proxy may come
                                    || g.units().stream().anyMatch(u -> moves(state, u))),
                    "OPERATION-WAITS-FOR-SOMETHING",
                    operation.target(),
                    operation.operation() + " is unanswered, but nothing is going on");
            require(
                    state.timers().isSet(new Timer.OperationTimeout(operation.requestId())),
                    "OPERATION-IS-BOUNDED",
                    operation.target(),
                    operation.operation() + " has no time limit");
        }
        state.units().forEach(u -> replacement(state, u));
        for (UnitState unit : state.units()) {
            noted(state, unit.unit(), unit.admin());
        }
    }

    private static void noted(ClusterState state, ServiceUnit unit, AdminState admin) {
        require(
                state.shuttingDown().contains(unit) == (admin == AdminState.SHUTTING_DOWN),
                "SHUTDOWN-IS-NOTED",
                unit,
                "is " + admin);
    }

    private static void replacement(ClusterState state, UnitState unit) {
        GroupState group = state.of(unit.unit().group());
        require(
                !unit.isReplacing()
                        || !group.isSettled()
                        || moves(state, unit)
                        || group.proxied().stream().anyMatch(c -> !c.isUsable()) // a proxy may come
                        || unit.presence() == PresenceState.TERMINATION_FAILED,
                "REPLACEMENT-GOES-ON",
                unit.unit(),
                "hands over its work, but nothing is going on");
    }

    private static boolean moves(ClusterState state, UnitState unit) {
        return unit.host().filter(NodeState::isRebooting).isPresent()
                || unit.components().stream().anyMatch(c -> moves(state, c));
    }

    private static boolean moves(ClusterState state, ComponentState c) {
        return c.lifeOrder().isPresent()
                || c.isCleaning()
                || c.monitorOrder().isPresent()
                || waitsForContainer(state, c)
                || state.timers().isSet(new Timer.InstantiationRetry(c.component()));
    }

    private static boolean waitsForContainer(ClusterState state, ComponentState c) {
        return c.presence() == PresenceState.RESTARTING
                && state.unitOf(c)
                        .containment()
                        .filter(where -> where.access() == Access.COMING)
                        .isPresent();
    }
}
