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
    private Map<String, Long> bootsBefore = Map.of();

    Scheme(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        this.stage = stage;
        this.lab = lab;
        this.cluster = cluster;
    }

    /** What the faults so far have cost. */
    final List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Puts logs into the run folder that would go with the machines: something has failed that should not. */
    void keepLogs() {}

    /** How often a copy of a machine was seen. */
    final int copies() {
        return lab.observer().copies();
    }

    final void add(Outcome outcome) {
        outcomes.add(outcome);
        cluster.boots().forEach((node, boot) -> {
            if (!boot.equals(bootsBefore.getOrDefault(node, boot))) {
                stage.tell("node " + node + " was lost meanwhile, and has joined again");
            }
        });
        stage.found(outcome);
    }

    /** Waits until a fault meets nothing but a cluster at rest, whose reaction is then that to the fault alone. */
    final void awaitRest() {
        cluster.awaitRest();
        bootsBefore = cluster.boots();
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
        tellFailed(to, "INSTANTIATE", atNanos);
        return to;
    }

    /** What did not succeed at once is part of what the repair took. */
    private void tellFailed(Place place, String kind, long atNanos) {
        for (CommandNotes.Note note : cluster.notes(place, kind, atNanos)) {
            if (!note.succeeded()) {
                stage.tell(kind + " of " + place.instance() + " at " + place.node() + " has failed after "
                        + TimeUnit.NANOSECONDS.toMillis(note.tookNanos()) + " ms, " + note.ending() + ": "
                        + note.printed());
            }
        }
    }

    /** What a fault at the instant has cost whose repair was {@link #awaitStart}; {@link Outcome#NONE} where no action came before it. */
    final Outcome.Times times(Place to, long atNanos, long reactionNanos, long outageNanos) {
        List<CommandNotes.Note> starts = cluster.notes(to, "INSTANTIATE", atNanos);
        int last = starts.indexOf(start(to, atNanos));
        return Outcome.Times.ofStarts(atNanos, reactionNanos, starts.subList(0, last + 1), outageNanos);
    }

    /** The INSTANTIATE of {@link #awaitStart}. */
    final CommandNotes.Note start(Place to, long atNanos) {
        return cluster.note(to, "INSTANTIATE", atNanos).orElseThrow();
    }

    /** How long after the instant CLEANUP has begun; returns when it has succeeded. */
    final long awaitCleanup(Place from, long atNanos) {
        cluster.await("CLEANUP at " + from.unit(), () -> cluster.note(from, "CLEANUP", atNanos));
        tellFailed(from, "CLEANUP", atNanos);
        return cluster.notes(from, "CLEANUP", atNanos).get(0).beganAtNanos() - atNanos;
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
