package org.amf4j.testkit;

import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.event.Event;
import org.amf4j.core.lease.LeaseTimes;

/**
 * What becomes of a node that cannot be heard, by the times of leases: the leader notices, the node ends what it runs, the
 * leader relies on that, the node comes back. How leases bring that about is tested where they are, against lost and late
 * messages and clocks that differ; here is what the director makes of it.
 */
final class SimulatedSilence {

    private static final LeaseTimes TIMES = LeaseTimes.STEADY;
    private static final String CAUSE = "it cannot be heard";

    private final VirtualCluster cluster;
    private final SimulatedAgent agent;

    SimulatedSilence(VirtualCluster cluster, SimulatedAgent agent) {
        this.cluster = cluster;
        this.agent = agent;
    }

    /** It falls silent now, just after a renewal or just before the next one. */
    void begin(long nanos, boolean stopped) {
        long life = agent.incarnation();
        long renewedBefore = cluster.delays().actionNanos() % TIMES.renewNanos();
        long noticed = TIMES.heldNanos() / 2;
        long ended = (stopped ? TIMES.guardNanos() : TIMES.heldNanos()) - renewedBefore;
        long reliedOn = TIMES.awaitedNanos() - renewedBefore;
        if (nanos > noticed) {
            cluster.later(noticed, () -> tell(life, new Event.NodeSilent(name(), life, CAUSE, reliedOn - noticed)));
        }
        if (nanos < ended) {
            cluster.later(nanos, () -> tell(life, new Event.NodeHeard(name(), life)));
            return;
        }
        cluster.later(ended, () -> end(life));
        cluster.later(reliedOn, () -> cluster.tell(new Event.NodeLeft(name(), life, "its lease has run out")));
        cluster.later(Math.max(nanos, reliedOn), () -> comeBack(life));
    }

    private String name() {
        return agent.node().agentName();
    }

    private void tell(long life, Event event) {
        if (agent.isUp() && agent.incarnation() == life) {
            cluster.tell(event);
        }
    }

    private void end(long life) {
        if (agent.isUp() && agent.incarnation() == life) {
            agent.fence();
        }
    }

    /** Joins again when it is known of its earlier life that it has ended, even if word of that got lost at first. */
    private void comeBack(long life) {
        if (agent.isUp() || agent.incarnation() != life) {
            return;
        }
        NodeMembership known = cluster.state().membership().nodeOfAgent(name()).orElseThrow();
        if (known.isUp() && known.incarnation() == life) {
            cluster.tell(new Event.NodeLeft(name(), life, "its lease has run out"));
            cluster.later(TIMES.renewNanos(), () -> comeBack(life));
        } else {
            agent.join();
        }
    }
}
