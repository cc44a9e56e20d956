package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.core.event.Event;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that are cut off or stopped, for less than their lease lasts or for longer, among other faults. */
@Tag("AMF-035")
@Tag("AMF-092")
class SilenceTest {

    private static final long SEEDS = Long.getLong("amf.silence.seeds", 150);
    private static final Set<Fault> FAULTS =
            EnumSet.of(Fault.SILENCE, Fault.CRASH, Fault.NODE, Fault.LEADER, Fault.SCRIPTS, Fault.ADMIN);

    private int silent;
    private int heard;

    @Test
    @DisplayName("never two active, whoever is stopped while it serves; and in the end everybody is served")
    void silence() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, FAULTS);
            RandomFaults.check(
                    seed,
                    schedule,
                    StandardModels.all(),
                    (entry, outcome) -> entry.events().forEach(this::count));
        }

        assertThat(silent).as("silences").isGreaterThan((int) SEEDS);
        assertThat(heard).as("silences that ended in time").isPositive();
    }

    private void count(Event event) {
        silent += event instanceof Event.NodeSilent ? 1 : 0;
        heard += event instanceof Event.NodeHeard ? 1 : 0;
    }
}
