package org.amf4j.core.agent;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Proxied;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.CommandLine;

/** One component on this node: carries out orders about it and acts on what happens to it. */
final class ComponentMachine {

    /** The exit code by which INSTANTIATE says that no further attempt makes sense. */
    static final int NO_RETRY = 200;

    private static final String NO_PROXY = "the proxy is none, or no more";

    /**
     * How long a contained component that has lost its connection is not taken for failed, in nanoseconds: when its
     * container has died with it, that is noticed in this time, and is the failure of the container alone.
     */
    static final long CONTAINER_GRACE_NANOS = 20_000_000;

    private final Dn component;
    private final Desk desk;
    private final ProxyCalls proxies;
    private final ComponentLife life;
    private OptionalLong terminateInvocation = OptionalLong.empty();
    private boolean terminateAccepted;
    private Optional<Action.Terminate> afterMonitor = Optional.empty();
    private Optional<Loss> loss = Optional.empty();

    /** The session of a contained component has ended, be it alone or with its container's. */
    private record Loss(CommandId incarnation, long session, long timer, String detail) {}

    ComponentMachine(Dn component, Desk desk, ProxyCalls proxies) {
        this.component = component;
        this.desk = desk;
        this.proxies = proxies;
        this.life = new ComponentLife(component, desk);
    }

    Dn component() {
        return component;
    }

    ComponentLife life() {
        return life;
    }

    /** Whether nothing about it is under way. */
    boolean isSettled() {
        return life.isSettled() && loss.isEmpty();
    }

    void order(long atNanos, Order order) {
        switch (order.action()) {
            case Action.Instantiate action -> instantiate(atNanos, order, action);
            case Action.Terminate action -> terminate(atNanos, order, action);
            case Action.Cleanup action -> cleanUp(atNanos, order, action);
            case Action.SetCsi set -> call(atNanos, order);
            case Action.RemoveCsi remove -> call(atNanos, order);
            case Action.ChangeCsi change -> call(atNanos, order);
            case Action.Guard action -> {
                life.guard(action.spec());
                desk.answer(order, Answer.OK, "", atNanos, atNanos);
            }
            case Action.Adopt action -> adopt(atNanos, order, action);
            case Action.StartMonitor action -> startMonitor(atNanos, order, action);
            case Action.StopMonitor action -> {
                if (life.phase() == Phase.UP) {
                    life.monitor().stop(atNanos, order);
                } else {
                    refuse(atNanos, order);
                }
            }
        }
    }

    private void call(long atNanos, Order order) {
        OptionalLong session = present().map(l -> OptionalLong.of(l.session())).orElseGet(this::session);
        if (life.phase() == Phase.UP && session.isPresent()) {
            life.callbacks().submit(atNanos, order, session.getAsLong());
        } else {
            refuse(atNanos, order);
        }
    }

    /** The session by which the component is called: its own, or its proxy's. */
    private OptionalLong session() {
        return isProxied() ? proxies.session(component) : life.sessions().registered();
    }

    private boolean isProxied() {
        return life.instance().filter(i -> i.spec().proxied().isPresent()).isPresent();
    }

    /** It is the leader who knows what runs: what this agent thinks of an earlier instance does not matter. */
    private void adopt(long atNanos, Order order, Action.Adopt action) {
        life.letGo(atNanos, "another order says what runs");
        Proxied where = action.spec().proxied().orElseThrow();
        if (proxies.enter(component, where).isPresent()) {
            life.adopt(atNanos, order, action);
        } else {
            desk.answer(order, Answer.VOID, NO_PROXY, atNanos, atNanos);
        }
    }

    private void instantiateProxied(long atNanos, Order order, Action.Instantiate action) {
        life.letGo(atNanos, "another order says what runs");
        OptionalLong session = proxies.enter(component, action.spec().proxied().orElseThrow());
        if (session.isPresent()) {
            life.beginProxied(atNanos, order, action, session.getAsLong());
        } else {
            desk.answer(order, Answer.VOID, NO_PROXY, atNanos, atNanos);
        }
    }

