package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Containment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;

/** Contained components live in a container that is instantiated, and active for their container CSI on the same node. */
final class ContainerTruths {

    private ContainerTruths() {}

    static void check(ClusterState state, Outcome outcome) {
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Order order && order.action() instanceof Action.Instantiate) {
                ComponentState c = state.component(order.component()).orElseThrow();
                state.unitOf(c).containment().ifPresent(where -> instantiated(state, c, where));
            }
        }
        for (UnitState unit : state.units()) {
            unit.containment().ifPresent(where -> lives(state, unit, where));
        }
    }

    private static void instantiated(ClusterState state, ComponentState c, Containment where) {
        boolean active = where.container()
                .filter(ComponentState::isUsable)
                .map(h -> h.csis().stream())
                .filter(parts -> parts.anyMatch(p -> p.csi() == where.source().csi() && p.has(HaState.ACTIVE)))
                .isPresent();
        require(
                active && isSameNode(state, c, where.container().orElseThrow()),
                "INSTANTIATED-IN-ACTIVE-CONTAINER",
                c.component(),
                "in "
                        + where.container()
                                .map(h -> h.component().dn().toString())
                                .orElse("none"));
    }

    private static boolean isSameNode(ClusterState state, ComponentState c, ComponentState container) {
        return state.unitOf(c).host().equals(state.unitOf(container).host());
    }

    private static void lives(ClusterState state, UnitState unit, Containment where) {
        for (ComponentState c : unit.components()) {
            boolean serves = c.isUsable();
            boolean able = where.container()
                    .filter(ComponentState::isUsable)
                    .filter(h -> isSameNode(state, c, h))
                    .filter(h -> h.incarnation().equals(where.incarnation()))
                    .isPresent();
            require(!serves || able, "LIVES-IN-CONTAINER", c.component(), c.presence() + " without its container");
        }
        boolean gone = unit.components().stream().allMatch(c -> c.presence() == PresenceState.UNINSTANTIATED);
        require(!gone || where.container().isEmpty(), "LIVES-IN-CONTAINER", unit.unit(), "nothing of it lives");
    }
}
