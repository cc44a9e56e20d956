package org.amf4j.core.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.event.Event.ErrorSource;

/**
 * Contained components of a node: their containers are called to instantiate and to clean them up, and what becomes of a
 * container becomes of them (AMF-B.04.01, container and contained components).
 *
 * <p>To the machine of a contained component the calls look like commands that end with an exit code. A container that
 * cannot clean a component up is cleaned up itself; a component whose container is gone is gone.
 */
final class ContainerCalls {

    /** Most calls remembered that nobody waits for any more but that are still to be answered. */
    static final int ABANDONED_MAX = 10_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final OptionalInt SUCCESS = OptionalInt.of(0);
    private static final OptionalInt FAILURE = OptionalInt.of(1);

    private static final String GONE = "gone with its container";
    private static final String NOT_GONE = "its container could not be cleaned up";

    private final Desk desk;
    private final Map<Dn, ComponentMachine> components;
    private final ProxyCalls proxies;
    private final Map<Dn, Dn> containers = new TreeMap<>();
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Set<Long> abandoned = new LinkedHashSet<>();
    private final List<Call> awaitingEnd = new ArrayList<>();
    /** Components that could not be cleaned up, so that nobody knows whether anything lives in them. */
    private final Set<Dn> uncertain = new LinkedHashSet<>();

    private final Map<Dn, Order> terminations = new TreeMap<>();

    /** A call under way, or one that waits for the end of the container instead. */
    private record Call(Dn contained, Dn container, long run, boolean isCleanup, OptionalLong timer) {}

    ContainerCalls(Desk desk, Map<Dn, ComponentMachine> components, ProxyCalls proxies) {
        this.desk = desk;
        this.components = components;
        this.proxies = proxies;
    }

    /** Does what the event has led to; returns what has ended by it, to be handled next. */
    List<AgentEvent.CommandEnded> settle(long atNanos) {
        List<AgentEvent.CommandEnded> ended = new ArrayList<>();
        for (ContainerCall call : desk.drainCalls()) {
            switch (call) {
                case ContainerCall.Instantiate i -> {
                    containers.put(i.contained(), i.where().container());
                    instantiate(atNanos, i, ended);
                }
                case ContainerCall.CleanUp c -> cleanUp(atNanos, c, ended);
                case ContainerCall.CleanUpProxied c -> proxies.cleanUp(atNanos, c.component(), c.run(), c.where());
                case ContainerCall.CancelProxied c -> proxies.abandon(c.invocation());
                case ContainerCall.Cancel c -> cancel(c.run());
                case ContainerCall.Leaving l -> leaving(atNanos, l.component());
                case ContainerCall.Down d -> down(atNanos, d, ended);
            }
        }
        return ended;
    }

    /** Whether no call is open and nothing waits for the end of a container. */
    boolean isIdle() {
        return open.isEmpty() && awaitingEnd.isEmpty() && terminations.isEmpty();
    }

    /** Containers of which nobody knows whether anything lives in them. */
    Set<Dn> uncertain() {
        return uncertain;
    }

    /** Goes on with a component that lives in a container. */
    void restore(Dn contained, Dn container) {
        containers.put(contained, container);
    }

    private Optional<ComponentMachine> container(Dn dn) {
        return Optional.ofNullable(components.get(dn));
    }

    private Phase phase(Dn dn) {
        return container(dn).map(m -> m.life().phase()).orElse(Phase.DOWN);
    }

    private void instantiate(long atNanos, ContainerCall.Instantiate i, List<AgentEvent.CommandEnded> ended) {
        Dn container = i.where().container();
        if (phase(container) == Phase.UP) {
            AgentAction.Callback callback = new AgentAction.Callback.InstantiateContained(i.contained());
            Call call = new Call(i.contained(), container, i.run(), false, OptionalLong.empty());
            open.put(send(container, i.where().instantiateTimeoutNanos(), callback), call);
        } else {
            String text = "the container is " + phase(container);
            ended.add(new AgentEvent.CommandEnded(atNanos, i.contained(), i.run(), FAILURE, text));
        }
    }

    private void cleanUp(long atNanos, ContainerCall.CleanUp c, List<AgentEvent.CommandEnded> ended) {
        Contained where = c.where();
        switch (phase(where.container())) {
            case UP -> {
                uncertain.remove(where.container()); // somebody has said that nothing of the instance before is left
                long timer = desk.startTimer(c.contained(), atNanos + where.cleanupTimeoutNanos());
                AgentAction.Callback callback = new AgentAction.Callback.CleanUpContained(c.contained());
                Call call = new Call(c.contained(), where.container(), c.run(), true, OptionalLong.of(timer));
                open.put(send(where.container(), where.cleanupTimeoutNanos(), callback), call);
            }
            case TERMINATING, CLEANING ->
                awaitingEnd.add(new Call(c.contained(), where.container(), c.run(), true, OptionalLong.empty()));
            case DOWN, INSTANTIATING -> {
                boolean gone = !uncertain.contains(where.container());
                ended.add(new AgentEvent.CommandEnded(
                        atNanos, c.contained(), c.run(), gone ? SUCCESS : FAILURE, gone ? GONE : NOT_GONE));
            }
        }
    }

