package org.amf4j.core.lifecycle;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.INSTANTIATION_FAILED;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState.Former;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;

/**
 * Moves one component along its life cycle: orders, their answers, and the retries of instantiation (AMF-015 to AMF-018,
 * AMF-023 to AMF-025; transitions P1 to P20 of the presence table).
 */
public final class ComponentLife {

    private final Turn turn;
    private final NodeReset nodeReset;

    public ComponentLife(Turn turn) {
        this.turn = turn;
        this.nodeReset = new NodeReset(turn);
    }

    /** P1: begins to instantiate a component that is not. */
    public void instantiate(ComponentState c) {
        turn.gate().presence(c, INSTANTIATING);
        firstAttempt(c);
    }

    private void firstAttempt(ComponentState c) {
        c.attempts(0);
        attempt(c);
    }

    /** Orders the next instantiation attempt. */
    public void attempt(ComponentState c) {
        if (!c.hasSpeaker()) {
            giveUpWhatIsUnderWay(c);
            return;
        }
        c.attempts(c.attempts() + 1);
        if (!c.component().isPreInstantiable()) {
            c.csis().forEach(csi -> csi.activatedBy(turn.index())); // it serves by running
        }
        Action action = new Action.Instantiate(Specs.of(turn.state(), c), Specs.csiEnvironment(c));
        CommandId id = turn.order(c, action, List.of());
        c.lifeOrder(Optional.of(id));
        c.incarnation(id);
        c.csis().forEach(csi -> csi.refused(false));
    }

    /** P7, P6, P18: ends a component, gracefully when it is able to end so. */
    public void terminate(ComponentState c) {
        if (c.presence() == INSTANTIATED && !c.isCleaning() && !c.isUsable()) {
            cleanUp(c); // there is no proxy that could do it gracefully
        } else if (c.presence() == INSTANTIATED && !c.isCleaning()) {
            turn.forgetOrders(c);
            turn.gate().presence(c, TERMINATING);
            c.lifeOrder(Optional.of(turn.order(c, new Action.Terminate(Specs.csiEnvironment(c)), List.of())));
        } else if (c.presence() == INSTANTIATING || c.presence() == RESTARTING) {
            cleanUp(c);
        }
    }

    /** P8: ends a component abruptly. */
    public void cleanUp(ComponentState c) {
        if (!c.presence().isUp()) {
            return;
        }
        turn.gate().presence(c, TERMINATING);
        boolean underWay = turn.state()
                .lifeAction(c)
                .filter(Action.Cleanup.class::isInstance)
                .isPresent();
        if (!c.isCleaning() && !underWay) {
            orderCleanup(c);
        }
    }

    private void orderCleanup(ComponentState c) {
        turn.state().timers().cancel(new Timer.InstantiationRetry(c.component()));
        turn.forgetOrders(c);
        if (!c.hasSpeaker() && !canCleanUpItself(c)) {
            await(c);
            return;
        }
        Action action = new Action.Cleanup(Specs.of(turn.state(), c), Specs.csiEnvironment(c));
        c.lifeOrder(Optional.of(turn.order(c, action, List.of())));
    }

    /** Whether the agent of its own node can run its CLEANUP. */
    private boolean canCleanUpItself(ComponentState c) {
        return c.component().lifeCycle().cleanup().isPresent()
                && turn.state()
                        .unitOf(c)
                        .host()
                        .filter(h -> h.isMember() && !h.isRebooting())
                        .isPresent();
    }

    private void await(ComponentState c) {
        c.cleaning(true);
        c.proxying().orElseThrow().cleanupDue(true);
        turn.state().touch(turn.state().unitOf(c));
    }

    /** The proxy is gone in the middle of something: whoever can cleans the component up, and it is begun again. */
    public void giveUpWhatIsUnderWay(ComponentState c) {
        turn.state().timers().cancel(new Timer.InstantiationRetry(c.component()));
        turn.revokeAfter(c);
        turn.forgetOrders(c);
        c.attempts(0);
        if (c.presence() == INSTANTIATING) {
            turn.gate().presence(c, TERMINATING);
        }
        await(c);
    }

    /** Cleans up a proxied component that has waited for somebody who can. */
    void cleanUpIfDue(ComponentState c) {
        if (c.proxying().orElseThrow().isCleanupDue() && (c.hasSpeaker() || canCleanUpItself(c))) {
            c.proxying().get().cleanupDue(false);
            turn.revokeAfter(c); // what waits for the agent's own cleanup would not wait for this one
            c.cleaning(false);
            orderCleanup(c);
        }
    }

    /** The proxy could not clean the component up, so its own CLEANUP is run where it has one. */
    public void proxyFailed(ComponentState c, String detail, boolean instantiating) {
        if (!canCleanUpItself(c)) {
            ended(c, false, detail);
            return;
        }
        turn.because(c.component(), "PROXY", "its proxy could not clean it up, so its CLEANUP is run: " + detail);
        turn.revokeAfter(c);
        turn.forgetOrders(c);
        c.cleaning(false);
        c.proxying().orElseThrow().retryDue(instantiating);
        Action action = new Action.Cleanup(Specs.of(turn.state(), c).withoutProxy(), Specs.csiEnvironment(c));
        c.lifeOrder(Optional.of(turn.order(c, action, List.of())));
    }

