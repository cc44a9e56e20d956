package org.amf4j.transport.dispatch;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One thread that runs the tasks it is handed, one at a time and in order, from a bounded queue.
 *
 * <p>A task that throws ends the dispatcher: nothing more runs and the owner's handler is told, on the dispatcher's own
 * thread. All methods may be called by any thread unless they say otherwise.
 */
public final class SerialDispatcher implements AutoCloseable {

    /** How long {@link #close} waits for the task that is running, in milliseconds; it is left alone after that. */
    private static final long CLOSE_MILLIS_MAX = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final int tasksMax;
    private final int reserve;
    private final Consumer<Throwable> broken;
    private final Thread thread;

    private boolean accepting = true;
    private boolean stopping;
    private Runnable tick = () -> {};
    private long tickPeriodNanos;
    private long nextTickNanos;

    /**
     * Starts the thread, a daemon.
     *
     * @param name the thread's name
     * @param tasksMax how many tasks may wait
     * @param reserve how many of these places {@link #put} leaves free for {@link #offer}
     * @param broken told what a task has thrown
     */
    public SerialDispatcher(String name, int tasksMax, int reserve, Consumer<Throwable> broken) {
        if (reserve < 0 || reserve >= tasksMax) {
            throw new IllegalArgumentException("the reserve, " + reserve + ", must be less than " + tasksMax);
        }
        this.tasksMax = tasksMax;
        this.reserve = reserve;
        this.broken = broken;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        thread.start();
    }

    /** Hands over a task without waiting. False when the queue is full; a closed dispatcher accepts and forgets. */
    public boolean offer(Runnable task) {
        lock.lock();
        try {
            if (!accepting) {
                return true;
            }
            if (tasks.size() >= tasksMax) {
                return false;
            }
            tasks.add(task);
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Hands over a task and waits for room where needed. False when the dispatcher is closed, or closes meanwhile. */
    public boolean put(Runnable task) throws InterruptedException {
        lock.lock();
        try {
            while (accepting && tasks.size() >= tasksMax - reserve) {
                room.await();
            }
            if (accepting) {
                tasks.add(task);
                work.signal();
            }
            return accepting;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all waiting tasks, runs this one as the last, and ends. Does not wait. */
    public void finish(Runnable last) {
        lock.lock();
        try {
            if (accepting) {
                accepting = false;
                tasks.clear();
                tasks.add(last);
                wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs something between the tasks, again and again. To be called by a task only.
     *
     * @param periodNanos the time from one run to the next, nanoseconds; zero ends it
     */
    public void tickEvery(long periodNanos, Runnable action) {
        tick = action;
        tickPeriodNanos = periodNanos;
        nextTickNanos = System.nanoTime() + periodNanos;
    }

    /** Whether the caller is a task of this dispatcher. */
    public boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    /** Forgets all waiting tasks and ends; waits for the running one for a second at most, unless it is the caller. */
    @Override
    public void close() {
        lock.lock();
        try {
            accepting = false;
            stopping = true;
            tasks.clear();
            wakeAll();
        } finally {
            lock.unlock();
        }
        if (!isOwnThread()) {
            try {
                thread.join(CLOSE_MILLIS_MAX);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void wakeAll() {
        work.signalAll();
        room.signalAll();
    }

    private void run() {
        Throwable thrown = runUntilClosed();
        if (thrown != null) {
            lock.lock();
            try {
                accepting = false;
                tasks.clear();
                wakeAll();
            } finally {
                lock.unlock();
            }
            broken.accept(thrown);
        }
    }

    /** What a task threw; null when the dispatcher was closed. */
    private Throwable runUntilClosed() {
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            return null;
        } catch (Throwable thrown) { // an Error in a task must end the owner as well, not only this thread
            return thrown;
        }
    }

    private Runnable next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long waitNanos = Long.MAX_VALUE;
                if (tickPeriodNanos > 0 && accepting) {
                    waitNanos = nextTickNanos - System.nanoTime();
                    if (waitNanos <= 0) {
                        nextTickNanos = System.nanoTime() + tickPeriodNanos;
                        return tick;
                    }
                }
                Runnable task = tasks.poll();
                if (task != null) {
                    room.signal();
                    return task;
                }
                if (stopping || !accepting) {
                    return null;
                }
                work.await(waitNanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
