package org.amf4j.core.agent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.state.LifeCycleState;

/** What an agent's machine is told. Instants are nanoseconds since the epoch by a clock that never goes back. */
public sealed interface AgentEvent {

    /** When it happened. */
    long atNanos();

    /** The leader orders something. */
    record OrderReceived(long atNanos, Order order) implements AgentEvent {}

    /** The agent is to end: everything on the node is cleaned up and no order is taken any more. */
    record StopRequested(long atNanos) implements AgentEvent {}

    /** The leader says who belongs to a protection group; empty when there is no such CSI. */
    record GroupKnown(long atNanos, Dn csi, Optional<List<GroupMember>> members) implements AgentEvent {}

    /** The agent is to end and to leave what runs as it is: nothing new is begun, so that nothing is under way soon. */
    record LeaveRequested(long atNanos) implements AgentEvent {}

    /** The agent does not end after all. */
    record LeaveGivenUp(long atNanos) implements AgentEvent {}

    /** The first event of a machine that goes on with what another one knew. */
    record Continued(long atNanos) implements AgentEvent {}

    /** The node's lease has run out: what may not go on without is cleaned up, and no order is taken any more. */
    record LeaseLost(long atNanos) implements AgentEvent {}

    /** Something about one component. */
    sealed interface ComponentEvent extends AgentEvent {
        /** The component. */
        Dn component();
    }

    /**
     * A command has ended.
     *
     * @param atNanos when
     * @param component whose command
     * @param run the number given with {@link AgentAction.RunCommand} or {@link AgentAction.KillProcesses}
     * @param exitCode its exit code; empty when it was killed, timed out or not started
     * @param detail a phrase for people
     */
    record CommandEnded(long atNanos, Dn component, long run, OptionalInt exitCode, String detail)
            implements ComponentEvent {}

    /**
     * No process of an instance is left.
     *
     * @param atNanos when
     * @param component the component
     * @param run the number of the INSTANTIATE command that started the instance
     * @param held whether there was something to watch; if not, the instance cannot be watched and nothing is known
     */
    record ProcessEnded(long atNanos, Dn component, long run, boolean held) implements ComponentEvent {}

    /** A script of the component says what has become of the machine that it keeps. */
    record LifeCycleTold(long atNanos, Dn component, LifeCycleState state) implements ComponentEvent {}

    /** A timer started by {@link AgentAction.StartTimer} is due. */
    record TimerDue(long atNanos, Dn component, long timer) implements ComponentEvent {}

    /** What {@link AgentAction.Monitor} asked for has begun, or there is no such process. */
    record MonitoringBegun(long atNanos, Dn component, long watch, boolean exists, String detail)
            implements ComponentEvent {}

    /**
     * A monitored process has ended.
     *
     * @param atNanos when
     * @param component for whom it was monitored
     * @param watch the number given with {@link AgentAction.Monitor}
     * @param pid the process, or a descendant
     * @param exit its exit code, or the negative number of the signal; empty when nobody knows
     */
    record MonitoredEnded(long atNanos, Dn component, long watch, long pid, OptionalInt exit)
            implements ComponentEvent {}

    /**
     * A session has ended without our doing.
     *
     * @param atNanos when
     * @param component whose session
     * @param session its number
     * @param broken whether the process broke the protocol, rather than just being gone
     * @param detail a phrase for people
     */
    record SessionClosed(long atNanos, Dn component, long session, boolean broken, String detail)
            implements ComponentEvent {}

    /** A session that another process of the agent had has a connection again. */
    record SessionResumed(long atNanos, Dn component, long session) implements ComponentEvent {}

    /** What a process asks for in a session of its component; answered by one {@link AgentAction.AnswerRequest}. */
    sealed interface Request extends ComponentEvent {
        /** Who asks. */
        Caller caller();

        @Override
        default Dn component() {
            return caller().component();
        }
    }

    /** The first request of a session. */
    record SessionOpened(long atNanos, Caller caller) implements Request {}

    /** The component is ready for callbacks. */
    record Registered(long atNanos, Caller caller) implements Request {}

