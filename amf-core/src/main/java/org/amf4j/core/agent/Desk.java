package org.amf4j.core.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.OrderAnswered;

/** Where the parts of an agent's machine put their actions and get numbers from. */
final class Desk {

    private final OrderMemory memory = new OrderMemory();
    private List<AgentAction> actions = new ArrayList<>();
    private List<ContainerCall> calls = new ArrayList<>();
    private final Deque<AgentEvent.CommandEnded> later = new ArrayDeque<>();
    private final Map<Dn, Dn> speakers = new TreeMap<>();
    private long lastNumber;
    private boolean leaving;

    /** Numbers go on after this one. */
    void continueAfter(long number) {
        lastNumber = number;
    }

    /** The last number given. */
    long lastNumber() {
        return lastNumber;
    }

    /** The agent is about to end, or not after all. */
    void leaving(boolean now) {
        leaving = now;
    }

    /** Whether the agent is about to end, so that nothing new is begun. */
    boolean isLeaving() {
        return leaving;
    }

    void add(AgentAction action) {
        actions.add(action);
    }

    /** A number for a run, a timer or an invocation, never used before. */
    long number() {
        return ++lastNumber;
    }

    /** Callbacks about the component go to its proxy from now on. */
    void speaks(Dn component, Dn proxy) {
        speakers.put(component, proxy);
    }

    /** Nobody speaks for the component any more. */
    void silent(Dn component) {
        speakers.remove(component);
    }

    /** Calls the component back, or whoever speaks for it. */
    void send(Dn component, long session, long invocation, long timeoutNanos, AgentAction.Callback callback) {
        Dn proxy = speakers.get(component);
        add(
                proxy == null
                        ? new AgentAction.SendCallback(component, session, invocation, timeoutNanos, callback)
                        : new AgentAction.SendCallback(
                                proxy,
                                session,
                                invocation,
                                timeoutNanos,
                                new AgentAction.Callback.ForProxied(component, callback)));
    }

    long startTimer(Dn component, long dueAtNanos) {
        long timer = number();
        add(new AgentAction.StartTimer(component, timer, dueAtNanos));
        return timer;
    }

    void stopTimer(long timer) {
        add(new AgentAction.StopTimer(timer));
    }

    void report(Event.Report report) {
        add(new AgentAction.Report(report));
    }

    void note(Dn component, String text) {
        add(new AgentAction.NoteMisbehaviour(component, text));
    }

    void reply(Caller caller, AisStatus status, String text) {
        add(new AgentAction.AnswerRequest(caller, status, text, Optional.empty()));
    }

    void ok(Caller caller) {
        reply(caller, AisStatus.OK, "");
    }

    /** Reports the end of an order and remembers it. */
    void answer(Order order, Answer answer, String detail, long startedAtNanos, long endedAtNanos) {
        OrderAnswered report =
                new OrderAnswered(order.component(), order.id(), answer, detail, startedAtNanos, endedAtNanos);
        memory.answered(report);
        report(report);
    }

    /** Asks for something that containers are to do, or tells them. */
    void call(ContainerCall call) {
        calls.add(call);
    }

    List<ContainerCall> drainCalls() {
        List<ContainerCall> drained = calls;
        calls = new ArrayList<>();
        return drained;
    }

    /** Has this handled after the present event. */
    void later(AgentEvent.CommandEnded ended) {
        later.add(ended);
    }

    Optional<AgentEvent.CommandEnded> next() {
        return Optional.ofNullable(later.poll());
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    OrderMemory memory() {
        return memory;
    }

    List<AgentAction> drain() {
        List<AgentAction> drained = actions;
        actions = new ArrayList<>();
        return drained;
    }
}
