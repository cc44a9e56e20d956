package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.protocol.checkpoint.Changed;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.CheckpointRequest.BodyCase;
import org.amf4j.protocol.checkpoint.Contents;
import org.amf4j.protocol.checkpoint.Descriptor;
import org.amf4j.protocol.checkpoint.Descriptors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The library of checkpoints")
@Timeout(60)
class ClientCheckpointsTest {

    private static final String NAME = "safCkpt=c,safApp=test";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long HANDLE = 7;

    private static CheckpointReply.Builder ok(CheckpointRequest request) {
        CheckpointReply.Builder reply =
                CheckpointReply.newBuilder().setRequest(request.getRequest()).setStatus(AisStatus.OK.value());
        return request.hasOpen() ? reply.setHandle(HANDLE) : reply;
    }

    private static CheckpointReply.Builder refusal(CheckpointRequest request, AisStatus status, String text) {
        return CheckpointReply.newBuilder()
                .setRequest(request.getRequest())
                .setStatus(status.value())
                .setText(text);
    }

    /** How the service is used: by callers who sleep at once. */
    CheckpointsOptions options(FakeService service) {
        return CheckpointsOptions.of(service.socket()).withReplySpin(Duration.ZERO);
    }

    private Checkpoints connect(FakeService service) {
        return Checkpoints.open(options(service));
    }

    private static AisStatus statusOf(Runnable call) {
        try {
            call.run();
            return AisStatus.OK;
        } catch (AisException e) {
            return e.status();
        }
    }

