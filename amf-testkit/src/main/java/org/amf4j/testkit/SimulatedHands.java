package org.amf4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.AgentMachine;
import org.amf4j.core.agent.Caller;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.LifeCycle.Healthcheck;
import org.amf4j.testkit.SimulatedAgent.Operation;
import org.amf4j.testkit.VirtualTime.Due;

/**
 * The production machine of an agent, and what stands around it: commands that take their time, processes, sessions and
 * timers, all simulated. One life of one agent.
 */
final class SimulatedHands {

    private static final int NO_RETRY = 200;
    private static final String LOST = "connection lost";

    /** How long an agent that is to restart waits until nothing is under way, in nanoseconds. */
    private static final long LEAVE_NANOS_MAX = 10_000_000_000L;

    private final VirtualCluster cluster;
    private final AgentLink link;
    private final PlannedFaults faults;
    private final SimulatedProcesses processes;
    private final SimulatedProxies proxies;
    private final SimulatedCallbacks callbacks;
    private AgentMachine machine = new AgentMachine();
    private Optional<Runnable> successor = Optional.empty();
    private final Map<Long, Due> timers = new LinkedHashMap<>();
    private final Map<Long, AgentAction.RunCommand> commands = new LinkedHashMap<>();
    private final Map<Dn, List<Healthcheck>> healthchecks = new LinkedHashMap<>();
    private final Map<Dn, Boolean> saAware = new LinkedHashMap<>();
    private final Map<Dn, List<Dn>> csis = new LinkedHashMap<>();
    private boolean gone;
    private long stoppedUntilNanos = Long.MIN_VALUE;
    private long lastSession;
    private long lastRequest;

    SimulatedHands(VirtualCluster cluster, AgentLink link, PlannedFaults faults) {
        this.cluster = cluster;
        this.link = link;
        this.faults = faults;
        this.processes = new SimulatedProcesses(cluster);
        this.proxies = new SimulatedProxies(cluster, this, faults);
        this.callbacks = new SimulatedCallbacks(cluster, this, processes, proxies, faults);
    }

    SimulatedProcesses processes() {
        return processes;
    }

    /** The node is gone, and with it all that was going on. */
    void vanish() {
        gone = true;
        processes.clear();
    }

    /** The lease has run out: the agent does nothing any more, and only what may go on without runs on. */
    void fence(Predicate<Dn> goesOn) {
        gone = true;
        processes.keep(goesOn);
    }

    /** An order has arrived; a component that knows nothing of callbacks serves these CSIs from its start. */
    void order(Command.Order order, List<Dn> csisOfComponent) {
        if (order.action() instanceof Action.Instantiate instantiate) {
            saAware.put(order.component(), instantiate.spec().saAware());
            healthchecks.put(order.component(), instantiate.spec().healthchecks());
            csis.put(order.component(), csisOfComponent);
        }
        feed(new AgentEvent.OrderReceived(cluster.nowNanos(), order));
    }

    void feed(AgentEvent event) {
        for (AgentAction action : machine.handle(event)) {
            perform(action);
        }
        if (successor.isPresent() && machine.underWay().isEmpty()) {
            Runnable goesOn = successor.get();
            successor = Optional.empty();
            succeed();
            goesOn.run();
        }
    }

    /**
     * The agent restarts under what it runs as soon as nothing is under way, if that is soon.
     *
     * @param goesOn run when it takes orders again, in another process or in the same one
     */
    void restart(Runnable goesOn) {
        if (successor.isPresent()) {
            return;
        }
        successor = Optional.of(goesOn);
        feed(new AgentEvent.LeaveRequested(cluster.nowNanos()));
        later(LEAVE_NANOS_MAX, () -> {
            if (successor.filter(goesOn::equals).isPresent()) {
                successor = Optional.empty();
                feed(new AgentEvent.LeaveGivenUp(cluster.nowNanos()));
                goesOn.run();
            }
        });
    }

