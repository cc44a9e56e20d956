package org.amf4j.core.director;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Callbacks;
import org.amf4j.core.command.Action;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.CleanupEnded;
import org.amf4j.core.event.Event.LifeCycleTold;
import org.amf4j.core.event.Event.OrderAnswered;
import org.amf4j.core.event.Event.QuiescingCompleted;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.Monitors;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.Outstanding;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState.Former;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.Turn;

/** Takes what agents report about their components. A report that comes late or twice changes nothing. */
final class Reports {

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;

    Reports(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
    }

    void answered(OrderAnswered event) {
        Optional<Outstanding> taken = state.take(event.order());
        Optional<ComponentState> component = state.component(event.component());
        if (taken.isEmpty() || component.isEmpty()) {
            return;
        }
        Outstanding outstanding = taken.get();
        ComponentState c = component.get();
        state.touch(state.unitOf(c));
        switch (outstanding.order().action()) {
            case Action.Instantiate i -> life.instantiateAnswered(c, event.answer(), event.detail());
            case Action.Terminate t -> ended(c, event, true);
            case Action.Cleanup u -> ended(c, event, u.spec().proxied().isPresent());
            case Action.Guard g -> {} // nothing waits for it
            case Action.Adopt a -> {
                if (event.answer() == Answer.OK) {
                    c.proxying().filter(p -> p.isAdoption(event.order())).ifPresent(Proxying::reached);
                }
            }
            case Action.SetCsi set -> outstanding.csis().forEach(p -> set(p, set, event.answer()));
            case Action.ChangeCsi change -> outstanding.csis().forEach(p -> changed(p, event.answer()));
            case Action.RemoveCsi r -> outstanding.csis().forEach(p -> removed(p, event.answer()));
            case Action.StartMonitor m -> new Monitors(turn).answered(c, m, event.answer());
            case Action.StopMonitor m -> new Monitors(turn).answered(c, m, event.answer());
        }
    }

    private void ended(ComponentState c, OrderAnswered event, boolean byProxy) {
        if (c.proxying().isPresent() && byProxy && event.answer() == Answer.VOID) {
            life.giveUpWhatIsUnderWay(c);
        } else if (c.proxying().isPresent() && byProxy && event.answer() != Answer.OK) {
            life.proxyFailed(c, event.detail(), false);
        } else {
            life.ended(c, event.answer() == Answer.OK, event.detail());
        }
    }

    private void set(CsiAssignment part, Action.SetCsi set, Answer answer) {
        switch (answer) {
            case OK -> {
                part.answered();
                if (part.isUncertain()) {
                    part.confirmed(Optional.of(set.haState())); // nobody knew what it had
                } else {
                    turn.gate().ha(part, set.haState());
                }
                part.standbyRank(set.standbyRank());
                note(part, set.haState());
            }
            case VOID -> part.answered(); // the component has not seen it: it is asked again
            case FAILED, FAILED_NO_RETRY, CLEANUP_FAILED, TIMED_OUT -> {
                part.abandoned();
                part.refused(true); // its failure is reported, too; nothing more is asked of this instance
            }
        }
    }

    /** A component that does not take new attributes fails, and its next instance begins with them. */
    private static void changed(CsiAssignment part, Answer answer) {
        part.answered();
        switch (answer) {
            case OK -> {}
            case VOID -> part.attributesDue(true);
            case FAILED, FAILED_NO_RETRY, CLEANUP_FAILED, TIMED_OUT -> part.refused(true);
        }
    }

    private static void note(CsiAssignment part, HaState ha) {
        switch (ha) {
            case ACTIVE -> former(part, false);
            case QUIESCED -> former(part, true);
            case STANDBY, QUIESCING -> {}
        }
    }

    private static void former(CsiAssignment part, boolean quiesced) {
        part.unitAssignment()
                .instance()
                .formerActive(
                        part.csi(),
                        Optional.of(new Former(part.component().component().dn(), quiesced)));
    }

    private static void removed(CsiAssignment part, Answer answer) {
        part.answered();
        switch (answer) {
            case OK -> Callbacks.removed(part);
            case VOID -> {}
            case FAILED, FAILED_NO_RETRY, CLEANUP_FAILED, TIMED_OUT -> part.refused(true);
        }
    }

    void quiesced(QuiescingCompleted event) {
        Optional<ComponentState> component = state.component(event.component());
        List<CsiAssignment> parts = component.map(ComponentState::csis).orElse(List.of()).stream()
                .filter(p -> p.confirmed().filter(h -> h == HaState.QUIESCING).isPresent())
                .filter(p -> p.quiescingOrder().filter(event.order()::equals).isPresent())
                .toList();
        for (CsiAssignment part : parts) {
            turn.gate().ha(part, HaState.QUIESCED);
            note(part, HaState.QUIESCED);
            state.touch(state.unitOf(part.component()));
        }
    }

    /** A late word about an earlier instance has been dropped by the agent, which knows its instances best. */
    void told(LifeCycleTold event) {
        state.component(event.component()).ifPresent(c -> turn.gate().lifeCycle(c, event.state()));
    }

    void cleanedUp(CleanupEnded event) {
        Optional<ComponentState> component = state.component(event.component());
        boolean awaited = component
                .filter(ComponentState::isCleaning)
                .flatMap(ComponentState::incarnation)
                .filter(event.incarnation()::equals)
                .isPresent();
        if (awaited) {
            if (component.get().proxying().isPresent() && !event.succeeded()) {
                life.proxyFailed(component.get(), event.detail(), false);
            } else {
                life.ended(component.get(), event.succeeded(), event.detail());
            }
            state.touch(state.unitOf(component.get()));
        }
    }
}
