package org.amf4j.client;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;

/** Requests that wait for their result, by number. Thread-safe. */
final class PendingRequests {

    /** Most requests under way at once; a caller beyond it is refused. */
    static final int PENDING_MAX = 1024;

    /** Why no request can succeed any more. */
    private record Failure(AisStatus status, String text) {}

    private static final long PAUSE_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final AgentConnection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Result>> pending = new ConcurrentHashMap<>();
    private volatile Failure failure;

    PendingRequests(AgentConnection connection) {
        this.connection = connection;
    }

    /**
     * Sends a request and waits for its result; repeats it with growing pauses while the agent says TRY_AGAIN.
     *
     * @param what the request in words
     * @throws AisException with the status of the result, or of what kept it from coming
     */
    Result call(String what, ToAgent.Builder request, long timeoutNanos) {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        long pauseNanos = PAUSE_FIRST_NANOS;
        while (true) {
            Result result = once(what, request, deadlineNanos);
            AisStatus status = statusOf(result);
            if (status == AisStatus.OK) {
                return result;
            }
            boolean isTimeLeft = System.nanoTime() + pauseNanos - deadlineNanos < 0;
            if (status != AisStatus.ERR_TRY_AGAIN || !isTimeLeft) {
                throw new AisException(status, what + " was refused: " + result.getText());
            }
            pause(what, pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, PAUSE_MAX_NANOS);
        }
    }

    private Result once(String what, ToAgent.Builder request, long deadlineNanos) {
        if (pending.size() >= PENDING_MAX) {
            throw new AisException(AisStatus.ERR_NO_RESOURCES, what + ": " + PENDING_MAX + " requests are under way");
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<Result> result = new CompletableFuture<>();
        pending.put(number, result);
        try {
            if (failure != null) {
                throw failed(what);
            }
            connection.send(request.setRequest(number).build());
            return result.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AisException(AisStatus.ERR_TIMEOUT, what + ": the node agent has not answered in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failed(what);
        } catch (IOException e) {
            throw failure != null
                    ? failed(what)
                    : new AisException(AisStatus.ERR_TRY_AGAIN, what + ": " + e.getMessage(), e);
        } finally {
            pending.remove(number);
        }
    }

    /** Sends what has no result; an {@link AisException} with ERR_TRY_AGAIN when the agent is gone. */
    void tell(String what, ToAgent.Builder request) {
        if (failure != null) {
            throw failed(what);
        }
        try {
            connection.send(request.setRequest(0).build());
        } catch (IOException e) {
            throw new AisException(AisStatus.ERR_TRY_AGAIN, what + ": " + e.getMessage(), e);
        }
    }

    private static void pause(String what, long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, what + " was interrupted", e);
        }
    }

    private AisException failed(String what) {
        return new AisException(failure.status(), what + ": " + failure.text());
    }

    /** A result arrived; one that nobody waits for is dropped. */
    void complete(Result result) {
        CompletableFuture<Result> waiting = pending.get(result.getRequest());
        if (waiting != null) {
            waiting.complete(result);
        }
    }

    /** Lets all requests, present and later ones, fail; the first reason stays. */
    void failAll(AisStatus status, String text) {
        synchronized (this) {
            if (failure == null) {
                failure = new Failure(status, text);
            }
        }
        pending.values().forEach(waiting -> waiting.completeExceptionally(failed("request")));
    }

    private static AisStatus statusOf(Result result) {
        try {
            return AisStatus.of(result.getStatus());
        } catch (IllegalArgumentException e) {
            return AisStatus.ERR_LIBRARY;
        }
    }
}