    @Test
    @DisplayName("a call returns what the service answers, or throws the status and the reason that it gives")
    void calls() throws Exception {
        List<CheckpointRequest> asked = new CopyOnWriteArrayList<>();
        try (FakeService service = new FakeService((request, s) -> {
                    asked.add(request);
                    switch (request.getBodyCase()) {
                        case READ ->
                            s.say(ok(request)
                                    .setContents(
                                            Contents.newBuilder().addData(ByteString.copyFrom(new byte[] {1, 2, 3}))));
                        case DELETE -> s.say(refusal(request, AisStatus.ERR_NOT_EXIST, "no section x"));
                        case CREATE -> s.say(ok(request).setSection(ByteString.copyFromUtf8("chosen")));
                        default -> s.say(ok(request));
                    }
                });
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).create().open()) {
            opened.write(new byte[] {9});
            assertThat(opened.read()).containsExactly(1, 2, 3);
            assertThat(opened.create(new byte[0])).isEqualTo(SectionId.of("chosen"));
            assertThatThrownBy(() -> opened.delete(SectionId.of("x")))
                    .isInstanceOf(AisException.class)
                    .hasMessageContaining("no section x");
            opened.setRetention(5);
            checkpoints.unlink(Dn.of(NAME));
        }
        assertThat(asked.stream().map(CheckpointRequest::getBodyCase))
                .containsExactly(
                        BodyCase.OPEN,
                        BodyCase.OVERWRITE,
                        BodyCase.READ,
                        BodyCase.CREATE,
                        BodyCase.DELETE,
                        BodyCase.SET_RETENTION,
                        BodyCase.UNLINK,
                        BodyCase.CLOSE);
        assertThat(asked.stream().map(CheckpointRequest::getRequest)).isSorted().doesNotHaveDuplicates();
        assertThat(asked.get(1).getHandle()).isEqualTo(HANDLE);
        assertThat(asked.get(0).getTimeoutNanos()).isEqualTo(CheckpointsOptions.REQUEST_TIMEOUT.toNanos());
    }

    @Test
    @DisplayName("a long list is asked for in pages, and put together")
    void pages() throws Exception {
        AtomicInteger pages = new AtomicInteger();
        try (FakeService service = new FakeService((request, s) -> {
                    if (request.hasSections()) {
                        Descriptors.Builder page = Descriptors.newBuilder();
                        int count = pages.incrementAndGet() == 1 ? 1_000 : 10;
                        for (int i = 0; i < count; i++) {
                            page.addSections(
                                    Descriptor.newBuilder().setId(ByteString.copyFromUtf8(pages.get() + "-" + i)));
                        }
                        assertThat(request.getSections().getAfter().toStringUtf8())
                                .isEqualTo(pages.get() == 1 ? "" : "1-999");
                        s.say(ok(request).setDescriptors(page));
                    } else {
                        s.say(ok(request));
                    }
                });
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            assertThat(opened.sections(SectionFilter.ANY)).hasSize(1_010);
        }
        assertThat(pages).hasValue(2);
    }

    @Test
    @DisplayName("threads that wait and threads that do not all get their own answers, in whatever order these come")
    void manyAtOnce() throws Exception {
        List<CheckpointRequest> held = new ArrayList<>();
        try (FakeService service = new FakeService((request, s) -> {
                    if (!request.hasOverwrite()) {
                        held.forEach(h -> s.say(ok(h)));
                        held.clear();
                        s.say(ok(request));
                        return;
                    }
                    held.add(request);
                    if (held.size() == 3 || request.getRequest() % 7 == 0) {
                        for (int i = held.size() - 1; i >= 0; i--) {
                            s.say(ok(held.get(i)));
                        }
                        held.clear();
                    }
                });
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                all.add(opened.overwriteAsync(SectionId.of("s"), new byte[10]));
                if (i % 50 == 0) {
                    opened.setRetention(i);
                }
            }
            opened.setRetention(1);
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("a call that follows another within moments, by the same thread or another, is answered all the same")
    void oneAfterTheOther() throws Exception {
        try (FakeService service = new FakeService((request, s) -> s.say(ok(request)));
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            List<Thread> threads = new ArrayList<>();
            AtomicInteger done = new AtomicInteger();
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        opened.overwrite(SectionId.of("s"), new byte[10]);
                        done.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join(LIMIT.toMillis());
            }
            assertThat(done).hasValue(2_000);
            for (int i = 0; i < 500; i++) {
                opened.overwrite(SectionId.of("s"), new byte[10]);
            }
            assertThat(opened.overwriteAsync(SectionId.of("s"), new byte[1])).succeedsWithin(LIMIT);
        }
    }

    @Test
    @Tag("CKPT-038")
    @DisplayName("changes are told while nobody asks anything, and right after calls")
    void changes() throws Exception {
        List<Change> told = new CopyOnWriteArrayList<>();
        try (FakeService service = new FakeService((request, s) -> s.say(ok(request)));
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            opened.track(told::addAll);
            for (int i = 0; i < 10; i++) {
                opened.overwrite(SectionId.of("s"), new byte[10]);
            }
            CheckpointReply.Builder changed = CheckpointReply.newBuilder()
                    .setChanged(Changed.newBuilder()
                            .setHandle(HANDLE)
                            .addChanges(org.amf4j.protocol.checkpoint.Change.newBuilder()
                                    .setKind(2)
                                    .setSection(ByteString.copyFromUtf8("s"))
                                    .setSize(4)));
            service.say(changed);
            await().atMost(LIMIT).until(() -> told.size() == 1);
            service.say(changed);
            await().atMost(LIMIT).until(() -> told.size() == 2);
            assertThat(told.get(1).kind()).isEqualTo(Change.Kind.WRITE);
            opened.trackStop();
        }
    }

    @Test
    @DisplayName("without an answer a call ends with TIMEOUT, waiting or not, and a late answer harms nobody")
    void silence() throws Exception {
        CheckpointsOptions[] options = new CheckpointsOptions[1];
        List<CheckpointRequest> unanswered = new CopyOnWriteArrayList<>();
        try (FakeService service = new FakeService((request, s) -> {
            if (request.hasOverwrite()) {
                unanswered.add(request);
            } else {
                s.say(ok(request));
            }
        })) {
            options[0] = options(service).withRequestTimeout(Duration.ofMillis(100));
            try (Checkpoints checkpoints = Checkpoints.open(options[0]);
                    Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
                assertThat(statusOf(() -> opened.write(new byte[1]))).isEqualTo(AisStatus.ERR_TIMEOUT);
                assertThat(opened.overwriteAsync(SectionId.DEFAULT, new byte[1]))
                        .failsWithin(LIMIT)
                        .withThrowableThat()
                        .havingCause()
                        .withMessageContaining("in time");
                unanswered.forEach(request -> service.say(ok(request)));
                opened.setRetention(3);
            }
        }
    }

    @Test
    @DisplayName("a thread that is interrupted while it waits gets INTERRUPT, and the others go on")
    void interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeService service = new FakeService((request, s) -> {
                    if (request.hasOverwrite()) {
                        asked.countDown();
                    } else {
                        s.say(ok(request));
                    }
                });
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            opened.setRetention(1);
            AtomicReference<AisStatus> status = new AtomicReference<>();
            Thread waiting = new Thread(() -> status.set(statusOf(() -> opened.write(new byte[1]))));
            waiting.start();
            assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            waiting.interrupt();

            waiting.join(LIMIT.toMillis());
            assertThat(status).hasValue(AisStatus.ERR_INTERRUPT);
            opened.setRetention(2);
        }
    }

    @Test
    @DisplayName("when the node's process dies or says nonsense, everything that waits and comes later is refused")
    void serviceGone() throws Exception {
        for (boolean isNonsense : List.of(false, true)) {
            try (FakeService service = new FakeService((request, s) -> {
                        if (!request.hasOverwrite()) {
                            s.say(ok(request));
                        }
                    });
                    Checkpoints checkpoints = Checkpoints.open(options(service).withReconnectTimeout(Duration.ZERO))) {
                Checkpoint opened = checkpoints.checkpoint(NAME).open();
                CompletableFuture<Void> waiting = opened.overwriteAsync(SectionId.DEFAULT, new byte[1]);
                if (isNonsense) {
                    service.sayNonsense();
                } else {
                    service.die();
                }
                assertThat(waiting).failsWithin(LIMIT);
                assertThat(statusOf(() -> opened.write(new byte[1]))).isEqualTo(AisStatus.ERR_TRY_AGAIN);
                opened.close(); // with the service gone it is closed all the same
                assertThat(statusOf(() -> opened.write(new byte[1]))).isEqualTo(AisStatus.ERR_BAD_HANDLE);
            }
        }
    }

    @Test
    @DisplayName(
            "what is longer than a frame is refused before it is sent; without a service opening says what to look at")
    void limits() throws Exception {
        try (FakeService service = new FakeService((request, s) -> s.say(ok(request)));
                Checkpoints checkpoints = connect(service);
                Checkpoint opened = checkpoints.checkpoint(NAME).open()) {
            assertThat(statusOf(() -> opened.write(new byte[4 << 20]))).isEqualTo(AisStatus.ERR_NO_RESOURCES);
            CheckpointsOptions nowhere = CheckpointsOptions.of(service.socket().resolveSibling("none"))
                    .withRequestTimeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> Checkpoints.open(nowhere))
                    .isInstanceOf(AisException.class)
                    .hasMessageContaining("is this node's process running?");
        }
    }
}
