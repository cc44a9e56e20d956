package org.amf4j.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;

/**
 * Requests that wait for their result, by number. While the agent is restarted they are kept, and sent when it is back.
 * Thread-safe.
 */
final class PendingRequests {

    /** Most requests under way at once; a caller beyond it is refused. */
    static final int PENDING_MAX = 1024;

    private static final System.Logger LOG = System.getLogger("org.amf4j.client");

    /** Why a request cannot succeed any more. */
    private record Failure(AisStatus status, String text) {
        AisException of(String what) {
            return new AisException(status, what + ": " + text);
        }
    }

    /**
     * What a request is about has ended with a session.
     *
     * @param beginning the session that it belongs to, see {@link #beginning()}
     * @param status what it fails with in a later one
     * @param text why, a sentence
     */
    record Bond(long beginning, AisStatus status, String text) {}

    /** A request on its way. */
    private static final class Pending {
        private final ToAgent frame;
        private final Optional<Bond> bond;
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        Pending(ToAgent frame, Optional<Bond> bond) {
            this.frame = frame;
            this.bond = bond;
        }
    }

    private final AgentLink link;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    /** Held to send, and to go over to another connection: each request is sent on each connection once. */
    private final ReentrantLock sending = new ReentrantLock();

    private volatile long beginning;
    private volatile Failure failure;

    PendingRequests(AgentLink link) {
        this.link = link;
    }

    /** The number of another request of the session. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** How often the session has begun anew at the agent. */
    long beginning() {
        return beginning;
    }

    /**
     * Sends a request and waits for its result; repeats it with growing pauses while the agent says TRY_AGAIN.
     *
     * @param what the request in words
     * @throws AisException with the status of the result, or of what kept it from coming
     */
    Result call(String what, ToAgent.Builder request, long timeoutNanos) {
        return call(what, request, timeoutNanos, Optional.empty());
    }

    /** The same for a request that makes sense only in one session. */
    Result call(String what, ToAgent.Builder request, long timeoutNanos, Optional<Bond> bond) {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        GrowingPause pause = new GrowingPause();
        while (true) {
            Result result = once(what, request, deadlineNanos, bond);
            AisStatus status = statusOf(result);
            if (status == AisStatus.OK) {
                return result;
            }
            if (status != AisStatus.ERR_TRY_AGAIN || !pause.fitsBefore(deadlineNanos)) {
                throw new AisException(status, what + " was refused: " + result.getText());
            }
            pause.pause(what);
        }
    }

    private Result once(String what, ToAgent.Builder request, long deadlineNanos, Optional<Bond> bond) {
        Pending begun = begin(what, request, bond);
        try {
            return begun.result.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // An agent that leaves has answered what it has acted on.
            throw link.isSuspended()
                    ? new AisException(
                            AisStatus.ERR_TRY_AGAIN, what + ": the node agent is restarted and not back yet", e)
                    : new AisException(AisStatus.ERR_TIMEOUT, what + ": the node agent has not answered in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, what + " was interrupted", e);
        } catch (ExecutionException e) {
            AisException failed = (AisException) e.getCause(); // nothing else is ever put there
            throw new AisException(failed.status(), what + ": " + failed.reason(), failed);
        } finally {
            pending.remove(begun.frame.getRequest());
        }
    }

    /** Sends a request whose result nobody waits for. What is sent later arrives later. */
    void ahead(String what, ToAgent.Builder request) {
        begin(what, request, Optional.empty());
    }

    private Pending begin(String what, ToAgent.Builder request, Optional<Bond> bond) {
        if (pending.size() >= PENDING_MAX) {
            throw new AisException(AisStatus.ERR_NO_RESOURCES, what + ": " + PENDING_MAX + " requests are under way");
        }
        sending.lock();
        try {
            requirePresent(what, bond);
            Pending begun = new Pending(request.setRequest(nextNumber()).build(), bond);
            pending.put(begun.frame.getRequest(), begun);
            if (failure != null) {
                pending.remove(begun.frame.getRequest());
                throw failure.of(what);
            }
            link.writable().ifPresent(connection -> send(what, connection, begun));
            return begun;
        } finally {
            sending.unlock();
        }
    }

    private void requirePresent(String what, Optional<Bond> bond) {
        if (bond.isPresent() && bond.get().beginning() != beginning) {
            throw new AisException(bond.get().status(), what + ": " + bond.get().text());
        }
    }

    private void send(String what, AgentConnection connection, Pending begun) {
        try {
            connection.send(begun.frame);
        } catch (AgentConnection.FrameTooLargeException e) {
            pending.remove(begun.frame.getRequest());
            throw new AisException(AisStatus.ERR_TOO_BIG, what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            // The reading thread finds the end, too, after what the agent has said ahead of it, such as that it
            // leaves. Then the request is sent again, else it fails.
            LOG.log(System.Logger.Level.DEBUG, what + " waits", e);
        }
    }

    /**
     * Sends what has no result, in the session that it belongs to.
     *
     * @param session see {@link #beginning()}
     * @return whether it was sent; false when that session is over at the agent
     * @throws AisException ERR_TRY_AGAIN when the agent is gone
     */
    boolean tell(String what, ToAgent.Builder request, long session) {
        sending.lock();
        try {
            if (failure != null) {
                throw failure.of(what);
            }
            Optional<AgentConnection> connection = link.writable();
            if (connection.isEmpty() || session != beginning) {
                return false;
            }
            connection.get().send(request.setRequest(0).build());
            return true;
        } catch (IOException e) {
            throw new AisException(AisStatus.ERR_TRY_AGAIN, what + ": " + e.getMessage(), e);
        } finally {
            sending.unlock();
        }
    }

    /**
     * The agent is back: sends what waits, in its order, and opens the link.
     *
     * @param beginsAnew whether it is another session to the agent; what is bound to an earlier one fails then
     * @throws IOException when that connection has ended, too
     */
    void resume(AgentConnection next, boolean beginsAnew) throws IOException {
        sending.lock();
        try {
            if (beginsAnew) {
                beginning++; // written here only, with the lock
            }
            List<Pending> waiting = new ArrayList<>(pending.values());
            waiting.sort(Comparator.comparingLong(each -> each.frame.getRequest()));
            for (Pending each : waiting) {
                if (each.bond.isPresent() && each.bond.get().beginning() != beginning) {
                    Bond bond = each.bond.get();
                    each.result.completeExceptionally(new AisException(bond.status(), bond.text()));
                } else {
                    next.send(each.frame);
                }
            }
            link.resume(next);
        } finally {
            sending.unlock();
        }
    }

    /** A result arrived; one that nobody waits for is dropped. */
    void complete(Result result) {
        Pending waiting = pending.remove(result.getRequest());
        if (waiting != null) {
            waiting.result.complete(result);
        }
    }

    /** Lets all requests, present and later ones, fail; the first reason stays. */
    void failAll(AisStatus status, String text) {
        synchronized (this) {
            if (failure == null) {
                failure = new Failure(status, text);
            }
        }
        Failure reason = failure;
        pending.values()
                .forEach(each -> each.result.completeExceptionally(new AisException(reason.status(), reason.text())));
    }

    static AisStatus statusOf(Result result) {
        try {
            return AisStatus.of(result.getStatus());
        } catch (IllegalArgumentException e) {
            return AisStatus.ERR_LIBRARY;
        }
    }
}