    private void startMonitor(long atNanos, Order order, Action.StartMonitor action) {
        if (life.phase() == Phase.UP) {
            Instance instance = life.instance().orElseThrow();
            life.monitor()
                    .start(
                            atNanos,
                            order,
                            action,
                            Cleanup.union(instance.spec().environment(), instance.orderEnvironment()));
        } else {
            refuse(atNanos, order);
        }
    }

    private void refuse(long atNanos, Order order) {
        desk.answer(order, Answer.VOID, "the component is " + life.phase(), atNanos, atNanos);
    }

    private void instantiate(long atNanos, Order order, Action.Instantiate action) {
        if (action.spec().proxied().isPresent()) {
            instantiateProxied(atNanos, order, action);
        } else if (life.phase() != Phase.DOWN) {
            refuse(atNanos, order);
        } else if (action.spec().contained().isPresent()) {
            life.beginContained(
                    atNanos, order, action, action.spec().contained().get());
        } else if (action.spec().instantiate().isEmpty()) {
            desk.answer(order, Answer.FAILED_NO_RETRY, "no INSTANTIATE command is configured", atNanos, atNanos);
        } else {
            life.begin(atNanos, order, action, action.spec().instantiate().get());
        }
    }

    private void terminate(long atNanos, Order order, Action.Terminate action) {
        switch (life.phase()) {
            case DOWN, TERMINATING, CLEANING -> refuse(atNanos, order);
            case INSTANTIATING -> {
                // It cannot serve a graceful termination yet.
                life.answerPending(Answer.VOID, "terminated while instantiating", atNanos);
                life.replacePending(order, atNanos);
                life.cleanUpPending(atNanos, Answer.OK, "", "terminated while instantiating");
            }
            case UP -> {
                life.beginTermination(atNanos, order);
                terminateAccepted = false;
                if (life.monitor().isOn()) {
                    afterMonitor = Optional.of(action);
                    life.monitor().stopForTermination(atNanos);
                } else {
                    terminateGracefully(atNanos, action);
                }
            }
        }
    }

    private void terminateGracefully(long atNanos, Action.Terminate action) {
        ComponentSpec spec = life.instance().orElseThrow().spec();
        OptionalLong session = session();
        long limitNanos = spec.terminateTimeoutNanos();
        if (session.isPresent()) {
            long invocation = desk.number();
            terminateInvocation = OptionalLong.of(invocation);
            terminateAccepted = false;
            life.startLimit(atNanos + limitNanos);
            desk.send(component, session.getAsLong(), invocation, limitNanos, terminateCallback(spec));
        } else if (spec.terminate().isPresent()) {
            CommandLine line = spec.terminate().get();
            life.runTerminate(new CommandLine(line.path(), line.arguments(), limitNanos), action.environment());
        } else {
            life.cleanUpPending(atNanos, Answer.OK, "no TERMINATE command is configured", "terminating");
        }
    }

    /** What a component that is not pre-instantiable was instantiated for is taken from it. */
    private static AgentAction.Callback terminateCallback(ComponentSpec spec) {
        return spec.proxied()
                .flatMap(Proxied::activation)
                .<AgentAction.Callback>map(set -> new AgentAction.Callback.RemoveCsi(new Action.RemoveCsi(
                        Action.CsiFlag.TARGET_ONE,
                        set.csis().stream().map(Action.Csi::dn).toList(),
                        spec.terminateTimeoutNanos())))
                .orElseGet(AgentAction.Callback.Terminate::new);
    }

    private void cleanUp(long atNanos, Order order, Action.Cleanup action) {
        Optional<Proxied> where = action.spec().proxied();
        if (where.isPresent() && proxies.enter(component, where.get()).isEmpty()) {
            desk.answer(order, Answer.VOID, NO_PROXY, atNanos, atNanos);
            return;
        }
        if (life.phase() != Phase.CLEANING) {
            life.answerPending(Answer.VOID, "the component is being cleaned up", atNanos);
            Cleanup ordered = new Cleanup(component, desk, action.spec(), action.environment());
            life.beginCleanup(atNanos, ordered, "the component is cleaned up");
        }
        life.cleanup().orElseThrow().answers(order, Answer.OK, "", atNanos);
    }

