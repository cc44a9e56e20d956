package org.amf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem.Severity;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.Simulation;

/** Measures one case: loads its file, assigns everything, then lets components fail and nodes be lost, again and again. */
final class ScaleRun {

    /** Longest time that the repeats of one figure may take in all; a slow case is repeated less often. */
    private static final long REPEATING_NANOS_MAX = 10_000_000_000L;

    private static final int WARM_UP_REPEATS = 5;
    private static final int MEMORY_REPEATS = 5;

    /** Longest time that the repeats of snapshots may take in all. */
    private static final long MEMORY_NANOS_MAX = 1_000_000_000L;

    private final ScaleCase scale;
    private final int repeats;
    private final ScaleResult result;

    private ScaleRun(ScaleCase scale, int repeats) {
        this.scale = scale;
        this.repeats = repeats;
        this.result = new ScaleResult(scale);
    }

    /** Measures the case. */
    static ScaleResult measure(ScaleCase scale, int repeats) throws IOException {
        return new ScaleRun(scale, repeats).run();
    }

    private ScaleResult run() throws IOException {
        Path file = Files.createTempFile("amf-scale-", ".xml");
        try {
            ModelFile.write(scale, file);
            decisions(file);
            simulation(file);
        } finally {
            Files.delete(file);
        }
        return result;
    }

    private static List<ImmObject> read(Path file) {
        LoadResult loaded = ImmXmlReader.read(file);
        if (!loaded.problems(Severity.ERROR).isEmpty()) {
            throw new IllegalStateException(
                    "generated model: " + loaded.problems(Severity.ERROR).get(0));
        }
        return loaded.model().objects();
    }

    /** The director alone; what it is measured on is forgotten before the next measurement. */
    private void decisions(Path file) {
        long heapBefore = usedHeapBytes();
        long start = System.nanoTime();
        WillingAgents agents = new WillingAgents(new Director(StandardModels.all()));
        agents.decide(new Event.ConfigurationLoaded(1, 1, read(file)));
        result.add("load", System.nanoTime() - start);
        ClusterState state = agents.director().state().orElseThrow();

        long firstAssignment = System.nanoTime();
        for (NodeState node : state.nodes()) {
            agents.report(new Event.NodeJoined(node.node().agentName(), 1));
        }
        long entries = agents.rest();
        result.add("first_assignment", System.nanoTime() - firstAssignment);
        result.entries(entries);
        result.heap(usedHeapBytes() - heapBefore);
        requireServed(state);
        memory(agents.director());

        repeat("component_failure", i -> componentFailure(agents, state, i));
        repeat("node_loss", i -> nodeLoss(agents, state, i));
        requireServed(state);
    }

    /** What a snapshot takes: of a small model the director's own time, of a large one that of a thread beside it. */
    private void memory(Director director) {
        long until = System.nanoTime() + MEMORY_NANOS_MAX;
        for (int i = 0; i < MEMORY_REPEATS && (i == 0 || System.nanoTime() < until); i++) {
            long start = System.nanoTime();
            DirectorSnapshot snapshot = DirectorSnapshot.of(director);
            result.add("memory_taken", System.nanoTime() - start);
            result.memory(snapshot.toBytes().length);
        }
    }

    private interface Measurement {
        /** Measures once; returns nanoseconds. */
        long take(int repeat);
    }

    private void repeat(String figure, Measurement measurement) {
        for (int i = 0; i < WARM_UP_REPEATS; i++) {
            measurement.take(i);
        }
        long until = System.nanoTime() + REPEATING_NANOS_MAX;
        for (int i = 0; i < repeats && (i == 0 || System.nanoTime() < until); i++) {
            result.add(figure, measurement.take(WARM_UP_REPEATS + i));
        }
    }

    /** A component that is active for something fails; its agent cleans it up; the time of the first decision. */
    private static long componentFailure(WillingAgents agents, ClusterState state, int repeat) {
        GroupState group = state.groups().get(spread(repeat, state.groups().size()));
        ComponentState failing = group.units().stream()
                .filter(ScaleRun::isActive)
                .findFirst()
                .orElseThrow()
                .components()
                .get(0);
        CommandId incarnation = failing.incarnation().orElseThrow();
        agents.report(new Event.CleanupEnded(failing.component().dn(), incarnation, true, "exit 0", agents.nowNanos()));
        long nanos = agents.decide(new Event.ComponentFailed(
                failing.component().dn(),
                incarnation,
                ErrorSource.PROCESS_ENDED,
                RecommendedRecovery.NO_RECOMMENDATION,
                "killed",
                agents.nowNanos(),
                agents.nowNanos()));
        agents.rest();
        return nanos;
    }

    private static boolean isActive(UnitState unit) {
        return unit.assignments().stream().anyMatch(a -> a.is(HaState.ACTIVE));
    }

    /** A node is lost and comes back; the time of the decision on its loss. */
    private static long nodeLoss(WillingAgents agents, ClusterState state, int repeat) {
        List<NodeState> loaded =
                state.nodes().stream().filter(n -> hostsActive(state, n)).toList();
        NodeState node = loaded.get(spread(repeat, loaded.size()));
        long nanos = agents.decide(new Event.NodeLeft(node.node().agentName(), node.incarnation(), "connection lost"));
        agents.rest();
        agents.report(new Event.NodeJoined(node.node().agentName(), node.incarnation() + 1));
        agents.rest();
        return nanos;
    }

    private static boolean hostsActive(ClusterState state, NodeState node) {
        return state.unitsOf(node.node()).stream().anyMatch(ScaleRun::isActive);
    }

    /** Positions far from each other, the same in every run. */
    private static int spread(int repeat, int size) {
        return (int) (repeat * 7919L % size);
    }

    /** The whole recovery from the loss of a node as {@code ./amf simulate} plays it, with simulated agents. */
    private void simulation(Path file) {
        Simulation simulation = Simulation.unchecked(read(file), StandardModels.all());
        simulation.start();
        ClusterState state = simulation.cluster().state();
        Optional<NodeState> node =
                state.nodes().stream().filter(n -> hostsActive(state, n)).findFirst();
        long start = System.nanoTime();
        simulation.step("node-down " + node.orElseThrow().node().dn());
        result.add("recovery_simulated", System.nanoTime() - start);
    }

    private void requireServed(ClusterState state) {
        boolean served = state.instances().stream().allMatch(i -> i.assignment() == AssignmentState.FULLY_ASSIGNED);
        if (!served) {
            throw new IllegalStateException("not everything is assigned in " + scale.name());
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
