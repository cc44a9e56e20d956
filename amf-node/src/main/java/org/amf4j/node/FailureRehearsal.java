package org.amf4j.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.AgentMachine;
import org.amf4j.core.agent.Caller;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.CommandLine;
import org.amf4j.protocol.codec.ClusterCodec;

/**
 * Plays the failures of a component that does not exist on a machine of its own, so that those of a real one do not meet code that is
 * used for the first time: the JVM links each expression at its first use, some sixty on this way, while a service is down. Nothing
 * is carried out, and nothing told to anybody.
 */
final class FailureRehearsal {

    /** Does not exist. */
    static final Dn COMPONENT = Dn.of("safComp=rehearsal,safSu=rehearsal,safSg=rehearsal,safApp=rehearsal");

    private static final Dn CSI = Dn.of("safCsi=rehearsal,safSi=rehearsal,safApp=rehearsal");
    private static final Command.Agent NOBODY = new Command.Agent(Dn.of("safAmfNode=rehearsal"), 1);
    private static final CommandLine NOTHING = new CommandLine("/bin/true", List.of(), 1);

    private final AgentMachine machine = new AgentMachine();
    private final List<AgentAction> actions = new ArrayList<>();
    private final List<Event.Report> reports = new ArrayList<>();
    private long orders;
    private long requests;
    private long session;

    /** Plays it; returns what would have been reported. */
    List<Event.Report> play() {
        start();
        feed(new AgentEvent.SessionClosed(0, COMPONENT, session, false, "rehearsal"));
        end(CommandKind.CLEANUP);
        start();
        // As scripts report, which have no session.
        feed(new AgentEvent.ErrorReported(
                0,
                new Caller(Dn.ROOT, SessionHands.NOBODY, 0),
                COMPONENT,
                RecommendedRecovery.NO_RECOMMENDATION,
                "rehearsal"));
        end(CommandKind.CLEANUP);
        reports.forEach(ClusterCodec::toMessage);
        return List.copyOf(reports);
    }

    private void start() {
        session++;
        ComponentSpec spec = new ComponentSpec(
                true,
                Optional.of(NOTHING),
                Optional.empty(),
                Optional.of(NOTHING),
                Map.of(),
                1,
                List.of(),
                RecommendedRecovery.COMPONENT_RESTART,
                Optional.empty(),
                Optional.empty(),
                false);
        order(new Action.Instantiate(spec, Map.of()));
        end(CommandKind.INSTANTIATE);
        feed(new AgentEvent.SessionOpened(0, caller()));
        feed(new AgentEvent.Registered(0, caller()));
        assign(HaState.STANDBY, Action.CsiFlag.ADD_ONE);
        assign(HaState.ACTIVE, Action.CsiFlag.TARGET_ONE);
    }

    private void assign(HaState state, Action.CsiFlag flag) {
        order(new Action.SetCsi(
                state,
                flag,
                List.of(new Action.Csi(CSI, Map.of(), orders + 1)),
                TransitionDescriptor.NEW_ASSIGN,
                Dn.ROOT,
                0,
                1,
                1));
        long invocation = last(AgentAction.SendCallback.class).invocation();
        feed(new AgentEvent.CallbackAnswered(0, caller(), invocation, AisStatus.OK, "", 0));
    }

    private void order(Action action) {
        feed(new AgentEvent.OrderReceived(0, new Command.Order(new CommandId(++orders, 0), NOBODY, COMPONENT, action)));
    }

    private void end(CommandKind kind) {
        AgentAction.RunCommand command = last(AgentAction.RunCommand.class);
        if (command.kind() != kind) {
            throw new IllegalStateException("the machine wants " + command.kind() + " where it should want " + kind);
        }
        feed(new AgentEvent.CommandEnded(0, COMPONENT, command.run(), OptionalInt.of(0), "exit code 0"));
    }

    private Caller caller() {
        return new Caller(COMPONENT, session, ++requests);
    }

    private void feed(AgentEvent event) {
        for (AgentAction action : machine.handle(event)) {
            actions.add(action);
            if (action instanceof AgentAction.Report report) {
                reports.add(report.report());
            }
        }
    }

    private <T extends AgentAction> T last(Class<T> type) {
        return actions.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, later) -> later)
                .orElseThrow();
    }
}