    /** The component has registered. */
    void registered(long atNanos, long session) {
        life.sessions().register(session);
        life.completeInstantiation(atNanos);
    }

    void commandEnded(AgentEvent.CommandEnded end) {
        switch (life.monitor().commandEnded(end)) {
            case NOT_MINE -> lifeCommandEnded(end);
            case GOES_ON -> {}
            case DONE -> {
                if (life.phase() == Phase.TERMINATING) {
                    afterMonitor.ifPresent(action -> terminateGracefully(end.atNanos(), action));
                    afterMonitor = Optional.empty();
                }
            }
            case FAILED ->
                fail(end.atNanos(), ErrorSource.ACTIVE_MONITOR, life.monitor().failure());
        }
    }

    private void lifeCommandEnded(AgentEvent.CommandEnded end) {
        if (life.cleanup().isPresent() && life.cleanup().get().isRun(end.run())) {
            Cleanup done = life.cleanup().get();
            life.cleanedUp(isZero(end.exitCode()));
            done.ended(end.atNanos(), isZero(end.exitCode()), end.detail());
        } else if (life.commandEnded(end.run())) {
            switch (life.phase()) {
                case CLEANING -> life.cleanup().orElseThrow().start();
                case INSTANTIATING -> instantiateEnded(end);
                case TERMINATING -> terminateEnded(end);
                case DOWN, UP ->
                    throw new IllegalStateException(component + " is " + life.phase() + " while a command runs");
            }
        }
    }

