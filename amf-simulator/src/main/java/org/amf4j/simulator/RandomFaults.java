package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.testkit.Steps;

/**
 * A random cluster under random faults and operations, in virtual time. While faults last, the
 * {@link org.amf4j.testkit.Invariants} must hold after every event; when everything has been repaired and unlocked, the
 * cluster must come to rest with everybody served. The same seed gives the same run.
 */
public final class RandomFaults {

    private RandomFaults() {}

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

    /**
     * Runs one seed.
     *
     * @throws AssertionError with seed and a short schedule when a truth is broken or the cluster does not converge
     */
    public static Run run(long seed, Collection<? extends RedundancyModel> models) {
        return run(seed, models, (entry, outcome) -> {});
    }

    /** Runs one seed while somebody watches entry by entry, to see what led to a violation. */
    public static Run run(
            long seed, Collection<? extends RedundancyModel> models, BiConsumer<LogEntry, Outcome> observer) {
        List<LogEntry> entries = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        check(seed, Schedule.draw(seed), models, (entry, outcome) -> {
            entries.add(entry);
            outcomes.add(outcome);
            observer.accept(entry, outcome);
        });
        return new Run(entries, outcomes);
    }

    /** Runs one seed and keeps nothing; returns how many log entries there were. */
    public static long explore(long seed, Collection<? extends RedundancyModel> models) {
        return check(seed, Schedule.draw(seed), models, (entry, outcome) -> {});
    }

    /** Does these steps on the cluster of a seed: what the report of a failure says. Returns the number of log entries. */
    public static long replay(long seed, Collection<? extends RedundancyModel> models, String steps) {
        Schedule given = Schedule.draw(seed)
                .with(steps.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
        return check(seed, given, models, (entry, outcome) -> {});
    }

    /** Runs a schedule of a seed; what is broken is told with both. Returns the number of log entries. */
    static long check(
            long seed,
            Schedule schedule,
            Collection<? extends RedundancyModel> models,
            BiConsumer<LogEntry, Outcome> observer) {
        FaultRun run = new FaultRun(schedule, models, observer);
        try {
            run.run();
        } catch (Steps.NotUnderstood e) {
            throw e;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(Failure.of(seed, schedule, models, e).text(), e);
        }
        return run.events();
    }
}
