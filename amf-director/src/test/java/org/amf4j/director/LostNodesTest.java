package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.lease.LeaseTimes;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Hello;
import org.amf4j.protocol.cluster.LeaseRequest;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.memory.MemoryGroup;
import org.amf4j.transport.memory.MemoryLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One controller that hands out leases, and the agents of two nodes. */
@Tag("AMF-092")
class LostNodesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long MS = 1_000_000;
    private static final LeaseTimes TIMES = new LeaseTimes(20 * MS, 600 * MS, 700 * MS, 800 * MS);
    private static final String SECRET = "0123abcd";

    private final MemoryGroup group = new MemoryGroup();
    private final MemoryLog log = new MemoryLog(List.of("n1"));
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    private volatile List<String> alive = List.of("n1", "n2");
    private Controller controller;
    private FakeAgent second;

    private void start(LossPolicy policy, Map<String, List<String>> fencing) throws IOException {
        GroupChannel own = group.channel("n1");
        GroupChannel other = group.channel("n2");
        BiConsumer<String, ClusterMessage> sender = (to, m) -> own.send(to, m.toByteArray());
        ControllerSettings settings = new ControllerSettings(
                "n1",
                "test",
                List.of("n1"),
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("si")
                        .objects(),
                StandardModels.all(),
                new ControllerSettings.Keeping(Optional.empty(), ControllerSettings.Keeping.ENTRIES_PER_MEMORY),
                new LossSettings(policy, TIMES, fencing),
                List.of());
        controller = new Controller(
                settings, log.copy("n1"), sender, new SimpleMeterRegistry(), (why, cause) -> fatal.add(why));
        own.open(new Routing(new FakeAgent("n1", sender)));
        second = new FakeAgent("n2", (to, m) -> other.send(to, m.toByteArray()));
        other.open(new Routing(second));
        controller.start();
        log.elect("n1");
        asking.scheduleAtFixedRate(this::ask, 0, 20, TimeUnit.MILLISECONDS);
        await().atMost(LIMIT).until(() -> explain("si").contains("FULLY_ASSIGNED"));
    }

    private void ask() {
        for (String agent : alive) {
            controller.received(
                    agent,
                    ClusterMessage.newBuilder()
                            .setLeaseRequest(LeaseRequest.newBuilder()
                                    .setIncarnation(1)
                                    .setRequest(1)
                                    .setDeathDigest(ByteString.copyFrom(digest())))
                            .build());
        }
    }

    private static byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.US_ASCII));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Routing implements GroupChannel.Listener {
        private final FakeAgent agent;

        Routing(FakeAgent agent) {
            this.agent = agent;
        }

        @Override
        public void viewChanged(List<String> members) {
            controller.viewChanged(members);
        }

        @Override
        public void received(String sender, byte[] bytes) {
            try {
                ClusterMessage message = ClusterMessage.parseFrom(bytes);
                switch (message.getBodyCase()) {
                    case HELLO, REPORTS -> controller.received(sender, message);
                    case LEASE_GRANT -> {}
                    default -> agent.receive(sender, message);
                }
            } catch (InvalidProtocolBufferException | MalformedMessageException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void stop() {
        asking.shutdownNow();
        controller.close();
        log.close();
        group.close();
        assertThat(fatal).isEmpty();
    }

    private String explain(String name) {
        CompletableFuture<AdminReply> reply = new CompletableFuture<>();
        Query query =
                Query.newBuilder().setKind("explain").putArguments("dn", name).build();
        controller.ask(AdminRequest.newBuilder().setId("q").setQuery(query).build(), reply::complete);
        try {
            return reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).getJson();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitNode(String... texts) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(explain("n2")).contains(texts));
    }

    @Test
    @DisplayName("lease: who does not ask any more is gone when its lease has run out")
    void leaseRunsOut() throws IOException {
        start(LossPolicy.LEASE, Map.of());

        alive = List.of("n1");

        awaitNode("left: its lease has run out");
    }

    @Test
    @DisplayName("an agent that has said that it leaves is not missed before its time is over")
    void leaves() throws IOException {
        start(LossPolicy.LEASE, Map.of());
        long beganNanos = System.nanoTime();
        long keptNanos = 3_000 * MS;

        second.leave(keptNanos);
        awaitNode("has left what runs there as it is");
        alive = List.of("n1");
        controller.viewChanged(List.of("n1"));

        awaitNode("left: its lease has run out");
        assertThat(System.nanoTime() - beganNanos).isGreaterThan(keptNanos);
    }

    @Test
    @DisplayName("an agent that has left and returns goes on, and is missed like any other from then on")
    void returns() throws IOException {
        start(LossPolicy.LEASE, Map.of());
        second.leave(3_600_000 * MS);
        awaitNode("has left what runs there as it is");
        alive = List.of("n1");
        controller.viewChanged(List.of("n1"));

        alive = List.of("n1", "n2");
        controller.viewChanged(List.of("n1", "n2"));
        second.returns(7);

        awaitNode("its agent has returned", "is a healthy member");
        alive = List.of("n1");
        awaitNode("left: its lease has run out");
    }

    @Test
    @DisplayName("the word of the guardian counts also while its agent restarts")
    void endsWhileRestarting() throws IOException {
        start(LossPolicy.LEASE, Map.of());
        second.leave(3_600_000 * MS);
        awaitNode("has left what runs there as it is");

        controller.ended("n2", 1, SECRET);

        awaitNode("its last word was heard: everything there has ended");
    }

    @Test
    @Tag("CLM-020")
    @DisplayName("another agent of the name of one that lives is not let in and does not disturb it")
    void duplicate() throws Exception {
        start(LossPolicy.LEASE, Map.of());
        awaitNode("joined");

        controller.received(
                "n2",
                ClusterMessage.newBuilder()
                        .setHello(Hello.newBuilder().setAgentName("n2").setIncarnation(2))
                        .build());
        CompletableFuture<AdminReply> later = new CompletableFuture<>(); // whatever the hello led to is applied before
        controller.ask(
                AdminRequest.newBuilder()
                        .setId("later")
                        .setOperation(
                                Operation.newBuilder().setTarget("n1").setOperation(AdminOperation.UNLOCK.value()))
                        .build(),
                later::complete);
        later.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(explain("n2")).doesNotContain("started anew");
    }

    @Test
    @DisplayName("who has left the view and asks all the same stays a member, and is heard again when it is back")
    void viewIsNotMembership() throws IOException {
        start(LossPolicy.LEASE, Map.of());

        controller.viewChanged(List.of("n1"));

        awaitNode("it cannot be heard;");
        controller.viewChanged(List.of("n1", "n2"));
        awaitNode("can be heard again within its lease");
        assertThat(explain("n2")).doesNotContain("left:");
    }

    @Test
    @DisplayName("the word that only the guardian knows proves the death at once, another word proves nothing")
    void lastWord() throws IOException {
        start(LossPolicy.LEASE, Map.of());

        controller.ended("n2", 1, "wrong");
        controller.ended("n2", 2, SECRET);
        assertThat(explain("n2")).doesNotContain("left:");
        controller.ended("n2", 1, SECRET);

        awaitNode("left: its last word was heard: everything there has ended");
    }

    @Test
    @DisplayName("fence: a command that succeeds is proof; its words are passed as they are, without a shell")
    void fencingSucceeds() throws IOException {
        start(LossPolicy.FENCE, Map.of("n2", List.of("/usr/bin/test", "$HOME", "=", "$HOME")));

        controller.viewChanged(List.of("n1"));

        awaitNode("left: it was fenced");
    }

    @Test
    @DisplayName("fence: when the command fails, the lease is waited for")
    void fencingFails() throws IOException {
        start(LossPolicy.FENCE, Map.of("n2", List.of("/bin/false")));

        alive = List.of("n1");

        awaitNode("left: its lease has run out");
    }

    @Test
    @DisplayName("immediate: who cannot be heard is gone at once")
    void immediate() throws IOException {
        start(LossPolicy.IMMEDIATE, Map.of());

        controller.viewChanged(List.of("n1"));

        awaitNode("left: it cannot be heard any more");
    }
}
