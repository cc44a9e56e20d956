package org.amf4j.transport.ratis;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ReplicatedLog.LogBusyException;

/**
 * The proposals of this controller that have not ended, by call id.
 *
 * <p>They are few on purpose: a leader that is cut off notices it only when proposals pause, and each one it still
 * takes must be undone on its disk later.
 */
final class Proposals {

    private final ConcurrentSkipListMap<Long, Proposal> waiting = new ConcurrentSkipListMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong lastCallId = new AtomicLong();
    private final long waitNanosMax;

    record Proposal(long callId, long startNanos, CompletableFuture<Long> indexFuture) {}

    /** With the age of the oldest proposal, nanoseconds, at which no more are taken. */
    Proposals(long waitNanosMax) {
        this.waitNanosMax = waitNanosMax;
    }

    long nextCallId() {
        return lastCallId.incrementAndGet();
    }

    Proposal begin() throws LogBusyException {
        long nowNanos = System.nanoTime();
        Map.Entry<Long, Proposal> oldest = waiting.firstEntry();
        if (oldest != null && nowNanos - oldest.getValue().startNanos() > waitNanosMax) {
            throw new LogBusyException("the oldest proposal waits longer than " + waitNanosMax / 1_000_000
                    + " ms; try again when it has ended");
        }
        if (underWay.incrementAndGet() > ReplicatedLog.PROPOSALS_MAX) {
            underWay.decrementAndGet();
            throw new LogBusyException(ReplicatedLog.PROPOSALS_MAX);
        }
        CompletableFuture<Long> indexFuture = new CompletableFuture<>();
        Proposal proposal = new Proposal(nextCallId(), nowNanos, indexFuture);
        waiting.put(proposal.callId(), proposal);
        return proposal;
    }

    /** The proposal's entry is in the log: its future is the caller's to complete, by {@link #succeed}. */
    Optional<Proposal> committed(long callId) {
        return Optional.ofNullable(waiting.remove(callId));
    }

    void succeed(Proposal proposal, long index) {
        underWay.decrementAndGet();
        proposal.indexFuture().complete(index);
    }

    /** Does nothing when the entry is in the log already. */
    void fail(long callId, Throwable reason) {
        Proposal proposal = waiting.remove(callId);
        if (proposal != null) {
            failNow(proposal, reason);
        }
    }

    void failNow(Proposal proposal, Throwable reason) {
        underWay.decrementAndGet();
        proposal.indexFuture().completeExceptionally(reason);
    }

    void failAll(Throwable reason) {
        waiting.keySet().forEach(callId -> fail(callId, reason));
    }
}
