package org.amf4j.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;

/** A cleanup in progress: what is cleaned up, and who is told when it has ended. */
final class Cleanup {
    private final Dn component;
    private final Desk desk;
    private final ComponentSpec spec;
    private final Map<String, String> environment;
    private final List<Waiter> waiters = new ArrayList<>();
    private Optional<CommandId> failed = Optional.empty();
    private OptionalLong run = OptionalLong.empty();

    private record Waiter(Order order, Answer onSuccess, String detail, long startedAtNanos) {}

    Cleanup(Dn component, Desk desk, ComponentSpec spec, Map<String, String> orderEnvironment) {
        this.component = component;
        this.desk = desk;
        this.spec = spec;
        this.environment = union(spec.environment(), orderEnvironment);
    }

    /** The environment of a command: the specification's, and over it what an order adds. */
    static Map<String, String> union(Map<String, String> first, Map<String, String> over) {
        Map<String, String> union = new TreeMap<>(first);
        union.putAll(over);
        return union;
    }

    /** Its end is reported as the end of the cleanup of a failed component. */
    void afterFailureOf(CommandId incarnation) {
        failed = Optional.of(incarnation);
    }

    /** The order is answered when the cleanup has ended: as given, or CLEANUP_FAILED. */
    void answers(Order order, Answer onSuccess, String detail, long startedAtNanos) {
        waiters.add(new Waiter(order, onSuccess, detail, startedAtNanos));
    }

    /** Starts CLEANUP. */
    void start() {
        long number = desk.number();
        run = OptionalLong.of(number);
        if (spec.proxied().isPresent()) {
            desk.call(new ContainerCall.CleanUpProxied(
                    component, number, spec.proxied().get()));
            return;
        }
        if (spec.contained().isPresent()) {
            desk.call(new ContainerCall.CleanUp(
                    component, number, spec.contained().get()));
            return;
        }
        spec.cleanup()
                .ifPresentOrElse(
                        command -> desk.add(new AgentAction.RunCommand(
                                component, number, CommandKind.CLEANUP, command, environment, spec.outlivesLease())),
                        () -> desk.add(new AgentAction.KillProcesses(component, number)));
    }

    /** It cannot be done here, and nothing is known of its end. */
    void letGo(long atNanos, String reason) {
        for (Waiter waiter : waiters) {
            desk.answer(waiter.order(), Answer.VOID, reason, waiter.startedAtNanos(), atNanos);
        }
    }

    /** The number of what runs. */
    OptionalLong run() {
        return run;
    }

    boolean isRun(long number) {
        return run.isPresent() && run.getAsLong() == number;
    }

    /** Tells everyone who waits. */
    void ended(long atNanos, boolean succeeded, String detail) {
        failed.ifPresent(
                incarnation -> desk.report(new Event.CleanupEnded(component, incarnation, succeeded, detail, atNanos)));
        for (Waiter waiter : waiters) {
            String text = succeeded ? waiter.detail() : joined(waiter.detail(), "CLEANUP: " + detail);
            desk.answer(
                    waiter.order(),
                    succeeded ? waiter.onSuccess() : Answer.CLEANUP_FAILED,
                    text,
                    waiter.startedAtNanos(),
                    atNanos);
        }
        if (!succeeded) {
            desk.note(component, "CLEANUP: " + detail);
        }
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : first + "; " + second;
    }
}
