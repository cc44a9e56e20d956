package org.amf4j.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** A session with the agent of this node that speaks for no component: requests, their results, and its end. Thread-safe. */
abstract class AnonymousSession implements SessionThreads.Handler, Reconnection.Session, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.amf4j.client");

    private final AgentLink link;
    private final PendingRequests requests;
    private final Reconnection reconnection;
    private final SessionThreads threads;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<String> lost = Optional.empty();
    /** Why it ends with the agent that leaves. For the reading thread. */
    private Optional<String> ending = Optional.empty();
    /** Whether all that it says first has been answered. */
    private volatile boolean hasBegun;

    /**
     * A session that has not begun.
     *
     * @param agentSocket where the agent is again when it has been restarted
     * @param name what it is to those who use it, at the beginning of a sentence
     */
    AnonymousSession(Path agentSocket, AgentConnection connection, String name) {
        this.link = new AgentLink(connection);
        this.requests = new PendingRequests(link);
        this.reconnection = new Reconnection(this, agentSocket, link, requests);
        this.threads = new SessionThreads(link, this);
        this.name = name;
    }

    /** Starts reading and introduces itself until the deadline; is closed if that is in vain. */
    final void begin(int threadCount, long deadlineNanos) {
        threads.start(threadCount);
        try {
            for (Reconnection.Step step : beginning()) {
                call(step.what(), step.request(), deadlineNanos - System.nanoTime());
            }
            hasBegun = true;
        } catch (AisException e) {
            close();
            throw e;
        }
    }

    /** What it says first, also to an agent that has been restarted: who it is, and what was begun and is to go on. */
    @Override
    public List<Reconnection.Step> beginning() {
        return List.of(Reconnection.Step.of("opening a session", SessionOpening.hello(Dn.ROOT)));
    }

    final Result call(String what, ToAgent.Builder request, long timeoutNanos) {
        return requests.call(what, request, timeoutNanos);
    }

    /** The same for a request that is about something in one session, and not to be made in a later one. */
    final Result call(String what, ToAgent.Builder request, long timeoutNanos, PendingRequests.Bond bond) {
        return requests.call(what, request, timeoutNanos, Optional.of(bond));
    }

    /** Sends what has no result and is about something in one session; in a later one nobody wants it any more. */
    final void tell(String what, ToAgent.Builder request, long session) {
        if (!requests.tell(what, request, session)) {
            problem(what + " has no effect: the node agent was restarted, and what it had called for before has ended");
        }
    }

    /** How often it has begun anew; what belongs to an earlier beginning has ended at the agent. */
    final long beginningNumber() {
        return requests.beginning();
    }

    final SessionThreads threads() {
        return threads;
    }

    @Override
    public final void received(ToComponent frame) {
        if (frame.hasResult()) {
            requests.complete(frame.getResult());
        } else if (frame.hasLeaving()) {
            ending = hasBegun ? mustEnd() : Optional.of("it was restarted as the session was opened");
            if (ending.isEmpty()) {
                reconnection.leaving(frame.getLeaving());
            }
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

    /** Why it does not begin anew by itself when the agent has been restarted, a sentence about the agent; else empty. */
    Optional<String> mustEnd() {
        return Optional.empty();
    }

    @Override
    public final Optional<String> resumed(String reason) {
        String why = ending.orElse(reason);
        return closed.get() ? Optional.of(why) : reconnection.tryAgain(why);
    }

    @Override
    public final boolean beginsAnew() {
        return true; // nothing is kept for a process that speaks for no component
    }

    @Override
    public void wentOn() {}

    @Override
    public final void lost(String reason) {
        boolean ours = closed.get();
        lost = Optional.of(ours ? name + " was closed" : "the node agent is gone: " + reason);
        requests.failAll(ours ? AisStatus.ERR_BAD_HANDLE : goneStatus(), lost.get());
        if (!ours) {
            agentGone(lost.get());
        }
    }

    /** What requests fail with when the agent is gone. */
    AisStatus goneStatus() {
        return AisStatus.ERR_TRY_AGAIN;
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
        hangUp();
    }

    /** While the agent is restarted, ends what waits for it; nobody would hear what is said in closing. */
    final void releaseWhatWaits() {
        if (link.isSuspended()) {
            hangUp();
        }
    }

    private void hangUp() {
        requests.failAll(AisStatus.ERR_BAD_HANDLE, name + " was closed");
        link.close();
    }

    /** Ends what rests on the session, once and before it is closed. */
    void closing() {}
}
