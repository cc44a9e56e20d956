package org.amf4j.client.ckpt;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/**
 * Requests that are to be sent, in the order in which they were put. Who puts one while nobody sends does it, and sends
 * what others put meanwhile as well, together: threads that wait for each other to write to the one socket spend more time
 * on falling asleep and waking up than the service needs for their requests. Thread-safe.
 */
final class Outbox {

    /** What is sent on. Asked with its lock. */
    interface Way {

        /** Where to send; empty while there is no connection. */
        Optional<ServicePort> port();

        /** Why nothing will be sent any more, if so. */
        Optional<AisException> over();
    }

    /** Told, without the lock, that a port has failed. */
    interface Broken {
        void broken(ServicePort which, IOException cause);
    }

    /** A connection that was lost: what all calls on it are told, and what comes then. */
    private record Loss(String text, Runnable then) {}

    private static final int TOGETHER_MAX = 64;
    private static final int BYTES_TOGETHER_MAX = 48 * 1024;

    private final ReentrantLock lock;
    private final Way way;
    private final Broken told;
    private final LongSupplier numbers;
    private final CallsUnderWay calls;
    private final Queue<Outgoing> put = new ConcurrentLinkedQueue<>();
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
    /** How often it was asked for since who sends has looked; not 0 while somebody sends. */
    private final AtomicInteger turns = new AtomicInteger();

    // The rest belongs to who sends.
    /** What comes before all that was put: it was taken, and has certainly not reached the service. */
    private final Deque<Outgoing> first = new ArrayDeque<>();

    private final List<Outgoing> taken = new ArrayList<>();
    private final List<CheckpointRequest> frames = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param lock of the way; not held while something is sent
     * @param numbers of requests; asked with the lock
     * @param calls what is sent is added to them; who puts something has taken room for it there
     */
    Outbox(ReentrantLock lock, Way way, Broken told, LongSupplier numbers, CallsUnderWay calls) {
        this.lock = lock;
        this.way = way;
        this.told = told;
        this.numbers = numbers;
        this.calls = calls;
    }

    /** Has it sent, now or when there is a connection again; otherwise its reply fails. */
    void put(Outgoing outgoing) {
        put.add(outgoing);
        flush();
    }

    /**
     * The connection was lost: lets fail what was sent, but not what is being sent at this moment and does not arrive. There is
     * to be no other connection until what comes then has begun.
     */
    void lost(String text, Runnable then) {
        losses.add(new Loss(text, then));
        flush();
    }

    /** Sends what was put, as far as there is a connection, and lets fail what has waited for one too long. */
    void flush() {
        if (turns.getAndIncrement() != 0) {
            return; // who sends will look again
        }
        List<Runnable> afterwards = new ArrayList<>(0);
        int seen = 1;
        try {
            while (seen != 0) {
                for (Loss loss = losses.poll(); loss != null; loss = losses.poll()) {
                    afterwards.add(calls.removeAll(AisStatus.ERR_TRY_AGAIN, loss.text()));
                    afterwards.add(loss.then());
                }
                sendAll(afterwards);
                seen = turns.addAndGet(-seen);
            }
        } catch (RuntimeException | Error e) {
            turns.set(0); // the next one goes on
            throw e;
        } finally {
            // Whoever is told may ask for something, and wait for it: not while it is our turn. What comes after a loss
            // comes whatever else fails.
            afterwards.forEach(Runnable::run);
        }
    }

    private void sendAll(List<Runnable> afterwards) {
        boolean goesOn = true;
        while (goesOn) {
            Optional<ServicePort> port = take(afterwards);
            goesOn = port.isPresent() && send(port.get(), afterwards);
        }
    }

    /** Takes what goes together; where to send it, if there is something and a connection. */
    private Optional<ServicePort> take(List<Runnable> afterwards) {
        taken.clear();
        frames.clear();
        lock.lock();
        try {
            Optional<AisException> over = way.over();
            Optional<ServicePort> port = way.port();
            if (over.isPresent() || port.isEmpty()) {
                failWaiting(over, afterwards);
                return Optional.empty();
            }
            take(port.get(), afterwards);
            return taken.isEmpty() ? Optional.empty() : port;
        } finally {
            lock.unlock();
        }
    }

    private Outgoing next() {
        return first.isEmpty() ? put.peek() : first.peek();
    }

    private void remove() {
        if (first.poll() == null) {
            put.poll();
        }
    }

    private void take(ServicePort port, List<Runnable> afterwards) {
        int bytes = 0;
        for (Outgoing next = next(); next != null && taken.size() < TOGETHER_MAX; next = next()) {
            if (!taken.isEmpty() && bytes + next.bytes() > BYTES_TOGETHER_MAX) {
                break;
            }
            remove();
            if (next.reply().isDone()) {
                calls.giveBack(next.bytes()); // its caller was interrupted
                continue;
            }
            try {
                CheckpointRequest frame = next.on(port, numbers.getAsLong());
                calls.add(frame.getRequest(), next);
                frames.add(frame);
                taken.add(next);
                bytes += next.bytes();
            } catch (AisException e) {
                fail(next, e, afterwards);
            }
        }
    }

    /** Sends what was taken, without the lock: the service may be slow to read. Whether it is out. */
    private boolean send(ServicePort port, List<Runnable> afterwards) {
        try {
            port.send(frames);
        } catch (IOException e) {
            for (int i = frames.size() - 1; i >= port.wholeFrames(); i--) {
                if (calls.withdraw(frames.get(i).getRequest())) {
                    first.addFirst(taken.get(i));
                }
            }
            afterwards.add(() -> told.broken(port, e));
            return false;
        }
        Thread sender = Thread.currentThread();
        if (!taken.stream().allMatch(each -> each.isCalledBy(sender))) {
            port.expect();
        }
        return true;
    }

    /** Lets all fail when the end has come, otherwise those that have waited too long: the others have waited less. */
    private void failWaiting(Optional<AisException> over, List<Runnable> afterwards) {
        long nowNanos = System.nanoTime();
        for (Outgoing next = next(); next != null; next = next()) {
            if (over.isEmpty() && nowNanos - next.deadlineNanos() < 0) {
                return;
            }
            remove();
            fail(
                    next,
                    over.orElseGet(() -> new AisException(
                            AisStatus.ERR_TRY_AGAIN,
                            "the checkpoint service of the node has ended and is not back yet")),
                    afterwards);
        }
    }

    private void fail(Outgoing which, AisException why, List<Runnable> afterwards) {
        calls.giveBack(which.bytes());
        afterwards.add(() -> which.reply().completeExceptionally(why));
    }
}
