package org.amf4j.clc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that are reused while there is work and few when there is none; work beyond the limit waits in line. */
final class WorkerPool {

    /** Most pieces of work at a time. */
    static final int WORKERS_MAX = 128;

    /** Most pieces of work waiting. */
    static final int WAITING_MAX = 10_000;

    private static final long IDLE_SECONDS = 30;

    private final ExecutorService threads;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    WorkerPool(String name) {
        threads = new ThreadPoolExecutor(
                0, WORKERS_MAX * 2, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Has the work done soon; false when too much waits already, or the pool is closed. */
    synchronized boolean submit(Runnable work) {
        if (threads.isShutdown()) {
            return false;
        }
        if (busy < WORKERS_MAX) {
            busy++;
            threads.execute(() -> workOn(work));
            return true;
        }
        return waiting.size() < WAITING_MAX && waiting.add(work);
    }

    private void workOn(Runnable first) {
        Optional<Runnable> work = Optional.of(first);
        while (work.isPresent()) {
            try {
                work.get().run();
            } finally {
                work = next();
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            busy--;
        }
        return next;
    }

    /** Lets running work end and takes no more. */
    synchronized void close() {
        threads.shutdown();
    }
}
