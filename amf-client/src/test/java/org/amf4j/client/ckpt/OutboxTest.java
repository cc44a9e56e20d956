package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Requests of many threads on one socket")
@Timeout(60)
class OutboxTest {

    private static final int WRITERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What the service was asked to write, in its order. */
    private final List<Integer> received = new CopyOnWriteArrayList<>();

    private volatile boolean isSilent;
    /** The service reads on when this has been counted down. */
    private volatile CountDownLatch stuck = new CountDownLatch(0);

    /** So many requests more it reads, answers none of them, and dies; negative to live. */
    private volatile int left = -1;

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
        if (request.hasOverwrite()) {
            received.add(request.getOverwrite().getData().asReadOnlyByteBuffer().getInt());
            if (left >= 0) {
                readOn(from);
                return;
            }
            if (isSilent) {
                return;
            }
        }
        try {
            from.say(CheckpointReply.newBuilder()
                    .setRequest(request.getRequest())
                    .setStatus(AisStatus.OK.value())
                    .setHandle(7));
        } catch (IllegalStateException e) {
            return; // the process has died before it could answer
        }
    }

    private void readOn(FakeService from) {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (left == 0) {
            from.hangUp();
        }
        left--;
    }

    private Checkpoints connect() {
        return Checkpoints.open(CheckpointsOptions.of(service.socket()));
    }

    /** The service dies, and the process has noticed it. Request 1 was on its way. */
    private void loseService(Checkpoint opened) throws Exception {
        isSilent = true;
        CompletableFuture<Void> lost = opened.overwriteAsync(section(0), bytes(1));
        await().atMost(LIMIT).until(() -> received.size() == 1);
        service.die();
        await().atMost(LIMIT).until(lost::isDone);
        isSilent = false;
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(1_000).putInt(0, number).array();
    }

    private static SectionId section(int writer) {
        return SectionId.of("s" + writer);
    }

    /** Starts the writers; what they throw is a failure. */
    private static List<Thread> start(List<Throwable> failures, IntConsumer writer) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            Thread thread = new Thread(() -> writer.accept(number), "writer-" + i);
            thread.setUncaughtExceptionHandler((who, what) -> failures.add(what));
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    @Test
    @DisplayName("arrive once each, and those of a thread in its order")
    void arrive() throws Exception {
        int each = 500;
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open()) {
            for (Thread thread : start(failures, writer -> {
                for (int i = 0; i < each; i++) {
                    if (writer % 2 == 0) {
                        opened.overwrite(section(writer), bytes(writer * each + i));
                    } else {
                        opened.overwriteAsync(section(writer), bytes(writer * each + i));
                    }
                }
            })) {
                thread.join();
            }
            await().atMost(LIMIT).until(() -> received.size() == WRITERS * each);
        }

        assertThat(failures).isEmpty();
        assertThat(received).doesNotHaveDuplicates();
        for (int writer = 0; writer < WRITERS; writer++) {
            int from = writer * each;
            assertThat(received.stream().filter(n -> n >= from && n < from + each))
                    .isSorted();
        }
    }

    @Test
    @DisplayName("when the service dies again and again: what was answered has arrived once, and nothing arrives twice")
    void dies() throws Exception {
        AtomicInteger next = new AtomicInteger();
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open()) {
            List<Thread> threads = start(failures, writer -> {
                while (over.getCount() > 0) {
                    int number = next.incrementAndGet();
                    try {
                        opened.overwrite(section(writer), bytes(number));
                        answered.add(number);
                    } catch (AisException e) {
                        assertThat(e.status()).isEqualTo(AisStatus.ERR_TRY_AGAIN);
                        assertThat(e.reason()).contains("not known whether");
                    }
                }
            });
            for (int i = 0; i < 20; i++) {
                int seen = answered.size();
                await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(() -> answered.size() > seen + 50);
                service.die();
                service.comeBack();
            }
            over.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(failures).isEmpty();
        assertThat(received).doesNotHaveDuplicates();
        assertThat(new HashSet<>(received)).containsAll(answered);
    }

    @Test
    @DisplayName("a service that does not read for a while and then dies, again and again, holds nobody up")
    void doesNotRead() throws Exception {
        int perRound = 600;
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open()) {
            for (int round = 0; round < 25; round++) {
                int first = round * perRound;
                stuck = new CountDownLatch(1);
                left = 150 + 3 * round;
                List<Thread> threads = start(failures, writer -> {
                    for (int i = writer; i < perRound; i += WRITERS) {
                        opened.overwriteAsync(section(writer), bytes(first + i));
                    }
                });
                // As much is written as the socket takes, and the others have put down what they could.
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(LIMIT)
                        .until(() -> threads.stream().allMatch(OutboxTest::isStuck));
                stuck.countDown();
                await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(() -> left < 0);
                service.die();
                service.comeBack();
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }

        assertThat(failures).isEmpty();
        assertThat(received).doesNotHaveDuplicates();
    }

    private static boolean isStuck(Thread thread) {
        return switch (thread.getState()) {
            case TERMINATED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    /** What an outbox needs of the library. */
    private final class Library implements Outbox.Way, ServicePort.User {
        private final CallsUnderWay calls = new CallsUnderWay();
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicInteger broken = new AtomicInteger();
        private final Outbox outbox = new Outbox(
                new ReentrantLock(),
                this,
                (port, cause) -> {
                    broken.incrementAndGet();
                    calls.failAll(AisStatus.ERR_TRY_AGAIN, "in doubt");
                },
                number::incrementAndGet,
                calls);
        private Optional<ServicePort> port = Optional.empty();

        /** Connects, with a socket that takes little at a time. */
        void connect() throws Exception {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, 4_096);
            channel.connect(UnixDomainSocketAddress.of(service.socket()));
            port = Optional.of(new ServicePort(ServiceConnection.over(channel), this, 0));
        }

        /** Puts more than the socket takes at a time. */
        List<Outgoing> putSome() {
            List<Outgoing> some = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Outgoing each = new Outgoing(
                        Requests.overwrite(section(0), bytes(i)),
                        Optional.empty(),
                        Optional.empty(),
                        1_020,
                        System.nanoTime() + LIMIT.toNanos());
                assertThat(calls.takeRoom(each.bytes())).isTrue();
                some.add(each);
                outbox.put(each);
            }
            return some;
        }

        @Override
        public Optional<ServicePort> port() {
            return port;
        }

        @Override
        public Optional<AisException> over() {
            return Optional.empty();
        }

        @Override
        public void received(ServicePort from, CheckpointReply frame) {
            calls.complete(frame);
        }

        @Override
        public void lost(ServicePort which, Throwable cause) {}

        @Override
        public boolean isAwaited() {
            return !calls.isEmpty();
        }
    }

    @Test
    @DisplayName("of what was written at once, what was out when the service died is in doubt, the rest is sent later")
    void diesInTheMiddle() throws Exception {
        Library library = new Library();
        List<Outgoing> all = library.putSome();
        left = 10;
        library.connect();
        library.outbox.flush();
        List<Integer> before = List.copyOf(received);
        left = -1;
        isSilent = true;
        service.die();
        service.comeBack();
        library.connect();
        library.outbox.flush();

        long inDoubt = all.stream().filter(each -> each.reply().isDone()).count();
        await().atMost(LIMIT).until(() -> received.size() - before.size() == all.size() - inDoubt);
        assertThat(library.broken).hasValueGreaterThanOrEqualTo(1);
        assertThat(before).isNotEmpty();
        assertThat(inDoubt).isGreaterThanOrEqualTo(before.size());
        assertThat(received).isSorted().doesNotHaveDuplicates();
        library.port().orElseThrow().close();
    }

    @Test
    @DisplayName("a caller that is interrupted while there is no service has asked for nothing")
    void interrupted() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open()) {
            loseService(opened);
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    opened.overwrite(section(0), bytes(2));
                } catch (AisException e) {
                    seen.set(e);
                }
            });
            caller.start();
            await().atMost(LIMIT).until(() -> caller.getState() == Thread.State.WAITING);
            caller.interrupt();
            caller.join();
            service.comeBack();
            opened.overwrite(section(0), bytes(3));

            assertThat(seen.get())
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_INTERRUPT));
            assertThat(received).containsExactly(1, 3);
        }
    }

    @Test
    @DisplayName("who is told that a request has failed may ask again at once, and wait for it")
    void asksAgain() throws Exception {
        try (Checkpoints checkpoints = connect();
                Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open()) {
            isSilent = true;
            CompletableFuture<Void> again = opened.overwriteAsync(section(0), bytes(1))
                    .handle((ok, failed) -> {
                        assertThat(failed).isNotNull();
                        return opened.overwriteAsync(section(0), bytes(2));
                    })
                    .thenCompose(second -> second);
            await().atMost(LIMIT).until(() -> received.size() == 1);
            service.die();
            isSilent = false;
            service.comeBack();
            again.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(received).containsExactly(1, 2);
    }

    @Test
    @DisplayName("what waits for a service fails when the connection is closed, the waiting threads too")
    void closed() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Checkpoints checkpoints = connect();
        Checkpoint opened = checkpoints.checkpoint("safCkpt=c").open();
        loseService(opened);
        List<Thread> threads = start(
                failures,
                writer -> assertThatThrownBy(() -> opened.overwrite(section(writer), bytes(writer)))
                        .isInstanceOfSatisfying(
                                AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_BAD_HANDLE)));
        await().atMost(LIMIT).until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
        checkpoints.close();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(received).containsExactly(1);
    }

    @Test
    @DisplayName(
            "what is being sent when a loss becomes known is in doubt only if it is out, and the rest is sent later")
    void lostInTheMiddle() throws Exception {
        Library library = new Library();
        List<Outgoing> all = library.putSome();
        AtomicInteger then = new AtomicInteger();
        stuck = new CountDownLatch(1);
        left = 0;
        library.connect();
        Thread sender = new Thread(library.outbox::flush, "sender");
        sender.start();
        await().atMost(LIMIT).until(() -> received.size() == 1 && isStuck(sender));

        library.port = Optional.empty();
        library.outbox.lost("in doubt", then::incrementAndGet);
        assertThat(all).noneMatch(each -> each.reply().isDone());
        assertThat(then).hasValue(0);

        stuck.countDown();
        sender.join();
        assertThat(then).hasValue(1);
        long inDoubt = all.stream().filter(each -> each.reply().isDone()).count();
        assertThat(inDoubt).isBetween(1L, all.size() - 1L);
        isSilent = true;
        service.die();
        service.comeBack();
        library.connect();
        library.outbox.flush();

        await().atMost(LIMIT).until(() -> received.size() == 1 + all.size() - inDoubt);
        assertThat(received).isSorted().doesNotHaveDuplicates();
        library.port().orElseThrow().close();
    }

    @Test
    @DisplayName("what comes after a loss comes although sending fails in the same turn")
    void lostAndBroken() throws Exception {
        Library library = new Library();
        AtomicInteger then = new AtomicInteger();
        library.port = null; // asking for it fails

        assertThatThrownBy(() -> library.outbox.lost("in doubt", then::incrementAndGet))
                .isInstanceOf(NullPointerException.class);

        assertThat(then).hasValue(1);
    }
}
