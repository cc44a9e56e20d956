package org.amf4j.client;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells when three quarters of a callback's time limit have passed without an answer. It has no thread of its own:
 * whoever waits for the agent asks how long it may wait.
 */
final class CallbackWatch {

    private final Consumer<String> problems;
    private final Queue<ClientRequest> unanswered = new ConcurrentLinkedQueue<>();

    CallbackWatch(Consumer<String> problems) {
        this.problems = problems;
    }

    /** Watches a request that has arrived, if it has a time limit. */
    void add(ClientRequest request) {
        if (request.timeoutNanos() > 0) {
            unanswered.add(request);
        }
    }

    /** Reminds of the requests that are due; milliseconds until the next one will be, 0 if there is none. */
    long remind() {
        long nextNanos = Long.MAX_VALUE;
        for (Iterator<ClientRequest> requests = unanswered.iterator(); requests.hasNext(); ) {
            ClientRequest request = requests.next();
            long leftNanos = request.timeoutNanos() / 4 * 3 - request.ageNanos();
            if (request.isAnswered()) {
                requests.remove();
            } else if (leftNanos <= 0) {
                requests.remove();
                problems.accept(request.overdue());
            } else {
                nextNanos = Math.min(nextNanos, leftNanos);
            }
        }
        return nextNanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nextNanos) + 1;
    }
}
