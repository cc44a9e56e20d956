package org.amf4j.core.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.ChangeCsi;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.Action.RemoveCsi;
import org.amf4j.core.command.Action.SetCsi;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;

/** The CSI callbacks of one component: one at a time, in the order received; and the HA states it has confirmed. */
final class Callbacks {

    /** Most callbacks in line for one component. */
    static final int WAITING_MAX = 10_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Dn component;
    private final Desk desk;
    private final ErrorSink errors;
    private final QuiescingWork quiescing;
    private final Deque<Order> waiting = new ArrayDeque<>();
    private final Map<Dn, HaState> states = new TreeMap<>();
    /** The latest epoch of each CSI that an order has told of; outlives the instances of the component. */
    private final Map<Dn, Long> epochs = new TreeMap<>();

    private Optional<Outstanding> outstanding = Optional.empty();

    private record Outstanding(Order order, long session, long invocation, long sentAtNanos, long timer) {}

    Callbacks(Dn component, Desk desk, ErrorSink errors) {
        this.component = component;
        this.desk = desk;
        this.errors = errors;
        this.quiescing = new QuiescingWork(component, desk, errors);
    }

    Optional<HaState> state(Dn csi) {
        return Optional.ofNullable(states.get(csi));
    }

    /** Whether no callback is open or waits, and no work is being finished. */
    boolean isIdle() {
        return outstanding.isEmpty() && waiting.isEmpty() && quiescing.isIdle();
    }

    /** The HA states that it has confirmed. */
    Map<Dn, HaState> states() {
        return states;
    }

    /** The latest epochs that orders have told of. */
    Map<Dn, Long> epochs() {
        return epochs;
    }

    /** Whether the component has the CSI as ACTIVE or QUIESCING, or is being told to be active. */
    boolean serves(Dn csi) {
        HaState state = states.get(csi);
        boolean told = outstanding
                .filter(o -> o.order().action() instanceof SetCsi set
                        && set.haState() == HaState.ACTIVE
                        && set.csis().stream().anyMatch(c -> c.dn().equals(csi)))
                .isPresent();
        return told || state == HaState.ACTIVE || state == HaState.QUIESCING;
    }

    /** Whether work goes on that this callback has asked to finish. */
    boolean isQuiescing(long invocation) {
        return quiescing.isGoingOn(invocation);
    }

    /** The component runs already, and has these states. */
    void adopt(Map<Dn, HaState> confirmed) {
        states.clear();
        states.putAll(confirmed);
    }

    /** Takes an order for a callback in the session given. */
    void submit(long atNanos, Order order, long session) {
        Optional<String> outdated = order.action() instanceof SetCsi set ? outdated(set) : Optional.empty();
        if (outdated.isPresent()) {
            desk.answer(order, Answer.VOID, outdated.get(), atNanos, atNanos);
        } else if (outstanding.isEmpty()) {
            send(atNanos, order, session);
        } else if (waiting.size() < WAITING_MAX) {
            waiting.add(order);
        } else {
            desk.answer(order, Answer.VOID, "more than " + WAITING_MAX + " callbacks wait", atNanos, atNanos);
        }
    }

    /** Why an order is refused that was decided before another one that is known; empty when it is not, and is known now. */
    private Optional<String> outdated(SetCsi set) {
        for (Action.Csi csi : set.csis()) {
            long known = epochs.getOrDefault(csi.dn(), Long.MIN_VALUE);
            if (csi.epoch() < known) {
                return Optional.of(set.haState() + " of epoch " + csi.epoch() + " for " + csi.dn()
                        + " is refused: epoch " + known + " is known");
            }
        }
        set.csis().forEach(csi -> epochs.put(csi.dn(), csi.epoch()));
        return Optional.empty();
    }

    private void send(long atNanos, Order order, long session) {
        long invocation = desk.number();
        long limit = timeoutNanos(order.action());
        long timer = desk.startTimer(component, atNanos + limit);
        outstanding = Optional.of(new Outstanding(order, session, invocation, atNanos, timer));
        AgentAction.Callback callback = switch (order.action()) {
            case SetCsi set -> {
                quiescing.supersede(
                        set.flag(), set.csis().stream().map(Action.Csi::dn).toList());
                yield new AgentAction.Callback.SetCsi(set);
            }
            case RemoveCsi remove -> {
                quiescing.supersede(remove.flag(), remove.csis());
                yield new AgentAction.Callback.RemoveCsi(remove);
            }
            case ChangeCsi change -> new AgentAction.Callback.ChangeCsi(change);
            default -> throw new IllegalArgumentException("not a CSI callback: " + order);
        };
        desk.send(component, session, invocation, limit, callback);
    }

