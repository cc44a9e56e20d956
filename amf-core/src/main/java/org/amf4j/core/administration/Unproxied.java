package org.amf4j.core.administration;

import java.util.Optional;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.PresenceState;

/**
 * Groups that cannot go on because nobody speaks for a proxied component, and nobody is about to (AMF-030, AMF-031). What was
 * begun with them goes on when a proxy registers the component. Whoever waits for them would keep away the very operation
 * that brings a proxy back, so nobody does.
 */
final class Unproxied {

    private Unproxied() {}

    /** The component that keeps the group from its rest, when nothing else does. */
    static Optional<ComponentState> holdsUp(ClusterState state, GroupState group) {
        // asked for all groups of an operation after every log entry: most have nobody that could need a proxy
        return group.proxied().stream()
                .filter(c -> isLeftAlone(state, c) && waits(state, c))
                .findFirst()
                .filter(c -> !isBusy(group));
    }

    private static boolean isBusy(GroupState group) {
        return group.units().stream()
                .flatMap(u -> u.components().stream())
                .filter(ComponentState::hasSpeaker)
                .anyMatch(Unproxied::isBusy);
    }

    private static boolean isBusy(ComponentState c) {
        return c.lifeOrder().isPresent()
                || c.isCleaning()
                || c.csis().stream().anyMatch(p -> p.pending().isPresent());
    }

    private static boolean isLeftAlone(ClusterState state, ComponentState c) {
        return !c.hasSpeaker()
                && state.model()
                        .find(c.proxying().orElseThrow().csi(), ComponentServiceInstance.class)
                        .map(ComponentServiceInstance::instance)
                        .filter(i -> isPromised(state, i))
                        .isEmpty();
    }

    /** Whether somebody is to be active for it. */
    private static boolean isPromised(ClusterState state, ServiceInstance instance) {
        return !state.of(instance.group()).target().of(instance).actives().isEmpty();
    }

    private static boolean waits(ClusterState state, ComponentState c) {
        PresenceState presence = c.presence();
        return c.isCleaning()
                || c.proxying().orElseThrow().isCleanupDue()
                || presence == PresenceState.INSTANTIATING
                || presence == PresenceState.RESTARTING
                || presence == PresenceState.TERMINATING
                || state.unitOf(c).assignments().stream().anyMatch(a -> isOnItsWay(a, c));
    }

    private static boolean isOnItsWay(UnitAssignment assignment, ComponentState c) {
        return assignment.csis().stream()
                .filter(p -> p.component() == c)
                .anyMatch(p -> p.isUncertain() || !assignment.goal().equals(p.confirmed()));
    }
}
