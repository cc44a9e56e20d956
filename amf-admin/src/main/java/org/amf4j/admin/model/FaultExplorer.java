package org.amf4j.admin.model;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ImmObject;

/**
 * Random faults on a model in virtual time; a higher room contributes it, found by {@link java.util.ServiceLoader} when
 * that room's jar is on the launcher's class path. Implementations have no state.
 */
public interface FaultExplorer {

    /** The names of the faults that there are; {@code all} means all of them. */
    List<String> faults();

    /**
     * Runs schedules drawn from the seed and its successors.
     *
     * @throws IllegalArgumentException with a sentence when a fault or a step is unknown
     */
    Explored explore(Wish wish);

    /**
     * What is to be explored.
     *
     * @param configuration the objects of a valid model
     * @param seed the first seed
     * @param faults names of faults
     * @param eventsMin no further schedule is begun when this many log entries have been applied; 0 for one schedule
     * @param steps what to do instead of what is drawn; empty for what is drawn
     */
    record Wish(List<ImmObject> configuration, long seed, List<String> faults, long eventsMin, List<String> steps) {
        public Wish {
            configuration = List.copyOf(configuration);
            faults = List.copyOf(faults);
            steps = List.copyOf(steps);
        }
    }

    /**
     * What came of it.
     *
     * @param events log entries applied, after each of which all truths were checked
     * @param runs schedules run to their end
     * @param broken the truth that does not hold, when one was found
     */
    record Explored(long events, long runs, Optional<Broken> broken) {}

    /**
     * A truth that does not hold.
     *
     * @param seed the seed of the schedule
     * @param commit the commit of the program, or {@code unknown}
     * @param message which truth, and for whom
     * @param steps the schedule
     * @param shortest few of its steps that break the same truth
     */
    record Broken(long seed, String commit, String message, List<String> steps, List<String> shortest) {
        public Broken {
            steps = List.copyOf(steps);
            shortest = List.copyOf(shortest);
        }
    }
}