    private long send(Dn container, long timeoutNanos, AgentAction.Callback callback) {
        long session = components.get(container).life().sessions().registered().orElseThrow();
        long invocation = desk.number();
        desk.add(new AgentAction.SendCallback(container, session, invocation, timeoutNanos, callback));
        return invocation;
    }

    private void cancel(long run) {
        open.entrySet().removeIf(e -> {
            boolean meant = e.getValue().run() == run;
            if (meant) {
                abandon(e.getKey());
            }
            return meant;
        });
    }

    private void abandon(long invocation) {
        abandoned.add(invocation);
        if (abandoned.size() > ABANDONED_MAX) {
            abandoned.remove(abandoned.iterator().next());
        }
    }

    /** Takes the answer of a container to a call, if it is one, and says whether it was. */
    boolean answered(AgentEvent.CallbackAnswered answer) {
        if (abandoned.remove(answer.invocation())) {
            desk.ok(answer.caller());
            return true;
        }
        Call call = open.get(answer.invocation());
        if (call == null || !call.container().equals(answer.component())) {
            return false;
        }
        open.remove(answer.invocation());
        call.timer().ifPresent(desk::stopTimer);
        desk.ok(answer.caller());
        boolean done = answer.status() == AisStatus.OK;
        String detail = done
                ? ""
                : "the container answered " + answer.status().aisName()
                        + (answer.text().isEmpty() ? "" : ": " + answer.text());
        if (call.isCleanup() && !done) {
            cleanupFailed(answer.atNanos(), call, detail);
        } else {
            desk.later(new AgentEvent.CommandEnded(
                    answer.atNanos(), call.contained(), call.run(), done ? SUCCESS : FAILURE, detail));
        }
        return true;
    }

    /** Whether the timer was that of a cleanup. */
    boolean timerDue(AgentEvent.TimerDue due) {
        for (Map.Entry<Long, Call> entry : open.entrySet()) {
            Call call = entry.getValue();
            if (call.timer().isPresent() && call.timer().getAsLong() == due.timer()) {
                open.remove(entry.getKey());
                abandon(entry.getKey());
                cleanupFailed(due.atNanos(), call, "not cleaned up in time");
                return true;
            }
        }
        return false;
    }

    /** What cannot be cleaned up otherwise ends with its container. */
    private void cleanupFailed(long atNanos, Call call, String detail) {
        awaitingEnd.add(new Call(call.contained(), call.container(), call.run(), true, OptionalLong.empty()));
        String text = "could not clean up " + call.contained() + ": " + detail;
        desk.note(call.container(), text);
        container(call.container())
                .ifPresent(m -> m.life()
                        .failed(
                                atNanos,
                                ErrorSource.CONTAINED_CLEANUP_FAILED,
                                RecommendedRecovery.COMPONENT_RESTART,
                                text));
    }

    private void leaving(long atNanos, Dn container) {
        awaitEnd(container);
        inhabitants(container).forEach(m -> m.life().endWithContainer(atNanos));
    }

    /** What the container was asked to clean up is cleaned up when it is gone itself. */
    private void awaitEnd(Dn container) {
        open.entrySet().removeIf(e -> {
            Call call = e.getValue();
            boolean cleanup = call.container().equals(container) && call.isCleanup();
            if (cleanup) {
                call.timer().ifPresent(desk::stopTimer);
                awaitingEnd.add(call);
            }
            return cleanup;
        });
    }

    private List<ComponentMachine> inhabitants(Dn container) {
        return containers.entrySet().stream()
                .filter(e -> e.getValue().equals(container))
                .map(e -> components.get(e.getKey()))
                .filter(m -> m != null && m.life().phase() != Phase.DOWN)
                .toList();
    }

    private void down(long atNanos, ContainerCall.Down d, List<AgentEvent.CommandEnded> ended) {
        leaving(atNanos, d.component());
        if (d.succeeded()) {
            uncertain.remove(d.component());
        } else {
            uncertain.add(d.component());
        }
        String text = d.succeeded() ? GONE : NOT_GONE;
        awaitingEnd.removeIf(call -> {
            boolean ends = call.container().equals(d.component());
            if (ends) {
                OptionalInt code = d.succeeded() ? SUCCESS : FAILURE;
                ended.add(new AgentEvent.CommandEnded(atNanos, call.contained(), call.run(), code, text));
            }
            return ends;
        });
        if (phase(d.component()) == Phase.DOWN) {
            containers.remove(d.component()); // a contained one lives nowhere now
        }
    }

    /** Whether the order must wait because components in the container are ending; it is carried out after them. */
    boolean isDeferred(Order order) {
        boolean wait = isAnyEnding(order.component());
        if (wait) {
            terminations.put(order.component(), order);
        }
        return wait;
    }

    private boolean isAnyEnding(Dn container) {
        return inhabitants(container).stream().anyMatch(m -> m.life().phase() != Phase.UP);
    }

    /** Terminations that need not wait any longer. */
    List<Order> due() {
        List<Order> due = terminations.values().stream()
                .filter(o -> phase(o.component()) != Phase.UP || !isAnyEnding(o.component()))
                .toList();
        due.forEach(o -> terminations.remove(o.component()));
        return due;
    }
}
