package org.amf4j.client.ckpt;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.checkpoint.CheckpointReply;

/** Requests that have been sent and not answered, by number; so many at once. Thread-safe. */
final class CallsUnderWay {

    /** Requests of a process under way at once; who asks for more waits. */
    static final int UNDER_WAY_MAX = 1_024;

    /** Bytes of requests under way at once, but for one request. */
    static final long BYTES_UNDER_WAY_MAX = 8L << 20;

    private record Call(CompletableFuture<CheckpointReply> reply, int bytes, long deadlineNanos) {}

    private final ReentrantLock sending;
    private final Condition room;
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** How many wait for room; counted up before they look whether there is some. Written with the lock. */
    private volatile int waiting;

    /**
     * None yet.
     *
     * @param sending held by who adds one
     * @param room told when one has ended
     */
    CallsUnderWay(ReentrantLock sending, Condition room) {
        this.sending = sending;
        this.room = room;
    }

    /** Whether another may be added; with the lock. */
    boolean hasRoom() {
        return count.get() < UNDER_WAY_MAX && bytes.get() <= BYTES_UNDER_WAY_MAX;
    }

    /** Waits until another may be added, or something else is told; with the lock. */
    void awaitRoom() throws InterruptedException {
        waiting++;
        try {
            if (!hasRoom()) {
                room.await();
            }
        } finally {
            waiting--;
        }
    }

    /** Adds one; with the lock. */
    void add(long number, CompletableFuture<CheckpointReply> reply, int size, long deadlineNanos) {
        count.incrementAndGet();
        bytes.addAndGet(size);
        calls.put(number, new Call(reply, size, deadlineNanos));
    }

    /** It was not sent after all. */
    void withdraw(long number) {
        Call call = calls.remove(number);
        if (call != null) {
            release(call);
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether there is just one. */
    boolean isOne() {
        return calls.size() == 1;
    }

    /** A reply has come; one that nobody waits for is dropped. */
    void complete(CheckpointReply frame) {
        Call waiting = calls.remove(frame.getRequest());
        if (waiting == null) {
            return;
        }
        release(waiting);
        AisStatus status = AisStatus.of(frame.getStatus());
        if (status == AisStatus.OK) {
            waiting.reply().complete(frame);
        } else {
            waiting.reply().completeExceptionally(new AisException(status, frame.getText()));
        }
    }

    /** Lets those fail whose time is over. */
    void failOverdue(long nowNanos) {
        for (Map.Entry<Long, Call> each : calls.entrySet()) {
            if (nowNanos - each.getValue().deadlineNanos() > 0) {
                fail(each, AisStatus.ERR_TIMEOUT, "the checkpoint service has not answered in time");
            }
        }
    }

    void failAll(AisStatus status, String text) {
        calls.entrySet().forEach(each -> fail(each, status, text));
    }

    private void fail(Map.Entry<Long, Call> each, AisStatus status, String text) {
        if (calls.remove(each.getKey(), each.getValue())) {
            release(each.getValue());
            each.getValue().reply().completeExceptionally(new AisException(status, text));
        }
    }

    /** Without the lock where nobody waits: it is held by those who write, and a reply must not wait for them. */
    private void release(Call ended) {
        count.decrementAndGet();
        bytes.addAndGet(-ended.bytes());
        if (waiting == 0) {
            return;
        }
        sending.lock();
        try {
            room.signal();
        } finally {
            sending.unlock();
        }
    }
}
