package org.amf4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;

/**
 * A leader that is cut off from the majority, together with some of the agents. It gets nothing into the log any more. Until it
 * notices it goes on with what it has decided: an order that waits for a cleanup it gives when it hears that this has
 * succeeded. Meanwhile the others have another leader, who decides anew.
 */
final class DeposedLeader {

    /** How long a leader relies on its majority, in nanoseconds. */
    static final long NOTICES_NANOS = 600_000_000;

    private final VirtualCluster cluster;
    private final Set<Dn> minority;
    private final long untilNanos;

    /** What waits for a cleanup, with the CSIs that the component had at that time. */
    private final Map<Command.Order, List<Dn>> held = new LinkedHashMap<>();

    DeposedLeader(VirtualCluster cluster, Set<Dn> minority, List<Command.Order> held) {
        this.cluster = cluster;
        this.minority = minority;
        this.untilNanos = cluster.nowNanos() + NOTICES_NANOS;
        held.stream()
                .filter(order -> minority.contains(order.node()))
                .forEach(order -> this.held.put(order, cluster.csisOf(order.component())));
    }

    /** Whether it still hears the agent of the node. */
    boolean hears(Dn node) {
        return minority.contains(node) && cluster.nowNanos() <= untilNanos;
    }

    /** An agent reports to it. */
    void heard(Dn node, Event event) {
        if (hears(node) && event instanceof Event.CleanupEnded ended && ended.succeeded()) {
            Command.Cleanup cleanup = new Command.Cleanup(ended.component(), ended.incarnation());
            List<Command.Order> free = held.keySet().stream()
                    .filter(order -> order.after().filter(cleanup::equals).isPresent())
                    .toList();
            for (Command.Order order : free) {
                cluster.agent(order.node()).carryOutNext(order, held.remove(order));
            }
        }
    }
}
