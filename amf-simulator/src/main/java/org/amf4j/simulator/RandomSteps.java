package org.amf4j.simulator;

import java.util.List;
import java.util.Random;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.VirtualCluster;

/** Things that happen to a cluster, drawn by lot. Each is done at once; nothing is waited for. */
final class RandomSteps {

    private static final List<AdminOperation> LOCKING = List.of(
            AdminOperation.LOCK,
            AdminOperation.UNLOCK,
            AdminOperation.SHUTDOWN,
            AdminOperation.LOCK,
            AdminOperation.UNLOCK,
            AdminOperation.LOCK_INSTANTIATION,
            AdminOperation.UNLOCK_INSTANTIATION);
    private static final List<SimulatedAgent.Operation> FAILING = List.of(
            SimulatedAgent.Operation.INSTANTIATE,
            SimulatedAgent.Operation.TERMINATE,
            SimulatedAgent.Operation.CLEANUP,
            SimulatedAgent.Operation.CSI_SET,
            SimulatedAgent.Operation.CSI_REMOVE,
            SimulatedAgent.Operation.AM_START,
            SimulatedAgent.Operation.AM_STOP);
    private static final List<RecommendedRecovery> RECOVERIES = List.of(
            RecommendedRecovery.NO_RECOMMENDATION,
            RecommendedRecovery.NO_RECOMMENDATION,
            RecommendedRecovery.NO_RECOMMENDATION,
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_FAILOVER,
            RecommendedRecovery.NODE_SWITCHOVER,
            RecommendedRecovery.NODE_FAILOVER,
            RecommendedRecovery.NODE_FAILFAST,
            RecommendedRecovery.APPLICATION_RESTART,
            RecommendedRecovery.CONTAINER_RESTART);

    private final VirtualCluster cluster;
    private final Model model;
    private final Random random;
    private final List<SimulatedAgent> agents;
    private final boolean administrative;
    private int requests;

    RandomSteps(VirtualCluster cluster, Random random) {
        this.cluster = cluster;
        this.model = cluster.state().model();
        this.random = random;
        this.agents = List.copyOf(cluster.agents());
        this.administrative = random.nextInt(4) == 0;
    }

    /** Does one thing and says what. */
    String next() {
        if (administrative && random.nextInt(5) < 3) {
            return anything(); // many operations at a time, on each other's heels
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> fail(ErrorSource.PROCESS_ENDED, "crash");
            case 3, 4 -> fail(ErrorSource.HEALTHCHECK_TIMEOUT, "fail");
            case 5, 6 -> failNext();
            case 7 -> nodeDown();
            case 8, 9 -> nodeUp();
            case 10, 11 -> ask(anyEntity(), LOCKING.get(random.nextInt(LOCKING.size())));
            case 12 -> ask(any(model.instances()), AdminOperation.SI_SWAP);
            case 13 -> special();
            case 14 -> random.nextBoolean() ? reportError() : anything();
            default -> rarely();
        };
    }

    private <E> E any(List<E> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Entity anyEntity() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> any(model.units());
            case 4, 5, 6 -> any(model.instances());
            case 7, 8 -> any(model.nodes());
            case 9, 10 -> any(model.groups());
            case 11, 12 -> any(model.nodeGroups());
            default -> random.nextBoolean() ? any(model.applications()) : model.cluster();
        };
    }

    /** Any operation on anything, sensible or not. */
    private String anything() {
        Entity target = random.nextInt(3) == 0 ? any(model.components()) : anyEntity();
        return ask(target, any(List.of(AdminOperation.values())));
    }

    private RecommendedRecovery anyRecovery() {
        return random.nextInt(40) == 0 ? RecommendedRecovery.CLUSTER_RESET : any(RECOVERIES);
    }

    private String fail(ErrorSource source, String name) {
        Component component = any(model.components());
        RecommendedRecovery recovery = anyRecovery();
        boolean done = agents.stream().anyMatch(a -> a.isUp() && a.fail(component.dn(), source, recovery, name));
        return (done ? "" : "(nothing to) ") + name + " " + component + " " + recovery;
    }

    private String failNext() {
        Component component = any(model.components());
        SimulatedAgent.Operation what = any(FAILING);
        agents.forEach(a -> a.failNext(component.dn(), what));
        return "fail-next " + what + " " + component;
    }

    private String nodeDown() {
        SimulatedAgent agent = any(agents);
        if (agent.isUp()) {
            agent.die();
        }
        return "node-down " + agent.node();
    }

    private String nodeUp() {
        SimulatedAgent agent = any(agents);
        if (!agent.isUp()) {
            agent.join();
        }
        return "node-up " + agent.node();
    }

    private String special() {
        return switch (random.nextInt(4)) {
            case 0 -> ask(any(model.groups()), AdminOperation.SG_ADJUST);
            case 1 -> ask(any(model.components()), AdminOperation.RESTART);
            case 2 -> ask(any(model.units()), AdminOperation.RESTART);
            default -> ask(random.nextInt(3) == 0 ? any(model.nodes()) : any(model.units()), AdminOperation.REPAIRED);
        };
    }

    private String rarely() {
        return switch (random.nextInt(4)) {
            case 0 -> {
                cluster.changeLeader();
                yield "leader-change";
            }
            case 1 -> {
                SimulatedAgent agent = any(agents);
                if (agent.isUp()) {
                    agent.blink();
                }
                yield "node-reboot " + agent.node();
            }
            case 2 -> ask(any(model.nodes()), AdminOperation.RESTART);
            default -> ask(any(model.applications()), AdminOperation.RESTART);
        };
    }

    private String reportError() {
        Component component = any(model.components());
        RecommendedRecovery recovery = anyRecovery();
        cluster.tell(new Event.ErrorReported("e" + ++requests, component.dn(), recovery, "reported"));
        return "error-report " + component + " " + recovery;
    }

    /** Asks for an operation; whoever says that something is repaired has seen to it that nothing of it runs. */
    String ask(Entity target, AdminOperation operation) {
        if (operation == AdminOperation.REPAIRED) {
            agents.forEach(a -> a.removeLeftovers(target.dn()));
        }
        cluster.tell(new Event.OperationRequested("r" + ++requests, target.dn(), operation));
        return operation + " " + target;
    }

    /** Requests made so far. */
    int requests() {
        return requests;
    }
}
