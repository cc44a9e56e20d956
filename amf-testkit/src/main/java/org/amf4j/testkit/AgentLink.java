package org.amf4j.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.amf4j.api.Dn;
import org.amf4j.core.event.Event;

/**
 * The connection between the director and one agent. What is sent in one direction arrives in the order sent, after a
 * while; reports that are under way when the node dies do not arrive. The agent keeps its reports until they are in the
 * log, and a few longer, because word of that may be lost.
 */
final class AgentLink {

    /** Reports in the log that a new leader is sent again. */
    private static final int TAKEN_MAX = 4;

    private final VirtualCluster cluster;
    private final Dn node;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private long nextReport;
    private long firstUntaken;
    private long life;
    private long leader;
    private long lost;
    private long lastReportNanos;
    private long lastOrderNanos;

    private record Kept(long number, Event event) {}

    AgentLink(VirtualCluster cluster, Dn node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** The agent starts with nothing remembered. */
    void begin() {
        kept.clear();
        firstUntaken = nextReport;
    }

    /** The node dies: what is under way from it is lost. */
    void cut() {
        life++;
    }

    /** Holds everything back for a while. */
    void block(long nanos) {
        lastReportNanos = Math.max(lastReportNanos, cluster.nowNanos() + nanos);
        lastOrderNanos = Math.max(lastOrderNanos, cluster.nowNanos() + nanos);
    }

    /** Reports to the director. */
    void report(Event.Report report) {
        Kept added = new Kept(nextReport++, report);
        kept.add(added);
        while (kept.size() > TAKEN_MAX && kept.peek().number() < firstUntaken - TAKEN_MAX) {
            kept.remove();
        }
        send(added);
        sendToFormerLeader(report);
    }

    private void send(Kept sent) {
        long sentIn = life;
        long sentTo = leader;
        arrival(() -> {
            if (life == sentIn && leader == sentTo) {
                cluster.heard(sent.event(), () -> taken(sentIn, sent.number()));
            } else if (life == sentIn) {
                cluster.formerLeaderOf(node).ifPresent(former -> former.heard(node, sent.event()));
            }
        });
    }

    /** Who is cut off together with the former leader does not know of another one. */
    private void sendToFormerLeader(Event event) {
        long sentIn = life;
        cluster.formerLeaderOf(node)
                .ifPresent(former -> cluster.later(cluster.delays().linkNanos(), () -> {
                    if (life == sentIn) {
                        former.heard(node, event);
                    }
                }));
    }

    private void taken(long sentIn, long number) {
        if (life == sentIn) {
            firstUntaken = Math.max(firstUntaken, number + 1);
        }
    }

    /** Lets the director know of something that is no report. */
    void tell(Event event) {
        long sentIn = life;
        arrival(() -> {
            if (life == sentIn) {
                cluster.heard(event, () -> {});
            }
        });
    }

    private void arrival(Runnable arrival) {
        lastReportNanos =
                Math.max(lastReportNanos, cluster.nowNanos() + cluster.delays().linkNanos());
        cluster.later(lastReportNanos - cluster.nowNanos(), arrival);
    }

    /** Tells a new leader what the old one may not have told anybody; what is on its way to the old one is lost. */
    void reportAgain() {
        leader++;
        kept.forEach(this::send);
    }

    /** Has a command arrive, be it in a later life of the agent: the agent must find out for itself. */
    void deliver(Runnable arrival) {
        long sentBefore = lost;
        lastOrderNanos =
                Math.max(lastOrderNanos, cluster.nowNanos() + cluster.delays().linkNanos());
        cluster.later(lastOrderNanos - cluster.nowNanos(), () -> {
            if (lost == sentBefore) {
                arrival.run();
            }
        });
    }

    /** What the old leader has sent and has not arrived is lost. */
    void loseOrders() {
        lost++;
    }
}
