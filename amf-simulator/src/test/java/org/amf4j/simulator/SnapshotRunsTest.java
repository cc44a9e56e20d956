package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random clusters under random faults: a director made from a snapshot goes on as if it had never stopped. */
class SnapshotRunsTest {

    private static final int SEEDS = 60;
    private static final int POINTS_PER_RUN = 6;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("after a snapshot at any point, all further outcomes and the final memory are the same")
    void continuesAsIfNeverStopped(long seed) throws Exception {
        RandomFaults.Run run = RandomFaults.run(seed, StandardModels.all());
        Random random = new Random(seed);
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i < POINTS_PER_RUN; i++) {
            points.add(random.nextInt(run.entries().size()));
        }
        points.sort(null);

        Director original = new Director(StandardModels.all());
        List<Director> restored = new ArrayList<>();
        for (int i = 0; i < run.entries().size(); i++) {
            LogEntry entry = run.entries().get(i);
            Outcome expected = original.apply(entry);
            for (Director director : restored) {
                assertThat(director.apply(entry)).as("entry %s", entry).isEqualTo(expected);
            }
            while (!points.isEmpty() && points.get(0) == i) {
                points.remove(0);
                restored.add(restore(DirectorSnapshot.of(original).toBytes()));
            }
        }

        byte[] last = DirectorSnapshot.of(original).toBytes();
        for (Director director : restored) {
            assertThat(DirectorSnapshot.of(director).toBytes()).isEqualTo(last);
        }
    }

    private static Director restore(byte[] bytes) throws Exception {
        DirectorSnapshot.Restored restored = DirectorSnapshot.restore(bytes, StandardModels.all());
        assertThat(restored.forgotten()).isEmpty();
        assertThat(DirectorSnapshot.of(restored.director()).toBytes()).isEqualTo(bytes);
        return restored.director();
    }
}