    /** P9: the agent has begun to clean up a failed component; it is to be instantiated again in place. */
    public void restartAfterFailure(ComponentState c) {
        c.restartDue(false);
        awaitCleanup(c);
        turn.gate().presence(c, RESTARTING);
    }

    /** The agent has begun to clean up a component that was being ended anyway. */
    public void awaitCleanup(ComponentState c) {
        turn.forgetOrders(c);
        c.cleaning(true);
    }

    /** P8: the agent has begun to clean up a failed component; it is not to be instantiated at once. */
    public void endAfterFailure(ComponentState c) {
        awaitCleanup(c);
        if (c.presence() != TERMINATING) {
            turn.gate().presence(c, TERMINATING);
        }
    }

    /** Has the agent clean up a component that was declared failed by somebody else. */
    public void orderCleanupOfFailed(ComponentState c) {
        c.cleaning(false);
        orderCleanup(c);
    }

    /** P9 for a component that works: part of a restart of the whole unit. */
    public void restartHealthy(ComponentState c, boolean gracefully) {
        if (gracefully) {
            restartInhabitants(c);
        }
        c.restartDue(false);
        c.attempts(0);
        turn.gate().presence(c, RESTARTING);
        if (gracefully && c.hasSpeaker()) {
            turn.forgetOrders(c);
            c.lifeOrder(Optional.of(turn.order(c, new Action.Terminate(Specs.csiEnvironment(c)), List.of())));
        } else {
            orderCleanup(c);
        }
    }

    /** Who lives in a container ends its work before it. */
    private void restartInhabitants(ComponentState container) {
        turn.state().of(container.component().unit().group()).containers().stream()
                .flatMap(s -> s.inhabitants(container).stream())
                .filter(UnitState::mayRestart)
                .flatMap(u -> u.components().stream())
                .filter(ComponentState::isUsable)
                .forEach(c -> restartHealthy(c, true));
    }

    /** A restart in place begins anew: what of it was under way is cleaned up. */
    public void restartAnew(ComponentState c) {
        c.attempts(0);
        orderCleanup(c);
    }

    /** The answer to an Instantiate order. */
    public void instantiateAnswered(ComponentState c, Answer answer, String detail) {
        c.lifeOrder(Optional.empty());
        if (c.proxying().isPresent() && (answer == Answer.VOID || answer == Answer.CLEANUP_FAILED)) {
            if (answer == Answer.VOID) {
                giveUpWhatIsUnderWay(c);
            } else {
                proxyFailed(c, detail, true);
            }
            return;
        }
        switch (answer) {
            case OK -> instantiated(c);
            case FAILED, TIMED_OUT, VOID -> attemptFailed(c, detail);
            case FAILED_NO_RETRY -> instantiationFailed(c, detail);
            case CLEANUP_FAILED -> terminationFailed(c, detail);
        }
    }

    private void instantiated(ComponentState c) {
        turn.gate().presence(c, INSTANTIATED);
        c.proxying().ifPresent(Proxying::reached);
        guard(c);
        new Monitors(turn).start(c);
        if (!c.component().isPreInstantiable()) {
            c.csis().forEach(csi -> csi.confirmed(Optional.of(HaState.ACTIVE)));
            c.csis().forEach(this::nowActive);
        }
    }

    /** The agent of its own node learns of a proxied component whose proxy is elsewhere: it ends it when it must end all. */
    void guard(ComponentState c) {
        boolean elsewhere = c.proxying()
                .flatMap(Proxying::agent)
                .filter(a -> turn.state()
                        .unitOf(c)
                        .host()
                        .filter(h -> !h.agent().equals(a))
                        .isPresent())
                .isPresent();
        if (elsewhere && canCleanUpItself(c)) {
            turn.order(c, new Action.Guard(Specs.of(turn.state(), c).withoutProxy()), List.of());
        }
    }

    private void nowActive(CsiAssignment csi) {
        csi.unitAssignment()
                .instance()
                .formerActive(
                        csi.csi(),
                        Optional.of(new Former(csi.component().component().dn(), false)));
    }

    private void attemptFailed(ComponentState c, String detail) {
        int immediate = c.component().lifeCycle().attemptsWithoutDelay();
        int all = immediate + c.component().lifeCycle().attemptsWithDelay();
        if (c.attempts() < immediate) {
            attempt(c);
        } else if (c.attempts() < all) {
            long due = turn.nowNanos() + c.component().lifeCycle().attemptDelayNanos();
            turn.state().timers().set(new Timer.InstantiationRetry(c.component()), due);
        } else {
            instantiationFailed(c, "attempt " + c.attempts() + " of " + all + ": " + detail);
        }
    }

