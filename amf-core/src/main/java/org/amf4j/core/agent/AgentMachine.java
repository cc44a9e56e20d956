package org.amf4j.core.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.OrderAnswered;

/**
 * The brain of a node agent: carries out orders about components, answers each with exactly one report, and acts at once
 * on the failure of a component.
 *
 * <p>Deterministic; for one thread. An action must be carried out before the next event is handled.
 */
public final class AgentMachine {

    /** Most components known to one agent. */
    static final int COMPONENTS_MAX = 20_000;

    private final Desk desk = new Desk();
    private final Map<Dn, ComponentMachine> components = new TreeMap<>();
    private final ContainerCalls containers = new ContainerCalls(desk, components);
    private final Requests requests = new Requests(desk, containers);
    private boolean stopping;
    private boolean stopped;

    /** Takes what happened; returns what is to be done, in order. */
    public List<AgentAction> handle(AgentEvent event) {
        switch (event) {
            case AgentEvent.OrderReceived received -> order(received);
            case AgentEvent.StopRequested stop -> {
                stopping = true;
                components.values().forEach(component -> component.life().stop(stop.atNanos()));
            }
            case AgentEvent.ErrorReported report -> reportError(report);
            case AgentEvent.Request request -> request(request);
            case AgentEvent.ComponentEvent other ->
                Optional.ofNullable(components.get(other.component())).ifPresent(machine -> fact(machine, other));
        }
        settle(event.atNanos());
        if (stopping
                && !stopped
                && components.values().stream().allMatch(c -> c.life().phase() == Phase.DOWN)) {
            stopped = true;
            desk.add(new AgentAction.StopCompleted());
        }
        return desk.drain();
    }

    /** What the event means to containers and those who live in them, until nothing more follows from it. */
    private void settle(long atNanos) {
        Optional<AgentEvent.CommandEnded> next = desk.next();
        while (next.isPresent() || desk.hasCalls()) {
            next.ifPresent(end -> components.get(end.component()).commandEnded(end));
            containers.settle(atNanos).forEach(desk::later);
            next = desk.next();
        }
        List<Order> due = containers.due();
        if (!due.isEmpty()) {
            due.forEach(o -> components.get(o.component()).order(atNanos, o));
            settle(atNanos);
        }
    }

    private void order(AgentEvent.OrderReceived received) {
        Order order = received.order();
        Optional<OrderAnswered> answer = desk.memory().answer(order.id());
        if (answer.isPresent()) {
            desk.report(answer.get());
        } else if (!stopping && !desk.memory().isOutstanding(order.id())) {
            desk.memory().received(order.id());
            carryOut(received.atNanos(), order);
        }
    }

    private void carryOut(long atNanos, Order order) {
        boolean introduces = order.action() instanceof Action.Instantiate || order.action() instanceof Action.Cleanup;
        if (introduces && components.size() < COMPONENTS_MAX) {
            components.computeIfAbsent(order.component(), dn -> new ComponentMachine(dn, desk));
        }
        if (order.action() instanceof Action.Terminate && containers.isDeferred(order)) {
            return;
        }
        Optional.ofNullable(components.get(order.component()))
                .ifPresentOrElse(
                        machine -> machine.order(atNanos, order),
                        () -> desk.answer(
                                order, Answer.VOID, "this agent does not run the component", atNanos, atNanos));
    }

    private void reportError(AgentEvent.ErrorReported report) {
        Optional.ofNullable(components.get(report.erroneous()))
                .ifPresentOrElse(
                        machine -> requests.reportError(machine, report),
                        () -> desk.add(new AgentAction.ForwardErrorReport(
                                report.caller(), report.erroneous(), report.recovery(), report.text())));
    }

    private void request(AgentEvent.Request request) {
        Optional.ofNullable(components.get(request.component()))
                .ifPresentOrElse(
                        machine -> requests.handle(machine, request),
                        () -> requests.refuse(
                                request.caller(), AisStatus.ERR_NOT_EXIST, "no such component on this node"));
    }

    private void fact(ComponentMachine machine, AgentEvent.ComponentEvent event) {
        switch (event) {
            case AgentEvent.CommandEnded end -> machine.commandEnded(end);
            case AgentEvent.ProcessEnded end -> machine.processEnded(end);
            case AgentEvent.SessionClosed end -> machine.sessionClosed(end);
            case AgentEvent.TimerDue due -> {
                if (!containers.timerDue(due)) {
                    machine.timerDue(due.atNanos(), due.timer());
                }
            }
            case AgentEvent.Request request -> throw new IllegalArgumentException("not routed: " + request);
        }
    }
}
