package org.amf4j.core.recovery;

import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;

/**
 * From what is recommended to what is done (recovery reference, section 1): never something weaker, and something stronger
 * where restart is not possible, where the counters say so, or where a recovery of a wider scope is under way.
 */
final class RecoveryChoice {

    private final Escalator escalator;

    RecoveryChoice(Escalator escalator) {
        this.escalator = escalator;
    }

    /** What is done about an error of the component. */
    AppliedRecovery choose(ComponentState c, UnitState unit, RecommendedRecovery recommended) {
        RecommendedRecovery wanted = recommended == RecommendedRecovery.NO_RECOMMENDATION
                ? c.component().config().recoveryOnError()
                : recommended;
        if (unit.unit().isInMaintenance()) {
            return inMaintenance(unit, wanted);
        }
        boolean leaving = unit.host().filter(NodeState::isMember).isPresent()
                && unit.host().filter(NodeState::isUsable).isEmpty();
        return leaving ? onLeavingNode(unit, wanted) : usually(c, unit, wanted);
    }

    private AppliedRecovery usually(ComponentState c, UnitState unit, RecommendedRecovery wanted) {
        return switch (wanted) {
            case COMPONENT_RESTART -> mayRestart(c) ? escalator.restart(unit) : escalator.failover(unit);
            case NO_RECOMMENDATION, COMPONENT_FAILOVER -> escalator.failover(unit);
            case CONTAINER_RESTART ->
                ContainerRestart.container(unit).isPresent()
                        ? AppliedRecovery.CONTAINER_RESTART
                        : escalator.failover(unit);
            case NODE_SWITCHOVER -> onNode(unit, AppliedRecovery.NODE_SWITCHOVER);
            case NODE_FAILOVER -> onNode(unit, AppliedRecovery.NODE_FAILOVER);
            case NODE_FAILFAST -> onNode(unit, AppliedRecovery.NODE_FAILFAST);
            case CLUSTER_RESET -> AppliedRecovery.CLUSTER_RESET;
            case APPLICATION_RESTART -> AppliedRecovery.APPLICATION_RESTART;
        };
    }

    /** An external unit has no node that could be recovered. */
    private static AppliedRecovery onNode(UnitState unit, AppliedRecovery recovery) {
        return unit.host().isPresent() ? recovery : local(unit);
    }

    /** Nothing is restarted or rebooted because of a unit that a campaign holds (AMF-075). */
    private static AppliedRecovery inMaintenance(UnitState unit, RecommendedRecovery wanted) {
        return switch (wanted) {
            case NODE_SWITCHOVER -> onNode(unit, AppliedRecovery.NODE_SWITCHOVER);
            case NODE_FAILOVER, NODE_FAILFAST, CLUSTER_RESET -> onNode(unit, AppliedRecovery.NODE_FAILOVER);
            case APPLICATION_RESTART -> AppliedRecovery.APPLICATION_RESTART;
            case NO_RECOMMENDATION, COMPONENT_RESTART, COMPONENT_FAILOVER, CONTAINER_RESTART -> local(unit);
        };
    }

    /** The node is being emptied by an earlier recovery: nothing is restarted or counted there any more. */
    private static AppliedRecovery onLeavingNode(UnitState unit, RecommendedRecovery wanted) {
        return switch (wanted) {
            case NODE_FAILOVER -> AppliedRecovery.NODE_FAILOVER;
            case NODE_FAILFAST -> AppliedRecovery.NODE_FAILFAST;
            case CLUSTER_RESET -> AppliedRecovery.CLUSTER_RESET;
            case APPLICATION_RESTART -> AppliedRecovery.APPLICATION_RESTART;
            case NO_RECOMMENDATION, COMPONENT_RESTART, COMPONENT_FAILOVER, NODE_SWITCHOVER, CONTAINER_RESTART ->
                local(unit);
        };
    }

    /** The weakest recovery that does not restart. */
    static AppliedRecovery local(UnitState unit) {
        return unit.unit().config().failover() ? AppliedRecovery.UNIT_FAILOVER : AppliedRecovery.COMPONENT_FAILOVER;
    }

    private static boolean mayRestart(ComponentState c) {
        boolean handingOver = c.csis().stream()
                .map(csi -> csi.confirmed())
                .flatMap(Optional::stream)
                .anyMatch(h -> h == HaState.QUIESCED || h == HaState.QUIESCING);
        return !c.component().config().disableRestart() && !handingOver;
    }
}