    private void instantiationFailed(ComponentState c, String detail) {
        turn.gate().presence(c, INSTANTIATION_FAILED);
        disable(c);
        release(c);
        turn.raise(c.component(), AlarmCondition.COMPONENT_INSTANTIATION_FAILED, detail);
        turn.because(
                c.component(),
                "AMF-025",
                "could not be instantiated: " + detail
                        + "; correct the cause, then use 'repaired' on its service unit");
        nodeReset.afterFailedInstantiation(c);
    }

    private void terminationFailed(ComponentState c, String detail) {
        turn.gate().presence(c, TERMINATION_FAILED);
        turn.revokeAfter(c);
        disable(c);
        c.csis().stream().filter(csi -> !csi.mayBeActive()).toList().forEach(this::release);
        turn.raise(c.component(), AlarmCondition.COMPONENT_CLEANUP_FAILED, detail);
        turn.because(
                c.component(),
                "AMF-024",
                "could not be cleaned up: " + detail
                        + "; make sure that nothing of it runs, then use 'repaired' on its service unit");
        nodeReset.afterFailedTermination(c);
    }

    private void disable(ComponentState c) {
        UnitState unit = turn.state().unitOf(c);
        turn.gate().operational(c, OperationalState.DISABLED);
        turn.gate().operational(unit, OperationalState.DISABLED);
        unit.repairing(false);
        unit.endRestart();
        turn.needsRepair(c);
    }

    /** The answer to a Terminate or Cleanup order, or the end of the agent's own cleanup. */
    public void ended(ComponentState c, boolean succeeded, String detail) {
        c.lifeOrder(Optional.empty());
        c.cleaning(false);
        c.forgetIncarnation();
        boolean retry = c.proxying().filter(Proxying::isRetryDue).isPresent();
        c.proxying().ifPresent(Proxying::gone);
        if (succeeded) {
            turn.releaseAfter(c);
        }
        if (!succeeded) {
            terminationFailed(c, detail);
        } else if (retry && (c.presence() == INSTANTIATING || c.presence() == RESTARTING)) {
            attemptFailed(c, "its proxy could not instantiate it");
        } else if (c.presence() == RESTARTING) {
            c.csis().forEach(this::instanceGone);
            UnitState unit = turn.state().unitOf(c);
            if (!unit.isRestarting() && unit.containment().isEmpty() && c.hasSpeaker()) {
                firstAttempt(c); // a contained one waits until its container can take it, a proxied one for a proxy
            } else if (!c.hasSpeaker()) {
                c.attempts(0);
            }
            turn.state().touch(unit);
        } else if (c.presence() == TERMINATING) {
            boolean gracefully = !c.component().isPreInstantiable() && c.operational() == OperationalState.ENABLED;
            turn.gate().presence(c, UNINSTANTIATED);
            if (gracefully) {
                c.csis().forEach(this::quiescedByTermination);
            } else {
                release(c);
            }
        }
    }

    /** Instantiates a component whose whole unit is being restarted, when its level's turn has come. */
    public void instantiateInRestart(ComponentState c) {
        firstAttempt(c);
    }

    private void quiescedByTermination(CsiAssignment csi) {
        boolean wasActive = csi.confirmed().isPresent();
        csi.confirmed(Optional.of(HaState.QUIESCED));
        if (wasActive) {
            csi.unitAssignment()
                    .instance()
                    .formerActive(
                            csi.csi(),
                            Optional.of(new Former(csi.component().component().dn(), true)));
        }
    }

    private void instanceGone(CsiAssignment csi) {
        csi.answered();
        csi.confirmed(Optional.empty());
    }

    /** Takes everything from a component whose instance is gone. */
    public void release(ComponentState c) {
        List.copyOf(c.csis()).forEach(this::release);
        turn.state().touch(turn.state().unitOf(c));
    }

    private void release(CsiAssignment csi) {
        csi.unitAssignment().drop(csi);
    }

    /** The node is gone, and the component with it. */
    public void lost(ComponentState c) {
        turn.state().timers().cancel(new Timer.InstantiationRetry(c.component()));
        turn.forgetOrders(c);
        c.cleaning(false);
        c.forgetIncarnation();
        c.proxying().ifPresent(Proxying::gone);
        clearAlarms(c, "its node has left");
        turn.gate().lifeCycle(c, LifeCycleState.UNKNOWN);
        if (c.presence() != UNINSTANTIATED) {
            turn.gate().presence(c, UNINSTANTIATED);
        }
        turn.releaseAfter(c);
        release(c);
    }

    /** P19, P20: an administrator says that a failed component is repaired and nothing of it runs. */
    public void repaired(ComponentState c) {
        if (c.presence().isFailed()) {
            c.proxying().ifPresent(Proxying::gone);
            clearAlarms(c, "repaired");
            turn.gate().presence(c, UNINSTANTIATED);
            release(c);
        }
        turn.gate().operational(c, OperationalState.ENABLED);
    }

    private void clearAlarms(ComponentState c, String cause) {
        turn.clear(c.component(), AlarmCondition.COMPONENT_INSTANTIATION_FAILED, cause);
        turn.clear(c.component(), AlarmCondition.COMPONENT_CLEANUP_FAILED, cause);
    }
}
