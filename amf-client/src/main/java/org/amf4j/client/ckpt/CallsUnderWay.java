package org.amf4j.client.ckpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.checkpoint.CheckpointReply;

/** Requests that have been sent and not answered, by number; so many at once. Thread-safe. */
final class CallsUnderWay {

    /** Requests of a process under way at once; who asks for more waits. */
    static final int UNDER_WAY_MAX = 1_024;

    /** Bytes of requests under way at once, but for one request. */
    static final long BYTES_UNDER_WAY_MAX = 8L << 20;

    /** The service answers in time; a process that hears nothing even then gives up after so long more. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private record Call(CompletableFuture<CheckpointReply> reply, int bytes, long deadlineNanos) {}

    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Held for moments only: whoever takes the replies must get it whatever else stands still. */
    private final ReentrantLock waitingLock = new ReentrantLock();

    private final Condition room = waitingLock.newCondition();
    /** How many wait for room; counted up before they look whether there is some. Written with the lock. */
    private volatile int waiting;

    /** Takes room for another one, if there is some. */
    boolean takeRoom(int size) {
        long before = bytes.getAndUpdate(now -> now > BYTES_UNDER_WAY_MAX ? now : now + size);
        if (before > BYTES_UNDER_WAY_MAX) {
            return false;
        }
        if (count.getAndUpdate(now -> Math.min(now + 1, UNDER_WAY_MAX)) == UNDER_WAY_MAX) {
            bytes.addAndGet(-size); // so many will end and tell of it that nobody misses these bytes
            return false;
        }
        return true;
    }

    /**
     * Waits until there is room, and takes it.
     *
     * @param isOver whether nobody needs room any more; looked at again when {@link #wake} says so
     * @return whether room was taken
     */
    boolean awaitRoom(int size, BooleanSupplier isOver) throws InterruptedException {
        if (takeRoom(size)) {
            return true; // nearly always, and without the lock
        }
        waitingLock.lock();
        waiting++;
        try {
            while (!isOver.getAsBoolean()) {
                if (takeRoom(size)) {
                    return true;
                }
                room.await();
            }
            return false;
        } finally {
            waiting--;
            waitingLock.unlock();
        }
    }

    /** Those that wait for room look again whether they need it. */
    void wake() {
        waitingLock.lock();
        try {
            room.signalAll();
        } finally {
            waitingLock.unlock();
        }
    }

    /** Adds one, for which room was taken. */
    void add(long number, Outgoing sent) {
        calls.put(number, new Call(sent.reply(), sent.bytes(), System.nanoTime() + sent.timeoutNanos() + GRACE_NANOS));
    }

    /** It was not sent after all; it keeps its room. Whether it had not ended meanwhile. */
    boolean withdraw(long number) {
        return calls.remove(number) != null;
    }

    /** Gives room back: of one that has ended, or is not sent after all. */
    void giveBack(int size) {
        count.decrementAndGet();
        bytes.addAndGet(-size);
        if (waiting == 0) {
            return;
        }
        waitingLock.lock();
        try {
            room.signal();
        } finally {
            waitingLock.unlock();
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
        giveBack(waiting.bytes());
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
        removeAll(status, text).run();
    }

    /** Removes all; what is returned lets them fail, and so runs what their callers do then. */
    Runnable removeAll(AisStatus status, String text) {
        List<Call> removed = new ArrayList<>();
        for (Map.Entry<Long, Call> each : calls.entrySet()) {
            if (remove(each)) {
                removed.add(each.getValue());
            }
        }
        return () -> removed.forEach(call -> call.reply().completeExceptionally(new AisException(status, text)));
    }

    /** Whether it was still there; its room is given back then. */
    private boolean remove(Map.Entry<Long, Call> each) {
        boolean isRemoved = calls.remove(each.getKey(), each.getValue());
        if (isRemoved) {
            giveBack(each.getValue().bytes());
        }
        return isRemoved;
    }

    private void fail(Map.Entry<Long, Call> each, AisStatus status, String text) {
        if (remove(each)) {
            each.getValue().reply().completeExceptionally(new AisException(status, text));
        }
    }
}
