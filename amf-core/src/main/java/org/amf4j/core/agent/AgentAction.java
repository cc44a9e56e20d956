package org.amf4j.core.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.CommandLine;

/** What an agent's machine wants done, at once and in the order given. */
public sealed interface AgentAction {

    /** The life-cycle commands. */
    enum CommandKind {
        INSTANTIATE,
        TERMINATE,
        CLEANUP,
        /** Starts the external active monitor, which goes on by itself. */
        AM_START,
        AM_STOP
    }

    /**
     * Run a command; answered by {@link AgentEvent.CommandEnded}.
     *
     * @param component whose command
     * @param run its number
     * @param kind which command; what INSTANTIATE starts is to be made watchable
     * @param command the command with its time limit
     * @param environment its environment as the specification gives it
     * @param outlivesLease whether what it starts may go on when the node's lease has run out
     */
    record RunCommand(
            Dn component,
            long run,
            CommandKind kind,
            CommandLine command,
            Map<String, String> environment,
            boolean outlivesLease)
            implements AgentAction {

        /** A command that may not. */
        RunCommand(Dn component, long run, CommandKind kind, CommandLine command, Map<String, String> environment) {
            this(component, run, kind, command, environment, false);
        }
    }

    /** Kill a command with all that it has started; its end is still reported. */
    record KillCommand(Dn component, long run) implements AgentAction {}

    /** Kill the processes of a component that has no CLEANUP; answered by {@link AgentEvent.CommandEnded}. */
    record KillProcesses(Dn component, long run) implements AgentAction {}

    /** Watch the processes that the INSTANTIATE command with this number has started. */
    record Watch(Dn component, long run) implements AgentAction {}

    /**
     * Notice the end of a process that may be nobody's child, and of its descendants down to a depth, -1 for all. Answered by
     * {@link AgentEvent.MonitoringBegun}, then {@link AgentEvent.MonitoredEnded} for each.
     */
    record Monitor(Dn component, long watch, long pid, int depth) implements AgentAction {}

    /** The watch is not needed any more. */
    record EndMonitor(long watch) implements AgentAction {}

    /** The instance that this INSTANTIATE command started is gone and of no interest any more. */
    record Forget(Dn component, long run) implements AgentAction {}

    /** Call the component back; answered by {@link AgentEvent.CallbackAnswered}. */
    record SendCallback(Dn component, long session, long invocation, long timeoutNanos, Callback callback)
            implements AgentAction {}

    /** End a session. */
    record CloseSession(Dn component, long session, String reason) implements AgentAction {}

    /**
     * Answer a request.
     *
     * @param caller who asked
     * @param status the result
     * @param text a phrase for people, empty for OK
     * @param haState the state asked for
     */
    record AnswerRequest(Caller caller, AisStatus status, String text, Optional<HaState> haState)
            implements AgentAction {}

    /** Tell the machine when it is this late. */
    record StartTimer(Dn component, long timer, long dueAtNanos) implements AgentAction {}

    /** The timer is not needed any more. */
    record StopTimer(long timer) implements AgentAction {}

    /** Report to the leader. */
    record Report(Event.Report report) implements AgentAction {}

    /** Pass an error report on, its component is not on this node; the caller is answered by whoever knows. */
    record ForwardErrorReport(
            Caller caller, Dn erroneous, RecommendedRecovery recovery, String text, long detectedAtNanos)
            implements AgentAction {}

    /** Pass on that a proxy is ready to speak for a component; the caller is answered by the leader. */
    record ForwardRegistration(Caller caller, Dn proxied, CommandId incarnation) implements AgentAction {}

    /** Pass on that a component has no error any more; the caller is answered by the leader. */
    record ForwardErrorClear(Caller caller, Dn component) implements AgentAction {}

    /** Pass on how ready a component says it is; the caller is answered by the leader. */
    record ForwardReadiness(Caller caller, Dn component, CommandId incarnation, Dn csi, HaReadiness readiness)
            implements AgentAction {}

    /** Answer a request with the members of a protection group. */
    record AnswerGroup(Caller caller, List<GroupMember> members) implements AgentAction {}

    /** Tell a process about a protection group that it follows. */
    record NotifyGroup(Caller caller, GroupChange change) implements AgentAction {}

    /** Tell the leader which protection groups are followed here, all of them. */
    record TrackGroups(List<Dn> csis) implements AgentAction {}

    /** Log what a component has done wrong. */
    record NoteMisbehaviour(Dn component, String text) implements AgentAction {}

    /**
     * After {@link AgentEvent.LeaseLost}: nothing runs any more that may not go on without a lease.
     *
     * @param goOn the components that go on
     */
    record FenceCompleted(List<Dn> goOn) implements AgentAction {
        public FenceCompleted {
            goOn = List.copyOf(goOn);
        }
    }

    /** After {@link AgentEvent.StopRequested}: nothing is left. */
    record StopCompleted() implements AgentAction {}

    /** What a component can be called for. */
    sealed interface Callback {
        /** An HA state. */
        record SetCsi(Action.SetCsi action) implements Callback {}

        /** CSIs are taken away. */
        record RemoveCsi(Action.RemoveCsi action) implements Callback {}

        /** The attributes of a CSI are others. */
        record ChangeCsi(Action.ChangeCsi action) implements Callback {}

        /** Terminate yourself. */
        record Terminate() implements Callback {}

        /** How are you? */
        record Healthcheck(String key) implements Callback {}

        /** To a container: instantiate a component in you. It registers by itself. */
        record InstantiateContained(Dn contained) implements Callback {}

        /** To a container: end what there is of a component in you; no error when there is nothing. */
        record CleanUpContained(Dn contained) implements Callback {}

        /** To a proxy: instantiate the component that this is about. */
        record InstantiateProxied() implements Callback {}

        /** To a proxy: end what there is of the component that this is about; no error when there is nothing. */
        record CleanUpProxied() implements Callback {}

        /** To a proxy: what a component is called for that it speaks for. */
        record ForProxied(Dn component, Callback callback) implements Callback {}
    }
}