    private void succeed() {
        timers.values().forEach(Due::cancel);
        timers.clear();
        machine = new AgentMachine(machine.remember());
        feed(new AgentEvent.Continued(cluster.nowNanos()));
        processes
                .all()
                .forEach(all -> all.forEach(p -> p.session.ifPresent(
                        s -> feed(new AgentEvent.SessionResumed(cluster.nowNanos(), p.component, s)))));
    }

    /** Something happens after a while, unless the node is gone by then; while everything is stopped it waits. */
    Due later(long delayNanos, Runnable what) {
        return cluster.later(delayNanos, () -> {
            if (!gone && isStopped()) {
                later(stoppedUntilNanos - cluster.nowNanos(), what);
            } else if (!gone) {
                what.run();
            }
        });
    }

    /** Nothing goes on here for a while; what processes have been told they keep. */
    void stop(long nanos) {
        stoppedUntilNanos = Math.max(stoppedUntilNanos, cluster.nowNanos() + nanos);
    }

    boolean isStopped() {
        return cluster.nowNanos() < stoppedUntilNanos;
    }

    private void perform(AgentAction action) {
        switch (action) {
            case AgentAction.RunCommand run -> run(run);
            case AgentAction.KillCommand kill -> kill(kill);
            case AgentAction.KillProcesses kill ->
                later(cluster.delays().actionNanos(), () -> {
                    end(kill.component());
                    feed(new AgentEvent.CommandEnded(
                            cluster.nowNanos(), kill.component(), kill.run(), OptionalInt.of(0), "killed"));
                });
            case AgentAction.Watch watch -> watch(watch);
            case AgentAction.Forget forget -> processes.giveUp(forget.component());
            case AgentAction.SendCallback send -> callbacks.call(send);
            case AgentAction.CloseSession close -> processes.closeSession(close.component(), close.session());
            case AgentAction.AnswerRequest answer -> {} // a simulated process asks for nothing that could be refused
            case AgentAction.StartTimer start -> timers.put(start.timer(), timer(start));
            case AgentAction.StopTimer stop -> {
                Due due = timers.remove(stop.timer());
                if (due != null) {
                    due.cancel();
                }
            }
            case AgentAction.Report report -> link.report(report.report());
            case AgentAction.ForwardRegistration forward -> {
                Dn proxy = forward.caller().component();
                String id =
                        VirtualCluster.OF_PROXY + proxy + " " + forward.caller().request();
                link.tell(new Event.ProxiedRegistered(id, forward.proxied(), proxy, forward.incarnation()));
            }
            case AgentAction.Monitor monitor ->
                throw new IllegalStateException("simulated processes monitor no others: " + monitor);
            case AgentAction.EndMonitor end -> {} // none has begun
            case AgentAction.AnswerGroup answer -> {} // nobody asks
            case AgentAction.NotifyGroup notify -> {} // nobody follows any
            case AgentAction.TrackGroups track -> {} // none
            case AgentAction.ForwardReadiness forward ->
                throw new IllegalStateException("simulated processes say so by a step: " + forward);
            case AgentAction.ForwardErrorClear forward ->
                throw new IllegalStateException("simulated processes clear no errors: " + forward);
            case AgentAction.ForwardErrorReport forward -> {
                String id = VirtualCluster.OF_PROXY + forward.caller().component() + " "
                        + forward.caller().request();
                link.tell(new Event.ErrorReported(
                        id, forward.erroneous(), forward.recovery(), forward.text(), forward.detectedAtNanos()));
            }
            case AgentAction.NoteMisbehaviour note -> {} // for people
            case AgentAction.StopCompleted completed -> {} // simulated nodes end by dying
            case AgentAction.FenceCompleted completed -> {} // and lose their lease by having it lost
        }
    }

    private Due timer(AgentAction.StartTimer start) {
        return later(start.dueAtNanos() - cluster.nowNanos(), () -> {
            timers.remove(start.timer());
            feed(new AgentEvent.TimerDue(cluster.nowNanos(), start.component(), start.timer()));
        });
    }

