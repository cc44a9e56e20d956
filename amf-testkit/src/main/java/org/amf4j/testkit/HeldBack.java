package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.core.command.Command;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;

/** The orders that the leader has decided on and not sent, as a cleanup must succeed first, and the cleanups it has heard of. */
final class HeldBack {

    private final List<Command.Order> orders = new ArrayList<>();
    private final Set<Command.Cleanup> known = new LinkedHashSet<>();

    /** The leader has decided on an order. */
    void add(Command.Order order) {
        orders.add(order);
    }

    /** The leader has heard of a cleanup that has succeeded; the log may not have it yet. */
    void heard(Command.Cleanup cleanup) {
        known.add(cleanup);
    }

    /** All of them, in their order. */
    List<Command.Order> all() {
        return List.copyOf(orders);
    }

    /** Another leader knows what the log says, and returns what need not be held back. */
    List<Command.Order> takeOver(ClusterState state, List<Command.Order> outstanding) {
        known.clear();
        orders.clear();
        outstanding.stream().filter(order -> waits(state, order)).forEach(orders::add);
        return notHeld(outstanding);
    }

    /** Those of the orders that are not held back. */
    List<Command.Order> notHeld(List<Command.Order> outstanding) {
        return outstanding.stream().filter(order -> !orders.contains(order)).toList();
    }

    /** Takes what need not wait, or not any longer; what was taken back is forgotten. */
    List<Command.Order> takeFree(ClusterState state) {
        List<Command.Order> free = new ArrayList<>();
        for (Command.Order order : List.copyOf(orders)) {
            boolean wanted = state.outstanding().containsKey(order.id());
            boolean waits = waits(state, order);
            if (!wanted || !waits) {
                orders.remove(order);
            }
            if (wanted && !waits) {
                free.add(order);
            }
        }
        return free;
    }

    /** Whether the cleanup before it is under way, as far as the leader has heard. */
    private boolean waits(ClusterState state, Command.Order order) {
        return order.after()
                .filter(cleanup -> !known.contains(cleanup)
                        && state.component(cleanup.component())
                                .filter(ComponentState::isCleaning)
                                .flatMap(ComponentState::incarnation)
                                .filter(cleanup.incarnation()::equals)
                                .isPresent())
                .isPresent();
    }
}
