package org.amf4j.core.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.state.LifeCycleState;

/**
 * What the director is told. Events are inputs: they say what happened or what is asked, never what to do.
 *
 * <p>Instants inside events ({@code ...AtNanos}) are nanoseconds since the epoch as the observer read them; they feed
 * metrics and explanations, decisions use the log entry's timestamp only.
 */
public sealed interface Event {

    /**
     * A part of the initial configuration; the last part starts the cluster. Refused once a configuration is loaded.
     *
     * @param part number of this part, from 1
     * @param parts how many there are
     * @param objects configuration objects, already checked against their classes
     * @param classes definitions of classes; without that of its class no object can be changed later
     */
    record ConfigurationLoaded(int part, int parts, List<ImmObject> objects, List<ImmClass> classes) implements Event {
        public ConfigurationLoaded {
            objects = List.copyOf(objects);
            classes = List.copyOf(classes);
        }

        /** A part without definitions of classes. */
        public ConfigurationLoaded(int part, int parts, List<ImmObject> objects) {
            this(part, parts, objects, List.of());
        }
    }

    /**
     * An operator asks for a change of the configuration, all or nothing.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param classes new classes, which the operations may have objects of
     * @param changes the operations, in order
     * @param maker for which owner of objects it is made
     * @param notAfterNanos it is refused when the entry's time is later, in nanoseconds since the epoch; 0 for no limit
     */
    record ConfigurationChanged(
            String requestId, List<ImmClass> classes, List<ObjectChange> changes, Maker maker, long notAfterNanos)
            implements Event {
        public ConfigurationChanged {
            classes = List.copyOf(classes);
            changes = List.copyOf(changes);
        }

        /** A change for an owner that stays one, without new classes. */
        public ConfigurationChanged(String requestId, List<ObjectChange> changes, String owner, long notAfterNanos) {
            this(requestId, List.of(), changes, new Maker(owner, false), notAfterNanos);
        }

        /** A change for no owner, which is never too late. */
        public ConfigurationChanged(String requestId, List<ObjectChange> changes) {
            this(requestId, List.of(), changes, Maker.NOBODY, 0);
        }

        /** The name of the owner that it is made for; empty for none. */
        public String owner() {
            return maker.owner();
        }
    }

    /**
     * For which owner of objects a change is made.
     *
     * @param owner its name; empty for none
     * @param passing whether its handle ends with the change, so that what the change creates belongs to nobody
     */
    record Maker(String owner, boolean passing) {
        /** No owner. */
        public static final Maker NOBODY = new Maker("", false);
    }

    /**
     * A process asks for something that concerns owners or implementers of objects.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param session the session of the process
     * @param request what it asks for
     */
    record ModelRequested(String requestId, SessionId session, ModelRequest request) implements Event {}

    /**
     * Controllers have met that may not have known of each other.
     *
     * @param anew whether the cluster has started anew, since none of them had met the others before
     * @param starts the controllers, each with what names the start of its program
     */
    record ControllersMet(boolean anew, SortedMap<String, Long> starts) implements Event {
        public ControllersMet {
            starts = Collections.unmodifiableSortedMap(new TreeMap<>(starts));
        }
    }

    /**
     * An operator or an application asks for classes that come and go, all or nothing.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param create new classes
     * @param delete names of classes that go, before the new ones come
     */
    record ClassesChanged(String requestId, List<ImmClass> create, List<String> delete) implements Event {
        public ClassesChanged {
            create = List.copyOf(create);
            delete = List.copyOf(delete);
        }
    }

    /**
     * Applications tell the cluster something. The reply's text is the number of the first notification; those of the others
     * follow it.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param contents what they say, in order
     */
    record NotificationsSent(String requestId, List<SentContent> contents) implements Event {
        public NotificationsSent {
            contents = List.copyOf(contents);
        }
    }

    /**
     * A node's agent has joined, with nothing running on the node.
     *
     * @param agentName the name it announces
     * @param incarnation rises with each start of the agent
     * @param startedAtNanos when the agent started, in nanoseconds since the epoch
     * @param address where it is, empty when not known
     */
    record NodeJoined(String agentName, long incarnation, long startedAtNanos, String address) implements Event {

