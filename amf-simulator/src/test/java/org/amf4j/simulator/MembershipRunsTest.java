package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.amf4j.core.event.Event;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes of the cluster are locked, shut down, unlocked and reset, alone and while everything else fails. */
class MembershipRunsTest {

    private static final long SEEDS = Long.getLong("amf.membership.seeds", 80);

    private int operations;

    @Test
    @Tag("CLM-009")
    @Tag("CLM-029")
    @DisplayName(
            "operations on nodes beside changes of the leader: none is lost, and nobody serves on a node that is out")
    void operationsAndLeaders() {
        explore(EnumSet.of(Fault.MEMBERSHIP, Fault.LEADER, Fault.NODE));
    }

    @Test
    @DisplayName("operations on nodes beside other faults: all truths hold, and in the end everybody is served")
    void operationsAndFaults() {
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        faults.removeAll(Set.of(Fault.SILENCE, Fault.PARTITION, Fault.CHANGES, Fault.READINESS));
        explore(faults);
    }

    private void explore(Set<Fault> faults) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, faults);
            RandomFaults.check(
                    seed,
                    schedule,
                    StandardModels.all(),
                    (entry, outcome) -> entry.events().forEach(this::count));
        }

        assertThat(operations).as("operations on nodes").isGreaterThan((int) SEEDS);
    }

    private void count(Event event) {
        operations += event instanceof Event.MembershipRequested ? 1 : 0;
    }
}
