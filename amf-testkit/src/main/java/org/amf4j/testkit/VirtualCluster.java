package org.amf4j.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.reason.Reason;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReports;
import org.amf4j.imm.BuiltInClasses;

/**
 * The production director and agents, in virtual time that starts at 0. Every action of an agent takes one
 * millisecond and succeeds unless it was told to fail. After every event the {@link Invariants} are checked. Single
 * threaded; the same calls give the same results.
 */
public final class VirtualCluster {

    /** How long an agent takes for anything, in nanoseconds. */
    public static final long ACTION_NANOS = 1_000_000;

    /** How requests of simulated proxies begin; nobody else waits for the answers. */
    static final String OF_PROXY = "proxy ";

    private static final long REST_NANOS = 1_000_000_000;

    /** More events than this, and for each component, before rest mean that something goes round in circles. */
    private static final long EVENTS_MAX = 20_000;

    private static final long EVENTS_PER_COMPONENT_MAX = 500;

    private final Director director;
    private final Delays delays;
    private final BiConsumer<LogEntry, Outcome> recorder;
    private final VirtualTime time = new VirtualTime();
    private final Map<Dn, SimulatedAgent> agents = new LinkedHashMap<>();
    private final Map<String, Command.Reply> replies = new LinkedHashMap<>();
    private final HeldBack held = new HeldBack();
    private final List<Issued> issued = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final Deque<Proposal> uncommitted = new ArrayDeque<>();
    private Optional<NotificationTruths> listener = Optional.empty();
    private Optional<DeposedLeader> deposed = Optional.empty();
    private final DependencyTruths dependencies = new DependencyTruths();
    private final EpochTruths epochs = new EpochTruths();
    private final SimulatedProcesses outside = new SimulatedProcesses(this);
    private long index;
    private long lastCommitNanos;
    private int crashAfterDecisions;
    private boolean checking = true;
    private boolean deaf;

    /** An event on its way into the log, and who is told when it is there. */
    private record Proposal(Event event, Runnable taken) {}

    /**
     * A command that was sent to an agent.
     *
     * @param atNanos virtual time
     * @param command an order or a reboot
     */
    public record Issued(long atNanos, Command command) {}

    /** A cluster with this configuration; no node has joined. */
    public VirtualCluster(List<ImmObject> configuration, Collection<? extends RedundancyModel> models) {
        this(configuration, models, Delays.fixed(), (entry, outcome) -> {});
    }

    /** As {@link #VirtualCluster(List, Collection)}, without the check of the {@link Invariants} after every event. */
    static VirtualCluster unchecked(List<ImmObject> configuration, Collection<? extends RedundancyModel> models) {
        VirtualCluster cluster = new VirtualCluster(configuration, models);
        cluster.checking = false;
        return cluster;
    }

    /** A cluster where things take these times, with somebody who is told every entry and its outcome. */
    public VirtualCluster(
            List<ImmObject> configuration,
            Collection<? extends RedundancyModel> models,
            Delays delays,
            BiConsumer<LogEntry, Outcome> recorder) {
        this.delays = delays;
        this.recorder = recorder;
        director = new Director(models);
        apply(new Event.ConfigurationLoaded(1, 1, configuration, BuiltInClasses.all()));
        if (director.state().isEmpty()) {
            throw new IllegalArgumentException("the configuration is not valid; validate it first");
        }
        listener = Optional.of(new NotificationTruths(state()));
        state().model().nodes().forEach(n -> agents.put(n.dn(), new SimulatedAgent(this, n)));
    }

    private VirtualCluster(Director director) {
        this.director = director;
        delays = Delays.fixed();
        recorder = (entry, outcome) -> {};
        checking = false;
        index = director.appliedIndex();
        time.advanceTo(director.nowNanos());
        state().model().nodes().forEach(n -> agents.put(n.dn(), new SimulatedAgent(this, n)));
    }