    // ---- commands

    private void run(AgentAction.RunCommand command) {
        Dn component = command.component();
        Operation operation = Operation.valueOf(command.kind().name());
        if (operation == Operation.INSTANTIATE) {
            SimulatedProcess process =
                    new SimulatedProcess(component, command.run(), saAware.getOrDefault(component, false));
            processes.add(process);
            if (!process.saAware) {
                csis.getOrDefault(component, List.of()).forEach(csi -> processes.put(process, csi, HaState.ACTIVE));
            }
        }
        commands.put(command.run(), command);
        long takesNanos = faults.takeDelay(component, operation)
                .orElseGet(() -> cluster.delays().actionNanos());
        long limitNanos = command.command().timeoutNanos();
        if (takesNanos > limitNanos) {
            later(limitNanos, () -> ended(component, command.run(), OptionalInt.empty(), "killed, out of time"));
        } else {
            later(takesNanos, () -> commandDone(command, operation));
        }
    }

    private void commandDone(AgentAction.RunCommand command, Operation operation) {
        if (!commands.containsKey(command.run())) {
            return; // killed meanwhile
        }
        Dn component = command.component();
        int exitCode = exitCode(component, operation);
        if (exitCode == 0) {
            switch (command.kind()) {
                case INSTANTIATE -> processes.of(component, command.run()).ifPresent(this::started);
                case TERMINATE -> processes.present(component).ifPresent(this::end);
                case CLEANUP -> end(component);
                case AM_START, AM_STOP -> {} // the monitor is nobody's concern until it reports an error
            }
        }
        later(
                cluster.delays().momentNanos(),
                () -> ended(component, command.run(), OptionalInt.of(exitCode), "exit " + exitCode));
    }

    private int exitCode(Dn component, Operation operation) {
        if (faults.takeFailure(component, operation)) {
            return 1;
        }
        boolean never =
                operation == Operation.INSTANTIATE && faults.takeFailure(component, Operation.INSTANTIATE_NO_RETRY);
        return never ? NO_RETRY : 0;
    }

    private void ended(Dn component, long run, OptionalInt exitCode, String detail) {
        if (commands.remove(run) != null) { // else killed meanwhile
            feed(new AgentEvent.CommandEnded(cluster.nowNanos(), component, run, exitCode, detail));
        }
    }

    private void kill(AgentAction.KillCommand kill) {
        if (commands.remove(kill.run()) != null) {
            later(
                    cluster.delays().momentNanos(),
                    () -> feed(new AgentEvent.CommandEnded(
                            cluster.nowNanos(), kill.component(), kill.run(), OptionalInt.empty(), "killed")));
        }
    }

    // ---- processes

    /** The process runs; if it speaks our language, it registers. */
    private void started(SimulatedProcess process) {
        process.started = true;
        if (!process.alive || !process.saAware) {
            return;
        }
        later(cluster.delays().momentNanos(), () -> {
            if (process.alive && !process.hung && !process.givenUp) {
                long session = ++lastSession;
                process.session = OptionalLong.of(session);
                feed(new AgentEvent.SessionOpened(cluster.nowNanos(), caller(process.component, session)));
                feed(new AgentEvent.Registered(cluster.nowNanos(), caller(process.component, session)));
            }
        });
    }

    Caller caller(Dn component, long session) {
        return new Caller(component, session, ++lastRequest);
    }

    private void watch(AgentAction.Watch watch) {
        processes
                .of(watch.component(), watch.run())
                .ifPresentOrElse(p -> p.watched = true, () -> noticeEnd(watch.component(), watch.run()));
    }

    private void noticeEnd(Dn component, long run) {
        later(
                cluster.delays().momentNanos(),
                () -> feed(new AgentEvent.ProcessEnded(cluster.nowNanos(), component, run, true)));
    }

    /** A component begins to run inside the process of its container. */
    void startInside(SimulatedProcess container, Dn component, long run) {
        SimulatedProcess inside = new SimulatedProcess(component, run, true);
        inside.container = Optional.of(container);
        processes.add(inside);
        started(inside);
    }

