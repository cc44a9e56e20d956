package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.core.event.Event;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Components of random clusters say what they are ready for, beside other faults. */
class ReadinessRunsTest {

    private static final long SEEDS = Long.getLong("amf.readiness.seeds", 60);

    private int said;

    @Test
    @DisplayName("readiness by itself: whoever is not ready has nothing, and nobody who could serve is left out")
    void alone() {
        explore(EnumSet.of(Fault.READINESS, Fault.ADMIN));
    }

    @Test
    @DisplayName("readiness beside failures, slow callbacks, lost nodes, other leaders and changes: all truths hold")
    void besideFaults() {
        explore(EnumSet.complementOf(EnumSet.of(Fault.SILENCE, Fault.PARTITION, Fault.MEMBERSHIP)));
    }

    private void explore(Set<Fault> faults) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, faults);
            RandomFaults.check(
                    seed,
                    schedule,
                    StandardModels.all(),
                    (entry, outcome) -> entry.events().forEach(e -> said += e instanceof Event.HaReadinessSet ? 1 : 0));
        }

        assertThat(said).as("how often somebody said something").isPositive();
    }
}
