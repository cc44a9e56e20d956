package org.amf4j.core.agent;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.model.CommandLine;

/**
 * The external active monitor of one component: a program that AM_START starts and AM_STOP ends, and that reports errors
 * like anybody else (AMF-032). At most one command of it runs.
 */
final class ActiveMonitor {

    /** What the end of a command means to the component. */
    enum Progress {
        /** It was not a command of the monitor. */
        NOT_MINE,
        /** It is tried again. */
        GOES_ON,
        /** The monitor is where it was to be. */
        DONE,
        /** All attempts have failed, which is an error of the component. */
        FAILED
    }

    private enum Phase {
        OFF,
        STARTING,
        ON,
        STOPPING
    }

    private final Dn component;
    private final Desk desk;
    private Phase phase = Phase.OFF;
    private Optional<Action.StartMonitor> commands = Optional.empty();
    private Map<String, String> environment = Map.of();
    private Optional<Order> asked = Optional.empty();
    private long askedAtNanos;
    private OptionalLong run = OptionalLong.empty();
    private int attempts;
    private String failure = "";

    ActiveMonitor(Dn component, Desk desk) {
        this.component = component;
        this.desk = desk;
    }

    /** Whether there is something to stop. */
    boolean isOn() {
        return phase != Phase.OFF;
    }

    /** Whether no command of it is under way. */
    boolean isIdle() {
        return run.isEmpty() && asked.isEmpty();
    }

    /** Its commands while it runs, empty while it does not. */
    Optional<Action.StartMonitor> remember() {
        return phase == Phase.ON ? commands : Optional.empty();
    }

    /** It runs already. */
    void restore(Action.StartMonitor running, Map<String, String> ofComponent) {
        commands = Optional.of(running);
        environment = ofComponent;
        phase = Phase.ON;
    }

    /** Why the last attempt has failed. */
    String failure() {
        return failure;
    }

    void start(long atNanos, Order order, Action.StartMonitor action, Map<String, String> ofComponent) {
        switch (phase) {
            case OFF -> {
                commands = Optional.of(action);
                environment = ofComponent;
                begin(atNanos, Phase.STARTING, Optional.of(order));
            }
            case ON -> desk.answer(order, Answer.OK, "it runs already", atNanos, atNanos);
            case STARTING, STOPPING -> desk.answer(order, Answer.VOID, "the monitor is " + phase, atNanos, atNanos);
        }
    }

    void stop(long atNanos, Order order) {
        switch (phase) {
            case ON -> begin(atNanos, Phase.STOPPING, Optional.of(order));
            case OFF -> desk.answer(order, Answer.OK, "it does not run", atNanos, atNanos);
            case STARTING, STOPPING -> desk.answer(order, Answer.VOID, "the monitor is " + phase, atNanos, atNanos);
        }
    }

    /** Stops it before the component ends; whoever has asked for something else is told. */
    void stopForTermination(long atNanos) {
        interrupt(atNanos, "the component is being terminated");
        begin(atNanos, Phase.STOPPING, Optional.empty());
    }

    /** The component is being cleaned up: AM_STOP runs beside that, and nobody waits for it. */
    void abandon(long atNanos, String reason) {
        if (phase != Phase.OFF) {
            interrupt(atNanos, reason);
            runCommand(CommandKind.AM_STOP, commands.orElseThrow().stop());
            off();
        }
    }

    private void interrupt(long atNanos, String reason) {
        run.ifPresent(r -> desk.add(new AgentAction.KillCommand(component, r)));
        run = OptionalLong.empty();
        answer(Answer.VOID, reason, atNanos);
    }

    private void off() {
        phase = Phase.OFF;
        run = OptionalLong.empty();
    }

    private void begin(long atNanos, Phase next, Optional<Order> order) {
        phase = next;
        asked = order;
        askedAtNanos = atNanos;
        attempts = 0;
        attempt();
    }

    private void attempt() {
        attempts++;
        Action.StartMonitor known = commands.orElseThrow();
        run = phase == Phase.STARTING
                ? OptionalLong.of(runCommand(CommandKind.AM_START, known.start()))
                : OptionalLong.of(runCommand(CommandKind.AM_STOP, known.stop()));
    }

    private long runCommand(CommandKind kind, CommandLine line) {
        long number = desk.number();
        desk.add(new AgentAction.RunCommand(component, number, kind, line, environment));
        return number;
    }

    /** A command of the component has ended. */
    Progress commandEnded(AgentEvent.CommandEnded end) {
        if (run.isEmpty() || run.getAsLong() != end.run()) {
            return Progress.NOT_MINE;
        }
        run = OptionalLong.empty();
        boolean starting = phase == Phase.STARTING;
        if (end.exitCode().isPresent() && end.exitCode().getAsInt() == 0) {
            phase = starting ? Phase.ON : Phase.OFF;
            answer(Answer.OK, "", end.atNanos());
            return Progress.DONE;
        }
        failure = (starting ? "AM_START: " : "AM_STOP: ") + end.detail();
        desk.note(component, failure);
        int attemptsMax = starting
                ? commands.orElseThrow().startAttempts()
                : commands.orElseThrow().stopAttempts();
        if (attempts < attemptsMax) {
            attempt();
            return Progress.GOES_ON;
        }
        off();
        answer(Answer.FAILED, failure, end.atNanos());
        return Progress.FAILED;
    }

    private void answer(Answer answer, String detail, long atNanos) {
        asked.ifPresent(order -> desk.answer(order, answer, detail, askedAtNanos, atNanos));
        asked = Optional.empty();
    }
}
