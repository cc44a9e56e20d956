package org.amf4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.lifecycle.OutlivingLease;
import org.amf4j.core.model.Node;

/**
 * A node's agent, the production machine, with simulated hands: commands, processes, sessions and timers.
 *
 * <p>It takes the worst view of what components do: one that is told to be ACTIVE is active from that moment, one that is
 * told anything else is active until it has answered, one that has failed without crashing is active until it has been
 * cleaned up, and for ever when the cleanup fails.
 */
public final class SimulatedAgent {

    /** Things that can be made to fail. */
    public enum Operation {
        INSTANTIATE,
        /** INSTANTIATE says that no further attempt makes sense. */
        INSTANTIATE_NO_RETRY,
        TERMINATE,
        CLEANUP,
        CSI_SET,
        CSI_REMOVE,
        CSI_CHANGE,
        AM_START,
        AM_STOP
    }

    private final VirtualCluster cluster;
    private final Node node;
    private final AgentLink link;
    private final PlannedFaults faults = new PlannedFaults();
    private SimulatedHands hands;
    private final SimulatedSilence silence;
    private boolean up;
    private long incarnation;

    SimulatedAgent(VirtualCluster cluster, Node node) {
        this.cluster = cluster;
        this.node = node;
        this.link = new AgentLink(cluster, node.dn());
        this.hands = new SimulatedHands(cluster, link, faults);
        this.silence = new SimulatedSilence(cluster, this);
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** Whether the node is up. */
    public boolean isUp() {
        return up;
    }

    /** The agent starts and joins. */
    public void join() {
        up = true;
        link.begin();
        hands = new SimulatedHands(cluster, link, faults);
        link.tell(new Event.NodeJoined(node.agentName(), ++incarnation));
    }

    /** The agent is as the director knows it, with nothing running yet; what it reports of that does not matter. */
    void adopt() {
        NodeMembership membership = membership();
        up = membership.isUp();
        incarnation = membership.incarnation();
        link.begin();
        hands = new SimulatedHands(cluster, link, faults);
    }

    /** Carries out an order that the director has had carried out before. */
    void repeat(Command.Order order, List<Dn> csis) {
        hands.order(order, csis);
    }

    /** What was reported up to now is not told to anybody. */
    void forgetReports() {
        link.cut();
        link.begin();
    }

    /** The node dies with everything on it. */
    public void die() {
        vanish();
        link.tell(new Event.NodeLeft(node.agentName(), incarnation, "the node has failed"));
    }

    /**
     * The node cannot be heard and hears nothing for a while. When that outlasts its lease, all that it runs ends, and it
     * comes back with nothing running.
     *
     * @param nanos how long
     * @param stopped whether its agent is stopped meanwhile, so that only its guardian can end anything
     */
    public void fallSilent(long nanos, boolean stopped) {
        link.block(nanos);
        if (stopped) {
            hands.stop(nanos);
        }
        silence.begin(nanos, stopped);
    }

    /** The present life. */
    long incarnation() {
        return incarnation;
    }

    /**
     * The lease has run out: nothing runs any more, but for what may go on without, and that until the node joins again.
     * Nobody learns of it from here.
     */
    void fence() {
        up = false;
        link.cut();
        hands.fence(component -> cluster.state()
                .component(component)
                .filter(c -> OutlivingLease.isAllowed(c.component()))
                .isPresent());
    }

    /** The process of the agent restarts under what it runs. */
    public void restart() {
        SimulatedHands present = hands;
        hands.restart(() -> {
            if (up && hands == present) {
                leaderChanged(cluster.unanswered());
            }
        });
    }

    /** The node dies and comes back before anybody has noticed that it was away. */
    public void blink() {
        vanish();
        join();
    }

    /** The director wants the node rebooted: it dies, is noticed to be gone, and joins after a while. */
    void reboot(Command.Reboot command) {
        if (up) {
            link.deliver(() -> {
                if (up && command.agent().incarnation() == incarnation) {
                    die();
                    long died = incarnation;
                    cluster.later(cluster.delays().rebootNanos(), () -> {
                        if (!up && incarnation == died) {
                            join();
                        }
                    });
                }
            });
        }
    }

    private void vanish() {
        up = false;
        link.cut();
        hands.vanish();
    }

    /** What runs here: HA state by CSI of each component's processes, as far as they may really have it. */
    public Map<Dn, Map<Dn, HaState>> holdings() {
        return holdings(hands.processes());
    }

    /** What runs at a place. */
    static Map<Dn, Map<Dn, HaState>> holdings(SimulatedProcesses place) {
        Map<Dn, Map<Dn, HaState>> all = new TreeMap<>();
        for (List<SimulatedProcess> processes : place.all()) {
            processes.forEach(
                    p -> all.computeIfAbsent(p.component, c -> new TreeMap<>()).putAll(p.has));
        }
        return all;
    }

    SimulatedProcesses processes() {
        return hands.processes();
    }

    /** Lets the next such operation on the component fail. */
    public void failNext(Dn component, Operation operation) {
        faults.fail(component, operation);
    }

    /** Lets the next such operation on the component take this long, in nanoseconds of virtual time. */
    public void slowNext(Dn component, Operation operation, long nanos) {
        faults.delay(component, operation, nanos);
    }

    /** The configuration has changed: proxies look whether there is more that they are to speak for. */
    void configured() {
        if (up && !hands.isStopped()) {
            hands.lookForProxied();
        }
    }

    /** Faults stop: forgets what was to fail or to be slow, and ends what hangs. */
    public void failNothing() {
        faults.clear();
        hands.endHung();
    }

    /** Holds back all messages from and to this agent for a while; none is lost. */
    public void cutLink(long nanos) {
        link.block(nanos);
    }

    /**
     * The component fails: its process dies, or whoever noticed an error reports it with a recommendation. The agent cleans
     * it up at once and reports. Returns false when no process runs that could fail.
     */
    public boolean fail(Dn component, ErrorSource source, RecommendedRecovery recovery, String detail) {
        return up
                && (source == ErrorSource.PROCESS_ENDED || !hands.isStopped())
                && !isProxied(component)
                && (source == ErrorSource.PROCESS_ENDED
                        ? hands.crash(component)
                        : hands.reportError(component, recovery, detail));
    }

    private boolean isProxied(Dn component) {
        return cluster.state()
                .component(component)
                .filter(c -> c.proxying().isPresent())
                .isPresent();
    }

    /** The proxy here reports that a component has failed which it speaks for; says whether it can. */
    boolean failProxied(Dn proxied, Dn proxy, RecommendedRecovery recovery, String detail) {
        return up && !hands.isStopped() && hands.reportFor(proxied, proxy, recovery, detail);
    }

    /**
     * The component answers nothing any more: callbacks and healthchecks time out, if there are any. Returns false when no
     * process runs that could hang; a component that a proxy speaks for is not called, its proxy is.
     */
    public boolean hang(Dn component) {
        return up && !hands.isStopped() && !isProxied(component) && hands.hang(component);
    }

    /** Ends what still runs of failed components below the entity, or all that runs here when it is this node. */
    public void removeLeftovers(Dn entity) {
        hands.processes().removeLeftovers(c -> c.isBelow(entity) || entity.equals(node.dn()));
    }

    /** The director has given an order; it arrives after a while, and is refused in a later life than it is meant for. */
    void carryOut(Command.Order order) {
        if (up) {
            List<Dn> csis = cluster.csisOf(order.component());
            link.deliver(() -> {
                if (up && order.agent().incarnation() == incarnation) {
                    hands.order(order, csis);
                }
            });
        }
    }

    /** A leader that is cut off together with this agent has given an order, which need not wait for the others. */
    void carryOutNext(Command.Order order, List<Dn> csis) {
        cluster.later(cluster.delays().linkNanos(), () -> {
            if (up && order.agent().incarnation() == incarnation) {
                hands.order(order, csis);
            }
        });
    }

    /** What the old leader has ordered and has not arrived is lost. */
    void loseOrders() {
        link.loseOrders();
    }

    /** A new leader sends again what was not answered, and is sent again what was not taken. */
    void leaderChanged(List<Command.Order> unanswered) {
        link.reportAgain();
        boolean known = membership().isUp() && membership().incarnation() == incarnation;
        if (known) {
            unanswered.stream().filter(o -> o.node().equals(node.dn())).forEach(this::carryOut);
        } else {
            link.tell(new Event.NodeJoined(node.agentName(), incarnation));
        }
    }

    /** A new leader finds the node gone, which the old one may not have told anybody. */
    void missed() {
        if (membership().isUp()) {
            link.tell(new Event.NodeLeft(node.agentName(), membership().incarnation(), "it cannot be heard any more"));
        }
    }

    private NodeMembership membership() {
        return cluster.state().membership().nodeOfAgent(node.agentName()).orElseThrow();
    }
}
