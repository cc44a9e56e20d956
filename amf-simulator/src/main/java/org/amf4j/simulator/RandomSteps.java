package org.amf4j.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.testkit.SimulatedAgent.Operation;
import org.amf4j.testkit.Steps;

/** Things that happen to a cluster, drawn by lot, in the language of {@link Steps}. */
final class RandomSteps {

    private static final List<AdminOperation> LOCKING = List.of(
            AdminOperation.LOCK,
            AdminOperation.UNLOCK,
            AdminOperation.SHUTDOWN,
            AdminOperation.LOCK,
            AdminOperation.UNLOCK,
            AdminOperation.LOCK_INSTANTIATION,
            AdminOperation.UNLOCK_INSTANTIATION);
    private static final List<Operation> SCRIPTS = List.of(
            Operation.INSTANTIATE, Operation.TERMINATE, Operation.CLEANUP, Operation.AM_START, Operation.AM_STOP);
    private static final List<Operation> CALLBACKS = List.of(Operation.CSI_SET, Operation.CSI_REMOVE);
    private static final List<Operation> BOTH = List.of(
            Operation.INSTANTIATE, Operation.TERMINATE, Operation.CLEANUP, Operation.CSI_SET, Operation.CSI_REMOVE);
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
    private static final int SLOW_MILLIS_MAX = 15_000;
    private static final int CUT_MILLIS_MAX = 200;
    private static final int DECISIONS_MAX = 6;
    private static final int SILENT_MILLIS_MAX = 3_000;
    private static final int CLEANUP_MILLIS_MAX = 600;

    private final Model model;
    private final Random random;
    private final RandomChanges changes;
    private final List<Supplier<String>> lots = new ArrayList<>();

    /** Steps that follow the last one. */
    private final Deque<String> soon = new ArrayDeque<>();

    RandomSteps(Model model, Random random, Set<Fault> faults) {
        this.model = model;
        this.random = random;
        this.changes = new RandomChanges(model, random);
        boolean empty = model.components().isEmpty() || model.nodes().isEmpty();
        for (Fault fault : Fault.values()) {
            if (faults.contains(fault) && (!empty || fault == Fault.LEADER)) {
                put(fault);
            }
        }
        if (lots.isEmpty()) {
            throw new IllegalArgumentException(
                    empty ? "nothing can fail: the model has no component or no node" : "no faults are given");
        }
    }

    /** Puts a fault's steps into the bag, often what happens often. */
    private void put(Fault fault) {
        switch (fault) {
            case CRASH -> lots(6, () -> "crash " + any(model.components()));
            case HANG -> lots(2, () -> "hang " + any(model.components()));
            case ERRORS -> {
                lots(4, () -> "fail " + any(model.components()) + " " + anyRecovery());
                lots(2, () -> "error-report " + any(model.components()) + " " + anyRecovery());
            }
            case CALLBACKS -> lots(2, () -> "fail-next " + any(CALLBACKS) + " " + any(model.components()));
            case SCRIPTS -> lots(3, () -> "fail-next " + any(SCRIPTS) + " " + any(model.components()));
            case SLOW -> lots(1, this::slow);
            case NODE -> {
                lots(2, () -> "node-down " + any(model.nodes()));
                lots(4, () -> "node-up " + any(model.nodes()));
                lots(1, () -> "node-blink " + any(model.nodes()));
            }
            case LINK ->
                lots(1, () -> "link-cut " + any(model.nodes()) + " " + (1 + random.nextInt(CUT_MILLIS_MAX)) + "ms");
            case LEADER -> {
                lots(1, () -> random.nextBoolean() ? "leader-change" : "leader-crash");
                lots(1, () -> "leader-crash-after " + (1 + random.nextInt(DECISIONS_MAX)));
            }
            case SILENCE -> lots(3, this::silence);
            case RESTART -> lots(3, () -> "agent-restart " + any(model.nodes()));
            case PARTITION -> {
                lots(3, this::partition);
                lots(3, this::partitionDuringCleanup);
            }
            case CHANGES -> lots(5, changes::next);
            case MEMBERSHIP -> {
                lots(3, () -> "clm-lock " + any(model.nodes()));
                lots(4, () -> "clm-unlock " + any(model.nodes()));
                lots(2, () -> "clm-shutdown " + any(model.nodes()));
                lots(1, () -> "clm-reset " + any(model.nodes()));
            }
            case READINESS -> {
                lots(4, this::readiness);
                lots(1, () -> "error-clear " + any(model.components()));
            }
            case ADMIN -> {
                lots(4, () -> ask(any(LOCKING), anyEntity()));
                lots(2, () -> ask(AdminOperation.SI_SWAP, anyOrCluster(model.instances())));
                lots(3, this::special);
                lots(1, this::anything);
                if (random.nextInt(4) == 0) {
                    lots(lots.size(), this::anything); // many operations at a time, on each other's heels
                }
            }
        }
    }

