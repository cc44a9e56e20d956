package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.core.event.Event;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The leader is cut off from the majority, with some of the nodes, while components fail and operators go on. */
@Tag("AMF-092")
class PartitionTest {

    private static final long SEEDS = Long.getLong("amf.partition.seeds", 150);
    private static final Set<Fault> FAULTS = EnumSet.of(
            Fault.PARTITION, Fault.CRASH, Fault.HANG, Fault.SCRIPTS, Fault.SLOW, Fault.NODE, Fault.LEADER, Fault.ADMIN);

    private int silent;

    @Test
    @DisplayName("never two active on either side of a partition; and when it is over everybody is served")
    void partition() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, FAULTS);
            RandomFaults.check(
                    seed,
                    schedule,
                    StandardModels.all(),
                    (entry, outcome) -> entry.events().forEach(this::count));
        }

        assertThat(silent).as("nodes cut off").isGreaterThan((int) SEEDS);
    }

    private void count(Event event) {
        silent += event instanceof Event.NodeSilent ? 1 : 0;
    }
}
