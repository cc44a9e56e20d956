package org.amf4j.core.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.LifeCycle.Healthcheck;

/** The running healthchecks of one component, by key. */
final class Healthchecks {

    /** Shortest period and time limit, in nanoseconds, whatever the configuration says. */
    static final long PERIOD_NANOS_MIN = 1_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Dn component;
    private final Desk desk;
    private final ErrorSink errors;
    private final Map<String, Check> checks = new LinkedHashMap<>();

    /** A running healthcheck; the invocation is there while a round is unanswered. */
    private static final class Check {
        final Healthcheck config;
        final boolean componentInvoked;
        final long session;
        final RecommendedRecovery recovery;
        long periodTimer;
        long limitTimer;
        OptionalLong invocation = OptionalLong.empty();
        boolean overdue;

        Check(AgentMemory.Healthcheck started, Healthcheck config) {
            this.config = config;
            this.componentInvoked = started.componentInvoked();
            this.session = started.session();
            this.recovery = started.recovery();
        }

        long periodNanos() {
            return Math.max(PERIOD_NANOS_MIN, config.periodNanos());
        }

        long limitNanos() {
            return Math.max(PERIOD_NANOS_MIN, config.maxDurationNanos());
        }
    }

    Healthchecks(Dn component, Desk desk, ErrorSink errors) {
        this.component = component;
        this.desk = desk;
        this.errors = errors;
    }

    void start(AgentEvent.HealthcheckStarted start, List<Healthcheck> configured) {
        Optional<Healthcheck> config = configured.stream()
                .filter(healthcheck -> healthcheck.key().equals(start.key()))
                .findFirst();
        if (config.isEmpty()) {
            desk.reply(start.caller(), AisStatus.ERR_NOT_EXIST, "no healthcheck with this key is configured");
        } else if (checks.containsKey(start.key())) {
            desk.reply(start.caller(), AisStatus.ERR_EXIST, "the healthcheck runs already");
        } else {
            AgentMemory.Healthcheck started = new AgentMemory.Healthcheck(
                    start.key(), start.componentInvoked(), start.caller().session(), start.recovery());
            Check check = new Check(started, config.get());
            checks.put(start.key(), check);
            desk.ok(start.caller());
            begin(start.atNanos(), check);
        }
    }

    /** Whether no round is unanswered. */
    boolean isIdle() {
        return checks.values().stream().allMatch(c -> c.invocation.isEmpty());
    }

    /** Those that run. */
    List<AgentMemory.Healthcheck> remember() {
        return checks.values().stream()
                .map(c -> new AgentMemory.Healthcheck(c.config.key(), c.componentInvoked, c.session, c.recovery))
                .toList();
    }

    /** Goes on with them when their sessions can be called again, see {@link #sessionResumed}. */
    void restore(List<AgentMemory.Healthcheck> remembered, List<Healthcheck> configured) {
        for (AgentMemory.Healthcheck each : remembered) {
            configured.stream()
                    .filter(h -> h.key().equals(each.key()))
                    .findFirst()
                    .ifPresent(h -> checks.put(each.key(), new Check(each, h)));
        }
    }

    /** A session can be called again: its healthchecks begin anew. */
    void sessionResumed(long atNanos, long session) {
        List.copyOf(checks.values()).stream().filter(c -> c.session == session).forEach(c -> begin(atNanos, c));
    }

    private void begin(long atNanos, Check check) {
        if (check.componentInvoked) {
            check.periodTimer = desk.startTimer(component, atNanos + check.periodNanos());
        } else {
            beginRound(atNanos, check);
        }
    }

    private void beginRound(long atNanos, Check check) {
        if (desk.isLeaving()) {
            check.periodTimer = desk.startTimer(component, atNanos + check.periodNanos());
            return;
        }
        long invocation = desk.number();
        check.invocation = OptionalLong.of(invocation);
        check.overdue = false;
        check.periodTimer = desk.startTimer(component, atNanos + check.periodNanos());
        check.limitTimer = desk.startTimer(component, atNanos + check.limitNanos());
        desk.send(
                component,
                check.session,
                invocation,
                check.limitNanos(),
                new AgentAction.Callback.Healthcheck(check.config.key()));
    }

