package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.protocol.cluster.ControllerMemory;
import org.amf4j.recorder.ring.RecordedTurn;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.telemetry.FailoverRecorder;
import org.amf4j.testkit.ModelText;
import org.amf4j.transport.ReplicatedLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When the memory of a large model is kept: not on the director's thread, and only if it is of one moment. */
class MemoriesTest {

    private static final int ENTRIES_PER_MEMORY = 5;

    private final List<ReplicatedLog.Memory> kept = new CopyOnWriteArrayList<>();
    private final Director director = new Director(StandardModels.all());
    private final Memories memories = new Memories(log(), parts(), ENTRIES_PER_MEMORY, 0);
    private long index;

    /** A log that keeps memories and is good for nothing else. */
    private ReplicatedLog log() {
        return (ReplicatedLog) Proxy.newProxyInstance(
                MemoriesTest.class.getClassLoader(),
                new Class<?>[] {ReplicatedLog.class},
                (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("remember");
                    kept.add((ReplicatedLog.Memory) arguments[0]);
                    return CompletableFuture.completedFuture(null);
                });
    }

    private Memories.Parts parts() {
        FailoverRecorder failovers = new FailoverRecorder(new SimpleMeterRegistry());
        EventHistory history = new EventHistory();
        ReplicatedLog none = log();
        Proposals proposals = new Proposals(none, task -> {}, () -> {});
        ControllerSettings settings = new ControllerSettings("", "test", List.of(), List.of(), List.of());
        Queries queries = new Queries(director, settings, failovers, history, new Nobody());
        NotificationDesk notifications = new NotificationDesk(LogStreams.NONE, (reason, cause) -> {});
        Requests requests = new Requests(director, proposals, queries, notifications, ModelRig.parts(director));
        return new Memories.Parts(director, requests, history, notifications, failovers, LogGuest.NONE);
    }

    private static final class Nobody implements Viewpoint {
        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }

        @Override
        public List<String> keepers() {
            return List.of();
        }
    }

    private void tell(Event event) {
        index++;
        memories.before();
        director.apply(new LogEntry(index, index, List.of(event)));
        memories.applied(new RecordedTurn(index, 1, index, new byte[0]));
    }

    private void load() {
        tell(new Event.ConfigurationLoaded(
                1,
                1,
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("si")
                        .objects()));
    }

    @Test
    @DisplayName("the memory of a large model is kept when it is due and nothing happens")
    void keptBeside() throws Exception {
        load();
        for (int i = 1; i < ENTRIES_PER_MEMORY; i++) {
            memories.whenIdle(true);
            assertThat(kept).isEmpty();
            tell(new Event.Tick());
        }

        memories.whenIdle(true);
        await().until(() -> kept.size() == 1);

        assertThat(kept.get(0).index()).isEqualTo(ENTRIES_PER_MEMORY);
        byte[] bytes =
                ControllerMemory.parseFrom(kept.get(0).bytes()).getDirector().toByteArray();
        assertThat(DirectorSnapshot.restore(bytes, StandardModels.all())
                        .director()
                        .appliedIndex())
                .isEqualTo(ENTRIES_PER_MEMORY);
    }

    @Test
    @DisplayName("what is kept of a large model is of the moment it began at, whatever is told meanwhile")
    void ofOneMoment() throws Exception {
        load();
        for (int i = 1; i < ENTRIES_PER_MEMORY; i++) {
            tell(new Event.Tick());
        }

        memories.whenIdle(true);
        for (int i = 0; i < 10 * ENTRIES_PER_MEMORY; i++) {
            tell(new Event.Tick()); // so late that it is taken at once, if it has been abandoned
        }
        memories.whenIdle(true);
        await().until(() -> !kept.isEmpty());

        for (ReplicatedLog.Memory memory : kept) {
            byte[] bytes =
                    ControllerMemory.parseFrom(memory.bytes()).getDirector().toByteArray();
            assertThat(DirectorSnapshot.restore(bytes, StandardModels.all())
                            .director()
                            .appliedIndex())
                    .isEqualTo(memory.index());
        }
    }
}
