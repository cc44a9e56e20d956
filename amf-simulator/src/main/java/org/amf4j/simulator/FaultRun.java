package org.amf4j.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.testkit.Delays;
import org.amf4j.testkit.Invariants;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;

/** One run of a schedule: first the faults, with all truths held; then everything is repaired and must converge. */
final class FaultRun {

    private static final int REPAIRS_MIN = 2; // what times out during the first is seen to in the second
    private static final int REPAIRS_MAX = 8;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final Schedule schedule;
    private final VirtualCluster cluster;
    private final Steps steps;
    private long events;
    private boolean repaired;

    FaultRun(Schedule schedule, Collection<? extends RedundancyModel> models, BiConsumer<LogEntry, Outcome> observer) {
        this.schedule = schedule;
        this.cluster = new VirtualCluster(
                schedule.configuration(), models, Delays.random(new Random(schedule.delaySeed())), (entry, outcome) -> {
                    events++;
                    observer.accept(entry, outcome);
                });
        this.steps = new Steps(cluster);
    }

    /**
     * Runs it.
     *
     * @throws AssertionError when a truth is broken or the cluster does not converge
     * @throws RuntimeException when the director meets a mistake of its own
     */
    void run() {
        cluster.agents().forEach(SimulatedAgent::join);
        schedule.steps().forEach(steps::perform);
        cluster.crashLeaderAfter(0);
        cluster.agents().forEach(SimulatedAgent::failNothing);
        int rounds = 0;
        do {
            repaired = false;
            repair();
            cluster.pass(QUIET_NANOS);
            rounds++;
        } while (rounds < REPAIRS_MIN || repaired && rounds < REPAIRS_MAX);
        cluster.pass(6 * QUIET_NANOS);
        Invariants.checkConverged(cluster, steps.requests());
    }

    /** Log entries so far. */
    long events() {
        return events;
    }

    /** Everything is repaired, brought back and unlocked, as often as that is refused for the moment. */
    private void repair() {
        ClusterState state = cluster.state();
        for (SimulatedAgent agent : cluster.agents()) {
            NodeState node = state.of(agent.node());
            if (!agent.isUp()) {
                repaired = true;
                agent.join();
            } else if (node.isMember() && node.operational() == OperationalState.DISABLED) {
                repaired = true;
                agent.die();
            }
        }
        cluster.pass(QUIET_NANOS);
        for (NodeState node : state.nodes()) {
            String agent = node.node().agentName();
            if (state.membership().nodeOfAgent(agent).orElseThrow().admin() != ClmAdminState.UNLOCKED) {
                repaired = true;
                steps.perform("clm-unlock " + node.node().dn());
                cluster.pass(QUIET_NANOS);
            }
        }
        for (UnitState unit : state.units()) {
            if (unit.operational() == OperationalState.DISABLED) {
                ask(AdminOperation.REPAIRED, unit.unit());
            }
        }
        if (state.components().stream().anyMatch(FaultRun::waitsForProxy)) {
            List.copyOf(state.nodes()).forEach(this::uncordon); // each lifting makes a new list
        }
        unlock(state.model().cluster(), state.admin());
        state.applications().forEach(a -> unlock(a.application(), a.admin()));
        state.nodeGroups().forEach(g -> unlock(g.group(), g.admin()));
        state.nodes().forEach(n -> unlock(n.node(), n.admin()));
        state.groups().forEach(g -> unlock(g.group(), g.admin()));
        state.units().forEach(u -> unlock(u.unit(), u.admin()));
        state.instances().forEach(i -> unlock(i.instance(), i.admin()));
    }

    /** Whether it cannot go on before a proxy speaks for it, and where all nodes are cordoned nobody becomes one. */
    private static boolean waitsForProxy(ComponentState component) {
        return component.proxying().filter(p -> p.proxy().isEmpty()).isPresent();
    }

    /** Elsewhere cordons stay to the end: a cluster comes to rest with them. */
    private void uncordon(NodeState node) {
        if (node.node().config().cordoned()) {
            repaired = true;
            steps.perform("set " + node.node().dn() + " amfNodeCordoned=0");
            cluster.pass(QUIET_NANOS);
        }
    }

    private void unlock(Entity entity, AdminState admin) {
        if (admin == AdminState.LOCKED_INSTANTIATION) {
            ask(AdminOperation.UNLOCK_INSTANTIATION, entity);
        }
        if (admin != AdminState.UNLOCKED) {
            ask(AdminOperation.UNLOCK, entity);
        }
    }

    private void ask(AdminOperation operation, Entity target) {
        repaired = true;
        steps.perform(Steps.verb(operation) + " " + target.dn());
        cluster.pass(QUIET_NANOS);
    }
}
