package org.amf4j.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs tasks in an executor, in order and one at a time whatever the executor is. Thread-safe. */
final class SerialDispatcher {

    /** Most callbacks that may wait: more than a component can have assignments. */
    static final int WAITING_MAX = 65_536;

    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isScheduled;
    private boolean isClosed;
    private Thread runner;

    SerialDispatcher(Executor executor) {
        this.executor = executor;
    }

    /**
     * Lets the task run after those before it; drops it when closed.
     *
     * @throws RejectedExecutionException when too many wait, or the executor accepts none
     */
    void execute(Runnable task) {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            if (waiting.size() >= WAITING_MAX) {
                throw new RejectedExecutionException("more than " + WAITING_MAX + " callbacks are waiting");
            }
            waiting.add(task);
            if (isScheduled) {
                return;
            }
            isScheduled = true;
        }
        try {
            executor.execute(this::runAll);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                isScheduled = false;
                waiting.remove(task);
            }
            throw e;
        }
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /** The next task, or null at the end; from then on the executor has to be asked again. */
    private synchronized Runnable next() {
        Runnable task = waiting.poll();
        runner = task == null ? null : Thread.currentThread();
        isScheduled = task != null;
        if (task == null) {
            notifyAll();
        }
        return task;
    }

    /**
     * Lets no further task begin and waits for the running one; interrupts it when the time is over. Does not wait when
     * called by the running task.
     */
    synchronized void close(long timeoutNanos) {
        isClosed = true;
        waiting.clear();
        if (runner == Thread.currentThread() || awaitIdle(timeoutNanos)) {
            return;
        }
        runner.interrupt();
    }

    private boolean awaitIdle(long timeoutNanos) {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        boolean wasInterrupted = false;
        while (runner != null && !wasInterrupted) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return runner == null;
    }
}
