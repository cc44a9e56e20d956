package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.core.command.Command;

/**
 * Answers for requests that come again. Of what an agent sends of applications' notifications only the last is remembered: it
 * has one request under way at a time, and would push out everything else.
 */
final class RememberedAnswers {

    /** Answers remembered of other requests. */
    static final int REMEMBERED_MAX = 1_000;

    /** Lives of agents whose last answer is remembered. */
    static final int SENDERS_MAX = 4_096;

    /** What the names of requests of notifications have before their number. */
    private static final String SENDER = "/notifications/";

    private final Map<String, Command.Reply> answered = new LinkedHashMap<>();
    private final Map<String, Command.Reply> bySender = new LinkedHashMap<>();

    void remember(Command.Reply reply) {
        Optional<String> sender = sender(reply.requestId());
        if (sender.isPresent()) {
            bySender.remove(sender.get()); // so that the oldest are first
            put(bySender, SENDERS_MAX, sender.get(), reply);
        } else {
            put(answered, REMEMBERED_MAX, reply.requestId(), reply);
        }
    }

    private static void put(Map<String, Command.Reply> replies, int max, String key, Command.Reply reply) {
        if (replies.size() == max) {
            replies.remove(replies.keySet().iterator().next());
        }
        replies.put(key, reply);
    }

    private static Optional<String> sender(String requestId) {
        int end = requestId.lastIndexOf(SENDER);
        return end < 0 ? Optional.empty() : Optional.of(requestId.substring(0, end));
    }

    Optional<Command.Reply> find(String requestId) {
        return sender(requestId)
                .map(bySender::get)
                .filter(reply -> reply.requestId().equals(requestId))
                .or(() -> Optional.ofNullable(answered.get(requestId)));
    }

    /** All of them, oldest first. */
    List<Command.Reply> all() {
        List<Command.Reply> all = new ArrayList<>(bySender.values());
        all.addAll(answered.values());
        return all;
    }

    /** Remembers these instead. */
    void restore(List<Command.Reply> replies) {
        answered.clear();
        bySender.clear();
        replies.forEach(this::remember);
    }
}