    void confirm(AgentEvent.HealthcheckConfirmed confirm) {
        Optional<Check> check = own(confirm.caller(), confirm.key());
        if (check.isEmpty()) {
            return;
        }
        if (!check.get().componentInvoked) {
            desk.reply(confirm.caller(), AisStatus.ERR_BAD_OPERATION, "this healthcheck is invoked by the framework");
            return;
        }
        desk.ok(confirm.caller());
        desk.stopTimer(check.get().periodTimer);
        if (confirm.status() == AisStatus.OK) {
            check.get().periodTimer =
                    desk.startTimer(component, confirm.atNanos() + check.get().periodNanos());
        } else {
            fail(
                    confirm.atNanos(),
                    ErrorSource.HEALTHCHECK_FAILED,
                    check.get(),
                    "confirmed with " + confirm.status().aisName());
        }
    }

    void stop(AgentEvent.HealthcheckStopped stop) {
        own(stop.caller(), stop.key()).ifPresent(check -> {
            desk.ok(stop.caller());
            stopTimers(check);
            checks.remove(stop.key());
        });
    }

    /** The running healthcheck if it is the caller's; else the caller is answered. */
    private Optional<Check> own(Caller caller, String key) {
        Optional<Check> check = Optional.ofNullable(checks.get(key));
        if (check.isEmpty()) {
            desk.reply(caller, AisStatus.ERR_NOT_EXIST, "no healthcheck with this key runs");
        } else if (check.get().session != caller.session()) {
            desk.reply(caller, AisStatus.ERR_BAD_OPERATION, "the healthcheck was started in another session");
            return Optional.empty();
        }
        return check;
    }

    /** Takes the answer if it is to a healthcheck callback, and says whether it was. */
    boolean answered(AgentEvent.CallbackAnswered answer) {
        Optional<Check> found = checks.values().stream()
                .filter(check -> check.invocation.isPresent()
                        && check.invocation.getAsLong() == answer.invocation()
                        && check.session == answer.caller().session())
                .findFirst();
        found.ifPresent(check -> {
            check.invocation = OptionalLong.empty();
            desk.stopTimer(check.limitTimer);
            desk.ok(answer.caller());
            if (answer.status() != AisStatus.OK) {
                fail(
                        answer.atNanos(),
                        ErrorSource.HEALTHCHECK_FAILED,
                        check,
                        "answered " + answer.status().aisName()
                                + (answer.text().isEmpty() ? "" : ": " + answer.text()));
            } else if (check.overdue) {
                beginRound(answer.atNanos(), check);
            }
        });
        return found.isPresent();
    }

    /** Whether the timer was one of a healthcheck. */
    boolean timerDue(long atNanos, long timer) {
        for (Check check : List.copyOf(checks.values())) {
            if (check.periodTimer == timer) {
                periodOver(atNanos, check);
                return true;
            }
            if (check.limitTimer == timer && check.invocation.isPresent()) {
                fail(
                        atNanos,
                        ErrorSource.HEALTHCHECK_TIMEOUT,
                        check,
                        "not answered within " + check.limitNanos() / NANOS_PER_MILLI + " ms");
                return true;
            }
        }
        return false;
    }

    private void periodOver(long atNanos, Check check) {
        if (check.componentInvoked) {
            fail(
                    atNanos,
                    ErrorSource.HEALTHCHECK_TIMEOUT,
                    check,
                    "not confirmed within " + check.periodNanos() / NANOS_PER_MILLI + " ms");
        } else if (check.invocation.isPresent()) {
            check.overdue = true;
        } else {
            beginRound(atNanos, check);
        }
    }

    private void fail(long atNanos, ErrorSource source, Check check, String what) {
        String detail = "healthcheck " + check.config.key() + " " + what;
        desk.note(component, detail);
        errors.failed(atNanos, source, check.recovery, detail);
    }

    /** A session has ended, and with it the healthchecks started in it. */
    void sessionEnded(long session) {
        checks.values().removeIf(check -> {
            if (check.session == session) {
                stopTimers(check);
            }
            return check.session == session;
        });
    }

    void stopAll() {
        checks.values().forEach(this::stopTimers);
        checks.clear();
    }

    private void stopTimers(Check check) {
        desk.stopTimer(check.periodTimer);
        desk.stopTimer(check.limitTimer);
    }
}
