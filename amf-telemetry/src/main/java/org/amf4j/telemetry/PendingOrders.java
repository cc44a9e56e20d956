package org.amf4j.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;

/** Orders that bear on who is active and are not answered yet. Bounded: the oldest are forgotten first. */
final class PendingOrders {

    /** Most orders remembered. */
    static final int ORDERS_MAX = 65_536;

    /** An order under way. */
    static final class Pending {
        private final Command.Order order;
        private final List<OpenFailover> failovers;
        private OptionalLong sentAt = OptionalLong.empty();

        private Pending(Command.Order order, List<OpenFailover> failovers) {
            this.order = order;
            this.failovers = failovers;
        }

        Dn component() {
            return order.component();
        }

        Action action() {
            return order.action();
        }

        /** The failures that it makes good. */
        List<OpenFailover> failovers() {
            return failovers;
        }

        OptionalLong sentAt() {
            return sentAt;
        }
    }

    private final Map<CommandId, Pending> orders = new LinkedHashMap<>();

    void add(Command.Order order, List<OpenFailover> failovers) {
        if (orders.size() >= ORDERS_MAX) {
            orders.remove(orders.keySet().iterator().next());
        }
        orders.put(order.id(), new Pending(order, failovers));
    }

    /** Remembers an answered order for what is still to come of it. */
    void keep(Pending answered) {
        orders.put(answered.order.id(), answered);
    }

    void sent(CommandId id, long atNanos) {
        Pending pending = orders.get(id);
        if (pending != null && pending.sentAt.isEmpty()) {
            pending.sentAt = OptionalLong.of(atNanos);
            pending.failovers.forEach(failover -> failover.orderSent(atNanos));
        }
    }

    Optional<Pending> remove(CommandId id) {
        return Optional.ofNullable(orders.remove(id));
    }

    /** Forgets the orders to a component that is gone, and gives them. */
    List<Pending> removeAllTo(Dn component) {
        List<Pending> removed = new ArrayList<>();
        orders.values().removeIf(pending -> {
            boolean concerned = pending.component().equals(component);
            if (concerned) {
                removed.add(pending);
            }
            return concerned;
        });
        return removed;
    }
}
