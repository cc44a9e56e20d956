package org.amf4j.core.recovery;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.RESTARTING;

import java.util.Optional;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.event.Event.ComponentFailed;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.NodeReset;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.outcome.AlarmCondition;
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
    private final RecoveryChoice choice;
    private final NodeReset nodeReset;
    private final ApplicationRestart applications;

    public Recovery(Turn turn, ComponentLife life, UnitLife unitLife) {
        this.turn = turn;
        this.life = life;
        this.unitLife = unitLife;
        this.escalator = new Escalator(turn);
        this.nodeReset = new NodeReset(turn);
        this.applications = new ApplicationRestart(turn, life);
        this.choice = new RecoveryChoice(escalator);
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
            failFastAfterAll(c, event);
        } else if (c.presence() == INSTANTIATED || c.presence() == RESTARTING) {
            recover(c, event);
        }
        if (c.isCleaning() && !c.hasSpeaker()) {
            life.giveUpWhatIsUnderWay(c); // its proxy cleans nothing up any more: it was lost meanwhile
        }
    }

    /** What is being ended needs no recovery, but a node that is being failed over may turn out to need a reboot. */
    private void failFastAfterAll(ComponentState c, ComponentFailed event) {
        UnitState unit = turn.state().unitOf(c);
        boolean wanted = event.recommended() == RecommendedRecovery.NODE_FAILFAST
                && !unit.unit().isInMaintenance();
        unit.host()
                .filter(h -> wanted && !h.isUsable())
                .ifPresent(h -> nodeReset.reset(h, event.source() + ", " + event.detail()));
    }

    private void recover(ComponentState c, ComponentFailed event) {
        UnitState unit = turn.state().unitOf(c);
        AppliedRecovery applied = choice.choose(c, unit, event.recommended());
        String text = event.source() + ", " + event.detail() + ": " + applied;
        turn.changed(new Change.Recovery(c.component().dn(), event.recommended().name(), applied.name(), text));
        turn.because(c.component(), "RECOVERY", text);
        suspendAdjust(unit);
        apply(applied, c, unit, text);
        turn.state().touch(unit);
    }

    private void apply(AppliedRecovery applied, ComponentState c, UnitState unit, String text) {
        switch (applied) {
            case COMPONENT_RESTART -> restartComponent(c);
            case UNIT_RESTART -> restartUnit(c, unit);
            case COMPONENT_FAILOVER -> failOver(c, unit);
            case UNIT_FAILOVER -> failOverUnit(c, unit);
            case NODE_SWITCHOVER -> {
                failOverLocally(c, unit);
                disableNode(unit);
            }
            case NODE_FAILOVER -> {
                failOver(c, unit);
                disableNode(unit);
                cleanUpNode(unit);
            }
            case NODE_FAILFAST -> {
                turn.gate().operational(c, OperationalState.DISABLED);
                nodeReset.reset(unit.host().orElseThrow(), text);
            }
            case CLUSTER_RESET -> resetCluster(c, text);
            case APPLICATION_RESTART -> applications.begin(c);
            case CONTAINER_RESTART -> restartContainer(c, unit, text);
        }
    }

    /** The container is restarted like one that has failed, its unit's counters included; what lives in it follows it. */
    private void restartContainer(ComponentState c, UnitState unit, String text) {
        ContainerRestart.Failed failed = ContainerRestart.of(c, unit, turn.nowNanos(), text);
        if (c.component().config().disableRestart()) {
            failOver(c, unit);
        } else {
            c.attempts(0);
            life.restartAfterFailure(c);
        }
        recover(failed.container(), failed.event());
        NodeState host = unit.host().orElseThrow();
        if (!host.isRebooting()) {
            life.orderCleanupOfFailed(failed.container());
        }
    }

    private void restartComponent(ComponentState c) {
        c.restarts(c.restarts() + 1);
        c.attempts(0);
        life.restartAfterFailure(c);
    }

    /** Where a component must not be restarted with its work, the work goes first and all is instantiated anew. */
    private void restartUnit(ComponentState c, UnitState unit) {
        boolean inPlace = unit.components().stream()
                .noneMatch(each -> each.component().config().disableRestart()
                        && !each.csis().isEmpty());
        if (inPlace) {
            life.restartAfterFailure(c);
            unitLife.restart(unit, false);
        } else {
            failOver(c, unit);
            unit.repairing(true);
            unitLife.replace(unit, unit.components());
            turn.because(
                    unit.unit(), "AMF-063", "hands its work over before it is restarted: restart is disabled in it");
        }
    }

    private void failOverLocally(ComponentState c, UnitState unit) {
        if (unit.unit().config().failover()) {
            failOverUnit(c, unit);
        } else {
            failOver(c, unit);
        }
    }

    private void failOverUnit(ComponentState c, UnitState unit) {
        failOver(c, unit);
        unit.components().forEach(life::cleanUp);
    }

    /** All nodes are rebooted, nothing is failed over, and what comes back waits for the start-up as at first (AMF-077). */
    private void resetCluster(ComponentState c, String text) {
        turn.raise(c.component(), AlarmCondition.CLUSTER_RESET, text);
        turn.because(
                turn.state().model().cluster(), "AMF-077", "all nodes are rebooted: " + c.component() + ", " + text);
        turn.state().startAnew();
        turn.state().nodes().forEach(n -> nodeReset.reset(n, "cluster reset"));
    }

    /** A failure in the group restarts the quiet time before auto-adjust (AMF-059). */
    private void suspendAdjust(UnitState unit) {
        GroupState group = turn.state().of(unit.unit().group());
        group.failed(turn.nowNanos());
        turn.state().timers().cancel(new Timer.AutoAdjust(group.group()));
    }

    private void failOver(ComponentState c, UnitState unit) {
        life.endAfterFailure(c);
        turn.gate().operational(c, OperationalState.DISABLED);
        disable(unit);
    }

    private void disable(UnitState unit) {
        turn.gate().operational(unit, OperationalState.DISABLED);
        boolean maintenance = unit.unit().isInMaintenance();
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
            boolean automatic = h.node().config().autoRepair() && !unit.unit().isInMaintenance();
            if (automatic && !turn.state().toRepair().contains(h)) {
                turn.state().toRepair().add(h);
            }
            turn.because(
                    h.node(),
                    "RECOVERY",
                    "DISABLED until "
                            + (automatic ? "it has been rebooted" : "it is repaired or its agent joins again"));
        });
    }

    private void cleanUpNode(UnitState failedUnit) {
        NodeState host = failedUnit.host().orElseThrow();
        for (UnitState unit : turn.state().hostedBy(host)) {
            disable(unit);
            unit.components().forEach(life::cleanUp);
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