    private static boolean isZero(OptionalInt exitCode) {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    private void instantiateEnded(AgentEvent.CommandEnded end) {
        if (isZero(end.exitCode())) {
            Instance instance = life.instance().orElseThrow();
            instance.commandHasSucceeded();
            if (instance.spec().contained().isEmpty() && !isProxied()) {
                desk.add(new AgentAction.Watch(component, end.run()));
            }
            life.completeInstantiation(end.atNanos());
        } else {
            boolean noRetry = end.exitCode().isPresent() && end.exitCode().getAsInt() == NO_RETRY;
            String detail = "INSTANTIATE: " + end.detail();
            desk.note(component, detail);
            life.cleanUpPending(end.atNanos(), noRetry ? Answer.FAILED_NO_RETRY : Answer.FAILED, detail, detail);
        }
    }

    private void terminateEnded(AgentEvent.CommandEnded end) {
        if (isZero(end.exitCode())) {
            life.gone(end.atNanos());
        } else {
            fail(end.atNanos(), ErrorSource.COMMAND_FAILED, "TERMINATE: " + end.detail());
        }
    }

    private void fail(long atNanos, ErrorSource source, String detail) {
        life.failed(atNanos, source, RecommendedRecovery.NO_RECOMMENDATION, detail);
    }

    /** Takes the answer if it is to the terminate callback, and says whether it was. */
    boolean terminateAnswered(AgentEvent.CallbackAnswered answer) {
        if (life.phase() != Phase.TERMINATING
                || terminateInvocation.isEmpty()
                || terminateInvocation.getAsLong() != answer.invocation()) {
            return false;
        }
        terminateInvocation = OptionalLong.empty();
        desk.ok(answer.caller());
        terminateAccepted = answer.status() == AisStatus.OK;
        if (terminateAccepted && isProxied()) {
            life.gone(answer.atNanos());
        }
        if (!terminateAccepted) {
            String detail =
                    "the terminate callback was answered " + answer.status().aisName();
            fail(answer.atNanos(), ErrorSource.COMMAND_FAILED, detail);
        }
        return true;
    }

    /** Takes an answer of the proxy if it is about this component, and says whether it was. */
    boolean answeredByProxy(AgentEvent.CallbackAnswered answer) {
        boolean cleanup =
                life.cleanup().filter(c -> c.isRun(answer.invocation())).isPresent();
        if (cleanup || life.isCommand(answer.invocation())) {
            desk.ok(answer.caller());
            String text = answer.text().isEmpty() ? "" : ": " + answer.text();
            boolean done = answer.status() == AisStatus.OK;
            desk.later(new AgentEvent.CommandEnded(
                    answer.atNanos(),
                    component,
                    answer.invocation(),
                    OptionalInt.of(done ? 0 : 1),
                    done ? "" : "the proxy answered " + answer.status().aisName() + text));
            return true;
        }
        return life.callbacks().answered(answer) || life.healthchecks().answered(answer) || terminateAnswered(answer);
    }

    /** Whether a graceful termination by callback has been accepted and only the end is awaited. */
    private boolean isEndAwaited() {
        return life.phase() == Phase.TERMINATING && terminateAccepted && !life.isCommandRunning();
    }

    void processEnded(AgentEvent.ProcessEnded end) {
        boolean present = life.instance().isPresent() && life.instance().get().run() == end.run();
        if (!end.held() || !present) {
            return; // It cannot be watched, or is not the one that we run now.
        }
        if (life.phase() != Phase.TERMINATING) {
            fail(end.atNanos(), ErrorSource.PROCESS_ENDED, "no process of the component is left");
        } else if (isEndAwaited()) {
            life.gone(end.atNanos());
        }
        // Else an answer may still be on its way through the socket, whose end will tell.
    }

    void sessionClosed(AgentEvent.SessionClosed end) {
        if (!life.sessions().isOpen(end.session())) {
            return;
        }
        boolean wasRegistered = life.sessions().closed(end.session());
        life.healthchecks().sessionEnded(end.session());
        life.passive().sessionEnded(end.session());
        if (end.broken()) {
            desk.note(component, end.detail());
            fail(end.atNanos(), ErrorSource.PROTOCOL_ERROR, end.detail());
        } else if (wasRegistered && isEndAwaited()) {
            life.gone(end.atNanos());
        } else if (wasRegistered && life.phase() == Phase.UP && isContained()) {
            long timer = desk.startTimer(component, end.atNanos() + CONTAINER_GRACE_NANOS);
            CommandId incarnation = life.instance().orElseThrow().incarnation();
            loss = Optional.of(new Loss(incarnation, end.session(), timer, end.detail()));
        } else if (wasRegistered) {
            fail(end.atNanos(), ErrorSource.CONNECTION_LOST, end.detail());
        }
    }

    private boolean isContained() {
        return life.instance().filter(i -> i.spec().contained().isPresent()).isPresent();
    }

    /** The loss that the present instance has suffered and that has not been taken for a failure yet. */
    private Optional<Loss> present() {
        return loss.filter(l -> life.phase() == Phase.UP
                && life.instance()
                        .filter(i -> i.incarnation().equals(l.incarnation()))
                        .isPresent());
    }

    void timerDue(long atNanos, long timer) {
        Optional<Loss> lost = present().filter(l -> l.timer() == timer);
        if (lost.isPresent()) {
            fail(atNanos, ErrorSource.CONNECTION_LOST, lost.get().detail());
        } else if (life.isLimit(timer) && life.phase() == Phase.CLEANING) {
            long run = life.cleanup().orElseThrow().run().orElseThrow();
            proxies.abandon(run);
            commandEnded(new AgentEvent.CommandEnded(
                    atNanos, component, run, OptionalInt.empty(), "the proxy has not cleaned it up in time"));
        } else if (life.isLimit(timer)) {
            String detail = lateness();
            desk.note(component, detail);
            fail(atNanos, ErrorSource.COMMAND_FAILED, detail);
        } else if (!life.callbacks().timerDue(atNanos, timer)) {
            life.healthchecks().timerDue(atNanos, timer);
        }
    }

    private String lateness() {
        if (life.phase() == Phase.TERMINATING) {
            return terminateAccepted ? "has not ended in time" : "has not answered the terminate callback in time";
        }
        return life.isCommandRunning() ? "INSTANTIATE has not ended in time" : "has not registered in time";
    }
}