    /**
     * A cluster that goes on from what a director knows, in its time: agents run what it takes for running, and what it
     * waits for is asked of them again. The {@link Invariants} are not checked: some of them look at a cluster's whole life.
     *
     * @param director a director with a configuration, of which nobody else makes use
     */
    public static VirtualCluster continuing(Director director) {
        VirtualCluster cluster = new VirtualCluster(director);
        cluster.deaf = true;
        Adoption adoption = new Adoption(cluster);
        adoption.begin();
        cluster.deaf = false;
        adoption.end();
        cluster.takeOver(List.of());
        return cluster;
    }

    /** Lets this much time pass for agents and processes, while the director hears and does nothing. */
    void passUnheard(long nanos) {
        long until = nowNanos() + nanos;
        while (time.nextNanos() <= until) {
            time.next();
        }
        time.advanceTo(until);
    }

    /** How long things take. */
    Delays delays() {
        return delays;
    }

    /** The director's state, for reading. */
    public ClusterState state() {
        return director.state().orElseThrow();
    }

    /** The director. */
    public Director director() {
        return director;
    }

    /** The agent of a node. */
    public SimulatedAgent agent(Dn node) {
        return agents.get(node);
    }

    /** All agents, by DN of their node. */
    public Collection<SimulatedAgent> agents() {
        return agents.values();
    }

    /** What runs outside of all nodes. */
    SimulatedProcesses outside() {
        return outside;
    }

    /** Where a proxied component runs: on the node of its unit, or outside of all; empty when that is not there. */
    Optional<SimulatedProcesses> home(Dn proxied) {
        UnitState unit = state().unitOf(state().component(proxied).orElseThrow());
        if (unit.unit().config().external()) {
            return Optional.of(outside);
        }
        return unit.host()
                .map(h -> agents.get(h.node().dn()))
                .filter(SimulatedAgent::isUp)
                .map(SimulatedAgent::processes);
    }

    /** Virtual time, in nanoseconds since the start. */
    public long nowNanos() {
        return time.nowNanos();
    }

    /** The present report. */
    public ClusterReport report() {
        return ClusterReports.of(state());
    }

    /** Answers given so far, by request. */
    public Map<String, Command.Reply> replies() {
        return replies;
    }

    /** Commands sent to agents since the last call, by time. */
    public List<Issued> takeIssued() {
        List<Issued> taken = List.copyOf(issued);
        issued.clear();
        return taken;
    }

    /** Changes since the last call, in order. */
    public List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Notifications since the last call, in order. */
    public List<Notification> takeNotifications() {
        List<Notification> taken = List.copyOf(notifications);
        notifications.clear();
        return taken;
    }

    /** Reasons since the last call, in order. */
    public List<Reason> takeReasons() {
        List<Reason> taken = List.copyOf(reasons);
        reasons.clear();
        return taken;
    }

    /** Has the director told of an event now. */
    public void tell(Event event) {
        later(0, () -> heard(event, () -> {}));
    }

    /** Answers a request that cannot be understood: it does not reach the director. */
    void refuse(String request, AisException why) {
        replies.put(request, new Command.Reply(new CommandId(index, 0), request, why.status(), why.getMessage()));
    }

    /** Another controller leads from now on: orders and reports that may have been lost are sent again. */
    public void changeLeader() {
        takeOver(List.of());
    }

    /**
     * The leader dies: orders and reports on their way are lost, and of the events on their way into the log the later
     * ones. Another controller leads at once.
     */
    public void crashLeader() {
        leaveLeader(Set.of());
    }

    /**
     * The leader and the agents of these nodes are cut off from all others for a while. The others have another leader at once;
     * the old one and those agents go on together until they notice.
     *
     * @param minority DNs of nodes
     * @param nanos how long
     */
    public void partition(Set<Dn> minority, long nanos) {
        deposed = Optional.of(new DeposedLeader(this, minority, held.all()));
        for (Dn node : minority) {
            if (agents.get(node).isUp()) {
                agents.get(node).fallSilent(nanos, false);
            }
        }
        leaveLeader(minority);
    }

