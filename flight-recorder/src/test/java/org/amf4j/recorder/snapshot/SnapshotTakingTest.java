package org.amf4j.recorder.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A memory taken beside the director is the whole memory of one moment, or none. */
class SnapshotTakingTest {

    private final Director director = new Director(StandardModels.all());
    private long index;

    private void tell(Event event) {
        index++;
        director.apply(new LogEntry(index, index * 1_000, List.of(event)));
    }

    private void load(int instances) {
        String[] names = new String[instances];
        for (int i = 0; i < instances; i++) {
            names[i] = "si" + i;
        }
        tell(new Event.ConfigurationLoaded(
                1,
                1,
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances(names)
                        .objects()));
        tell(new Event.NodeJoined("n1", 7));
    }

    @Test
    @DisplayName("while nothing happens, it is what would have been taken at once")
    void sameAsAtOnce() {
        load(100);
        AtomicReference<Optional<DirectorSnapshot>> given = new AtomicReference<>(Optional.empty());

        SnapshotTaking taking = SnapshotTaking.begin(director, s -> given.set(Optional.of(s)), e -> {});
        await().until(() -> given.get().isPresent());

        assertThat(taking.abandon()).isFalse();
        assertThat(taking.result()).isPresent().isEqualTo(given.get());
        assertThat(taking.result().orElseThrow().toBytes())
                .isEqualTo(DirectorSnapshot.of(director).toBytes());
    }

    @Test
    @DisplayName("when the director is told something meanwhile, it is taken completely before that or not at all")
    void allOrNothing() {
        load(1_000);
        int abandoned = 0;

        for (int i = 0; i < 50; i++) {
            byte[] before = DirectorSnapshot.of(director).toBytes();
            SnapshotTaking taking = SnapshotTaking.begin(director, s -> {}, e -> {});
            Thread.yield();
            boolean tooLate = taking.abandon();
            tell(i % 2 == 0 ? new Event.NodeLeft("n1", 7 + i, "gone") : new Event.NodeJoined("n1", 8 + i));
            await().until(() -> !taking.isUnderWay());

            assertThat(taking.failure()).isEmpty();
            assertThat(taking.result().isPresent()).isEqualTo(!tooLate);
            taking.result().ifPresent(s -> assertThat(s.toBytes()).isEqualTo(before));
            abandoned += tooLate ? 1 : 0;
        }

        assertThat(abandoned).isPositive();
    }
}
