package org.amf4j.core.agent;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.OrderAnswered;

/** Remembers orders, so that each is carried out once. */
final class OrderMemory {

    /** Most answered orders remembered; a leader asks again only for what it has no answer to. */
    static final int ANSWERED_MAX = 50_000;

    private final Set<CommandId> outstanding = new LinkedHashSet<>();
    private final Map<CommandId, OrderAnswered> answered = new LinkedHashMap<>();

    /** Whether the order has been received and not been answered. */
    boolean isOutstanding(CommandId order) {
        return outstanding.contains(order);
    }

    /** Whether every order has been answered. */
    boolean isSettled() {
        return outstanding.isEmpty();
    }

    /** The latest answers, at most so many. */
    List<OrderAnswered> latest(int most) {
        return answered.values().stream()
                .skip(Math.max(0, answered.size() - most))
                .toList();
    }

    Optional<OrderAnswered> answer(CommandId order) {
        return Optional.ofNullable(answered.get(order));
    }

    void received(CommandId order) {
        outstanding.add(order);
    }

    void answered(OrderAnswered report) {
        outstanding.remove(report.order());
        answered.put(report.order(), report);
        if (answered.size() > ANSWERED_MAX) {
            answered.remove(answered.keySet().iterator().next());
        }
    }
}