    /** Another controller leads at once; what the old one has sent still reaches those who stay with it. */
    private void leaveLeader(Set<Dn> staying) {
        crashAfterDecisions = 0;
        int survivors = delays.survivorsOf(uncommitted.size());
        for (int i = 0; i < survivors; i++) {
            decide(uncommitted.remove());
        }
        List<Proposal> lost = List.copyOf(uncommitted);
        uncommitted.clear();
        agents.forEach((node, agent) -> {
            if (!staying.contains(node)) {
                agent.loseOrders();
            }
        });
        takeOver(lost);
    }

    /** The leader dies when it has decided on orders this many times from now, and has not sent the last of them. */
    public void crashLeaderAfter(int decisions) {
        crashAfterDecisions = decisions;
    }

    /** Orders without an answer that are not held back. */
    List<Command.Order> unanswered() {
        return held.notHeld(director.outstanding());
    }

    private void takeOver(List<Proposal> lost) {
        List<Command.Order> unanswered = held.takeOver(state(), director.outstanding());
        for (SimulatedAgent agent : agents.values()) {
            if (agent.isUp()) {
                agent.leaderChanged(unanswered);
            } else {
                agent.missed();
            }
        }
        director.reboots().forEach(r -> agents.get(r.node()).reboot(r));
        lost.stream().map(Proposal::event).filter(VirtualCluster::isAskedAgain).forEach(this::tell);
    }

    /** Whoever asks for something asks again when a new leader is there. */
    private static boolean isAskedAgain(Event event) {
        return event instanceof Event.OperationRequested
                || event instanceof Event.MembershipRequested
                || event instanceof Event.ErrorReported
                || event instanceof Event.ConfigurationChanged
                || event instanceof Event.ClassesChanged
                || event instanceof Event.ModelRequested
                || event instanceof Event.ProxiedRegistered
                || event instanceof Event.ErrorCleared
                || event instanceof Event.HaReadinessSet;
    }

    /** The former leader of the node's agent, if that still hears it. */
    Optional<DeposedLeader> formerLeaderOf(Dn node) {
        return deposed.filter(leader -> leader.hears(node));
    }

    /** The CSIs that a component has now. */
    List<Dn> csisOf(Dn component) {
        return state().component(component).stream()
                .flatMap(c -> c.csis().stream())
                .map(p -> p.csi().dn())
                .toList();
    }

    /** Has something happen after a while. */
    VirtualTime.Due later(long delayNanos, Runnable what) {
        return time.later(delayNanos, what);
    }

    /** A process has another HA state than before, as far as it may really have it. */
    void holdingChanged(SimulatedProcess process, Dn csi, HaState state) {
        if (checking) {
            List<SimulatedProcesses> places = new ArrayList<>(
                    agents.values().stream().map(SimulatedAgent::processes).toList());
            places.add(outside);
            RunningTruths.check(state(), places, process, csi, state);
        }
    }

    /** A process is told to be active for a CSI. */
    void activated(SimulatedProcess process, Action.Csi csi) {
        if (checking) {
            epochs.active(state(), process, csi);
        }
    }

    /** Lets time pass until nothing is in flight and no timer is due within a second. */
    public void rest() {
        long eventsMax = eventsMax();
        while (next(nowNanos() + REST_NANOS)) {
            eventsMax = oneLess(eventsMax);
        }
    }

    /** Lets this much time pass, with everything that happens in it. */
    public void pass(long nanos) {
        long until = nowNanos() + nanos;
        long eventsMax = eventsMax();
        while (next(until)) {
            eventsMax = oneLess(eventsMax);
        }
        time.advanceTo(until);
    }

    private long eventsMax() {
        return EVENTS_MAX
                + EVENTS_PER_COMPONENT_MAX * state().model().components().size();
    }

    private static long oneLess(long events) {
        if (events == 0) {
            throw new IllegalStateException("does not come to rest: the same things happen over and over");
        }
        return events - 1;
    }

