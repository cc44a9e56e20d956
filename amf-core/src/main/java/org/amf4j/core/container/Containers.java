package org.amf4j.core.container;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.ContainerState;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.ContainerState.Holder;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/**
 * The containers of a group: who is active for a container CSI and is to stay so, made known to the groups of contained
 * units after the group has been settled; and who must not give it up yet, because contained components are still there.
 */
public final class Containers {

    private final ClusterState state;

    public Containers(ClusterState state) {
        this.state = state;
    }

    /** After a group has been settled: has contained units looked at again when containers have changed. */
    public void publish(GroupState group) {
        for (ContainerState source : group.containers()) {
            List<Holder> now = holders(group, source);
            if (!now.equals(source.holders())) {
                source.holders(now);
                source.contained().forEach(state::touch);
            }
        }
    }

    private List<Holder> holders(GroupState group, ContainerState source) {
        List<Holder> holders = new ArrayList<>();
        for (UnitAssignment a : state.of(source.csi().instance()).assignments()) {
            for (CsiAssignment part : a.csis()) {
                ComponentState c = part.component();
                boolean able = part.csi() == source.csi() && isContainer(c);
                Access access = able ? access(group, a, part) : Access.CLOSED;
                if (access != Access.CLOSED && a.unit().host().isPresent()) {
                    holders.add(new Holder(c, a.unit().host().get(), c.incarnation(), access));
                }
            }
        }
        return holders;
    }

    private static boolean isContainer(ComponentState c) {
        return c.component().config().category().isContainer();
    }

    private static Access access(GroupState group, UnitAssignment a, CsiAssignment part) {
        ComponentState c = part.component();
        boolean active = part.has(HaState.ACTIVE) && c.isUsable();
        boolean stays = a.aims(HaState.ACTIVE)
                && isWanted(group, a)
                && a.unit().readiness() == ReadinessState.IN_SERVICE
                && !a.unit().isReplacing();
        if (!stays) {
            return active ? Access.CLOSING : Access.CLOSED;
        }
        if (active && !part.isRefused()) {
            return Access.OPEN;
        }
        boolean coming = c.presence() == PresenceState.RESTARTING || c.presence() == PresenceState.INSTANTIATED;
        return coming ? Access.COMING : Access.CLOSED;
    }

    private static boolean isWanted(GroupState group, UnitAssignment a) {
        return group.target()
                .of(a.instance().instance())
                .role(a.unit().unit())
                .filter(r -> r == Role.ACTIVE)
                .isPresent();
    }

    /** Whether an active assignment must be kept for the moment: contained components leave a container before that. */
    public static boolean isHeld(GroupState group, UnitAssignment a) {
        for (ContainerState source : group.containers()) {
            for (CsiAssignment part : a.csis()) {
                boolean container =
                        part.csi() == source.csi() && part.component().isUsable();
                if (container && isInhabited(source, part.component())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether assignments of the group are kept for the moment only. */
    public static boolean isHeld(GroupState group) {
        return group.containers().stream()
                .map(s -> s.csi().instance())
                .flatMap(i -> group.instances().stream().filter(s -> s.instance() == i))
                .flatMap(i -> i.assignments().stream())
                .anyMatch(a -> a.aims(HaState.ACTIVE) && !isWanted(group, a) && isHeld(group, a));
    }

    private static boolean isInhabited(ContainerState source, ComponentState container) {
        return source.inhabitants(container).stream()
                .flatMap(u -> u.components().stream())
                .map(ComponentState::presence)
                .anyMatch(p -> p.mayRun() && !p.isFailed());
    }
}
