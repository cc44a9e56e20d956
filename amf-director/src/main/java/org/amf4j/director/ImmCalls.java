package org.amf4j.director;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.amf4j.api.AisStatus;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ImmCallAnswered;
import org.amf4j.protocol.cluster.ImmCalled;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of processes that implement objects, each answered once: by the process, by its end, or by its time limit. A call is
 * sent again until it is answered; the agent passes it on once. On the controller's thread only.
 */
final class ImmCalls {

    /** An unanswered call is sent again after this time, in nanoseconds. */
    static final long RESEND_NANOS = 2_000_000_000L;

    /** Calls that may wait for their answer. */
    static final int PENDING_MAX = 10_000;

    /** Characters that an implementer may say why it refuses. */
    private static final int TEXT_MAX = 2_000;

    /** What the names of calls have before the name of the request that they are made for. */
    private static final String ONCE = "request/";

    private static final Logger LOG = LoggerFactory.getLogger(ImmCalls.class);

    private final BiConsumer<String, ClusterMessage> sender;
    private final LongSupplier nanos;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private long term;
    private long lastCall;

    /**
     * How a call ended.
     *
     * @param answer what the process says; empty when it did not answer
     * @param status why it did not; OK when it did
     * @param text the same in words
     */
    record Reply(Optional<ImmAnswer> answer, AisStatus status, String text) {
        private static Reply failed(AisStatus status, String text) {
            return new Reply(Optional.empty(), status, text);
        }
    }

    private static final class Pending {
        private final SessionId session;
        private final ClusterMessage message;
        private final Consumer<Reply> then;
        private final long deadlineNanos;
        private final long limitNanos;
        private long sentNanos;

        Pending(SessionId session, ClusterMessage message, Consumer<Reply> then, long nowNanos, long limitNanos) {
            this.session = session;
            this.message = message;
            this.then = then;
            this.sentNanos = nowNanos;
            this.limitNanos = limitNanos;
            this.deadlineNanos = nowNanos + limitNanos;
        }
    }

    ImmCalls(BiConsumer<String, ClusterMessage> sender, LongSupplier nanos) {
        this.sender = sender;
        this.nanos = nanos;
    }

    /** This controller leads; nothing is under way. */
    void lead(long newTerm) {
        term = newTerm;
        lastCall = 0;
        pending.clear();
    }

    /** Forgets what is under way: this controller does not lead any more. */
    void clear() {
        pending.clear();
    }

    /** Whether anything is under way. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /**
     * Calls a process.
     *
     * @param noAnswer whether its agent answers in its place, as soon as it has the call
     */
    void call(SessionId session, ImmCall.Builder body, boolean noAnswer, long limitNanos, Consumer<Reply> then) {
        call(term + "/" + ++lastCall, session, body, noAnswer, limitNanos, then);
    }

    /**
     * Calls a process for what must not be done twice: each leader that is asked for it calls by the same name, and the agent
     * passes on what has that name once.
     */
    void callOnce(String request, SessionId session, ImmCall.Builder body, long limitNanos, Consumer<Reply> then) {
        call(ONCE + request, session, body, false, limitNanos, then);
    }

    private void call(
            String name,
            SessionId session,
            ImmCall.Builder body,
            boolean noAnswer,
            long limitNanos,
            Consumer<Reply> then) {
        if (pending.size() >= PENDING_MAX) {
            then.accept(Reply.failed(AisStatus.ERR_NO_RESOURCES, "too many calls of implementers are under way"));
            return;
        }
        ClusterMessage message = ClusterMessage.newBuilder()
                .setImmCalled(ImmCalled.newBuilder()
                        .setCall(name)
                        .setIncarnation(session.incarnation())
                        .setSession(session.number())
                        .setBody(body.build().toByteString())
                        .setNoAnswer(noAnswer))
                .build();
        pending.put(name, new Pending(session, message, then, nanos.getAsLong(), limitNanos));
        sender.accept(session.agent(), message);
    }

    /** An agent answers a call. */
    void answered(String from, ImmCallAnswered message) {
        Pending call = pending.get(message.getCall());
        if (call == null || !call.session.agent().equals(from)) {
            return; // it came too late, or is an answer to a former leader
        }
        if (message.getEnded()) {
            return; // the call fails when that is in the log: who asks again then meets no implementer that is gone
        }
        pending.remove(message.getCall());
        call.then.accept(reply(message));
    }

    private static Reply reply(ImmCallAnswered message) {
        try {
            AisStatus status = AisStatus.of(message.getStatus());
            if (status == AisStatus.OK) {
                return new Reply(Optional.of(clipped(ImmAnswer.parseFrom(message.getPayload()))), AisStatus.OK, "");
            }
            return Reply.failed(status, message.getText());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Reply.failed(AisStatus.ERR_LIBRARY, "its answer cannot be read: " + e.getMessage());
        }
    }

    /** The words of an implementer reach many, so they are few. */
    private static ImmAnswer clipped(ImmAnswer answer) {
        return answer.getText().length() <= TEXT_MAX
                ? answer
                : answer.toBuilder()
                        .setText(answer.getText().substring(0, TEXT_MAX))
                        .build();
    }

    /** Processes have ended; what they were asked is not answered any more. */
    void ended(Predicate<SessionId> gone) {
        finish(
                call -> gone.test(call.session),
                call -> Reply.failed(AisStatus.ERR_FAILED_OPERATION, "its process has ended"));
    }

    /** To be called again and again: sends again what may be lost, and gives up what has taken too long. */
    void look() {
        long now = nanos.getAsLong();
        for (Pending call : pending.values()) {
            if (now - call.sentNanos >= RESEND_NANOS) {
                call.sentNanos = now;
                sender.accept(call.session.agent(), call.message);
            }
        }
        finish(
                call -> now - call.deadlineNanos >= 0,
                call -> Reply.failed(
                        AisStatus.ERR_TIMEOUT, "it has not answered within " + call.limitNanos / 1_000_000 + " ms"));
    }

    private void finish(Predicate<Pending> which, Function<Pending, Reply> reply) {
        List<String> names = new ArrayList<>();
        pending.forEach((name, call) -> {
            if (which.test(call)) {
                names.add(name);
            }
        });
        for (String name : names) {
            Pending call = pending.remove(name);
            if (call != null) {
                Reply end = reply.apply(call);
                LOG.info("implementer not answering: session={} call={} why={}", call.session, name, end.text());
                call.then.accept(end);
            }
        }
    }
}