    private void lots(int count, Supplier<String> step) {
        for (int i = 0; i < count; i++) {
            lots.add(step);
        }
    }

    /** The next step. */
    String next() {
        return soon.isEmpty() ? any(lots).get() : soon.remove();
    }

    private <E> E any(List<E> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Entity anyEntity() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> anyOrCluster(model.units());
            case 4, 5, 6 -> anyOrCluster(model.instances());
            case 7, 8 -> anyOrCluster(model.nodes());
            case 9, 10 -> anyOrCluster(model.groups());
            case 11, 12 -> anyOrCluster(model.nodeGroups());
            default -> random.nextBoolean() ? anyOrCluster(model.applications()) : model.cluster();
        };
    }

    /** Not every model has instances or node groups. */
    private Entity anyOrCluster(List<? extends Entity> all) {
        return all.isEmpty() ? model.cluster() : any(all);
    }

    private static String ask(AdminOperation operation, Entity target) {
        return Steps.verb(operation) + " " + target.dn();
    }

    private String slow() {
        return "slow-next " + any(BOTH) + " " + any(model.components()) + " " + (1 + random.nextInt(SLOW_MILLIS_MAX))
                + "ms";
    }

    /** During a cleanup a leader holds the successor's order back. */
    private String partitionDuringCleanup() {
        Component failing = any(model.components());
        soon.add("fail " + failing + " " + RecommendedRecovery.COMPONENT_FAILOVER);
        soon.add("wait " + (1 + random.nextInt(20)) + "ms");
        soon.add(partition());
        return "slow-next CLEANUP " + failing + " " + (1 + random.nextInt(CLEANUP_MILLIS_MAX)) + "ms";
    }

    private String readiness() {
        Component component = any(model.components());
        String what = "ha-readiness " + component + " " + any(List.of(HaReadiness.values()));
        List<ComponentServiceInstance> csis = component.unit().group().instances().stream()
                .flatMap(i -> i.csis().stream())
                .toList();
        return csis.isEmpty() || random.nextBoolean() ? what : what + " " + any(csis);
    }

    private String silence() {
        String what = random.nextBoolean() ? "node-silent " : "node-stop ";
        return what + any(model.nodes()) + " " + (1 + random.nextInt(SILENT_MILLIS_MAX)) + "ms";
    }

    private String partition() {
        List<String> nodes =
                new ArrayList<>(model.nodes().stream().map(Object::toString).toList());
        Collections.shuffle(nodes, random);
        List<String> minority = nodes.subList(0, 1 + random.nextInt(nodes.size()));
        return "partition " + (1 + random.nextInt(SILENT_MILLIS_MAX)) + "ms " + String.join(" ", minority);
    }

    /** Any operation on anything, sensible or not. */
    private String anything() {
        Entity target = random.nextInt(3) == 0 ? any(model.components()) : anyEntity();
        return ask(any(List.of(AdminOperation.values())), target);
    }

    private RecommendedRecovery anyRecovery() {
        return random.nextInt(40) == 0 ? RecommendedRecovery.CLUSTER_RESET : any(RECOVERIES);
    }

    private String special() {
        return switch (random.nextInt(6)) {
            case 0 -> ask(AdminOperation.SG_ADJUST, any(model.groups()));
            case 1 -> ask(AdminOperation.RESTART, any(model.components()));
            case 2 -> ask(AdminOperation.RESTART, any(model.units()));
            case 3 -> ask(AdminOperation.RESTART, any(model.nodes()));
            case 4 -> ask(AdminOperation.RESTART, any(model.applications()));
            default -> ask(AdminOperation.REPAIRED, random.nextInt(3) == 0 ? any(model.nodes()) : any(model.units()));
        };
    }
}
