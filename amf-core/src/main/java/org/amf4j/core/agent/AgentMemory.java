package org.amf4j.core.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Proxied;
import org.amf4j.core.event.Event.OrderAnswered;

/**
 * What an agent's machine knows while nothing is under way: with it the machine of another process goes on with the same
 * life, and everything that runs stays as it is. See {@link AgentMachine#remember} and {@link AgentMachine#AgentMachine}.
 *
 * @param lastNumber the last number given to a run, a timer or an invocation
 * @param answered the latest answers to orders, which a leader may ask for again
 * @param components what is known of components; those that do not run any more are among them
 * @param proxied who speaks here for which proxied component
 * @param uncertain containers that could not be cleaned up
 * @param groups the protection groups that are followed
 */
public record AgentMemory(
        long lastNumber,
        List<OrderAnswered> answered,
        List<Component> components,
        Map<Dn, Proxied> proxied,
        Set<Dn> uncertain,
        List<Group> groups) {

    public AgentMemory {
        answered = List.copyOf(answered);
        components = List.copyOf(components);
        proxied = Map.copyOf(proxied);
        uncertain = Set.copyOf(uncertain);
        groups = List.copyOf(groups);
    }

    /**
     * A component.
     *
     * @param component its name
     * @param epochs the latest epoch of each CSI that an order has told of
     * @param guarded what is cleaned up with the agent though it is not run by it
     * @param running what runs of it, if anything does
     */
    public record Component(
            Dn component, Map<Dn, Long> epochs, Optional<ComponentSpec> guarded, Optional<Running> running) {
        public Component {
            epochs = Map.copyOf(epochs);
        }
    }

    /**
     * An instance of a component that is up.
     *
     * @param started the order that started it, or had it adopted
     * @param run number of its INSTANTIATE
     * @param sessions its sessions
     * @param registered the one that registered it
     * @param states the HA states that it has confirmed
     * @param healthchecks those that run
     * @param monitor its external active monitor, if that runs
     * @param monitored the processes that it has monitored
     */
    public record Running(
            Order started,
            long run,
            List<Long> sessions,
            OptionalLong registered,
            Map<Dn, HaState> states,
            List<Healthcheck> healthchecks,
            Optional<Action.StartMonitor> monitor,
            List<Monitored> monitored) {
        public Running {
            sessions = List.copyOf(sessions);
            states = Map.copyOf(states);
            healthchecks = List.copyOf(healthchecks);
            monitored = List.copyOf(monitored);
        }
    }

    /** A healthcheck as it was started; how often and for how long stands in the component's specification. */
    public record Healthcheck(String key, boolean componentInvoked, long session, RecommendedRecovery recovery) {}

    /**
     * A monitored process with its descendants.
     *
     * @param watch number of the watch
     * @param pid the process
     * @param depth how many generations of descendants count; -1 for all
     * @param session in which it was asked for
     * @param ends which ends are errors, and what is recommended then
     * @param descendantsOnly whether the process itself does not count any more
     */
    public record Monitored(
            long watch,
            long pid,
            int depth,
            long session,
            Map<ProcessEnd, RecommendedRecovery> ends,
            boolean descendantsOnly) {
        public Monitored {
            ends = Map.copyOf(ends);
        }
    }

    /**
     * A protection group that processes follow.
     *
     * @param csi the CSI
     * @param members as the leader has said last; empty before
     * @param trackers who follows it
     */
    public record Group(Dn csi, Optional<List<GroupMember>> members, List<Tracker> trackers) {
        public Group {
            members = members.map(List::copyOf);
            trackers = List.copyOf(trackers);
        }
    }

    /** Who follows a protection group, and what it wants to hear of. */
    public record Tracker(Caller caller, Set<TrackFlag> flags) {
        public Tracker {
            flags = Set.copyOf(flags);
        }
    }
}
