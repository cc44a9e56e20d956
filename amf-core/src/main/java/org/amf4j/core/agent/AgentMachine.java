package org.amf4j.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event;
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

    /** Answers to orders that another machine is told of; a leader knows those that it has taken. */
    static final int ANSWERS_REMEMBERED_MAX = 1_000;

    private final Desk desk = new Desk();
    private final Map<Dn, ComponentMachine> components = new TreeMap<>();
    private final ProxyCalls proxies = new ProxyCalls(desk, components);
    private final ContainerCalls containers = new ContainerCalls(desk, components, proxies);
    private final Requests requests = new Requests(desk, containers, proxies, this::group);
    private final ProtectionGroups groups = new ProtectionGroups(desk);
    private boolean fenced;
    private boolean fenceTold;
    private boolean stopping;
    private boolean stopped;
    private Optional<AgentMemory> remembered = Optional.empty();

    /** A machine that knows nothing: the first one of a life. */
    public AgentMachine() {}

    /** A machine that goes on with what another one knew; {@link AgentEvent.Continued} must be its first event. */
    public AgentMachine(AgentMemory memory) {
        this.remembered = Optional.of(memory);
    }

    /** Takes what happened; returns what is to be done, in order. */
    public List<AgentAction> handle(AgentEvent event) {
        switch (event) {
            case AgentEvent.OrderReceived received -> order(received);
            case AgentEvent.StopRequested stop -> {
                stopping = true;
                proxies.stop();
                components.values().forEach(component -> component.life().stop(stop.atNanos()));
            }
            case AgentEvent.LeaseLost lost -> {
                fenced = true;
                components.values().stream()
                        .filter(component -> !component.life().outlivesLease())
                        .forEach(component -> component.life().stop(lost.atNanos()));
            }
            case AgentEvent.LeaveRequested leave -> desk.leaving(true);
            case AgentEvent.LeaveGivenUp stay -> desk.leaving(false);
            case AgentEvent.Continued continued -> {
                remembered.ifPresent(this::restore);
                remembered = Optional.empty();
            }
            case AgentEvent.ErrorReported report -> reportError(report);
            case AgentEvent.ErrorCleared clear ->
                desk.add(new AgentAction.ForwardErrorClear(clear.caller(), clear.cleared()));
            case AgentEvent.GroupKnown known -> groups.known(known.csi(), known.members());
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
        tellFenced();
        return withoutTrackers(desk.drain());
    }

    /** What is under way, in words; empty when there is nothing, so that another machine could go on from here. */
    public Optional<String> underWay() {
        Optional<Dn> busy = components.values().stream()
                .filter(c -> !c.isSettled())
                .map(ComponentMachine::component)
                .findFirst();
        if (busy.isPresent()) {
            return busy.map(c -> "something is under way with " + c + ", which is "
                    + components.get(c).life().phase());
        }
        boolean settled = desk.memory().isSettled() && containers.isIdle() && groups.isIdle();
        return settled ? Optional.empty() : Optional.of("an order or a question has no answer yet");
    }

    /** What another machine must know to go on from here, while nothing is {@link #underWay}. */
    public AgentMemory remember() {
        return new AgentMemory(
                desk.lastNumber(),
                desk.memory().latest(ANSWERS_REMEMBERED_MAX),
                components.values().stream().map(c -> c.life().remember()).toList(),
                proxies.proxied(),
                containers.uncertain(),
                groups.remember());
    }

    private void restore(AgentMemory memory) {
        desk.continueAfter(memory.lastNumber());
        memory.answered().forEach(desk.memory()::answered);
        for (AgentMemory.Component each : memory.components()) {
            ComponentMachine component = new ComponentMachine(each.component(), desk, proxies);
            components.put(each.component(), component);
            component.life().restore(each);
            component
                    .life()
                    .instance()
                    .flatMap(i -> i.spec().contained())
                    .ifPresent(where -> containers.restore(each.component(), where.container()));
        }
        proxies.restore(memory.proxied());
        containers.uncertain().addAll(memory.uncertain());
        groups.restore(memory.groups());
    }

    /** Whose session has been ended follows nothing any more. */
    private List<AgentAction> withoutTrackers(List<AgentAction> actions) {
        for (AgentAction action : actions) {
            if (action instanceof AgentAction.CloseSession close) {
                groups.sessionEnded(close.session());
            }
        }
        List<AgentAction> more = desk.drain();
        return more.isEmpty()
                ? actions
                : Stream.concat(actions.stream(), more.stream()).toList();
    }

    private void tellFenced() {
        boolean ended = components.values().stream()
                .allMatch(c -> c.life().phase() == Phase.DOWN || c.life().outlivesLease());
        if (fenced && !fenceTold && ended) {
            fenceTold = true;
            List<Dn> goOn = new ArrayList<>();
            components.forEach((dn, component) -> {
                if (component.life().outlivesLease()) {
                    goOn.add(dn);
                }
            });
            desk.add(new AgentAction.FenceCompleted(goOn));
        }
    }

    /** What the event means to containers and those who live in them, until nothing more follows from it. */
    private void settle(long atNanos) {
        Optional<AgentEvent.CommandEnded> next = desk.next();
        while (next.isPresent() || desk.hasCalls()) {
            next.ifPresent(end -> components.get(end.component()).commandEnded(end));
            containers.settle(atNanos).forEach(desk::later);
            next = desk.next();
        }
        proxies.settle(atNanos);
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
        } else if (!stopping && !fenced && !desk.isLeaving() && !desk.memory().isOutstanding(order.id())) {
            desk.memory().received(order.id());
            carryOut(received.atNanos(), order);
        }
    }

    private void carryOut(long atNanos, Order order) {
        boolean introduces = order.action() instanceof Action.Instantiate
                || order.action() instanceof Action.Cleanup
                || order.action() instanceof Action.Adopt
                || order.action() instanceof Action.Guard;
        if (introduces && components.size() < COMPONENTS_MAX) {
            components.computeIfAbsent(order.component(), dn -> new ComponentMachine(dn, desk, proxies));
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

    private void group(AgentEvent.Request request) {
        if (request instanceof AgentEvent.GroupAsked asked) {
            groups.asked(asked);
        } else if (request instanceof AgentEvent.GroupTrackingStopped stop) {
            groups.stopped(stop);
        }
    }

    private void reportError(AgentEvent.ErrorReported report) {
        Optional.ofNullable(components.get(report.erroneous()))
                .ifPresentOrElse(
                        machine -> requests.reportError(machine, report),
                        () -> desk.add(new AgentAction.ForwardErrorReport(
                                report.caller(),
                                report.erroneous(),
                                report.recovery(),
                                report.text(),
                                report.detectedAtNanos())));
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
            case AgentEvent.SessionClosed end -> {
                groups.sessionEnded(end.session());
                machine.sessionClosed(end);
            }
            case AgentEvent.SessionResumed resumed ->
                machine.life().healthchecks().sessionResumed(resumed.atNanos(), resumed.session());
            case AgentEvent.LifeCycleTold told ->
                desk.report(new Event.LifeCycleTold(told.component(), told.state(), told.atNanos()));
            case AgentEvent.MonitoringBegun begun -> machine.life().passive().begun(begun);
            case AgentEvent.MonitoredEnded end -> machine.life().passive().ended(end);
            case AgentEvent.TimerDue due -> {
                if (!containers.timerDue(due)) {
                    machine.timerDue(due.atNanos(), due.timer());
                }
            }
            case AgentEvent.Request request -> throw new IllegalArgumentException("not routed: " + request);
        }
    }
}