    /** Does the next thing that is due before the limit; returns false when there is none. */
    private boolean next(long limitNanos) {
        long deadlineNanos = director.nextDeadlineNanos().orElse(Long.MAX_VALUE);
        long nextNanos = time.nextNanos();
        if (Math.min(deadlineNanos, nextNanos) > limitNanos) {
            return false;
        }
        if (nextNanos <= deadlineNanos) {
            time.next();
        } else {
            time.advanceTo(deadlineNanos);
            apply(new Event.Tick());
        }
        return true;
    }

    /** The leader hears of an event; it is applied when it is in the log, and then whoever sent it is told. */
    void heard(Event event, Runnable taken) {
        if (deaf) {
            return;
        }
        if (event instanceof Event.CleanupEnded ended && ended.succeeded()) {
            held.heard(new Command.Cleanup(ended.component(), ended.incarnation()));
            sendHeld();
        }
        Proposal proposal = new Proposal(event, taken);
        long due = Math.max(lastCommitNanos, nowNanos() + delays.commitNanos());
        if (due <= nowNanos() && uncommitted.isEmpty()) {
            decide(proposal);
        } else {
            lastCommitNanos = due;
            uncommitted.add(proposal);
            later(due - nowNanos(), () -> commit(proposal));
        }
    }

    private void commit(Proposal proposal) {
        if (uncommitted.peek() == proposal) { // else it got lost, or was there already when the leader changed
            uncommitted.remove();
            decide(proposal);
        }
    }

    private void decide(Proposal proposal) {
        apply(proposal.event());
        proposal.taken().run();
    }

    private void sendHeld() {
        for (Command.Order order : held.takeFree(state())) {
            issued.add(new Issued(nowNanos(), order));
            agents.get(order.node()).carryOut(order);
        }
    }

    /** Nodes may have come or gone with a change of the configuration. */
    private void reconcileAgents() {
        for (NodeState node : state().nodes()) {
            agents.computeIfAbsent(node.node().dn(), dn -> new SimulatedAgent(this, node.node()));
        }
        agents.keySet().removeIf(dn -> state().model().find(dn).isEmpty());
    }

    /** Tells the director of an event at this moment and hands out what follows. */
    void apply(Event event) {
        LogEntry entry = new LogEntry(++index, nowNanos(), List.of(event));
        Outcome outcome = director.apply(entry);
        recorder.accept(entry, outcome);
        if (event instanceof Event.ConfigurationChanged) {
            reconcileAgents();
            agents.values().forEach(SimulatedAgent::configured);
            listener.ifPresent(l -> l.configured(state()));
        }
        changes.addAll(outcome.changes());
        notifications.addAll(outcome.notifications());
        reasons.addAll(outcome.reasons());
        for (Command command : outcome.commands()) {
            switch (command) {
                case Command.Order order -> held.add(order);
                case Command.Reboot reboot -> {
                    issued.add(new Issued(nowNanos(), reboot));
                    agents.get(reboot.node()).reboot(reboot);
                }
                case Command.Reply reply -> {
                    if (!reply.requestId().startsWith(OF_PROXY)) {
                        replies.put(reply.requestId(), reply);
                    }
                }
            }
        }
        if (checking) {
            director.state().ifPresent(s -> Invariants.check(s, outcome));
            director.state().ifPresent(s -> dependencies.check(s, nowNanos()));
            listener.ifPresent(l -> l.check(state(), outcome));
        }
        boolean decided = outcome.commands().stream().anyMatch(Command.Order.class::isInstance);
        if (decided && crashAfterDecisions > 0 && --crashAfterDecisions == 0) {
            held.all().stream().filter(o -> o.after().isEmpty()).forEach(o -> issued.add(new Issued(nowNanos(), o)));
            crashLeader(); // the next leader finds the orders in its state and sends them
        } else {
            sendHeld();
        }
    }
}
