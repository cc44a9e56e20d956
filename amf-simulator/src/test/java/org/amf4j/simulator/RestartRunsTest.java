package org.amf4j.simulator;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Agents restart under what they run, again and again, while everything else fails, too. */
class RestartRunsTest {

    private static final long SEEDS = Long.getLong("amf.restart.seeds", 150);
    private static final Set<Fault> FAULTS = EnumSet.of(
            Fault.RESTART,
            Fault.CRASH,
            Fault.HANG,
            Fault.CALLBACKS,
            Fault.SCRIPTS,
            Fault.NODE,
            Fault.LEADER,
            Fault.ADMIN);

    @Test
    @DisplayName("every truth holds, and in the end everybody is served")
    void restarts() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, FAULTS);
            RandomFaults.check(seed, schedule, StandardModels.all(), (entry, outcome) -> {});
        }
    }
}