        /** An agent of which nothing else is known. */
        public NodeJoined(String agentName, long incarnation) {
            this(agentName, incarnation, 0, "");
        }
    }

    /**
     * A node cannot be heard. What runs there may go on for a while, so nothing moves yet: {@link NodeLeft} follows when that
     * is certain to have ended, or {@link NodeHeard} when it can be heard again.
     *
     * @param agentName the name it announced
     * @param incarnation the incarnation that is silent; a later one is not affected
     * @param cause a phrase for people
     * @param waitNanos how long its lease may last still, as far as is known now; for people
     */
    record NodeSilent(String agentName, long incarnation, String cause, long waitNanos) implements Event {}

    /**
     * A silent node can be heard again and is as it was.
     *
     * @param agentName the name it announced
     * @param incarnation the incarnation that is heard
     */
    record NodeHeard(String agentName, long incarnation) implements Event {}

    /**
     * An agent ends and leaves what runs on its node as it is: another process of it is about to go on with the same life
     * ({@link AgentReturned}). Until then nobody there notices anything, and nothing is missed for so long.
     *
     * @param agentName the name it announced
     * @param incarnation the life that is to go on
     * @param keptNanos for how long what runs there is left alone, from before this was said; its guardian ends it then
     */
    record AgentLeaves(String agentName, long incarnation, long keptNanos) implements Event {}

    /**
     * An agent that has left is there again, in another process, and so is everything on its node.
     *
     * @param agentName the name it announced
     * @param incarnation the life that goes on
     * @param serviceLife higher than that of the process before: tells what only the process knew, such as checkpoints
     */
    record AgentReturned(String agentName, long incarnation, long serviceLife) implements Event {}

    /**
     * A node is gone, and nothing that ran there runs any more.
     *
     * @param agentName the name it announced
     * @param incarnation the incarnation that is gone; a later one is not affected
     * @param cause a phrase for people
     */
    record NodeLeft(String agentName, long incarnation, String cause) implements Event {}

    /**
     * From this entry on decisions follow a later version of the rules, which every controller's program knows.
     *
     * @param version the version, see {@link org.amf4j.core.director.Rules}; an earlier one changes nothing
     */
    record RulesRaised(int version) implements Event {}

    /**
     * What a controller remembers has been compared with what the majority does.
     *
     * @param controller its name
     * @param agrees whether it is the same; when not, the controller ends
     * @param text which entry it was compared after, for people
     */
    record ControllerCompared(String controller, boolean agrees, String text) implements Event {}

    /** What an agent reports about one of its components. */
    sealed interface Report extends Event {
        /** The component. */
        Dn component();
    }

    /**
     * An order was carried out, or could not be.
     *
     * @param component the component
     * @param order the order
     * @param answer how it ended
     * @param detail a phrase for people: exit code, missed time limit
     * @param startedAtNanos when the agent began, for a callback: when the component entered it
     * @param endedAtNanos when it ended
     */
    record OrderAnswered(
            Dn component, CommandId order, Answer answer, String detail, long startedAtNanos, long endedAtNanos)
            implements Report {}

    /**
     * A component has failed. The agent has already begun to clean it up and will report {@link CleanupEnded}.
     *
     * @param component the component
     * @param incarnation the Instantiate order that started it
     * @param source who noticed
     * @param recommended what the reporter recommends
     * @param detail a phrase for people
     * @param observedAtNanos when it was noticed
     * @param cleanupStartedAtNanos when cleanup began
     */
    record ComponentFailed(
            Dn component,
            CommandId incarnation,
            ErrorSource source,
            RecommendedRecovery recommended,
            String detail,
            long observedAtNanos,
            long cleanupStartedAtNanos)
            implements Report {}

    /**
     * The cleanup that an agent began by itself has ended.
     *
     * @param component the component
     * @param incarnation the incarnation cleaned up
     * @param succeeded whether CLEANUP exited 0 in time
     * @param detail a phrase for people
     * @param endedAtNanos when it ended
     */
    record CleanupEnded(Dn component, CommandId incarnation, boolean succeeded, String detail, long endedAtNanos)
            implements Report {}

