package org.amf4j.core.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;

/** Work that a component finishes after it has accepted QUIESCING. */
final class QuiescingWork {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Dn component;
    private final Desk desk;
    private final ErrorSink errors;
    private final Map<Long, Draining> drainings = new LinkedHashMap<>();

    private record Draining(CommandId order, List<Dn> csis, long timer, long limitNanos) {}

    QuiescingWork(Dn component, Desk desk, ErrorSink errors) {
        this.component = component;
        this.desk = desk;
        this.errors = errors;
    }

    void begin(long atNanos, CommandId order, long invocation, Action.SetCsi set) {
        long timer = desk.startTimer(component, atNanos + set.quiescingTimeoutNanos());
        List<Dn> csis = set.csis().stream().map(Action.Csi::dn).toList();
        drainings.put(invocation, new Draining(order, csis, timer, set.quiescingTimeoutNanos()));
    }

    boolean isIdle() {
        return drainings.isEmpty();
    }

    boolean isGoingOn(long invocation) {
        return drainings.containsKey(invocation);
    }

    /** A callback for the same CSIs makes the end of their work meaningless. */
    void supersede(CsiFlag flag, List<Dn> csis) {
        drainings.values().removeIf(draining -> {
            boolean same =
                    flag == CsiFlag.TARGET_ALL || draining.csis().stream().anyMatch(csis::contains);
            if (same) {
                desk.stopTimer(draining.timer());
            }
            return same;
        });
    }

    /** Answers the caller; returns the CSIs that are QUIESCED now. */
    List<Dn> complete(AgentEvent.QuiescingComplete complete) {
        Optional<Draining> draining = Optional.ofNullable(drainings.remove(complete.invocation()));
        if (draining.isEmpty()) {
            desk.note(component, "said that quiescing is complete for the unknown invocation " + complete.invocation());
            desk.reply(complete.caller(), AisStatus.ERR_NOT_EXIST, "no quiescing with this invocation is going on");
            return List.of();
        }
        desk.stopTimer(draining.get().timer());
        desk.ok(complete.caller());
        if (complete.status() != AisStatus.OK) {
            fail(
                    complete.atNanos(),
                    ErrorSource.CSI_SET_FAILED,
                    "quiescing ended with " + complete.status().aisName());
            return List.of();
        }
        desk.report(new Event.QuiescingCompleted(component, draining.get().order(), complete.atNanos()));
        return draining.get().csis();
    }

    boolean timerDue(long atNanos, long timer) {
        for (Draining draining : List.copyOf(drainings.values())) {
            if (draining.timer() == timer) {
                drainings.values().remove(draining);
                fail(
                        atNanos,
                        ErrorSource.QUIESCING_TIMEOUT,
                        "quiescing not complete within " + draining.limitNanos() / NANOS_PER_MILLI + " ms");
                return true;
            }
        }
        return false;
    }

    private void fail(long atNanos, ErrorSource source, String detail) {
        desk.note(component, detail);
        errors.failed(atNanos, source, RecommendedRecovery.NO_RECOMMENDATION, detail);
    }

    void abandon() {
        drainings.values().forEach(draining -> desk.stopTimer(draining.timer()));
        drainings.clear();
    }
}
