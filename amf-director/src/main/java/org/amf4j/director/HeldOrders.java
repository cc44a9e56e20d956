package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.director.Director;
import org.amf4j.core.state.PresenceState;

/**
 * Orders that must not reach an agent before a failed component has been cleaned up. The director gives them as soon as it
 * has decided, so that fail-over does not wait for a second entry of the log: the agent's word that the cleanup has
 * succeeded is enough. On the controller's thread only.
 */
final class HeldOrders {

    /** Cleanups heard of and not applied yet; more are forgotten, oldest first, and then the log's word is waited for. */
    static final int KNOWN_MAX = 1_000;

    private final Director director;
    private final Map<CommandId, Command.Order> held = new LinkedHashMap<>();
    private final Set<Command.Cleanup> known = new LinkedHashSet<>();

    HeldOrders(Director director) {
        this.director = director;
    }

    /** Keeps those that must wait and returns the others. */
    List<Command.Order> filter(List<Command.Order> orders) {
        List<Command.Order> free = new ArrayList<>();
        for (Command.Order order : orders) {
            if (mustWait(order)) {
                held.put(order.id(), order);
            } else {
                free.add(order);
            }
        }
        return free;
    }

    private boolean mustWait(Command.Order order) {
        return order.after()
                .filter(cleanup -> !known.contains(cleanup) && isUnderWay(cleanup))
                .isPresent();
    }

    /** Whether the failed instance may still serve, by what the log says. */
    private boolean isUnderWay(Command.Cleanup cleanup) {
        return director.state()
                .flatMap(s -> s.component(cleanup.component()))
                .filter(c -> c.presence() == PresenceState.TERMINATION_FAILED
                        || c.isCleaning()
                                && c.incarnation()
                                        .filter(cleanup.incarnation()::equals)
                                        .isPresent())
                .isPresent();
    }

    /** An agent says that a cleanup has succeeded; returns what need not wait any longer. */
    List<Command.Order> cleanedUp(Command.Cleanup cleanup) {
        if (known.size() == KNOWN_MAX) {
            known.remove(known.iterator().next());
        }
        known.add(cleanup);
        return released();
    }

    /** Returns what need not wait any longer, and forgets what has been taken back. */
    List<Command.Order> released() {
        List<Command.Order> free = new ArrayList<>();
        for (Command.Order order : List.copyOf(held.values())) {
            boolean wanted = director.state()
                    .filter(s -> s.outstanding().containsKey(order.id()))
                    .isPresent();
            if (!wanted || !mustWait(order)) {
                held.remove(order.id());
            }
            if (wanted && !mustWait(order)) {
                free.add(order);
            }
        }
        known.removeIf(this::isOver);
        return free;
    }

    /** Whether the log has the cleanup, too. The report of the failure itself may still be on its way into the log. */
    private boolean isOver(Command.Cleanup cleanup) {
        return director.state()
                .flatMap(s -> s.component(cleanup.component()))
                .filter(c ->
                        c.incarnation().filter(cleanup.incarnation()::equals).isPresent())
                .filter(c -> c.presence().isUp() || c.presence() == PresenceState.TERMINATING)
                .isEmpty();
    }

    void clear() {
        held.clear();
        known.clear();
    }
}
