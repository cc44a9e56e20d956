package org.amf4j.host;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** All threads of one service, also those that it starts itself. One that dies of an exception is its failure. */
final class ServiceThreads extends ThreadGroup {

    private static final int MORE_THREADS = 16;

    private final Consumer<String> failure;

    /** Threads of the service with this name, with somebody who is told in a sentence what a thread died of. */
    ServiceThreads(String name, Consumer<String> failure) {
        super("service " + name);
        this.failure = failure;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        failure.accept("thread " + thread.getName() + " died of " + thrown);
    }

    /** Interrupts them and waits until they have ended; the names of those that have not in this time. */
    List<String> end(Duration limit) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        interrupt();
        for (Thread thread : alive()) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (thread != Thread.currentThread() && leftMillis > 0) {
                thread.join(leftMillis);
            }
        }
        return alive().stream()
                .filter(t -> t != Thread.currentThread())
                .map(Thread::getName)
                .toList();
    }

    private List<Thread> alive() {
        Thread[] threads = new Thread[activeCount() + MORE_THREADS];
        enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .filter(Thread::isAlive)
                .toList();
    }
}
