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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.clc.CommandRunner;
import org.amf4j.clc.ExecCommandRunner;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.ProcessMonitor;
import org.amf4j.clc.Uptime;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.AgentMachine;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.codec.RestartCodec;
import org.amf4j.protocol.restart.AgentRestart;
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

    private static final long SHUTDOWN_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    /** For how long sessions of an earlier process are awaited, in nanoseconds. */
    static final long RETURN_NANOS = 5_000_000_000L;

    private final NodeSettings settings;
    private final Optional<EarlierProcess> earlier;
    private final AgentMachine machine;
    private final AgentLoop loop;
    private final LeaderLink link;
    private final MembershipLink membership;
    private final ImmLink model;
    private final SessionHands sessions;
    private final CommandHands commands;
    private final ScriptReports scripts;
    private final Forwarding forwarding;
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
    /** Sessions of an earlier process are awaited; until they are back, nothing is ordered. */
    private boolean returning;

    private Optional<Leave> leave = Optional.empty();
    private final List<AgentEvent> missed = new ArrayList<>();

    private NodeAgent(
            NodeSettings settings,
            GroupChannel channel,
            CommandHands.Tools tools,
            Ports ports,
            Optional<EarlierProcess> earlier)
            throws IOException {
        this.settings = settings;
        this.earlier = earlier;
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
        this.lease = ports.leasing().isEmpty()
                ? Optional.empty()
                : Optional.of(new AgentLease(
                        ports.leasing().get(),
                        new AgentLease.Tools(settings, channel, tools.guardian(), ports.lastWords()),
                        () -> loop.execute(link::greet)));
    }

    /** What is outside of the agent: how the node is rebooted, who hears that the agent cannot go on, how it gets a lease. */
    private record Ports(
            NodeReboot reboot, Consumer<Throwable> fatal, Optional<Leasing> leasing, LastWords lastWords) {}

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
        return start(settings, channel, peers, new Ports(reboot, fatal, leasing, new LastWords()));
    }

    /** The same without a lease, with another rule about users. */
    static NodeAgent start(
            NodeSettings settings, GroupChannel channel, NodeReboot reboot, Consumer<Throwable> fatal, Peers peers)
            throws IOException {
        CommandHands.prepare(settings.componentsFolder());
        return start(settings, channel, peers, new Ports(reboot, fatal, Optional.empty(), new LastWords()));
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
        Ports ports = new Ports(reboot, fatal, leasing, new LastWords());
        Beginning beginning = new Beginning(own, ports);
        return earlier.get().claim(beginning.guardian)
                ? Optional.of(beginning.start(channel, Peers.sameAsOurs(own.componentsFolder()), earlier))
                : Optional.empty();
    }

    private static NodeAgent start(NodeSettings settings, GroupChannel channel, Peers peers, Ports ports)
            throws IOException {
        return new Beginning(settings, ports).start(channel, peers, Optional.empty());
    }

    /** An agent that is about to be: the guardian is there first, and tells the agent that it had to act. */
    private static final class Beginning {
        private final AtomicReference<Optional<NodeAgent>> started = new AtomicReference<>(Optional.empty());
        private final NodeSettings settings;
        private final Ports ports;
        private final Guardian guardian;

        Beginning(NodeSettings settings, Ports ports) throws IOException {
            this.settings = settings;
            this.ports = ports;
            this.guardian = Guardian.start(
                    ports.leasing().map(l -> ports.lastWords().of(settings, l)).orElse(Guardian.LastWord.NONE),
                    () -> started.get().flatMap(a -> a.lease).ifPresent(AgentLease::guardianFired));
        }

        NodeAgent start(GroupChannel channel, Peers peers, Optional<EarlierProcess> earlier) throws IOException {
            CommandRunner runner = new ExecCommandRunner(settings.environment());
            NodeAgent agent = new NodeAgent(
                    settings,
                    channel,
                    new CommandHands.Tools(runner, guardian, new Helper("agent-helper"), new ProcessMonitor()),
                    ports,
                    earlier);
            started.set(Optional.of(agent));
            try {
                earlier.ifPresent(agent::goOn);
                agent.sessions.open(settings, agent.threads, peers);
                agent.scripts.open(settings, earlier.isPresent());
            } catch (IOException | RuntimeException e) {
                agent.release();
                throw e;
            }
            agent.loop.start();
            agent.lease.ifPresent(AgentLease::start);
            LOG.atInfo()
                    .addKeyValue("agent", settings.agentName())
                    .addKeyValue("incarnation", settings.incarnation())
                    .addKeyValue("socket", settings.componentSocket())
                    .log(earlier.isPresent() ? "agent goes on with what an earlier process has left" : "agent started");
            return agent;
        }
    }

    /** Before the loop runs: takes up what the earlier process has left. */
    private void goOn(EarlierProcess process) {
        returning = true;
        commands.restore(process.restart());
        loop.execute(() -> {
            handle(new AgentEvent.Continued(loop.nowNanos()));
            loop.schedule(loop.nowNanos() + RETURN_NANOS, sessions::giveUpAwaited);
            loop.schedule(loop.nowNanos() + RETURN_NANOS, this::returned);
        });
        sessions.await(
                process.restart().getLastSession(), process.restart().getSessionsList(), this::returned);
    }

    private void returned() {
        if (returning) {
            returning = false;
            LOG.atInfo().addKeyValue("agent", settings.agentName()).log("all that the earlier process has left is here");
            link.greet();
        }
    }

    /** Goes the way of a command some times with a program that does nothing, so that the first real one is fast. */
    public void rehearse() {
        loop.execute(new CommandRehearsal(settings, loop, tools)::runNext);
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

    /** Does what the leader wants. */
    private final class Obedience implements LeaderLink.Hands {
        @Override
        public boolean mayServe() {
            return !returning && NodeAgent.this.mayServe();
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
        if (leave.filter(Leave::isDone).isPresent()) {
            missed.add(event); // for the next process, or for this one if it stays
            return;
        }
        if (rebooting) {
            return; // that everything ends is no failure, and whatever else it is, the next life does not know of it
        }
        List<AgentAction> actions = machine.handle(event);
        if (actions.stream().anyMatch(NodeAgent::tellsOfFailure)) {
            // the leader decides while the cleanup runs, and has the longer way to go
            actions.stream().filter(AgentAction.Report.class::isInstance).forEach(this::perform);
            flush();
            actions.stream().filter(a -> !(a instanceof AgentAction.Report)).forEach(this::perform);
        } else {
            actions.forEach(this::perform);
        }
    }

    private static boolean tellsOfFailure(AgentAction action) {
        return action instanceof AgentAction.Report report && report.report() instanceof Event.ComponentFailed;
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
            loop.afterTurn(() -> ComponentLog.warn(failed.component())
                    .addKeyValue("source", failed.source())
                    .addKeyValue("recommended", failed.recommended())
                    .addKeyValue("detail", failed.detail())
                    .log("component failed, cleanup started"));
        }
        reports.add(report);
    }

    /** The end of a turn: what there is to report goes out together. */
    private void flush() {
        if (!reports.isEmpty()) {
            link.report(reports);
            reports = new ArrayList<>();
        }
        leave.ifPresent(Leave::look);
    }

    // ---- leaving what runs

    /**
     * Ends the agent and leaves what runs on the node as it is, for a process that {@link #resume}s soon. Waits at most
     * {@value Leave#LIMIT_NANOS} ns until nothing is under way, and for the leader. Blocks.
     *
     * @param kept for how long what runs is left alone; then the guardian ends it
     * @throws AisException with ERR_TRY_AGAIN when something is under way for too long or there is no leader; the agent must
     *     {@link #stay} then
     * @throws IOException when it cannot be written down what the next process must know; the same
     */
    public void leave(Duration kept) throws IOException {
        try (Uptime uptime = new Uptime()) {
            CompletableFuture<AgentRestart> left = new CompletableFuture<>();
            loop.execute(() -> beginLeave(kept.toNanos(), uptime, left));
            AgentRestart restart = await(left);
            RestartFile.prepare(settings.restartFile(), restart);
            lease.ifPresent(AgentLease::close);
            sessions.leave(kept.toNanos());
            Guardian guardian = tools.guardian();
            guardian.leaseEnds(restart.getKeptUntilNanos());
            guardian.keepUntilLeaseEnds(settings.restartFile());
            RestartFile.publish(settings.restartFile());
            LOG.atInfo().addKeyValue("agent", settings.agentName()).log("the agent leaves what runs as it is");
            released.set(true);
            releaseTools();
        }
    }

    private static AgentRestart await(CompletableFuture<AgentRestart> left) {
        try {
            return left.get(2 * Leave.LIMIT_NANOS, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AisException refused ? refused : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AisException(AisStatus.ERR_TRY_AGAIN, "the agent's loop does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "leaving was interrupted", e);
        }
    }

    private void beginLeave(long keptNanos, Uptime uptime, CompletableFuture<AgentRestart> left) {
        Leave begun = new Leave(
                new Event.AgentLeaves(settings.agentName(), settings.incarnation(), keptNanos),
                new Leave.Surroundings(
                        this::underWay, announcement -> link.report(List.of(announcement)), uptime::nowNanos));
        begun.ready().whenComplete((keptUntilNanos, failure) -> {
            if (failure == null) {
                left.complete(remember(keptUntilNanos));
            } else {
                left.completeExceptionally(failure);
            }
        });
        leave = Optional.of(begun);
        handle(new AgentEvent.LeaveRequested(loop.nowNanos()));
        loop.schedule(loop.nowNanos() + Leave.LIMIT_NANOS, begun::giveUp);
    }

    private Optional<String> underWay() {
        if (returning) {
            return Optional.of("sessions of an earlier process are awaited");
        }
        return machine.underWay().or(() -> link.isIdle() && reports.isEmpty()
                ? Optional.empty()
                : Optional.of("the leader has not answered all that was reported or asked"));
    }

    private AgentRestart remember(long keptUntilNanos) {
        AgentRestart.Builder restart = AgentRestart.newBuilder()
                .setIncarnation(settings.incarnation())
                .setKeptUntilNanos(keptUntilNanos)
                .setFirstReport(link.nextReport())
                .setLastSession(sessions.lastNumber())
                .setMemory(RestartCodec.toMessage(machine.remember()))
                .addAllSessions(sessions.tokens());
        commands.remember(restart);
        return restart.build();
    }

    /**
     * Goes on after all when {@link #leave} has failed.
     *
     * @param serviceLife a new number for the services of this process: they may have been taken for ended
     */
    public void stay(long serviceLife) {
        loop.execute(() -> {
            boolean announced = leave.filter(Leave::isAnnounced).isPresent();
            leave = Optional.empty();
            handle(new AgentEvent.LeaveGivenUp(loop.nowNanos()));
            missed.forEach(this::handle);
            missed.clear();
            if (announced) {
                link.stay(serviceLife);
            } else {
                link.greet();
            }
        });
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
