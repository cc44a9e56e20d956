package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.ChangeListener;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.protocol.checkpoint.Changed;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.CheckpointRequest.BodyCase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Checkpoints, when the node's process is restarted")
@Timeout(60)
class ServiceRestartTest {

    private static final String NAME = "safCkpt=c,safApp=test";
    private static final String OTHER = "safCkpt=d,safApp=test";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<CheckpointRequest> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong lastHandle = new AtomicLong(6);
    /** What is not answered. */
    private volatile BodyCase silent = BodyCase.BODY_NOT_SET;
    /** What the service says to who opens the other checkpoint; OK to open it. */
    private final AtomicReference<AisStatus> other = new AtomicReference<>(AisStatus.OK);

    private FakeService service;

    @BeforeEach
    void start() throws Exception {
        service = new FakeService(this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    private void answer(CheckpointRequest request, FakeService from) {
        asked.add(request);
        if (request.getBodyCase() == silent) {
            return;
        }
        AisStatus status = request.getOpen().getName().equals(OTHER) ? other.get() : AisStatus.OK;
        from.say(CheckpointReply.newBuilder()
                .setRequest(request.getRequest())
                .setStatus(status.value())
                .setText("it is not there")
                .setHandle(request.hasOpen() ? lastHandle.incrementAndGet() : 0));
    }

    private Checkpoints connect() {
        return Checkpoints.open(CheckpointsOptions.of(service.socket()));
    }

    private List<CheckpointRequest> all(BodyCase kind) {
        return asked.stream().filter(r -> r.getBodyCase() == kind).toList();
    }

    private static void assertFails(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    @DisplayName("what is open is opened again by its name and as before, and calls wait for that")
    void reopens() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint writing = checkpoints.checkpoint(NAME).create().open();
                Checkpoint reading = checkpoints.checkpoint(OTHER).readOnly().open()) {
            service.die();
            var written = CompletableFuture.runAsync(() -> writing.write(new byte[] {1}));
            service.comeBack();
            written.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            reading.setRetention(1);

            List<CheckpointRequest> opens = all(BodyCase.OPEN);
            assertThat(opens.stream()
                            .map(r -> r.getOpen().getName() + " " + r.getOpen().getFlags()))
                    .containsExactly(NAME + " 7", OTHER + " 1", NAME + " 3", OTHER + " 1");
            assertThat(opens.get(2).getOpen().hasAttributes()).isFalse();
            assertThat(all(BodyCase.OVERWRITE))
                    .singleElement()
                    .satisfies(r -> assertThat(r.getHandle()).isEqualTo(9));
            assertThat(all(BodyCase.SET_RETENTION).get(0).getHandle()).isEqualTo(10);
            assertThat(asked.stream().map(CheckpointRequest::getRequest))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("a call on its way fails with ERR_TRY_AGAIN and is not made again by itself")
    void underWay() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            silent = BodyCase.OVERWRITE;
            var waiting = CompletableFuture.runAsync(() -> opened.write(new byte[] {1}));
            await().atMost(LIMIT).until(() -> all(BodyCase.OVERWRITE).size() == 1);

            service.die();
            service.comeBack();

            assertThatThrownBy(() -> waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasMessageContaining("ERR_TRY_AGAIN")
                    .hasMessageContaining("not known whether a change was made");
            opened.setRetention(1);
            assertThat(all(BodyCase.OVERWRITE)).hasSize(1);
        }
    }

    @Test
    @DisplayName("changes are told again, after a word that some may have been missed")
    void follows() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            opened.track(new ChangeListener() {
                @Override
                public void changed(List<Change> changes) {
                    told.add("changed " + changes.get(0).sequence());
                }

                @Override
                public void missed() {
                    told.add("missed");
                }
            });

            service.die();
            service.comeBack();
            opened.setRetention(1);
            service.say(CheckpointReply.newBuilder()
                    .setChanged(Changed.newBuilder()
                            .setHandle(8)
                            .addChanges(org.amf4j.protocol.checkpoint.Change.newBuilder()
                                    .setKind(2)
                                    .setSection(ByteString.copyFromUtf8("s"))
                                    .setSequence(12))));

            await().atMost(LIMIT).until(() -> told.size() == 2);
            assertThat(told).containsExactly("missed", "changed 12");
            assertThat(all(BodyCase.FOLLOW).get(1).getHandle()).isEqualTo(8);
            assertThat(all(BodyCase.FOLLOW).get(1).getFollow().getWanted()).isTrue();
        }
    }

