package org.amf4j.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;

/**
 * The connection between the director and one agent. What is sent in one direction arrives in the order sent, after a
 * while; what is under way when the node dies does not arrive. An order that comes twice is carried out once.
 */
final class AgentLink {

    /** Reports that a new leader is sent again. */
    private static final int UNTAKEN_MAX = 4;

    private final VirtualCluster cluster;
    private final Deque<Event> untaken = new ArrayDeque<>();
    private final Set<CommandId> received = new LinkedHashSet<>();
    private long life;
    private long lastReportNanos;
    private long lastOrderNanos;

    AgentLink(VirtualCluster cluster) {
        this.cluster = cluster;
    }

    /** The agent starts with nothing remembered. */
    void begin() {
        untaken.clear();
        received.clear();
    }

    /** Drops what is under way. */
    void cut() {
        life++;
    }

    /** Tells the director. */
    void report(Event event) {
        if (event instanceof Event.Report) {
            untaken.add(event);
            if (untaken.size() > UNTAKEN_MAX) {
                untaken.remove();
            }
        }
        send(event);
    }

    private void send(Event event) {
        long sentIn = life;
        lastReportNanos =
                Math.max(lastReportNanos, cluster.nowNanos() + cluster.delays().linkNanos());
        cluster.later(lastReportNanos - cluster.nowNanos(), () -> {
            if (life == sentIn) {
                cluster.heard(event);
            }
        });
    }

    /** Tells the director again what it may have taken already. */
    void reportAgain() {
        List.copyOf(untaken).forEach(this::send);
    }

    /** Has an order arrive. */
    void deliver(Command.Order order, Runnable arrival) {
        long sentIn = life;
        lastOrderNanos =
                Math.max(lastOrderNanos, cluster.nowNanos() + cluster.delays().linkNanos());
        cluster.later(lastOrderNanos - cluster.nowNanos(), () -> {
            if (life == sentIn && received.add(order.id())) {
                arrival.run();
            }
        });
    }
}
