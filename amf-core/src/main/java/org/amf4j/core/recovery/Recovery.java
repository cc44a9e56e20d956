package org.amf4j.core.recovery;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.RESTARTING;

import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.event.Event.ComponentFailed;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/**
 * Chooses and begins the recovery from a component error (AMF-B.04.01, recovery; AMF-062 to AMF-066). What follows from a
 * unit being out of service (who takes its work over) is not decided here but by the redundancy model.
 */
public final class Recovery {

    private final Turn turn;
    private final ComponentLife life;
    private final UnitLife unitLife;
    private final Escalator escalator;

    public Recovery(Turn turn, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.life = life;
        this.unitLife = unitLife;
        this.escalator = new Escalator(turn);
    }

    /** An agent reports that a component has failed; it cleans the component up already. */
    public void failed(ComponentState c, ComponentFailed event) {
        if (c.incarnation().filter(event.incarnation()::equals).isEmpty() || c.isCleaning()) {
            return; // an earlier instance, or the same failure noticed twice
        }
        Optional<Action> underWay = turn.state().lifeAction(c);
        if (underWay.filter(Action.Cleanup.class::isInstance).isPresent()) {
            return; // its answer will tell when it is gone
        }
        boolean ending = c.presence() == PresenceState.TERMINATING
                || underWay.filter(Action.Terminate.class::isInstance).isPresent();
        if (ending) {
            life.awaitCleanup(c);
        } else if (c.presence() == INSTANTIATED || c.presence() == RESTARTING) {
            recover(c, event);
        }
    }

    private void recover(ComponentState c, ComponentFailed event) {
        UnitState unit = turn.state().unitOf(c);
        AppliedRecovery applied = choose(c, unit, event.recommended());
        String text = event.source() + ", " + event.detail() + ": " + applied;
        turn.changed(new Change.Recovery(c.component().dn(), event.recommended().name(), applied.name(), text));
        turn.because(c.component(), "RECOVERY", text);
        suspendAdjust(unit);
        switch (applied) {
            case COMPONENT_RESTART -> {
                c.restarts(c.restarts() + 1);
                c.attempts(0);
                life.restartAfterFailure(c);
            }
            case UNIT_RESTART -> {
                life.restartAfterFailure(c);
                unitLife.restart(unit, false);
            }
            case COMPONENT_FAILOVER -> failOver(c, unit);
            case UNIT_FAILOVER -> {
                failOver(c, unit);
                unit.components().forEach(life::cleanUp);
            }
            case NODE_SWITCHOVER -> {
                failOver(c, unit);
                disableNode(unit);
            }
            case NODE_FAILOVER -> {
                failOver(c, unit);
                disableNode(unit);
                cleanUpNode(unit);
            }
        }
        turn.state().touch(unit);
    }

    /** A failure in the group restarts the quiet time before auto-adjust (AMF-059). */
    private void suspendAdjust(UnitState unit) {
        GroupState group = turn.state().of(unit.unit().group());
        group.failed(turn.nowNanos());
        turn.state().timers().cancel(new Timer.AutoAdjust(group.group()));
    }

    private AppliedRecovery choose(ComponentState c, UnitState unit, RecommendedRecovery recommended) {
        RecommendedRecovery wanted = recommended == RecommendedRecovery.NO_RECOMMENDATION
                ? c.component().config().recoveryOnError()
                : recommended;
        return switch (wanted) {
            case COMPONENT_RESTART -> mayRestart(c) ? escalator.restart(unit) : escalator.failover(unit);
            case NO_RECOMMENDATION, COMPONENT_FAILOVER, CONTAINER_RESTART -> escalator.failover(unit);
            case NODE_SWITCHOVER -> AppliedRecovery.NODE_SWITCHOVER;
            case NODE_FAILOVER, NODE_FAILFAST, CLUSTER_RESET, APPLICATION_RESTART -> AppliedRecovery.NODE_FAILOVER;
        };
    }

    private static boolean mayRestart(ComponentState c) {
        boolean handingOver = c.csis().stream()
                .anyMatch(csi -> csi.confirmed()
                        .filter(h -> h == HaState.QUIESCED || h == HaState.QUIESCING)
                        .isPresent());
        return !c.component().config().disableRestart() && !handingOver;
    }

    private void failOver(ComponentState c, UnitState unit) {
        life.endAfterFailure(c);
        turn.gate().operational(c, OperationalState.DISABLED);
        disable(unit);
    }

    private void disable(UnitState unit) {
        turn.gate().operational(unit, OperationalState.DISABLED);
        boolean maintenance = !unit.unit().config().maintenanceCampaign().isRoot();
        boolean repair = unit.unit().group().config().autoRepair() && !maintenance;
        unit.repairing(repair);
        unit.endRestart();
        if (!repair) {
            turn.because(
                    unit.unit(),
                    "AMF-074",
                    "stays DISABLED until it is repaired: "
                            + (maintenance ? "a maintenance campaign holds it" : "automatic repair is off"));
        }
    }

    private void disableNode(UnitState unit) {
        unit.host().ifPresent(h -> {
            turn.gate().operational(h, OperationalState.DISABLED);
            turn.because(h.node(), "RECOVERY", "DISABLED until it is repaired or its agent joins again");
        });
    }

    private void cleanUpNode(UnitState failedUnit) {
        NodeState host = failedUnit.host().orElseThrow();
        for (UnitState unit : turn.state().unitsOf(host.node())) {
            if (unit.host().filter(h -> h == host).isPresent()) {
                disable(unit);
                unit.components().forEach(life::cleanUp);
            }
        }
    }

    /** The window of component restarts of a unit has ended. */
    public void componentProbationEnded(ServiceUnit unit) {
        escalator.componentProbationEnded(unit);
    }

    /** The window of restarts of a unit has ended. */
    public void unitProbationEnded(ServiceUnit unit) {
        escalator.unitProbationEnded(unit);
    }

    /** The window of fail-overs on a node has ended. */
    public void nodeProbationEnded(Node node) {
        escalator.nodeProbationEnded(node);
    }
}