    /** Nothing of the component runs on this node any more. */
    void end(Dn component) {
        processes.take(component).forEach(this::ended);
    }

    /** The process ends. */
    void end(SimulatedProcess process) {
        processes.remove(process);
        ended(process);
    }

    private void ended(SimulatedProcess process) {
        processes.inside(process).forEach(this::end);
        noticed(process);
    }

    private void noticed(SimulatedProcess ended) {
        if (ended.watched) {
            noticeEnd(ended.component, ended.run);
        }
        if (ended.session.isPresent()) {
            long session = ended.session.getAsLong();
            later(
                    cluster.delays().momentNanos(),
                    () -> feed(
                            new AgentEvent.SessionClosed(cluster.nowNanos(), ended.component, session, false, LOST)));
        }
    }

    /** The component's process dies; says whether there was one. */
    boolean crash(Dn component) {
        return processes
                .present(component)
                .map(process -> {
                    end(process);
                    if (!process.started) {
                        commands.values().stream()
                                .filter(c -> c.run() == process.run)
                                .findFirst()
                                .ifPresent(c -> later(cluster.delays().momentNanos(), () -> diedStarting(c)));
                    }
                    return true;
                })
                .orElse(false);
    }

    private void diedStarting(AgentAction.RunCommand command) {
        if (commands.containsKey(command.run())) {
            ended(command.component(), command.run(), OptionalInt.of(1), "exit 1");
        }
    }

    /** The component's process reports an error on itself. */
    boolean reportError(Dn component, RecommendedRecovery recovery, String text) {
        return processes
                .present(component)
                .map(process -> {
                    Caller caller = caller(component, process.session.orElse(0));
                    feed(new AgentEvent.ErrorReported(cluster.nowNanos(), caller, component, recovery, text));
                    return true;
                })
                .orElse(false);
    }

    /** The component's process answers nothing any more. Its healthchecks find that out, if it has any. */
    boolean hang(Dn component) {
        return processes
                .present(component)
                .map(process -> {
                    process.hung = true;
                    process.session.ifPresent(session -> healthchecks
                            .getOrDefault(component, List.of())
                            .forEach(h -> feed(new AgentEvent.HealthcheckStarted(
                                    cluster.nowNanos(),
                                    caller(component, session),
                                    h.key(),
                                    false,
                                    RecommendedRecovery.NO_RECOMMENDATION))));
                    return true;
                })
                .orElse(false);
    }

    /** A proxy tells that a component has failed which it speaks for; says whether it is here and can. */
    boolean reportFor(Dn proxied, Dn proxy, RecommendedRecovery recovery, String text) {
        return processes
                .present(proxy)
                .filter(p -> p.session.isPresent() && !p.hung)
                .map(p -> {
                    Caller caller = caller(proxy, p.session.getAsLong());
                    feed(new AgentEvent.ErrorReported(cluster.nowNanos(), caller, proxied, recovery, text));
                    return true;
                })
                .orElse(false);
    }

    /** Whoever is active for a proxy CSI registers what it speaks for and has not registered yet. */
    void lookForProxied() {
        processes
                .all()
                .forEach(list -> list.stream()
                        .filter(p -> !p.hung && p.session.isPresent())
                        .forEach(p -> p.has.forEach((csi, state) -> {
                            if (state == HaState.ACTIVE) {
                                proxies.active(p, csi);
                            }
                        })));
    }

    /** Whatever hangs dies. */
    void endHung() {
        processes.hung().forEach(p -> crash(p.component));
    }

    /** The answer to a callback. */
    void answer(SimulatedProcess process, AgentAction.SendCallback call, boolean ok) {
        feed(new AgentEvent.CallbackAnswered(
                cluster.nowNanos(),
                caller(process.component, call.session()),
                call.invocation(),
                ok ? AisStatus.OK : AisStatus.ERR_FAILED_OPERATION,
                "",
                0));
    }
}
