package org.amf4j.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** A session with the agent of this node that speaks for no component: requests, their results, and its end. Thread-safe. */
abstract class AnonymousSession implements SessionThreads.Handler, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.amf4j.client");

    private final AgentConnection connection;
    private final PendingRequests requests;
    private final SessionThreads threads;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<String> lost = Optional.empty();

    /**
     * A session that has not begun.
     *
     * @param name what it is to those who use it, at the beginning of a sentence
     */
    AnonymousSession(AgentConnection connection, String name) {
        this.connection = connection;
        this.requests = new PendingRequests(connection);
        this.threads = new SessionThreads(connection, this);
        this.name = name;
    }

    /** Starts reading and introduces itself until the deadline; is closed if that is in vain. */
    final void begin(int threadCount, long deadlineNanos) {
        threads.start(threadCount);
        try {
            greet(deadlineNanos);
        } catch (AisException e) {
            close();
            throw e;
        }
    }

    /** Introduces itself. */
    void greet(long deadlineNanos) {
        call("opening a session", SessionOpening.hello(Dn.ROOT), deadlineNanos - System.nanoTime());
    }

    final Result call(String what, ToAgent.Builder request, long timeoutNanos) {
        return requests.call(what, request, timeoutNanos);
    }

    /** Sends what has no result. */
    final void tell(String what, ToAgent.Builder request) {
        requests.tell(what, request);
    }

    final SessionThreads threads() {
        return threads;
    }

    @Override
    public final void received(ToComponent frame) {
        if (frame.hasResult()) {
            requests.complete(frame.getResult());
        } else {
            told(frame);
        }
    }

    /** The agent says something that is no result. */
    void told(ToComponent frame) {
        problem("the node agent sent a frame that is not about " + subject() + "; ignored");
    }

    /** What the session is about. */
    abstract String subject();

    @Override
    public final long waitMillis() {
        return 0;
    }

    @Override
    public final void lost(String reason) {
        boolean ours = closed.get();
        lost = Optional.of(ours ? name + " was closed" : "the node agent is gone: " + reason);
        requests.failAll(ours ? AisStatus.ERR_BAD_HANDLE : AisStatus.ERR_TRY_AGAIN, lost.get());
        if (!ours) {
            agentGone(lost.get());
        }
    }

    /** The agent is gone; requests have failed. */
    void agentGone(String reason) {}

    /** Why nothing will come any more; empty while something may. */
    final Optional<String> lost() {
        return lost;
    }

    static void problem(String text) {
        LOG.log(System.Logger.Level.WARNING, text);
    }

    @Override
    public final void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        closing();
        requests.failAll(AisStatus.ERR_BAD_HANDLE, name + " was closed");
        connection.close();
    }

    /** Ends what rests on the session, once and before it is closed. */
    void closing() {}
}
