package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.testkit.Delays;
import org.amf4j.testkit.Invariants;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.VirtualCluster;

/**
 * A random cluster under random faults and operations, in virtual time. While faults last, the {@link Invariants} must
 * hold after every event; when everything has been repaired and unlocked, the cluster must come to rest with everybody
 * served. The same seed gives the same run.
 */
public final class RandomFaults {

    private static final int STEPS_MAX = 40;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // so that neighbouring seeds draw differently
    private static final int REPAIRS_MAX = 8;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final long seed;
    private final Random random;
    private final List<ImmObject> configuration;
    private final List<String> steps = new ArrayList<>();
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final VirtualCluster cluster;
    private final RandomSteps faults;

    /**
     * What happened in a run.
     *
     * @param entries everything that the director was told, the configuration first
     * @param outcomes what it made of it, entry by entry
     */
    public record Run(List<LogEntry> entries, List<Outcome> outcomes) {
        public Run {
            entries = List.copyOf(entries);
            outcomes = List.copyOf(outcomes);
        }
    }

    private RandomFaults(
            long seed, Collection<? extends RedundancyModel> models, BiConsumer<LogEntry, Outcome> observer) {
        this.seed = seed;
        this.random = new Random(seed);
        this.configuration = RandomDependencies.add(RandomModel.draw(random), new Random(seed * SPREAD));
        this.cluster = new VirtualCluster(configuration, models, Delays.random(random), (entry, outcome) -> {
            entries.add(entry);
            outcomes.add(outcome);
            observer.accept(entry, outcome);
        });
        this.faults = new RandomSteps(cluster, random);
    }

    /**
     * Runs one seed.
     *
     * @throws AssertionError with seed and steps when a truth is broken or the cluster does not converge
     */
    public static Run run(long seed, Collection<? extends RedundancyModel> models) {
        return run(seed, models, (entry, outcome) -> {});
    }

    /** Runs one seed while somebody watches entry by entry, to see what led to a violation. */
    public static Run run(
            long seed, Collection<? extends RedundancyModel> models, BiConsumer<LogEntry, Outcome> observer) {
        RandomFaults run = new RandomFaults(seed, models, observer);
        try {
            run.disturb();
            run.converge();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + run.story(), e);
        }
        return new Run(run.entries, run.outcomes);
    }

    private void disturb() {
        cluster.agents().forEach(SimulatedAgent::join);
        pause();
        int count = 1 + random.nextInt(STEPS_MAX);
        for (int i = 0; i < count; i++) {
            step(faults.next());
            if (random.nextInt(3) > 0) {
                pause();
            }
        }
    }

    private void step(String text) {
        steps.add(cluster.nowNanos() / 1_000 + " us: " + text);
    }

    private void pause() {
        switch (random.nextInt(10)) {
            case 0 -> cluster.pass(1_000_000_000L + random.nextLong(5_000_000_000L));
            case 1, 2, 3 -> cluster.pass(20_000_000L + random.nextLong(100_000_000L));
            default -> cluster.pass(random.nextLong(6_000_000L));
        }
    }

    /** Faults stop: everything is repaired, brought back and unlocked, as often as that is refused for the moment. */
    private void converge() {
        step("faults stop");
        cluster.agents().forEach(SimulatedAgent::failNothing);
        for (int round = 0; round < REPAIRS_MAX; round++) {
            repair();
            cluster.pass(QUIET_NANOS);
        }
        cluster.pass(6 * QUIET_NANOS);
        Invariants.checkConverged(cluster, faults.requests());
    }

    private void repair() {
        ClusterState state = cluster.state();
        for (SimulatedAgent agent : cluster.agents()) {
            NodeState node = state.of(agent.node());
            if (!agent.isUp()) {
                agent.join();
            } else if (node.isMember() && node.operational() == OperationalState.DISABLED) {
                agent.die();
            }
        }
        cluster.pass(QUIET_NANOS);
        for (UnitState unit : state.units()) {
            if (unit.operational() == OperationalState.DISABLED) {
                step(faults.ask(unit.unit(), AdminOperation.REPAIRED));
                cluster.pass(QUIET_NANOS);
            }
        }
        unlock(state.model().cluster(), state.admin());
        state.applications().forEach(a -> unlock(a.application(), a.admin()));
        state.nodeGroups().forEach(g -> unlock(g.group(), g.admin()));
        state.nodes().forEach(n -> unlock(n.node(), n.admin()));
        state.groups().forEach(g -> unlock(g.group(), g.admin()));
        state.units().forEach(u -> unlock(u.unit(), u.admin()));
        state.instances().forEach(i -> unlock(i.instance(), i.admin()));
    }

    private void unlock(Entity entity, AdminState admin) {
        if (admin == AdminState.LOCKED_INSTANTIATION) {
            step(faults.ask(entity, AdminOperation.UNLOCK_INSTANTIATION));
            cluster.pass(QUIET_NANOS);
        }
        if (admin != AdminState.UNLOCKED) {
            step(faults.ask(entity, AdminOperation.UNLOCK));
            cluster.pass(QUIET_NANOS);
        }
    }

    private String story() {
        StringBuilder text = new StringBuilder("seed " + seed + ", steps:\n");
        steps.forEach(s -> text.append("  ").append(s).append('\n'));
        return text.toString();
    }
}
