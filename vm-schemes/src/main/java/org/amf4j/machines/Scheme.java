package org.amf4j.machines;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.machines.ManagedCluster.Place;

/** A cluster that keeps machines in a lab where faults are caused, and what they have cost. For one thread. */
abstract class Scheme implements AutoCloseable {
    /** Nodes of hosts go first, but not what they start: a machine would not leave the processor to anybody. */
    static final Map<String, String> PRIORITY = Map.of("AMF_REALTIME", "node");

    final Lab.Stage stage;
    final Lab lab;
    final ManagedCluster cluster;
    private final List<Outcome> outcomes = new ArrayList<>();

    Scheme(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        this.stage = stage;
        this.lab = lab;
        this.cluster = cluster;
    }

    /** What the faults so far have cost. */
    final List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How often a copy of a machine was seen. */
    final int copies() {
        return lab.observer().copies();
    }

    final void add(Outcome outcome) {
        outcomes.add(outcome);
        stage.tell(outcome.what() + ": " + outcome.machine() + " " + outcome.from() + " to " + outcome.to()
                + ", no answer for "
                + TimeUnit.NANOSECONDS.toMillis(outcome.times().outageNanos()) + " ms");
    }

    /** Where a machine is kept now. */
    final Place place(String machine) {
        return cluster.await("a place of " + machine, () -> cluster.place(machine));
    }

    /** Waits until somebody has answered within the last second. */
    final void awaitAnswer(String who) {
        cluster.await(
                "an answer of " + who, () -> lab.observer().hasAnswered(who, now() - TimeUnit.SECONDS.toNanos(1)));
    }

    /** Waits for an INSTANTIATE of a machine since the instant, and for rest. */
    final Place awaitStart(String machine, long atNanos) {
        Place to = cluster.await(
                "a new start of " + machine,
                () -> cluster.place(machine)
                        .filter(place ->
                                cluster.note(place, "INSTANTIATE", atNanos).isPresent()));
        cluster.awaitSettled();
        require(copies() == 0, "who had been replaced has answered again: two copies ran");
        return to;
    }

    /** The INSTANTIATE of {@link #awaitStart}. */
    final CommandNotes.Note start(Place to, long atNanos) {
        return cluster.note(to, "INSTANTIATE", atNanos).orElseThrow();
    }

    /** How long after the instant CLEANUP has begun. */
    final long awaitCleanup(Place from, long atNanos) {
        CommandNotes.Note first =
                cluster.await("CLEANUP at " + from.unit(), () -> cluster.note(from, "CLEANUP", atNanos));
        return first.beganAtNanos() - atNanos;
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new CommandFailure(ExitCode.FAILED, otherwise, "the logs in the run folder show what happened");
        }
    }

    static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public void close() {
        lab.close();
    }
}
