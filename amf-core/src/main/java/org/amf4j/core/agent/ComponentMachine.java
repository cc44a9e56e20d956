package org.amf4j.core.agent;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.CommandLine;

/** The life cycle of one component on this node. */
final class ComponentMachine implements ErrorSink {

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

    /** The exit code by which INSTANTIATE says that no further attempt makes sense. */
    static final int NO_RETRY = 200;

    private final Dn component;
    private final Desk desk;
    private final Sessions sessions;
    private final Callbacks callbacks;
    private final Healthchecks healthchecks;
    private Phase phase = Phase.DOWN;
    private Optional<Instance> instance = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private Optional<Cleanup> cleanup = Optional.empty();
    private OptionalLong command = OptionalLong.empty();
    private OptionalLong limit = OptionalLong.empty();
    private OptionalLong terminateInvocation = OptionalLong.empty();
    private boolean terminateAccepted;

    /** The Instantiate or Terminate order in progress. */
    private record Pending(Order order, long startedAtNanos) {}

    ComponentMachine(Dn component, Desk desk) {
        this.component = component;
        this.desk = desk;
        this.sessions = new Sessions(component, desk);
        this.callbacks = new Callbacks(component, desk, this);
        this.healthchecks = new Healthchecks(component, desk, this);
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

    /** What the component is, while it is there. */
    Optional<ComponentSpec> spec() {
        return instance.map(Instance::spec);
    }

    void order(long atNanos, Order order) {
        switch (order.action()) {
            case Action.Instantiate action -> instantiate(atNanos, order, action);
            case Action.Terminate action -> terminate(atNanos, order, action);
            case Action.Cleanup action -> cleanUp(atNanos, order, action);
            case Action.SetCsi set -> call(atNanos, order);
            case Action.RemoveCsi remove -> call(atNanos, order);
        }
    }

    private void call(long atNanos, Order order) {
        if (phase == Phase.UP && sessions.registered().isPresent()) {
            callbacks.submit(atNanos, order, sessions.registered().getAsLong());
        } else {
            refuse(atNanos, order);
        }
    }

    private void refuse(long atNanos, Order order) {
        desk.answer(order, Answer.VOID, "the component is " + phase, atNanos, atNanos);
    }

    private void instantiate(long atNanos, Order order, Action.Instantiate action) {
        if (phase != Phase.DOWN) {
            refuse(atNanos, order);
            return;
        }
        if (action.spec().instantiate().isEmpty()) {
            desk.answer(order, Answer.FAILED_NO_RETRY, "no INSTANTIATE command is configured", atNanos, atNanos);
            return;
        }
        CommandLine line = action.spec().instantiate().get();
        Instance started = new Instance(order, action, desk.number());
        instance = Optional.of(started);
        pending = Optional.of(new Pending(order, atNanos));
        phase = Phase.INSTANTIATING;
        command = OptionalLong.of(started.run());
        startLimit(atNanos + line.timeoutNanos());
        run(started.run(), CommandKind.INSTANTIATE, line, started.orderEnvironment());
    }

    private void run(long run, CommandKind kind, CommandLine line, Map<String, String> orderEnvironment) {
        Map<String, String> environment =
                Cleanup.union(instance.orElseThrow().spec().environment(), orderEnvironment);
        desk.add(new AgentAction.RunCommand(component, run, kind, line, environment));
    }

    /** The component has registered. */
    void registered(long atNanos, long session) {
        sessions.register(session);
        completeInstantiation(atNanos);
    }

    private void completeInstantiation(long atNanos) {
        Instance current = instance.orElseThrow();
        boolean complete =
                current.commandSucceeded() && (!current.spec().saAware() || sessions.registered().isPresent());
        if (complete) {
            stopLimit();
            phase = Phase.UP;
            answerPending(Answer.OK, "", atNanos);
        }
    }

    private void answerPending(Answer answer, String detail, long atNanos) {
        pending.ifPresent(open -> desk.answer(open.order(), answer, detail, open.startedAtNanos(), atNanos));
        pending = Optional.empty();
    }

    private void terminate(long atNanos, Order order, Action.Terminate action) {
        switch (phase) {
            case DOWN, TERMINATING, CLEANING -> refuse(atNanos, order);
            case INSTANTIATING -> {
                // It cannot serve a graceful termination yet.
                answerPending(Answer.VOID, "terminated while instantiating", atNanos);
                pending = Optional.of(new Pending(order, atNanos));
                cleanUpPending(atNanos, Answer.OK, "", "terminated while instantiating");
            }
            case UP -> {
                pending = Optional.of(new Pending(order, atNanos));
                phase = Phase.TERMINATING;
                healthchecks.stopAll();
                callbacks.abandon(atNanos, "the component is being terminated");
                terminateGracefully(atNanos, action);
            }
        }
    }

    private void terminateGracefully(long atNanos, Action.Terminate action) {
        ComponentSpec spec = instance.orElseThrow().spec();
        long limitNanos = spec.terminateTimeoutNanos();
        if (sessions.registered().isPresent()) {
            long invocation = desk.number();
            terminateInvocation = OptionalLong.of(invocation);
            startLimit(atNanos + limitNanos);
            desk.add(new AgentAction.SendCallback(
                    component,
                    sessions.registered().getAsLong(),
                    invocation,
                    limitNanos,
                    new AgentAction.Callback.Terminate()));
        } else if (spec.terminate().isPresent()) {
            CommandLine line = spec.terminate().get();
            long run = desk.number();
            command = OptionalLong.of(run);
            run(run, CommandKind.TERMINATE, new CommandLine(line.path(), line.arguments(), limitNanos), action.environment());
        } else {
            cleanUpPending(atNanos, Answer.OK, "no TERMINATE command is configured", "terminating");
        }
    }

    private void cleanUp(long atNanos, Order order, Action.Cleanup action) {
        if (phase != Phase.CLEANING) {
            answerPending(Answer.VOID, "the component is being cleaned up", atNanos);
            beginCleanup(
                    atNanos, new Cleanup(component, desk, action.spec(), action.environment()), "the component is cleaned up");
        }
        cleanup.orElseThrow().answers(order, Answer.OK, "", atNanos);
    }

    /** Cleans up and then answers the Instantiate or Terminate order in progress. */
    private void cleanUpPending(long atNanos, Answer onSuccess, String detail, String reason) {
        Cleanup own = ownCleanup();
        pending.ifPresent(open -> own.answers(open.order(), onSuccess, detail, open.startedAtNanos()));
        pending = Optional.empty();
        beginCleanup(atNanos, own, reason);
    }

    private Cleanup ownCleanup() {
        Instance current = instance.orElseThrow();
        return new Cleanup(component, desk, current.spec(), current.orderEnvironment());
    }

    private void beginCleanup(long atNanos, Cleanup begun, String reason) {
        phase = Phase.CLEANING;
        cleanup = Optional.of(begun);
        stopLimit();
        terminateInvocation = OptionalLong.empty();
        if (command.isPresent()) {
            // What it may still start must not escape the cleanup: CLEANUP begins when it is dead.
            desk.add(new AgentAction.KillCommand(component, command.getAsLong()));
        } else {
            begun.start();
        }
        healthchecks.stopAll();
        callbacks.abandon(atNanos, reason);
        sessions.closeAll(reason);
    }

    @Override
    public void failed(long atNanos, ErrorSource source, RecommendedRecovery recommended, String detail) {
        switch (phase) {
            case DOWN, CLEANING -> {
                // Nothing runs, or it is being cleaned up already.
            }
            case INSTANTIATING -> cleanUpPending(atNanos, Answer.FAILED, detail, detail);
            case TERMINATING -> cleanUpPending(atNanos, Answer.OK, "cleaned up: " + detail, detail);
            case UP -> {
                Instance current = instance.orElseThrow();
                desk.report(new Event.ComponentFailed(
                        component, current.incarnation(), source, recommended, detail, atNanos, atNanos));
                Cleanup own = ownCleanup();
                own.afterFailureOf(current.incarnation());
                beginCleanup(atNanos, own, "the component has failed: " + detail);
            }
        }
    }

    /** The agent ends: whatever runs is cleaned up and nobody is told. */
    void stop(long atNanos) {
        if (phase != Phase.DOWN && phase != Phase.CLEANING) {
            pending = Optional.empty();
            beginCleanup(atNanos, ownCleanup(), "the agent ends");
        }
    }

    void commandEnded(AgentEvent.CommandEnded end) {
        if (cleanup.isPresent() && cleanup.get().isRun(end.run())) {
            cleanupEnded(end);
        } else if (command.isPresent() && command.getAsLong() == end.run()) {
            command = OptionalLong.empty();
            boolean succeeded = isZero(end.exitCode());
            switch (phase) {
                case CLEANING -> cleanup.orElseThrow().start();
                case INSTANTIATING -> instantiateEnded(end, succeeded);
                case TERMINATING -> {
                    if (succeeded) {
                        gone(end.atNanos());
                    } else {
                        failed(end.atNanos(), ErrorSource.COMMAND_FAILED, RecommendedRecovery.NO_RECOMMENDATION,
                                "TERMINATE: " + end.detail());
                    }
                }
                case DOWN, UP -> throw new IllegalStateException(component + " is " + phase + " while a command runs");
            }
        }
    }

    private static boolean isZero(OptionalInt exitCode) {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    private void instantiateEnded(AgentEvent.CommandEnded end, boolean succeeded) {
        if (succeeded) {
            instance.orElseThrow().commandHasSucceeded();
            desk.add(new AgentAction.Watch(component, end.run()));
            completeInstantiation(end.atNanos());
        } else {
            boolean noRetry = end.exitCode().isPresent() && end.exitCode().getAsInt() == NO_RETRY;
            String detail = "INSTANTIATE: " + end.detail();
            desk.note(component, detail);
            cleanUpPending(end.atNanos(), noRetry ? Answer.FAILED_NO_RETRY : Answer.FAILED, detail, detail);
        }
    }

    private void cleanupEnded(AgentEvent.CommandEnded end) {
        Cleanup done = cleanup.orElseThrow();
        cleanup = Optional.empty();
        down();
        done.ended(end.atNanos(), isZero(end.exitCode()), end.detail());
    }

    /** It has terminated as it was asked to. */
    private void gone(long atNanos) {
        sessions.closeAll("terminated");
        down();
        answerPending(Answer.OK, "", atNanos);
    }

    private void down() {
        phase = Phase.DOWN;
        stopLimit();
        terminateInvocation = OptionalLong.empty();
        terminateAccepted = false;
        instance.ifPresent(last -> desk.add(new AgentAction.Forget(component, last.run())));
        instance = Optional.empty();
    }

    /** Takes the answer if it is to the terminate callback, and says whether it was. */
    boolean terminateAnswered(AgentEvent.CallbackAnswered answer) {
        if (terminateInvocation.isEmpty() || terminateInvocation.getAsLong() != answer.invocation()) {
            return false;
        }
        terminateInvocation = OptionalLong.empty();
        desk.ok(answer.caller());
        terminateAccepted = answer.status() == AisStatus.OK;
        if (!terminateAccepted) {
            failed(answer.atNanos(), ErrorSource.COMMAND_FAILED, RecommendedRecovery.NO_RECOMMENDATION,
                    "the terminate callback was answered " + answer.status().aisName());
        }
        return true;
    }

    void processEnded(AgentEvent.ProcessEnded end) {
        if (!end.held() || instance.isEmpty() || instance.get().run() != end.run()) {
            return; // It cannot be watched, or is not the one that we run now.
        }
        if (phase != Phase.TERMINATING) {
            failed(end.atNanos(), ErrorSource.PROCESS_ENDED, RecommendedRecovery.NO_RECOMMENDATION,
                    "no process of the component is left");
        } else if (terminateAccepted) {
            gone(end.atNanos());
        }
        // Else an answer may still be on its way through the socket, whose end will tell.
    }

    void sessionClosed(AgentEvent.SessionClosed end) {
        if (!sessions.isOpen(end.session())) {
            return;
        }
        boolean wasRegistered = sessions.closed(end.session());
        healthchecks.sessionEnded(end.session());
        if (end.broken()) {
            desk.note(component, end.detail());
            failed(end.atNanos(), ErrorSource.PROTOCOL_ERROR, RecommendedRecovery.NO_RECOMMENDATION, end.detail());
        } else if (wasRegistered && phase == Phase.TERMINATING && terminateAccepted) {
            gone(end.atNanos());
        } else if (wasRegistered) {
            failed(end.atNanos(), ErrorSource.CONNECTION_LOST, RecommendedRecovery.NO_RECOMMENDATION, end.detail());
        }
    }

    void timerDue(long atNanos, long timer) {
        if (limit.isPresent() && limit.getAsLong() == timer) {
            limit = OptionalLong.empty();
            String what = phase == Phase.TERMINATING
                    ? terminateAccepted ? "has not ended in time" : "has not answered the terminate callback in time"
                    : command.isPresent() ? "INSTANTIATE has not ended in time" : "has not registered in time";
            desk.note(component, what);
            failed(atNanos, ErrorSource.COMMAND_FAILED, RecommendedRecovery.NO_RECOMMENDATION, what);
        } else if (!callbacks.timerDue(atNanos, timer)) {
            healthchecks.timerDue(atNanos, timer);
        }
    }

    private void startLimit(long dueAtNanos) {
        limit = OptionalLong.of(desk.startTimer(component, dueAtNanos));
    }

    private void stopLimit() {
        limit.ifPresent(desk::stopTimer);
        limit = OptionalLong.empty();
    }
}
