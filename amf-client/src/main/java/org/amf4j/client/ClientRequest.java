package org.amf4j.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.Request;
import org.amf4j.protocol.component.Response;

/** What all callbacks have in common: they are entered once, answered once, and late after their time limit. */
abstract class ClientRequest implements Request {

    /** Longest text sent with an answer, in characters. */
    static final int TEXT_CHARACTERS_MAX = 1000;

    private final CallbackContext context;
    private final String callback;
    private final long receivedNanos = System.nanoTime();
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private volatile long enteredAtNanos;
    private volatile boolean hasReturned;

    ClientRequest(CallbackContext context, String callback) {
        this.context = context;
        this.callback = callback;
    }

    /** Calls the listener's method for this request. */
    abstract void callOn(ComponentListener listener);

    /** What the answer "done" means for the session; happens before the answer is sent. */
    abstract void accepted();

    /** Runs the callback; what it throws is the answer, unless one was given. */
    final void enter(ComponentListener listener) {
        enteredAtNanos = EpochClock.nanos();
        try {
            callOn(listener);
        } catch (Throwable e) {
            // Whatever it is, the next callback must still be possible.
            threw(e);
        }
        hasReturned = true;
    }

    private void threw(Throwable thrown) {
        boolean wasAnswered = isAnswered();
        context.session()
                .problems()
                .accept("callback " + callback + " of " + context.session().component() + " threw "
                        + (wasAnswered ? "after its answer: " : "and is answered as failed: ") + thrown + at(thrown));
        if (!wasAnswered) {
            refuse(callback + " threw " + thrown);
        }
    }

    /** Answers as failed on behalf of a listener that cannot; a connection that is gone is reported elsewhere. */
    final void refuse(String text) {
        try {
            fail(text);
        } catch (IllegalStateException | AisException e) {
            context.session()
                    .problems()
                    .accept("callback " + callback + " could not be answered as failed: " + e.getMessage());
        }
    }

    private static String at(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    @Override
    public void done() {
        claim();
        accepted();
        send(AisStatus.OK, "");
    }

    @Override
    public void fail(String text) {
        claim();
        send(AisStatus.ERR_FAILED_OPERATION, text);
    }

    /** Takes the right to answer. */
    private void claim() {
        if (!isAnswered.compareAndSet(false, true)) {
            throw new IllegalStateException("callback " + callback + " has already been answered");
        }
        long elapsedNanos = ageNanos();
        if (timeoutNanos() > 0 && elapsedNanos > timeoutNanos()) {
            throw new AisException(
                    AisStatus.ERR_TIMEOUT,
                    "callback " + callback + " is answered after " + Durations.text(elapsedNanos)
                            + ", its time limit was " + Durations.text(timeoutNanos()));
        }
    }

    private void send(AisStatus status, String text) {
        context.session()
                .answer(Response.newBuilder()
                        .setInvocation(invocation())
                        .setStatus(status.value())
                        .setText(text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) : text)
                        .setEnteredAtNanos(enteredAtNanos)
                        .build());
    }

    /** Time since it arrived. */
    final long ageNanos() {
        return System.nanoTime() - receivedNanos;
    }

    /** A sentence for the log about an answer that is missing. */
    final String overdue() {
        String where = enteredAtNanos == 0
                ? "it still waits for the callback before it to return"
                : hasReturned ? "it has returned without done() or fail()" : "it is still running";
        return "callback " + callback + " of " + context.session().component() + " has not been answered for "
                + Durations.text(ageNanos()) + ", its time limit is "
                + Durations.text(timeoutNanos()) + ": " + where;
    }

    final CallbackContext context() {
        return context;
    }

    final long invocation() {
        return context.invocation();
    }

    final long timeoutNanos() {
        return context.timeoutNanos();
    }

    @Override
    public final String callback() {
        return callback;
    }

    @Override
    public final Duration timeLimit() {
        return Duration.ofNanos(Math.max(0, timeoutNanos()));
    }

    @Override
    public final boolean isAnswered() {
        return isAnswered.get();
    }

    @Override
    public final String toString() {
        return callback;
    }
}
