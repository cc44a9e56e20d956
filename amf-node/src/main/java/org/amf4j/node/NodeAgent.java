package org.amf4j.node;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.AgentMachine;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of a node: carries out the leader's orders about components and reports what happens to them.
 *
 * <p>One thread decides ({@link AgentMachine}), one serves the component socket, commands have threads of their own. All
 * methods may be called by any thread and do not block, except {@link #start} and {@link #close}. Whatever the agent has
 * started dies with it, even when it is killed.
 */
public final class NodeAgent implements OperatorHandler, AutoCloseable {

    /** How long {@link #close} waits for the components' CLEANUP before it kills their processes, in seconds. */
    public static final long STOP_SECONDS_MAX = 20;

    /** How long {@link #leave} waits for what is under way; a component that is started or ended for longer keeps the agent. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private static final long SHUTDOWN_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    private final NodeSettings settings;
    private final AgentMachine machine;
    private final AgentLoop loop;
    private final LeaderLink link;
    private final MembershipLink membership;
    private final ImmLink model;
    private final SessionHands sessions;
    private final CommandHands commands;
    private final ScriptReports scripts;
    private final Forwarding forwarding;
    private final Succession succession;
    private final CommandHands.Tools tools;
    private final NodeReboot reboot;
    private final Optional<AgentLease> lease;
    private final EventLoopGroup threads;
    private final Map<Long, AgentLoop.Due> timers = new HashMap<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<List<Dn>> fenced = new CompletableFuture<>();
    private final AtomicBoolean released = new AtomicBoolean();
    private List<Event.Report> reports = new ArrayList<>();
    private boolean rebooting;

    /** An agent that has not begun. */
    NodeAgent(
            NodeSettings settings,
            GroupChannel channel,
            CommandHands.Tools tools,
            AgentBeginning.Ports ports,
            Optional<EarlierProcess> earlier)
            throws IOException {
        this.settings = settings;
        this.machine = earlier.map(e -> new AgentMachine(e.memory())).orElseGet(AgentMachine::new);
        this.tools = tools;
        this.reboot = ports.reboot();
        this.threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("component-socket", true), NioIoHandler.newFactory());
        this.loop = new AgentLoop("agent-" + settings.agentName(), this::flush, ports.fatal());
        this.link = new LeaderLink(
                settings,
                channel,
                loop,
                new Obedience(),
                earlier.map(e -> e.restart().getFirstReport()).orElse(1L));
        this.membership = new MembershipLink(settings, loop, link);
        this.model = new ImmLink(settings, loop, link);
        this.sessions = new SessionHands(
                loop, new SessionHands.Links(membership, new NotificationLink(settings, link), model), this::handle);
        this.commands = new CommandHands(settings, loop, tools, this::handle);
        this.scripts = new ScriptReports(loop, commands, this::handle);
        this.forwarding = new Forwarding(settings, link.requests(), sessions);
        this.succession = new Succession(
                settings,
                machine,
                loop,
                new Succession.Parts(link, sessions, commands, tools.guardian()),
                () -> reports.isEmpty(),
                this::handle);
        this.lease = ports.leasing().isEmpty()
                ? Optional.empty()
                : Optional.of(new AgentLease(
                        ports.leasing().get(),
                        new AgentLease.Tools(settings, channel, tools.guardian(), ports.lastWords()),
                        () -> loop.execute(link::greet)));
    }

    /**
     * Starts an agent that needs no lease, with nothing running; orders come when a leader has been heard of.
     *
     * @param settings who and where it is
     * @param channel how messages to the leader are sent; opened and closed by the caller, who passes what arrives for
     *     agents to {@link #received}
     * @param reboot how the node is rebooted
     * @param fatal called when the agent cannot go on because of an error in itself; the process should end
     * @throws IOException when the socket or the folders cannot be made, with what to do about it
     */
    public static NodeAgent start(
            NodeSettings settings, GroupChannel channel, NodeReboot reboot, Consumer<Throwable> fatal)
            throws IOException {
        return start(settings, channel, reboot, fatal, Optional.empty());
    }

    /** The same for an agent that carries out orders while it holds a lease only, if it is told how to get one. */
    public static NodeAgent start(
            NodeSettings settings,
            GroupChannel channel,
            NodeReboot reboot,
            Consumer<Throwable> fatal,
            Optional<Leasing> leasing)
            throws IOException {
        CommandHands.prepare(settings.componentsFolder());
        Peers peers = Peers.sameAsOurs(settings.componentsFolder());
        return new AgentBeginning(settings, new AgentBeginning.Ports(reboot, fatal, leasing)).start(channel, peers);
    }

    /** The same without a lease, with another rule about users. */
    static NodeAgent start(
            NodeSettings settings, GroupChannel channel, NodeReboot reboot, Consumer<Throwable> fatal, Peers peers)
            throws IOException {
        CommandHands.prepare(settings.componentsFolder());
        return new AgentBeginning(settings, new AgentBeginning.Ports(reboot, fatal, Optional.empty()))
                .start(channel, peers);
    }

    /**
     * Goes on with the life of an agent whose process has left what runs on the node, if there is one and its time is not over;
     * nobody there notices anything.
     *
     * @param folder the node's
     * @param settings of the life with that number; the process must be another one than before
     * @return empty when there is nothing to go on with
     */
    public static Optional<NodeAgent> resume(
            Path folder,
            LongFunction<NodeSettings> settings,
            GroupChannel channel,
            NodeReboot reboot,
            Consumer<Throwable> fatal,
            Optional<Leasing> leasing)
            throws IOException {
        Optional<EarlierProcess> earlier = EarlierProcess.find(folder);
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        NodeSettings own = settings.apply(earlier.get().restart().getIncarnation());
        return new AgentBeginning(own, new AgentBeginning.Ports(reboot, fatal, leasing)).follow(channel, earlier.get());
    }

    /** Begins to serve; what an earlier process has left is taken up before. */
    void begin(Peers peers, Optional<EarlierProcess> earlier) throws IOException {
        try {
            earlier.ifPresent(e -> succession.follow(e.restart()));
            sessions.open(settings, threads, peers);
            scripts.open(settings, earlier.isPresent());
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
        loop.start();
        lease.ifPresent(AgentLease::start);
        LOG.atInfo()
                .addKeyValue("agent", settings.agentName())
                .addKeyValue("incarnation", settings.incarnation())
                .addKeyValue("socket", settings.componentSocket())
                .log(earlier.isPresent() ? "agent goes on with what an earlier process has left" : "agent started");
    }

    /** The guardian has killed everything. */
    void guardianFired() {
        lease.ifPresent(AgentLease::guardianFired);
    }

    /**
     * Goes the way of a command some times with a program that does nothing, and that of a failure without a component, so that
     * the first real ones are fast.
     */
    public void rehearse() {
        Thread.ofPlatform().daemon().name("rehearsal").start(this::rehearseFailures);
        loop.execute(new CommandRehearsal(settings, loop, tools)::runNext);
    }

    /** In the machine, and in the hands by which it hears of one. Blocks for a moment. */
    void rehearseFailures() {
        new FailureRehearsal().play();
        sessions.rehearse();
        scripts.rehearse(settings);
        commands.rehearse();
    }

    /** The number of the life. */
    public long incarnation() {
        return settings.incarnation();
    }

    /** Whether what runs on this node may serve at this moment: its lease lasts, or it needs none. */
    public boolean mayServe() {
        return lease.map(AgentLease::isHeld).orElse(true);
    }

    /** A message for the agent has arrived in the group. */
    public void received(String sender, ClusterMessage message) {
        if (message.hasLeaseGrant()) {
            lease.ifPresent(l -> l.granted(sender, message.getLeaseGrant())); // nothing may delay it
            return;
        }
        loop.execute(() -> {
            if (message.hasMembershipTold()) {
                membership.told(message.getMembershipTold());
            } else if (message.hasImmCalled()) {
                model.calls().called(sender, message.getImmCalled());
            } else {
                link.received(sender, message);
            }
            if (message.hasLeaderIs()) {
                membership.follow();
                model.calls().follow(message.getLeaderIs().getTerm());
            }
        });
    }

    /** Passes an operator's request on to the leader and its answer back; without a leader it waits for one. */
    @Override
    public void handle(AdminRequest request, Consumer<AdminReply> reply) {
        loop.execute(() -> link.requests().forward(request, reply));
    }

    @Override
    public void withdraw(String id) {
        loop.execute(() -> link.requests().withdraw(id));
    }

    /** Does what the leader wants. */
    private final class Obedience implements LeaderLink.Hands {
        @Override
        public boolean mayServe() {
            return !succession.isReturning() && NodeAgent.this.mayServe();
        }

        @Override
        public void carryOut(Order order) {
            handle(new AgentEvent.OrderReceived(loop.nowNanos(), order));
        }

        @Override
        public void groupKnown(Dn csi, Optional<List<GroupMember>> members) {
            handle(new AgentEvent.GroupKnown(loop.nowNanos(), csi, members));
        }

        /** Nothing is cleaned up and nothing reported: that nothing runs any more is told by the agent's absence. */
        @Override
        public void reboot(Command.Reboot command) {
            if (!rebooting) {
                rebooting = true;
                LOG.atWarn().addKeyValue("cause", command.cause()).log("the node is rebooted by order of the leader");
                commands.killEverything();
                reboot.reboot(command.cause());
                loop.close();
            }
        }
    }

    private void handle(AgentEvent event) {
        if (succession.isLeft(event)) {
            return;
        }
        if (rebooting) {
            return; // that everything ends is no failure, and whatever else it is, the next life does not know of it
        }
        List<AgentAction> actions = machine.handle(event);
        if (tellOfFailure(actions)) {
            // the leader decides while the cleanup runs, and has the longer way to go
            performOf(actions, true);
            flush();
            performOf(actions, false);
        } else {
            actions.forEach(this::perform);
        }
    }

    // From here to the end of CLEANUP there are loops where there could be streams: the JVM links each expression at
    // its first use, which would be while a service is down.

    private static boolean tellOfFailure(List<AgentAction> actions) {
        for (AgentAction action : actions) {
            if (action instanceof AgentAction.Report report && report.report() instanceof Event.ComponentFailed) {
                return true;
            }
        }
        return false;
    }

    private void performOf(List<AgentAction> actions, boolean reports) {
        for (AgentAction action : actions) {
            if (action instanceof AgentAction.Report == reports) {
                perform(action);
            }
        }
    }

    private void perform(AgentAction action) {
        switch (action) {
            case AgentAction.RunCommand run -> commands.run(run);
            case AgentAction.KillCommand kill -> commands.kill(kill.run());
            case AgentAction.KillProcesses kill -> commands.killProcesses(kill.component(), kill.run());
            case AgentAction.Watch watch -> commands.watch(watch.component(), watch.run());
            case AgentAction.Monitor monitor -> commands.monitor(monitor);
            case AgentAction.EndMonitor end -> commands.endMonitor(end.watch());
            case AgentAction.Forget forget -> commands.forget(forget.run());
            case AgentAction.SendCallback send -> sessions.call(send);
            case AgentAction.CloseSession close -> sessions.close(close);
            case AgentAction.AnswerRequest answer -> sessions.answer(answer);
            case AgentAction.StartTimer start ->
                timers.put(start.timer(), loop.schedule(start.dueAtNanos(), () -> timerDue(start)));
            case AgentAction.StopTimer stop ->
                Optional.ofNullable(timers.remove(stop.timer())).ifPresent(loop::cancel);
            case AgentAction.Report report -> report(report.report());
            case AgentAction.ForwardErrorReport forward -> forwarding.errorReport(forward);
            case AgentAction.AnswerGroup answer -> sessions.answer(answer);
            case AgentAction.NotifyGroup notify -> sessions.notify(notify);
            case AgentAction.TrackGroups track -> link.track(track.csis());
            case AgentAction.ForwardRegistration forward -> forwarding.registration(forward);
            case AgentAction.ForwardErrorClear forward -> forwarding.errorClear(forward);
            case AgentAction.ForwardReadiness forward -> forwarding.readiness(forward);
            case AgentAction.NoteMisbehaviour note -> ComponentLog.misbehaved(note.component(), note.text());
            case AgentAction.StopCompleted completed -> stopped.complete(null);
            case AgentAction.FenceCompleted completed -> fenced.complete(completed.goOn());
        }
    }

    private void timerDue(AgentAction.StartTimer timer) {
        timers.remove(timer.timer());
        handle(new AgentEvent.TimerDue(loop.nowNanos(), timer.component(), timer.timer()));
    }

    private void report(Event.Report report) {
        if (report instanceof Event.ComponentFailed failed) {
            loop.afterTurn(new FailureLine(failed));
        }
        reports.add(report);
    }

    /** What the log says of a failure. */
    private record FailureLine(Event.ComponentFailed failed) implements Runnable {
        @Override
        public void run() {
            ComponentLog.warn(failed.component())
                    .addKeyValue("source", failed.source())
                    .addKeyValue("recommended", failed.recommended())
                    .addKeyValue("detail", failed.detail())
                    .log("component failed, cleanup started");
        }
    }

    /** The end of a turn: what there is to report goes out together. */
    private void flush() {
        if (!reports.isEmpty()) {
            link.report(reports);
            reports = new ArrayList<>();
        }
        succession.look();
    }

    /**
     * Ends the agent and leaves what runs on the node as it is, for a process that {@link #resume}s soon. Waits at most some
     * seconds until nothing is under way, and for the leader. Blocks.
     *
     * @param kept for how long what runs is left alone; then the guardian ends it
     * @throws AisException with ERR_TRY_AGAIN when something is under way for too long or there is no leader; the agent must
     *     {@link #stay} then
     * @throws IOException when what the next process must know cannot be written; the same
     */
    public void leave(Duration kept) throws IOException {
        leave(kept, LEAVE_LIMIT);
    }

    /** The same with another time for what is under way. */
    void leave(Duration kept, Duration limit) throws IOException {
        succession.leave(kept, limit, () -> lease.ifPresent(AgentLease::close));
        released.set(true);
        releaseTools();
    }

    /**
     * Goes on after all when {@link #leave} has failed.
     *
     * @param serviceLife a new number for the services of this process: they may have been taken for ended
     */
    public void stay(long serviceLife) {
        succession.stay(serviceLife);
    }

    /**
     * The lease has run out: cleans up all but what may go on without, at most {@link #STOP_SECONDS_MAX} seconds; the guardian
     * kills what is left of it earlier. No orders are taken any more.
     *
     * @return the components that go on, until the agent is closed
     */
    public List<Dn> fence() {
        loop.execute(() -> handle(new AgentEvent.LeaseLost(loop.nowNanos())));
        try {
            return loop.isClosed() ? List.of() : fenced.get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().setCause(e).log("not everything could be cleaned up in time; nothing goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /** Cleans up everything that runs on the node, at most {@link #STOP_SECONDS_MAX} seconds, and ends. Idempotent. */
    @Override
    public void close() {
        loop.execute(link.requests()::abandon);
        loop.execute(link.questions()::abandon);
        loop.execute(() -> handle(new AgentEvent.StopRequested(loop.nowNanos())));
        try {
            if (!loop.isClosed()) {
                stopped.get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().setCause(e).log("not everything could be cleaned up in time; what is left is killed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    private void release() {
        if (released.getAndSet(true)) {
            return;
        }
        loop.close();
        lease.ifPresent(AgentLease::close);
        sessions.close();
        commands.killAll();
        releaseTools();
    }

    private void releaseTools() {
        loop.close();
        scripts.close();
        tools.runner().close();
        tools.monitor().close();
        tools.guardian().close();
        tools.helper().close();
        threads.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_MILLIS);
    }
}