    /** A process says that a component, its own or any other, has no error any more that it was disabled for. */
    record ErrorCleared(long atNanos, Caller caller, Dn cleared) implements Request {}

    /** The component is ready to speak for another one, as its proxy. */
    record ProxiedRegistered(long atNanos, Caller caller, Dn proxied) implements Request {}

    /** How ready the component is for a CSI; the root name for all. */
    record HaReadinessSet(long atNanos, Caller caller, Dn csi, HaReadiness readiness) implements Request {}

    /** What a proxy asks for a component that it speaks for. */
    record OnBehalf(Dn proxied, Request request) implements Request {
        @Override
        public long atNanos() {
            return request.atNanos();
        }

        @Override
        public Caller caller() {
            return request.caller();
        }
    }

    /**
     * The answer to a callback.
     *
     * @param atNanos when it arrived
     * @param caller who answers
     * @param invocation number of the callback
     * @param status OK, or why not
     * @param text a phrase for people
     * @param enteredAtNanos when the callback was entered, 0 if not known
     */
    record CallbackAnswered(
            long atNanos, Caller caller, long invocation, AisStatus status, String text, long enteredAtNanos)
            implements Request {}

    /** The work is finished that was going on when the component was told QUIESCING by the callback with this number. */
    record QuiescingComplete(long atNanos, Caller caller, long invocation, AisStatus status) implements Request {}

    /**
     * A healthcheck is to begin.
     *
     * @param atNanos when
     * @param caller who asks
     * @param key a key of the component's specification
     * @param componentInvoked whether the component confirms by itself instead of being called
     * @param recovery what to recommend when it fails
     */
    record HealthcheckStarted(
            long atNanos, Caller caller, String key, boolean componentInvoked, RecommendedRecovery recovery)
            implements Request {}

    /** The component says how it is. */
    record HealthcheckConfirmed(long atNanos, Caller caller, String key, AisStatus status) implements Request {}

    /** A healthcheck is to end. */
    record HealthcheckStopped(long atNanos, Caller caller, String key) implements Request {}

    /**
     * The end of a process is to be an error.
     *
     * @param atNanos when
     * @param caller who asks
     * @param pid the process
     * @param depth how many generations of descendants count; -1 for all
     * @param ends which kinds of end are errors
     * @param recovery what to recommend
     */
    record MonitoringStarted(
            long atNanos, Caller caller, long pid, int depth, Set<ProcessEnd> ends, RecommendedRecovery recovery)
            implements Request {}

    /**
     * The end of processes is to be no error any more.
     *
     * @param atNanos when
     * @param caller who asks
     * @param scope which processes
     * @param pid the process, unless all are meant
     * @param ends which kinds of end are no errors any more
     */
    record MonitoringStopped(long atNanos, Caller caller, ProcessScope scope, long pid, Set<ProcessEnd> ends)
            implements Request {}

    /** Who belongs to a protection group? Once, when there are no flags; else told as the flags say. */
    record GroupAsked(long atNanos, Caller caller, Dn csi, Set<TrackFlag> flags) implements Request {}

    /** A protection group is not to be followed any more. */
    record GroupTrackingStopped(long atNanos, Caller caller, Dn csi) implements Request {}

    /** Which HA state does the caller have for a CSI? */
    record HaStateAsked(long atNanos, Caller caller, Dn csi) implements Request {}

    /**
     * A process reports an error on a component, its own or any other.
     *
     * @param atNanos when
     * @param caller who reports
     * @param erroneous the component in error
     * @param recovery what is recommended
     * @param text a phrase for people
     * @param detectedAtNanos when the error was detected, not after it was reported
     */
    record ErrorReported(
            long atNanos, Caller caller, Dn erroneous, RecommendedRecovery recovery, String text, long detectedAtNanos)
            implements Request {
        public ErrorReported {
            detectedAtNanos = detectedAtNanos <= 0 ? atNanos : Math.min(detectedAtNanos, atNanos);
        }

        /** An error that is reported as soon as it is detected. */
        public ErrorReported(long atNanos, Caller caller, Dn erroneous, RecommendedRecovery recovery, String text) {
            this(atNanos, caller, erroneous, recovery, text, atNanos);
        }
    }
}
