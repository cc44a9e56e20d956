package org.amf4j.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.Caller;
import org.amf4j.ckpt.node.Effect;
import org.amf4j.ckpt.registry.CheckpointSummary;

/** Questions of operators on their way. Each is answered once; with nothing, when no answer has come in time. */
final class Inspection {

    /** The session of operators; no process has it. */
    static final long SESSION = 0;

    /** How long an answer may take. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final BiConsumer<String, PeerMessage> sender;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Waiting<List<CheckpointSummary>>> lists = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Effect.Reply>> replies = new ConcurrentHashMap<>();

    private record Waiting<T>(long deadlineNanos, Consumer<Optional<T>> answer) {}

    Inspection(BiConsumer<String, PeerMessage> sender) {
        this.sender = sender;
    }

    /** Which checkpoints there are, by the leader's word. */
    void list(String leader, Consumer<Optional<List<CheckpointSummary>>> answer) {
        if (leader.isEmpty()) {
            answer.accept(Optional.empty());
            return;
        }
        long number = last.incrementAndGet();
        lists.put(number, new Waiting<>(System.nanoTime() + PATIENCE_NANOS, answer));
        sender.accept(leader, new PeerMessage.ListAsked(number));
    }

    void listed(PeerMessage.ListAnswered listed) {
        Optional.ofNullable(lists.remove(listed.number()))
                .ifPresent(w -> w.answer().accept(Optional.of(listed.summaries())));
    }

    /** A caller whose answer goes there. */
    Caller caller(Consumer<Optional<Effect.Reply>> answer) {
        long number = last.incrementAndGet();
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        replies.put(number, new Waiting<>(deadlineNanos, answer));
        return new Caller(SESSION, number, deadlineNanos);
    }

    void answered(Effect.Reply reply) {
        Optional.ofNullable(replies.remove(reply.caller().request()))
                .ifPresent(w -> w.answer().accept(Optional.of(reply)));
    }

    /** Whether nobody waits for an answer. */
    boolean isIdle() {
        return lists.isEmpty() && replies.isEmpty();
    }

    void tick(long nowNanos) {
        expire(lists, nowNanos);
        expire(replies, nowNanos);
    }

    private static <T> void expire(Map<Long, Waiting<T>> waiting, long nowNanos) {
        for (Map.Entry<Long, Waiting<T>> each : waiting.entrySet()) {
            if (nowNanos - each.getValue().deadlineNanos() > 0 && waiting.remove(each.getKey(), each.getValue())) {
                each.getValue().answer().accept(Optional.empty());
            }
        }
    }
}
