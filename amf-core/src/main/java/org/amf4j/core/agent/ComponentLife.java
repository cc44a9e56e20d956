package org.amf4j.core.agent;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.command.ComponentSpec.Proxied;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.CommandLine;

/** Where a component is in its life, and the steps that orders and facts have in common. */
final class ComponentLife implements ErrorSink {

    /** Where the component is in its life. */
    enum Phase {
        /** Nothing of it is known to run. */
        DOWN,
        /** INSTANTIATE runs, or has succeeded and the registration is awaited. */
        INSTANTIATING,
        /** It serves. */
        UP,
        /** The terminate callback or TERMINATE is under way. */
        TERMINATING,
        /** CLEANUP runs, or waits for the end of a killed command. */
        CLEANING
    }

    private final Dn component;
    private final Desk desk;
    private final Sessions sessions;
    private final Callbacks callbacks;
    private final Healthchecks healthchecks;
    private final ActiveMonitor monitor;
    private final PassiveMonitor passive;
    private Phase phase = Phase.DOWN;
    private Optional<Instance> instance = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private Optional<Cleanup> cleanup = Optional.empty();
    private OptionalLong command = OptionalLong.empty();
    private OptionalLong limit = OptionalLong.empty();
    private Optional<ComponentSpec> guarded = Optional.empty();

    /** The Instantiate or Terminate order in progress. */
    private record Pending(Order order, long startedAtNanos) {}

    ComponentLife(Dn component, Desk desk) {
        this.component = component;
        this.desk = desk;
        this.sessions = new Sessions(component, desk);
        this.callbacks = new Callbacks(component, desk, this);
        this.healthchecks = new Healthchecks(component, desk, this);
        this.monitor = new ActiveMonitor(component, desk);
        this.passive = new PassiveMonitor(component, desk, this);
    }

    Phase phase() {
        return phase;
    }

