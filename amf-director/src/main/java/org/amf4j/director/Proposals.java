package org.amf4j.director;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.transport.ReplicatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way into the log. Few entries are under way at once; while they are, further events wait and go
 * together in the next entry. Used on the controller's thread only.
 *
 * <p>What a busy log refuses stays the first to go, once. What it loses, nobody knows whether it got through: it comes again
 * from whoever proposed it, and so does whatever was taken after it, since an agent counts all earlier reports as taken, too.
 * They are asked when nothing is under way any more, once for all losses, for asking takes the log's time as well.
 */
final class Proposals {

    /** Entries under way at once; the rest waits and is put together. */
    static final int IN_FLIGHT_MAX = 16;

    /** Events that may wait; beyond this the oldest sender must send again. */
    static final int WAITING_MAX = 10_000;

    /**
     * How long the log waits when a successor has just been told to serve, in nanoseconds: on a machine with few processors
     * the one would take them from the other.
     */
    static final long HOLD_BACK_NANOS = 4_000_000;

    /** Events in one entry. */
    static final int BATCH_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

    private final ReplicatedLog log;
    private final Executor loop;
    private final Runnable failed;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    /** The log was busy, and will not be as soon as what is under way has ended. */
    private boolean paused;

    /** Something under way was lost. */
    private boolean lost;

    private long heldBackUntilNanos;

    private record Waiting(Event event, Runnable taken) {}

    /** Entries for the log's other state machine that wait; each goes by itself. */
    private final Deque<byte[]> guests = new ArrayDeque<>();

    /** Proposals to this log; {@code failed} runs on the loop when some did not get through and must be made again. */
    Proposals(ReplicatedLog log, Executor loop, Runnable failed) {
        this.log = log;
        this.loop = loop;
        this.failed = failed;
    }

    /** Proposes the event; {@code taken} runs on the loop when it is in the log and applied here. */
    boolean propose(Event event, Runnable taken) {
        if (lost && comesAgain(event)) {
            return false;
        }
        if (waiting.size() >= WAITING_MAX) {
            LOG.warn("event refused, too many wait: waiting={}", waiting.size());
            return false;
        }
        waiting.add(new Waiting(event, taken));
        return true;
    }

    /** Proposes an entry for the log's other state machine. What does not get through is told as any failure is. */
    void proposeForGuest(byte[] input) {
        if (guests.size() >= WAITING_MAX) {
            LOG.warn("entry refused, too many wait: waiting={}", guests.size());
            failed.run();
            return;
        }
        guests.add(ClusterCodec.encodeForCheckpoints(input));
    }

    /** Has the log wait a moment, see {@link #HOLD_BACK_NANOS}. */
    void holdBack() {
        heldBackUntilNanos = System.nanoTime() + HOLD_BACK_NANOS;
    }

    /** How long the log still waits, in nanoseconds; 0 when it does not. */
    long heldBackNanos() {
        return waiting.isEmpty() ? 0 : Math.clamp(heldBackUntilNanos - System.nanoTime(), 0, HOLD_BACK_NANOS);
    }

    /** Sends what waits, as far as the window allows. To be called at the end of each turn of the loop. */
    void flush() {
        while (!guests.isEmpty() && mayGo()) {
            if (send(guests.element(), List.of())) {
                guests.remove();
            }
        }
        if (heldBackNanos() > 0 || waitsForItsFailure()) {
            return;
        }
        while (!waiting.isEmpty() && mayGo()) {
            List<Waiting> batch = new ArrayList<>();
            while (!waiting.isEmpty() && batch.size() < BATCH_MAX && !standsAlone(batch)) {
                batch.add(waiting.poll());
            }
            if (!send(ClusterCodec.encode(batch.stream().map(Waiting::event).toList()), batch)) {
                batch.reversed().forEach(waiting::addFirst);
            }
        }
    }

    private boolean mayGo() {
        return !paused && !lost && inFlight < IN_FLIGHT_MAX;
    }

    /**
     * Whether there are only ends of cleanups, while an entry is under way: most likely it tells of the failures that were
     * cleaned up, the agent's word is known already ({@link HeldOrders}), and a second entry would delay the first.
     */
    private boolean waitsForItsFailure() {
        return inFlight > 0 && waiting.stream().allMatch(w -> w.event() instanceof Event.CleanupEnded);
    }

    /** Whether the batch is complete because what is in it, or what comes next, is large. */
    private boolean standsAlone(List<Waiting> batch) {
        return !batch.isEmpty() && (isLarge(batch.get(0)) || isLarge(waiting.element()));
    }

    private static boolean isLarge(Waiting proposal) {
        return proposal.event() instanceof Event.ConfigurationLoaded
                || proposal.event() instanceof Event.ConfigurationChanged
                || proposal.event() instanceof Event.ClassesChanged
                || proposal.event() instanceof Event.NotificationsSent;
    }

    /** Returns false if the log is too busy to take it. */
    private boolean send(byte[] payload, List<Waiting> batch) {
        CompletableFuture<Long> index = log.propose(payload);
        if (index.isCompletedExceptionally() && index.exceptionNow() instanceof ReplicatedLog.LogBusyException busy) {
            LOG.debug("the log is busy: waiting={} under_way={} cause={}", waiting.size(), inFlight, busy.getMessage());
            paused = true;
            loop.execute(this::goOnIfNothingIsUnderWay);
            return false;
        }
        inFlight++;
        index.whenComplete((taken, failure) -> loop.execute(() -> ended(batch, Optional.ofNullable(failure))));
        return true;
    }

    private void ended(List<Waiting> batch, Optional<Throwable> failure) {
        inFlight--;
        failure.ifPresent(cause -> {
            LOG.info("proposal failed: events={} cause={}", batch.size(), String.valueOf(cause.getMessage()));
            lost = true;
            waiting.removeIf(w -> comesAgain(w.event()));
        });
        if (!lost) {
            batch.forEach(w -> w.taken().run());
        }
        goOnIfNothingIsUnderWay();
    }

    private void goOnIfNothingIsUnderWay() {
        if (inFlight > 0) {
            return;
        }
        paused = false;
        if (lost) {
            lost = false;
            failed.run();
        }
    }

    /** Agents keep their reports until they are told that they were taken, and the configuration is on the leader's disk. */
    private static boolean comesAgain(Event event) {
        return event instanceof Event.Report || event instanceof Event.ConfigurationLoaded;
    }

    /** Whether nothing waits and nothing is under way. */
    boolean isIdle() {
        return waiting.isEmpty() && guests.isEmpty() && inFlight == 0 && !paused;
    }

    /** Forgets what waits: this controller does not lead any more. */
    void clear() {
        guests.clear();
        waiting.clear();
        lost = false;
    }
}
