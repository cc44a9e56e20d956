package org.amf4j.core.agent;

import java.util.OptionalInt;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Command.Order;

/** What an agent's machine is told. Instants are nanoseconds since the epoch by a clock that never goes back. */
public sealed interface AgentEvent {

    /** When it happened. */
    long atNanos();

    /** The leader orders something. */
    record OrderReceived(long atNanos, Order order) implements AgentEvent {}

    /** The agent is to end: everything on the node is cleaned up and no order is taken any more. */
    record StopRequested(long atNanos) implements AgentEvent {}

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

    /** A timer started by {@link AgentAction.StartTimer} is due. */
    record TimerDue(long atNanos, Dn component, long timer) implements ComponentEvent {}

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
     */
    record ErrorReported(long atNanos, Caller caller, Dn erroneous, RecommendedRecovery recovery, String text)
            implements Request {}
}