    Sessions sessions() {
        return sessions;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Healthchecks healthchecks() {
        return healthchecks;
    }

    ActiveMonitor monitor() {
        return monitor;
    }

    PassiveMonitor passive() {
        return passive;
    }

    Optional<Instance> instance() {
        return instance;
    }

    Optional<Cleanup> cleanup() {
        return cleanup;
    }

    /** Whether INSTANTIATE or TERMINATE runs. */
    boolean isCommandRunning() {
        return command.isPresent();
    }

    /** Whether INSTANTIATE or TERMINATE with this number runs. */
    boolean isCommand(long run) {
        return command.isPresent() && command.getAsLong() == run;
    }

    /** Begins a life. */
    void begin(long atNanos, Order order, Action.Instantiate action, CommandLine line) {
        Instance started = new Instance(order, action, desk.number());
        instance = Optional.of(started);
        phase = Phase.INSTANTIATING;
        pending = Optional.of(new Pending(order, atNanos));
        startLimit(atNanos + line.timeoutNanos());
        run(started.run(), CommandKind.INSTANTIATE, line, started.orderEnvironment());
    }

    /** Begins a life in a container. */
    void beginContained(long atNanos, Order order, Action.Instantiate action, Contained where) {
        Instance started = new Instance(order, action, desk.number());
        instance = Optional.of(started);
        phase = Phase.INSTANTIATING;
        pending = Optional.of(new Pending(order, atNanos));
        startLimit(atNanos + where.instantiateTimeoutNanos());
        command = OptionalLong.of(started.run());
        desk.call(new ContainerCall.Instantiate(component, started.run(), where));
    }

    /** Begins a life by a callback to the proxy. */
    void beginProxied(long atNanos, Order order, Action.Instantiate action, long session) {
        Instance started = new Instance(order, action, desk.number());
        Proxied where = action.spec().proxied().orElseThrow();
        instance = Optional.of(started);
        phase = Phase.INSTANTIATING;
        pending = Optional.of(new Pending(order, atNanos));
        startLimit(atNanos + where.instantiateTimeoutNanos());
        command = OptionalLong.of(started.run());
        AgentAction.Callback callback = where.activation()
                .<AgentAction.Callback>map(AgentAction.Callback.SetCsi::new)
                .orElseGet(AgentAction.Callback.InstantiateProxied::new);
        desk.send(component, session, started.run(), where.instantiateTimeoutNanos(), callback);
    }

    /** The component runs already: this agent's part of its life begins in the middle. */
    void adopt(long atNanos, Order order, Action.Adopt action) {
        instance = Optional.of(Instance.adopted(order, action, desk.number()));
        phase = Phase.UP;
        callbacks.adopt(action.states());
        desk.answer(order, Answer.OK, "", atNanos, atNanos);
    }

    /** Whether nothing about it is under way. */
    boolean isSettled() {
        boolean still = pending.isEmpty() && cleanup.isEmpty() && command.isEmpty();
        return still && phase == Phase.DOWN
                || still
                        && phase == Phase.UP
                        && callbacks.isIdle()
                        && healthchecks.isIdle()
                        && monitor.isIdle()
                        && passive.isIdle();
    }

    /** What another process of the agent must know of it; while it is settled. */
    AgentMemory.Component remember() {
        return new AgentMemory.Component(
                component,
                callbacks.epochs(),
                guarded,
                instance.map(i -> new AgentMemory.Running(
                        i.started(),
                        i.run(),
                        sessions.open(),
                        sessions.registered(),
                        callbacks.states(),
                        healthchecks.remember(),
                        monitor.remember(),
                        passive.remember())));
    }

    /** Goes on with what another process of the agent knew. */
    void restore(AgentMemory.Component remembered) {
        callbacks.epochs().putAll(remembered.epochs());
        guarded = remembered.guarded();
        remembered.running().ifPresent(this::restore);
    }

    private void restore(AgentMemory.Running running) {
        Instance restored = running.started().action() instanceof Action.Adopt adopt
                ? Instance.adopted(running.started(), adopt, running.run())
                : new Instance(
                        running.started(),
                        (Action.Instantiate) running.started().action(),
                        running.run());
        restored.commandHasSucceeded();
        instance = Optional.of(restored);
        phase = Phase.UP;
        sessions.restore(running.sessions(), running.registered());
        callbacks.adopt(running.states());
        healthchecks.restore(running.healthchecks(), restored.spec().healthchecks());
        running.monitor()
                .ifPresent(m ->
                        monitor.restore(m, Cleanup.union(restored.spec().environment(), restored.orderEnvironment())));
        if (restored.spec().contained().isEmpty() && restored.spec().proxied().isEmpty()) {
            desk.add(new AgentAction.Watch(component, restored.run()));
        }
        passive.restore(running.monitored());
    }

    /** Its proxy is none any more: it goes on as it is, and this agent has nothing to do with it. */
    void letGo(long atNanos, String reason) {
        answerPending(Answer.VOID, reason, atNanos);
        cleanup.ifPresent(c -> c.letGo(atNanos, reason));
        cleanup = Optional.empty();
        command = OptionalLong.empty();
        healthchecks.stopAll();
        passive.stopAll();
        callbacks.abandon(atNanos, reason);
        stopLimit();
        instance = Optional.empty();
        phase = Phase.DOWN;
    }

    /** Begins the graceful end: no more callbacks and healthchecks. */
    void beginTermination(long atNanos, Order order) {
        phase = Phase.TERMINATING;
        pending = Optional.of(new Pending(order, atNanos));
        healthchecks.stopAll();
        passive.stopAll();
        callbacks.abandon(atNanos, "the component is being terminated");
    }

    void runTerminate(CommandLine line, Map<String, String> orderEnvironment) {
        run(desk.number(), CommandKind.TERMINATE, line, orderEnvironment);
    }

    private void run(long run, CommandKind kind, CommandLine line, Map<String, String> orderEnvironment) {
        command = OptionalLong.of(run);
        Map<String, String> environment =
                Cleanup.union(instance.orElseThrow().spec().environment(), orderEnvironment);
        boolean outlives =
                kind == CommandKind.INSTANTIATE && instance.get().spec().outlivesLease();
        desk.add(new AgentAction.RunCommand(component, run, kind, line, environment, outlives));
    }

    /** Takes note of the end of INSTANTIATE or TERMINATE; says whether it was that. */
    boolean commandEnded(long run) {
        boolean known = command.isPresent() && command.getAsLong() == run;
        if (known) {
            command = OptionalLong.empty();
        }
        return known;
    }

    /** The component is up if its command has succeeded and, where it has to, it has registered. */
    void completeInstantiation(long atNanos) {
        Instance current = instance.orElseThrow();
        boolean registered = sessions.registered().isPresent();
        if (current.commandSucceeded() && (registered || !current.spec().saAware())) {
            stopLimit();
            phase = Phase.UP;
            answerPending(Answer.OK, "", atNanos);
        }
    }

    /** Answers the Instantiate or Terminate order in progress, if there is one. */
    void answerPending(Answer answer, String detail, long atNanos) {
        pending.ifPresent(open -> desk.answer(open.order(), answer, detail, open.startedAtNanos(), atNanos));
        pending = Optional.empty();
    }

    /** Makes this the order that is answered when the cleanup to come has ended. */
    void replacePending(Order order, long atNanos) {
        pending = Optional.of(new Pending(order, atNanos));
    }

    /** Cleans up and then answers the Instantiate or Terminate order in progress. */
    void cleanUpPending(long atNanos, Answer onSuccess, String detail, String reason) {
        Cleanup own = ownCleanup();
        pending.ifPresent(open -> own.answers(open.order(), onSuccess, detail, open.startedAtNanos()));
        pending = Optional.empty();
        beginCleanup(atNanos, own, reason);
    }

    private Cleanup ownCleanup() {
        Instance current = instance.orElseThrow();
        return new Cleanup(component, desk, current.spec(), current.orderEnvironment());
    }

    /** Begins a cleanup, whatever is going on. */
    void beginCleanup(long atNanos, Cleanup begun, String reason) {
        phase = Phase.CLEANING;
        cleanup = Optional.of(begun);
        stopLimit();
        desk.call(new ContainerCall.Leaving(component));
        if (command.isPresent() && isProxied()) {
            desk.call(new ContainerCall.CancelProxied(command.getAsLong()));
            command = OptionalLong.empty();
            begun.start();
        } else if (command.isPresent() && isContained()) {
            desk.call(new ContainerCall.Cancel(command.getAsLong()));
            command = OptionalLong.empty();
            begun.start();
        } else if (command.isPresent()) {
            // What it may still start must not escape the cleanup: CLEANUP begins when it is dead.
            desk.add(new AgentAction.KillCommand(component, command.getAsLong()));
        } else {
            begun.start();
        }
        monitor.abandon(atNanos, reason);
        healthchecks.stopAll();
        passive.stopAll();
        callbacks.abandon(atNanos, reason);
        sessions.closeAll(reason);
    }

    private boolean isProxied() {
        return instance.filter(i -> i.spec().proxied().isPresent()).isPresent();
    }

    private boolean isContained() {
        return instance.filter(i -> i.spec().contained().isPresent()).isPresent();
    }

    /** Its container goes, and it goes with it; whoever is told of the container's end knows that. */
    void endWithContainer(long atNanos) {
        String reason = "its container ends";
        switch (phase) {
            case DOWN, CLEANING -> {
                // Nothing runs, or it is being cleaned up already.
            }
            case INSTANTIATING -> cleanUpPending(atNanos, Answer.FAILED, reason, reason);
            case TERMINATING -> cleanUpPending(atNanos, Answer.OK, reason, reason);
            case UP -> beginCleanup(atNanos, ownCleanup(), reason);
        }
    }

    @Override
    public void failed(long atNanos, ErrorSource source, RecommendedRecovery recommended, String detail) {
        failed(atNanos, source, recommended, detail, atNanos);
    }

    /** The component has failed, which was detected before now. */
    void failed(
            long atNanos, ErrorSource source, RecommendedRecovery recommended, String detail, long detectedAtNanos) {
        switch (phase) {
            case DOWN, CLEANING -> {
                // Nothing runs, or it is being cleaned up already.
            }
            case INSTANTIATING -> cleanUpPending(atNanos, Answer.FAILED, detail, detail);
            case TERMINATING -> cleanUpPending(atNanos, Answer.OK, "cleaned up: " + detail, detail);
            case UP -> {
                Instance current = instance.orElseThrow();
                desk.report(new Event.ComponentFailed(
                        component, current.incarnation(), source, recommended, detail, detectedAtNanos, atNanos));
                Cleanup own = ownCleanup();
                own.afterFailureOf(current.incarnation());
                beginCleanup(atNanos, own, "the component has failed: " + detail);
            }
        }
    }

    /** It may run here without this agent's doing. */
    void guard(ComponentSpec spec) {
        guarded = Optional.of(spec);
    }

    /** The agent ends: whatever runs is cleaned up and nobody is told. */
    void stop(long atNanos) {
        if (phase == Phase.DOWN && guarded.isPresent()) {
            beginCleanup(atNanos, new Cleanup(component, desk, guarded.get(), Map.of()), "the agent ends");
            return;
        }
        if (phase != Phase.DOWN && phase != Phase.CLEANING) {
            pending = Optional.empty();
            Instance current = instance.orElseThrow();
            if (isProxied() && !current.spec().proxied().orElseThrow().here()) {
                letGo(atNanos, "the agent ends"); // it goes on, and another proxy will speak for it
                return;
            }
            // The proxy ends as well: a proxied component that is here is ended by its own CLEANUP.
            ComponentSpec spec = current.spec().withoutProxy();
            beginCleanup(atNanos, new Cleanup(component, desk, spec, current.orderEnvironment()), "the agent ends");
        }
    }

    /** Whether it goes on when the node's lease has run out. */
    boolean outlivesLease() {
        return phase == Phase.UP
                && instance.filter(i -> i.spec().outlivesLease()).isPresent();
    }

    /** The cleanup has ended, one way or the other. */
    void cleanedUp(boolean succeeded) {
        cleanup = Optional.empty();
        down(succeeded);
    }

    /** It has terminated as it was asked to. */
    void gone(long atNanos) {
        sessions.closeAll("terminated");
        down(true);
        answerPending(Answer.OK, "", atNanos);
    }

    private void down(boolean succeeded) {
        phase = Phase.DOWN;
        stopLimit();
        desk.call(new ContainerCall.Down(component, succeeded));
        instance.ifPresent(last -> desk.add(new AgentAction.Forget(component, last.run())));
        instance = Optional.empty();
    }

    void startLimit(long dueAtNanos) {
        limit = OptionalLong.of(desk.startTimer(component, dueAtNanos));
    }

    private void stopLimit() {
        limit.ifPresent(desk::stopTimer);
        limit = OptionalLong.empty();
    }

    /** Whether the time for instantiation or termination is over with this timer. */
    boolean isLimit(long timer) {
        return limit.isPresent() && limit.getAsLong() == timer;
    }
}