    /**
     * A component told to be QUIESCING has finished its work.
     *
     * @param component the component
     * @param order the SetCsi order that asked for it
     * @param atNanos when
     */
    record QuiescingCompleted(Dn component, CommandId order, long atNanos) implements Report {}

    /**
     * Scripts of a component say what has become of the machine that it keeps.
     *
     * @param component the component
     * @param state what has become of it
     * @param atNanos when
     */
    record LifeCycleTold(Dn component, LifeCycleState state, long atNanos) implements Report {}

    /**
     * Some process reports an error on a component that may be on any node.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param component the erroneous component
     * @param recommended what the reporter recommends
     * @param detail a phrase for people
     * @param detectedAtNanos when the error was detected, 0 when it is not known
     */
    record ErrorReported(
            String requestId, Dn component, RecommendedRecovery recommended, String detail, long detectedAtNanos)
            implements Event {

        /** An error of which nobody says when it was detected. */
        public ErrorReported(String requestId, Dn component, RecommendedRecovery recommended, String detail) {
            this(requestId, component, recommended, detail, 0);
        }
    }

    /**
     * A proxy is ready to speak for a proxied component.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param component the proxied component
     * @param proxy the proxy
     * @param incarnation the instance of the proxy
     */
    record ProxiedRegistered(String requestId, Dn component, Dn proxy, CommandId incarnation) implements Event {}

    /**
     * Some process says that a component has no error any more that it had been disabled for.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param component the component
     */
    record ErrorCleared(String requestId, Dn component) implements Event {}

    /**
     * A component says how ready it is for a CSI, or for all.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param component the component
     * @param incarnation the instance of it that says so
     * @param csi the CSI; the root name for all
     * @param readiness how ready it is
     */
    record HaReadinessSet(String requestId, Dn component, CommandId incarnation, Dn csi, HaReadiness readiness)
            implements Event {}

    /**
     * An operator asks for an administrative operation.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param target the entity
     * @param operation the operation
     */
    record OperationRequested(String requestId, Dn target, AdminOperation operation) implements Event {}

    /**
     * An operator asks for an operation on a node of the cluster, or on the cluster, as far as membership is concerned.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param target the CLM node or the CLM cluster
     * @param operation the operation
     */
    record MembershipRequested(String requestId, Dn target, NodeOperation operation) implements Event {}

    /**
     * A subscriber of the membership wants to be asked in steps, or in none any more.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param tracker the subscriber
     * @param flags its flags; 0 for none any more
     */
    record TrackerChanged(String requestId, TrackerId tracker, int flags) implements Event {}

    /**
     * A subscriber of the membership answers a step.
     *
     * @param requestId names the request; answered by a {@link org.amf4j.core.command.Command.Reply}
     * @param tracker the subscriber
     * @param step the number of the step
     * @param answer what it says
     */
    record TrackerAnswered(String requestId, TrackerId tracker, long step, StepAnswer answer) implements Event {}

    /** Nothing but the time; the next timer may be due. */
    record Tick() implements Event {}

    /** How an order ended. */
    enum Answer {
        /** Done. */
        OK,
        /** Failed; what had to be cleaned up has been, successfully. */
        FAILED,
        /** INSTANTIATE said that no further attempt makes sense; cleaned up successfully. */
        FAILED_NO_RETRY,
        /** Failed, and the cleanup failed, too: nobody knows whether the component still runs. */
        CLEANUP_FAILED,
        /** No answer within the time limit. */
        TIMED_OUT,
        /** The component was gone or is being cleaned up; the order is void. */
        VOID
    }

    /** Who noticed an error (error sources of the AMF reference, section 5.5). */
    enum ErrorSource {
        ERROR_REPORT,
        HEALTHCHECK_FAILED,
        HEALTHCHECK_TIMEOUT,
        PASSIVE_MONITOR,
        ACTIVE_MONITOR,
        COMMAND_FAILED,
        CONNECTION_LOST,
        PROCESS_ENDED,
        CSI_SET_FAILED,
        CSI_SET_TIMEOUT,
        CSI_REMOVE_FAILED,
        CSI_REMOVE_TIMEOUT,
        QUIESCING_TIMEOUT,
        PROTOCOL_ERROR,
        /** A container could not clean up a component that lives in it. */
        CONTAINED_CLEANUP_FAILED
    }
}
