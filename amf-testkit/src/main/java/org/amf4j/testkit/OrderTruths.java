package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** What the director orders, and what it waits for. */
final class OrderTruths {

    private OrderTruths() {}

    static void check(ClusterState state, Outcome outcome) {
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Order order) {
                ordered(state, order);
            }
        }
        state.outstanding().values().forEach(o -> memberHosts(state, o.order()));
        state.components().forEach(c -> awaited(state, c));
    }

    private static void ordered(ClusterState state, Command.Order order) {
        ComponentState c = state.component(order.component()).orElseThrow();
        UnitState unit = state.unitOf(c);
        if (order.action() instanceof Action.SetCsi set) {
            require(
                    c.presence() == PresenceState.INSTANTIATED && !c.isCleaning(),
                    "CALLBACK-TO-USABLE",
                    c.component(),
                    set.haState() + " ordered while " + c.presence());
            boolean more = set.haState() == HaState.ACTIVE || set.haState() == HaState.STANDBY;
            require(
                    !more || unit.readiness() == ReadinessState.IN_SERVICE,
                    "NOTHING-NEW-OUT-OF-SERVICE",
                    unit.unit(),
                    set.haState() + " ordered while " + unit.readiness());
            if (set.haState() == HaState.ACTIVE) {
                set.csis().forEach(csi -> cleanedUpBefore(state, order, c, csi));
            }
        }
    }

    /** Nobody becomes active while a former holder has failed and has not been cleaned up. */
    private static void cleanedUpBefore(ClusterState state, Command.Order order, ComponentState c, Action.Csi csi) {
        ComponentServiceInstance instance =
                state.model().find(csi.dn(), ComponentServiceInstance.class).orElseThrow();
        if (!instance.instance().group().config().redundancy().singleActive()) {
            return;
        }
        InstanceState si = state.of(instance.instance());
        si.assignments().stream()
                .flatMap(a -> a.csis().stream())
                .filter(p -> p.csi() == instance && p.component() != c && !isAwaited(order, p.component()))
                .forEach(p -> require(
                        !p.mayBeActive(),
                        "CLEANUP-BEFORE-ACTIVE",
                        instance,
                        c.component() + " is told ACTIVE while " + p.component().component() + " may be"));
    }

    /** Whether the order is held back until this component has been cleaned up. */
    private static boolean isAwaited(Command.Order order, ComponentState failed) {
        return failed.isCleaning()
                && order.after()
                        .filter(a -> a.component().equals(failed.component().dn()))
                        .isPresent();
    }

    private static void memberHosts(ClusterState state, Command.Order order) {
        NodeState node = state.nodes().stream()
                .filter(n -> n.node().dn().equals(order.node()))
                .findFirst()
                .orElseThrow();
        require(
                !node.isRebooting() && node.agent().equals(order.agent()),
                "ORDER-TO-PRESENT-LIFE",
                node.node(),
                "order " + order.id() + " is outstanding, rebooting: " + node.isRebooting());
        ComponentState c = state.component(order.component()).orElseThrow();
        Optional<NodeState> host = state.unitOf(c).host();
        boolean byProxy = c.proxying()
                .flatMap(Proxying::agent)
                .filter(order.agent()::equals)
                .isPresent();
        require(
                byProxy
                        || host.filter(h -> h.isMember() && h.node().dn().equals(order.node()))
                                .isPresent(),
                "ORDER-TO-MEMBER",
                c.component(),
                "order " + order.id() + " is outstanding on " + order.node());
    }

    /** Whatever is awaited is under way: nothing can wait for ever. */
    private static void awaited(ClusterState state, ComponentState c) {
        c.lifeOrder().ifPresent(id -> outstanding(state, c, id));
        c.monitorOrder().ifPresent(id -> outstanding(state, c, id));
        for (CsiAssignment part : c.csis()) {
            part.pending().ifPresent(id -> outstanding(state, c, id));
        }
        if (c.isCleaning()) {
            require(
                    c.proxying().isPresent()
                            || state.unitOf(c)
                                    .host()
                                    .filter(NodeState::isMember)
                                    .isPresent(),
                    "CLEANUP-ON-MEMBER",
                    c.component(),
                    "its cleanup is awaited from a node that is gone");
        }
    }

    private static void outstanding(ClusterState state, ComponentState c, CommandId id) {
        require(state.outstanding().containsKey(id), "AWAITED-IS-OUTSTANDING", c.component(), "order " + id);
    }
}
