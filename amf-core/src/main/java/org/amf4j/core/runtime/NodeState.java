package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.Node;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;

/** What is known of a node at run time. */
public final class NodeState {

    private final Node node;
    private final List<NodeGroupState> groups = new ArrayList<>();
    AdminState admin;
    OperationalState operational = OperationalState.DISABLED;
    private boolean member;
    private long incarnation;
    private int failovers;
    private Optional<Command.Reboot> reboot = Optional.empty();
    private int reboots;
    private Optional<Silence> silence = Optional.empty();
    private Optional<Departure> departure = Optional.empty();

    /**
     * A member that cannot be heard.
     *
     * @param cause a phrase for people
     * @param untilNanos when its work can move at the latest, as far as was known when it fell silent; for people
     */
    public record Silence(String cause, long untilNanos) {}

    NodeState(Node node) {
        this.node = node;
        this.admin = node.config().adminState();
    }

    /** The configuration. */
    public Node node() {
        return node;
    }

    /**
     * The node is being made to leave the cluster; its work goes first, then all instances.
     *
     * @param sequence the step that waits for the framework's answer, 0 when none does any more
     * @param level what may still be on the node: work that is being finished, or nothing
     * @param enabledBefore whether the node was ENABLED, for the case that it stays after all
     */
    public record Departure(long sequence, AdminState level, boolean enabledBefore) {}

    /** Its departure, while it is being made to leave the cluster. */
    public Optional<Departure> departure() {
        return departure;
    }

    /** Remembers that it is being made to leave, or that it is not any more. */
    public void departure(Optional<Departure> present) {
        departure = present;
    }

    /** What the administrator allows for the node itself. */
    public AdminState admin() {
        return admin;
    }

    /** Node groups that it is a member of, by DN. */
    public List<NodeGroupState> groups() {
        return groups;
    }

    /** The most restrictive administrative state of the node and its node groups, and of its departure. */
    public AdminState effectiveAdmin() {
        AdminState result =
                departure.isEmpty() ? admin : admin.stricter(departure.get().level());
        for (NodeGroupState group : groups) { // asked for very often: no stream
            result = result.stricter(group.admin);
        }
        return result;
    }

    /** Whether it is a healthy member. */
    public OperationalState operational() {
        return operational;
    }

    /** Whether its agent has joined. */
    public boolean isMember() {
        return member;
    }

    /** The agent's incarnation, 0 before the first join. */
    public long incarnation() {
        return incarnation;
    }

    /** Its agent's present life. */
    public Command.Agent agent() {
        return new Command.Agent(node.dn(), incarnation);
    }

    /** Remembers that the agent has joined. */
    public void join(long agentIncarnation) {
        member = true;
        reboot = Optional.empty();
        silence = Optional.empty();
        departure = Optional.empty();
        incarnation = agentIncarnation;
    }

    /** Remembers that the agent is gone. */
    public void leave() {
        member = false;
        reboot = Optional.empty();
        silence = Optional.empty();
        departure = Optional.empty();
        failovers = 0;
    }

    /** Fail-overs counted in the running probation. */
    public int failovers() {
        return failovers;
    }

    /** Sets the number of fail-overs counted. */
    public void failovers(int count) {
        failovers = count;
    }

    /** The reboot that is under way: ordered, and the agent is not gone yet. */
    public Optional<Command.Reboot> reboot() {
        return reboot;
    }

    /** Whether it is being rebooted: what runs there is about to end and takes no orders any more. */
    public boolean isRebooting() {
        return reboot.isPresent();
    }

    /** Remembers the order to reboot. */
    void reboot(Command.Reboot order) {
        reboots = reboot.isPresent() ? reboots + 1 : 1;
        reboot = Optional.of(order);
    }

    /** How often the reboot under way has been ordered. */
    public int reboots() {
        return reboots;
    }

    /** Why it cannot be heard though what runs there may go on; empty for whoever can be heard, and for who has left. */
    public Optional<Silence> silence() {
        return silence;
    }

    /** Remembers that it cannot be heard, or that it can be again. */
    public void silence(Optional<Silence> present) {
        silence = present;
    }

    /** Whether instances may run on it. */
    public boolean isUsable() {
        return member && !isRebooting() && operational == OperationalState.ENABLED;
    }
}