    private static long timeoutNanos(Action action) {
        return switch (action) {
            case SetCsi set -> set.timeoutNanos();
            case RemoveCsi remove -> remove.timeoutNanos();
            case ChangeCsi change -> change.timeoutNanos();
            default -> throw new IllegalArgumentException("not a CSI callback: " + action);
        };
    }

    /** Takes the answer if it is to the outstanding callback, and says whether it was. */
    boolean answered(AgentEvent.CallbackAnswered answer) {
        Caller caller = answer.caller();
        if (outstanding.isEmpty()
                || outstanding.get().invocation() != answer.invocation()
                || outstanding.get().session() != caller.session()) {
            return false;
        }
        Outstanding done = outstanding.get();
        outstanding = Optional.empty();
        desk.stopTimer(done.timer());
        desk.ok(caller);
        // The instant comes from the component: believe it only where it can be true.
        long startedAtNanos = Math.min(Math.max(answer.enteredAtNanos(), done.sentAtNanos()), answer.atNanos());
        if (answer.status() == AisStatus.OK) {
            desk.answer(done.order(), Answer.OK, "", startedAtNanos, answer.atNanos());
            confirm(answer.atNanos(), done);
            Optional.ofNullable(waiting.poll()).ifPresent(next -> send(answer.atNanos(), next, done.session()));
        } else {
            String detail = name(done.order()) + " answered " + answer.status().aisName()
                    + (answer.text().isEmpty() ? "" : ": " + answer.text());
            desk.answer(done.order(), Answer.FAILED, detail, startedAtNanos, answer.atNanos());
            boolean set = !(done.order().action() instanceof RemoveCsi);
            fail(answer.atNanos(), set ? ErrorSource.CSI_SET_FAILED : ErrorSource.CSI_REMOVE_FAILED, detail);
        }
        return true;
    }

    private void confirm(long atNanos, Outstanding done) {
        switch (done.order().action()) {
            case SetCsi set -> {
                if (set.flag() == CsiFlag.TARGET_ALL) {
                    states.replaceAll((csi, state) -> set.haState());
                }
                set.csis().forEach(csi -> states.put(csi.dn(), set.haState()));
                if (set.haState() == HaState.QUIESCING) {
                    quiescing.begin(atNanos, done.order().id(), done.invocation(), set);
                }
            }
            case RemoveCsi remove -> {
                if (remove.flag() == CsiFlag.TARGET_ALL) {
                    states.clear();
                }
                remove.csis().forEach(states::remove);
            }
            case ChangeCsi change -> {} // its HA state is the same
            default -> throw new IllegalArgumentException("not a CSI callback: " + done.order());
        }
    }

    /** The component says that the work of a QUIESCING assignment is finished. */
    void quiescingComplete(AgentEvent.QuiescingComplete complete) {
        if (outstanding.isPresent() && outstanding.get().invocation() == complete.invocation()) {
            desk.reply(complete.caller(), AisStatus.ERR_BAD_OPERATION, "answer the callback first");
            return;
        }
        quiescing.complete(complete).forEach(csi -> states.computeIfPresent(csi, (dn, state) -> HaState.QUIESCED));
    }

    /** Whether the timer was one of a callback or of quiescing. */
    boolean timerDue(long atNanos, long timer) {
        if (outstanding.isEmpty() || outstanding.get().timer() != timer) {
            return quiescing.timerDue(atNanos, timer);
        }
        Outstanding late = outstanding.get();
        outstanding = Optional.empty();
        String detail = name(late.order()) + " not answered within "
                + timeoutNanos(late.order().action()) / NANOS_PER_MILLI + " ms";
        desk.answer(late.order(), Answer.TIMED_OUT, detail, late.sentAtNanos(), atNanos);
        boolean set = !(late.order().action() instanceof RemoveCsi);
        fail(atNanos, set ? ErrorSource.CSI_SET_TIMEOUT : ErrorSource.CSI_REMOVE_TIMEOUT, detail);
        return true;
    }

    private void fail(long atNanos, ErrorSource source, String detail) {
        desk.note(component, detail);
        errors.failed(atNanos, source, RecommendedRecovery.NO_RECOMMENDATION, detail);
    }

    /** The component is going or gone: what it has not answered is void, and it has no HA state any more. */
    void abandon(long atNanos, String reason) {
        outstanding.ifPresent(open -> {
            desk.stopTimer(open.timer());
            desk.answer(open.order(), Answer.VOID, reason, open.sentAtNanos(), atNanos);
        });
        outstanding = Optional.empty();
        waiting.forEach(order -> desk.answer(order, Answer.VOID, reason, atNanos, atNanos));
        waiting.clear();
        quiescing.abandon();
        states.clear();
    }

    private static String name(Order order) {
        return switch (order.action()) {
            case SetCsi set -> "CSI set " + set.haState();
            case ChangeCsi change -> "CSI attribute change";
            default -> "CSI remove";
        };
    }
}
