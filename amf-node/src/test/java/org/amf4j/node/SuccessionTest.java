package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One process of an agent leaves what runs, and another one goes on with it. */
@Timeout(60)
final class SuccessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int SESSIONS = 300;
    private static final long NEXT_PROCESS = AgentRig.INCARNATION + 1;

    private final AgentRig rig;
    private final TestComponent component;
    private Optional<NodeAgent> next = Optional.empty();

    SuccessionTest() throws IOException {
        rig = AgentRig.start();
        component = TestComponent.in(rig.folder, "c1", true);
    }

    @AfterEach
    void close() throws IOException {
        next.ifPresent(NodeAgent::close);
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    /** Has the first process leave, with a leader that takes all reports. */
    private void leave(Duration kept) {
        CompletableFuture<Void> left = CompletableFuture.runAsync(() -> {
            try {
                rig.agent.leave(kept);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.agent.received(AgentRig.LEADER, FakeLeader.taken(AgentRig.INCARNATION, lastReport()));
            return left.isDone();
        });
        left.join();
    }

    private long lastReport() {
        return rig.leader.sentTo(AgentRig.LEADER).stream()
                .filter(ClusterMessage::hasReports)
                .mapToLong(
                        m -> m.getReports().getFirstSequence() + m.getReports().getEventsCount() - 1)
                .max()
                .orElse(0);
    }

    private Optional<NodeAgent> resume() throws IOException {
        Optional<NodeAgent> resumed = NodeAgent.resume(
                rig.folder,
                life -> new NodeSettings("n1", life, rig.folder, rig.settings.environment(), "", NEXT_PROCESS),
                rig.leader,
                rig.reboots::add,
                error -> {
                    throw new IllegalStateException(error);
                },
                Optional.empty());
        resumed.ifPresent(a -> a.received(AgentRig.LEADER, FakeLeader.leaderIs(AgentRig.LEADER, AgentRig.TERM)));
        return resumed;
    }

    private static ToAgent hello(TestComponent component, ByteString token) {
        return ToAgent.newBuilder()
                .setRequest(1)
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setComponent(component.dn().toString())
                        .setResumeToken(token))
                .build();
    }

    /** An SA-aware component that is up; the first process has told it this token. */
    private ByteString up(RawClient client) throws IOException {
        CommandId order = rig.order(component, component.instantiate());
        await().atMost(LIMIT).until(() -> Files.exists(component.folder().resolve("pid")));
        client.send(hello(component, ByteString.EMPTY));
        ByteString token = client.read().getResult().getResumeToken();
        client.register();
        rig.answer(order);
        return token;
    }

    private void awaitBack() {
        await().atMost(LIMIT)
                .until(() -> rig.leader.sentTo(AgentRig.LEADER).stream()
                        .anyMatch(m -> m.getHello().getServiceLife() == NEXT_PROCESS));
    }

    @Test
    @DisplayName("a component is not touched, goes on in its session, and is called by the next process")
    void goesOn() throws Exception {
        ByteString token;
        long pid;
        try (RawClient client = rig.client()) {
            token = up(client);
            pid = component.pid();
            leave(KEPT);
            ToComponent leaving = client.read();
            assertThat(Duration.ofNanos(leaving.getLeaving().getBackWithinNanos()))
                    .isEqualTo(KEPT);
            client.awaitEnd();
        }
        assertThat(rig.leader.reportsTo(AgentRig.LEADER))
                .endsWith(new Event.AgentLeaves("n1", AgentRig.INCARNATION, KEPT.toNanos()));
        long reported = lastReport();
        next = resume();
        assertThat(next).isPresent();

        try (RawClient client = rig.client()) {
            client.send(hello(component, token));
            assertThat(client.read().getResult().getStatus()).isEqualTo(AisStatus.OK.value());
            awaitBack();
            CommandId set =
                    rig.leader.order(component, component.active(10_000)).id();
            next.get()
                    .received(
                            AgentRig.LEADER,
                            FakeLeader.orders(
                                    AgentRig.TERM,
                                    new org.amf4j.core.command.Command.Order(
                                            set,
                                            new org.amf4j.core.command.Command.Agent(
                                                    TestComponent.NODE, AgentRig.INCARNATION),
                                            component.dn(),
                                            component.active(10_000))));
            long invocation = client.read().getCallback().getInvocation();
            client.ask(RawClient.response(invocation, AisStatus.OK.value()));

            assertThat(rig.answer(set).answer()).isEqualTo(Answer.OK);
            assertThat(Sessions.isRunning(pid)).isTrue();
            assertThat(component.cleanups()).isZero();
            assertThat(lastReport()).isEqualTo(reported + 1);
            assertThat(rig.leader.reportsTo(AgentRig.LEADER)).noneMatch(Event.ComponentFailed.class::isInstance);
        }
    }

    @Test
    @DisplayName("who is told connects again at once, and never meets the process that leaves")
    void servesNobodyAnyMore() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SESSIONS; i++) {
                RawClient client = rig.client();
                clients.add(client);
                client.hello("");
            }
            CompletableFuture<Boolean> refused = CompletableFuture.supplyAsync(
                    () -> isRefusedWhenTold(clients.get(0)),
                    task -> Thread.ofPlatform().daemon().start(task));

            leave(KEPT);

            assertThat(refused.get()).isTrue();
            for (RawClient other : clients.subList(1, SESSIONS)) {
                assertThat(other.read().hasLeaving()).isTrue();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** Whether no new connection can be made as soon as this one is told that the agent leaves. */
    private boolean isRefusedWhenTold(RawClient told) {
        try {
            assertThat(told.read().hasLeaving()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (RawClient again = rig.client()) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    @DisplayName("the death of a component is noticed by the next process, also when it has died between the two")
    void diesBetween() throws Exception {
        TestComponent plain = TestComponent.in(rig.folder, "c2", false);
        CommandId started = rig.order(plain, plain.instantiate());
        assertThat(rig.answer(started).answer()).isEqualTo(Answer.OK);
        leave(KEPT);

        ProcessHandle.of(plain.pid()).orElseThrow().destroyForcibly();
        next = resume();

        Event.ComponentFailed failed = rig.report(plain, Event.ComponentFailed.class);
        assertThat(failed.incarnation()).isEqualTo(started);
        rig.report(plain, Event.CleanupEnded.class);
        assertThat(plain.cleanups()).isEqualTo(1);
    }

    @Test
    @DisplayName("the death of a component after that is noticed as ever")
    void diesAfterwards() throws Exception {
        TestComponent plain = TestComponent.in(rig.folder, "c2", false);
        rig.answer(rig.order(plain, plain.instantiate()));
        leave(KEPT);
        next = resume();
        awaitBack();
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).noneMatch(Event.ComponentFailed.class::isInstance);

        ProcessHandle.of(plain.pid()).orElseThrow().destroyForcibly();

        rig.report(plain, Event.ComponentFailed.class);
    }

    @Test
    @DisplayName("a component whose process does not come back has failed")
    void doesNotComeBack() throws Exception {
        try (RawClient client = rig.client()) {
            up(client);
            leave(KEPT);
        }
        next = resume();

        Event.ComponentFailed failed = rig.report(component, Event.ComponentFailed.class);
        assertThat(failed.source()).isEqualTo(Event.ErrorSource.CONNECTION_LOST);
        assertThat(failed.detail()).contains("restart of the agent");
    }

    @Test
    @DisplayName("a wrong token, and a right one for another component, open nothing")
    void wrongToken() throws Exception {
        TestComponent other = TestComponent.in(rig.folder, "c2", false);
        ByteString token;
        try (RawClient client = rig.client()) {
            token = up(client);
            leave(KEPT);
        }
        next = resume();

        for (ToAgent hello :
                new ToAgent[] {hello(component, ByteString.copyFromUtf8("guessed")), hello(other, token)}) {
            try (RawClient client = rig.client()) {
                client.send(hello);
                assertThat(client.read().getResult().getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
                client.awaitEnd();
            }
        }
        try (RawClient client = rig.client()) {
            client.send(hello(component, token));
            assertThat(client.read().getResult().getStatus()).isEqualTo(AisStatus.OK.value());
        }
    }

    @Test
    @DisplayName("when nobody goes on in time, what runs is killed, and nobody can go on any more")
    void nobodyGoesOn() throws Exception {
        TestComponent plain = TestComponent.in(rig.folder, "c2", false);
        rig.answer(rig.order(plain, plain.instantiate()));

        leave(Duration.ofMillis(500));

        await().atMost(LIMIT).until(() -> !Sessions.isRunning(plain.pid()));
        assertThat(resume()).isEmpty();
    }

    @Test
    @DisplayName("one process goes on, a second one finds nothing")
    void onlyOne() throws Exception {
        leave(KEPT);
        next = resume();

        assertThat(next).isPresent();
        assertThat(resume()).isEmpty();
    }

    @Test
    @DisplayName("when what the next process must know cannot be written, the agent stays and misses nothing")
    void cannotBeWritten() throws Exception {
        TestComponent plain = TestComponent.in(rig.folder, "c2", false);
        rig.answer(rig.order(plain, plain.instantiate()));
        Files.createDirectories(rig.folder.resolve("restart-" + AgentRig.INCARNATION + ".memory.draft/in-the-way"));

        assertThatThrownBy(() -> leave(KEPT)).hasMessageContaining("restart-");
        rig.agent.stay(NEXT_PROCESS);

        awaitBack();
        CommandId terminate = rig.order(plain, new Action.Terminate(Map.of()));
        assertThat(rig.answer(terminate).answer()).isEqualTo(Answer.OK);
    }

    @Test
    @DisplayName("two processes of one life never give two requests the same name")
    void namesOfRequests() {
        NodeSettings second = new NodeSettings("n1", AgentRig.INCARNATION, rig.folder, Map.of(), "", NEXT_PROCESS);

        assertThat(second.requests()).isNotEqualTo(rig.settings.requests());
        assertThat(second.restartFile()).isNotEqualTo(rig.settings.restartFile());
    }

    @Test
    @DisplayName(
            "while a command runs the agent does not leave and says whose it is; afterwards orders are taken as ever")
    void underWay() throws Exception {
        TestComponent slow = TestComponent.in(rig.folder, "c2", false);
        Files.writeString(
                slow.folder().resolve("instantiate"),
                "#!/bin/sh\nsleep 1000 &\necho $! > " + slow.folder() + "/pid\nwhile [ ! -e " + slow.folder()
                        + "/go ]; do sleep 0.02; done\n");
        CommandId started = rig.order(slow, slow.instantiate());

        assertThatThrownBy(() -> rig.agent.leave(KEPT, Duration.ofMillis(300)))
                .isInstanceOf(AisException.class)
                .hasMessageContaining(slow.dn().toString())
                .hasMessageContaining("INSTANTIATING");
        rig.agent.stay(NEXT_PROCESS);
        Files.createFile(slow.folder().resolve("go"));

        assertThat(rig.answer(started).answer()).isEqualTo(Answer.OK);
        CommandId terminate = rig.order(slow, new Action.Terminate(Map.of()));
        assertThat(rig.answer(terminate).answer()).isEqualTo(Answer.OK);
    }
}
