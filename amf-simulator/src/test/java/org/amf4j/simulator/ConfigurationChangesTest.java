package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.amf4j.api.AisStatus;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random changes of the configuration among all that can fail; {@code amf.changes.first} is the first seed. */
@Tag("IMM-017")
@Tag("IMM-045")
class ConfigurationChangesTest {

    private static final long FIRST = Long.getLong("amf.changes.first", 1);
    private static final long SEEDS = Long.getLong("amf.changes.seeds", 150);
    private static final Set<Fault> FAULTS =
            EnumSet.complementOf(EnumSet.of(Fault.SILENCE, Fault.PARTITION, Fault.READINESS));

    private int done;
    private int refused;

    private static void run(long seed, BiConsumer<LogEntry, Outcome> observer) {
        Schedule schedule = Schedule.draw(Schedule.draw(seed).configuration(), seed, FAULTS);
        RandomFaults.check(seed, schedule, StandardModels.all(), observer);
    }

    @Test
    @DisplayName("all truths hold, changes or no changes; and in the end everybody is served")
    void truthsHold() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            run(seed, this::count);
        }

        assertThat(done).as("changes done").isGreaterThan((int) SEEDS);
        assertThat(refused).as("changes refused").isPositive();
    }

    @Test
    @DisplayName("changes that found errors: a largest number of standbys for a group of 2N, which has no such limit")
    void known() {
        assertThat(RandomFaults.replay(100559L, StandardModels.all(), """
                set safSg=sg1,safApp=app1 saAmfSGMaxStandbySIsperSU=1
                """)).isPositive();
    }

    private void count(LogEntry entry, Outcome outcome) {
        if (entry.events().stream().anyMatch(Event.ConfigurationChanged.class::isInstance)) {
            for (Command command : outcome.commands()) {
                if (command instanceof Command.Reply reply) {
                    done += reply.status() == AisStatus.OK ? 1 : 0;
                    refused += reply.status() == AisStatus.OK ? 0 : 1;
                }
            }
        }
    }

    @Test
    @DisplayName("who starts from a memory of any moment decides the same and remembers the same, byte by byte")
    void memories() throws Exception {
        for (long seed = FIRST; seed < FIRST + SEEDS / 5; seed++) {
            List<LogEntry> entries = new ArrayList<>();
            run(seed, (entry, outcome) -> entries.add(entry));
            int half = new Random(seed).nextInt(entries.size());
            Director original = new Director(StandardModels.all());
            entries.subList(0, half + 1).forEach(original::apply);
            byte[] bytes = DirectorSnapshot.of(original).toBytes();
            Director restored =
                    DirectorSnapshot.restore(bytes, StandardModels.all()).director();
            assertThat(DirectorSnapshot.of(restored).toBytes())
                    .as("seed %s", seed)
                    .isEqualTo(bytes);

            for (LogEntry entry : entries.subList(half + 1, entries.size())) {
                assertThat(restored.apply(entry)).as("seed %s", seed).isEqualTo(original.apply(entry));
            }
            assertThat(DirectorSnapshot.of(restored).toBytes())
                    .as("seed %s", seed)
                    .isEqualTo(DirectorSnapshot.of(original).toBytes());
        }
    }
}