    @Test
    @DisplayName("a checkpoint that is gone has its opening fail with the reason; the others go on")
    void gone() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint lost = checkpoints.checkpoint(OTHER).open();
                Checkpoint kept = checkpoints.checkpoint(NAME).open()) {
            other.set(AisStatus.ERR_NOT_EXIST);
            service.die();
            service.comeBack();

            kept.setRetention(1);

            assertThatThrownBy(() -> lost.write(new byte[1]))
                    .hasMessageContaining("ERR_BAD_HANDLE")
                    .hasMessageContaining(OTHER)
                    .hasMessageContaining("it is not there");
        }
        assertThat(all(BodyCase.CLOSE)).hasSize(1);
    }

    @Test
    @DisplayName("a node that is not in the cluster yet is asked again")
    void notYet() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint(OTHER).open()) {
            other.set(AisStatus.ERR_UNAVAILABLE);
            service.die();
            service.comeBack();
            await().atMost(LIMIT).until(() -> all(BodyCase.OPEN).size() >= 3);
            other.set(AisStatus.OK);

            opened.setRetention(1);
        }
    }

    @Test
    @DisplayName("what is closed in between is not opened again, and closing takes no time")
    void closedMeanwhile() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint kept = checkpoints.checkpoint(NAME).open()) {
            Checkpoint closed = checkpoints.checkpoint(OTHER).open();
            silent = BodyCase.OVERWRITE;
            var waiting = kept.overwriteAsync(SectionId.DEFAULT, new byte[1]);
            service.die();
            assertThat(waiting).failsWithin(LIMIT);

            closed.close();

            service.comeBack();
            kept.setRetention(1);
            assertFails(AisStatus.ERR_BAD_HANDLE, () -> closed.write(new byte[1]));
            assertThat(all(BodyCase.OPEN)).hasSize(3);
            assertThat(all(BodyCase.CLOSE)).isEmpty();
        }
    }

    @Test
    @DisplayName("a call that cannot wait so long, and a service that is away for too long, are ERR_TRY_AGAIN")
    void tooLate() throws Exception {
        CheckpointsOptions options = CheckpointsOptions.of(service.socket())
                .withRequestTimeout(Duration.ofMillis(100))
                .withReconnectTimeout(Duration.ofMillis(300));
        try (Checkpoints checkpoints = Checkpoints.open(options);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            service.die();

            assertThatThrownBy(() -> opened.setRetention(1)).hasMessageContaining("not back yet");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThatThrownBy(() -> opened.setRetention(1))
                            .hasMessageContaining("ERR_TRY_AGAIN")
                            .hasMessageContaining("is gone")
                            .hasMessageContaining("and is not back"));
        }
    }

    @Test
    @DisplayName("closing while the service is away ends what waits")
    void closing() throws Exception {
        Checkpoints checkpoints = connect();
        Checkpoint opened = checkpoints.checkpoint(NAME).open();
        silent = BodyCase.OVERWRITE;
        var under = opened.overwriteAsync(SectionId.DEFAULT, new byte[1]);
        service.die();
        assertThat(under).failsWithin(LIMIT);
        var waiting = CompletableFuture.runAsync(() -> opened.setRetention(1));

        checkpoints.close();

        assertThatThrownBy(() -> waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("ERR_BAD_HANDLE");
    }
}
