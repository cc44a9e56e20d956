package org.amf4j.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells when three quarters of a callback's time limit have passed without an answer. Thread-safe. */
final class CallbackWatch {

    private final Consumer<String> problems;
    private ScheduledThreadPoolExecutor timer;
    private boolean isClosed;

    CallbackWatch(Consumer<String> problems) {
        this.problems = problems;
    }

    /** Watches a request that has just arrived, unless it has no limit or is answered already. */
    synchronized void watch(ClientRequest request) {
        if (isClosed || request.timeoutNanos() <= 0 || request.isAnswered()) {
            return;
        }
        if (timer == null) {
            timer = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "amf-watch");
                thread.setDaemon(true);
                return thread;
            });
            timer.setRemoveOnCancelPolicy(true);
        }
        long delayNanos = request.timeoutNanos() / 4 * 3;
        request.watchedBy(timer.schedule(() -> remind(request), delayNanos, TimeUnit.NANOSECONDS));
    }

    private void remind(ClientRequest request) {
        if (!request.isAnswered()) {
            problems.accept(request.overdue());
        }
    }

    synchronized void close() {
        isClosed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
