package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckRequest;
import org.amf4j.api.amf.ProxiedComponent;
import org.amf4j.api.amf.ProxiedListener;
import org.amf4j.api.amf.ProxiedRequest;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.SessionState;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.ProtectionGroupChange;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.component.ToComponent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A planned restart of the agent")
@Tag("JAPI-005")
@Timeout(60)
class AgentRestartTest {

    private static final Dn K1 = Dn.of("safCsi=k1,safSi=s,safApp=app");
    private static final Dn PROXIED = Dn.of("safComp=p,safSu=su2,safSg=sg,safApp=app");
    private static final ByteString TOKEN = ByteString.copyFromUtf8("token-1");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(150);

    @TempDir
    Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent(folder);
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
    }

    private static final class Proxy extends RecordingComponent implements ProxiedListener {

        Proxy() {
            super(request -> request.done());
        }

        @Override
        public void instantiate(ProxiedRequest request) {
            request.done();
        }

        @Override
        public void cleanUp(ProxiedRequest request) {
            request.done();
        }

        @Override
        public void agentLost(String reason) {
            super.agentLost(reason);
        }
    }

    private AmfSession open(SessionOptions options) {
        return open(options, TOKEN);
    }

    private AmfSession open(SessionOptions options, ByteString token) {
        planHello(token);
        return Availability.open(options);
    }

    private void planHello(ByteString token) {
        agent.plan(
                BodyCase.HELLO,
                Optional.of(Result.newBuilder().setResumeToken(token).build()));
    }

    private static void assertStatus(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    @DisplayName("a registered component goes on by its token, hears nothing of it, and callbacks come again")
    void goesOn() throws Exception {
        try (AmfSession session = open(agent.options().withAgentLossPolicy(AgentLossPolicy.HALT))) {
            var component = RecordingComponent.willing();
            session.register(component);
            agent.response(agent.setCsi(FakeAgent.addOne(1, K1.toString())));

            agent.leave(LONG);
            planHello(ByteString.EMPTY);
            agent.comeBack();

            Hello again = agent.heard(BodyCase.HELLO, 2).get(1).getHello();
            assertThat(again.getResumeToken()).isEqualTo(TOKEN);
            assertThat(again.getComponent()).isEqualTo(FakeAgent.COMPONENT.toString());
            assertThat(again.getPid()).isEqualTo(ProcessHandle.current().pid());
            session.clearError(FakeAgent.COMPONENT);
            agent.response(agent.healthcheck("check"));
            assertThat(session.state()).isEqualTo(SessionState.REGISTERED);
            assertThat(session.assignments()).containsEntry(K1, HaState.ACTIVE);
            assertThat(agent.all(BodyCase.REGISTER)).hasSize(1);
            assertThat(component.losses).isEmpty();
        }
    }

    @Test
    @DisplayName("it goes on any number of times, with the latest token")
    void goesOnAgain() throws Exception {
        try (AmfSession session = open(agent.options())) {
            agent.leave(LONG);
            planHello(ByteString.copyFromUtf8("token-2"));
            agent.comeBack();
            session.clearError(FakeAgent.COMPONENT);

            agent.leave(LONG);
            agent.comeBack();
            session.clearError(FakeAgent.COMPONENT);

            assertThat(agent.heard(BodyCase.HELLO, 3).get(2).getHello().getResumeToken())
                    .isEqualTo(ByteString.copyFromUtf8("token-2"));
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
        }
    }

    @Test
    @DisplayName("a request without a result is sent again, and one that is made meanwhile waits")
    void requestsWait() throws Exception {
        try (AmfSession session = open(agent.options())) {
            agent.plan(BodyCase.HEALTHCHECK_CONFIRM, Optional.empty());
            var unanswered = CompletableFuture.runAsync(() -> session.confirmHealthcheck("check", Health.ok()));
            ToAgent first = agent.heard(BodyCase.HEALTHCHECK_CONFIRM);

            agent.leave(LONG);
            var made = CompletableFuture.runAsync(() -> session.stopHealthcheck("other"));
            agent.comeBack();

            unanswered.get(5, TimeUnit.SECONDS);
            made.get(5, TimeUnit.SECONDS);
            assertThat(agent.all(BodyCase.HEALTHCHECK_CONFIRM)).containsExactly(first, first);
            assertThat(agent.all(BodyCase.HEALTHCHECK_STOP)).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "a request that finds the connection closed before it was read that the agent leaves is sent again, too")
    void requestAheadOfReading() throws Exception {
        SessionOptions options = agent.options().withExecutor(Runnable::run); // a callback keeps the reading thread
        var called = new CompletableFuture<Void>();
        var readsOn = new CompletableFuture<Void>();
        try (AmfSession session = open(options)) {
            var component = new RecordingComponent(request -> {
                called.complete(null);
                readsOn.join();
            });
            session.register(component);
            agent.healthcheck("check");
            called.get(5, TimeUnit.SECONDS);

            agent.leave(LONG);
            ((ClientSession) session).reportAhead(PROXIED, RecommendedRecovery.COMPONENT_RESTART, "it smokes");
            readsOn.complete(null);
            agent.comeBack();

            assertThat(agent.heard(BodyCase.ERROR_REPORT).getErrorReport().getText())
                    .isEqualTo("it smokes");
            assertThat(component.losses).isEmpty();
        } finally {
            readsOn.complete(null);
        }
    }

    @Test
    @DisplayName("a request that cannot wait so long fails with ERR_TRY_AGAIN, and the session goes on")
    void requestTimesOut() throws Exception {
        try (AmfSession session = open(agent.options().withRequestTimeout(SHORT))) {
            agent.leave(LONG);

            assertStatus(AisStatus.ERR_TRY_AGAIN, () -> session.stopHealthcheck("check"));

            agent.comeBack();
            agent.heard(BodyCase.HELLO, 2);
            session.clearError(FakeAgent.COMPONENT);
            assertThat(agent.all(BodyCase.HEALTHCHECK_STOP)).isEmpty();
        }
    }

    @Test
    @DisplayName("an answer, and the report ahead of it, wait until the agent is back, in their order")
    void answersWait() throws Exception {
        try (AmfSession session = open(agent.options())) {
            var component = RecordingComponent.silent();
            session.register(component);
            long invocation = agent.healthcheck("check");
            await().atMost(PATIENCE).until(() -> component.requests.size() == 1);

            agent.leave(LONG);
            var asked = (HealthcheckRequest) component.requests.get(0);
            var answered = CompletableFuture.runAsync(
                    () -> asked.answer(Health.failed(RecommendedRecovery.COMPONENT_RESTART, "no disk")));
            agent.comeBack();

            assertThat(agent.response(invocation).getText()).isEqualTo("no disk");
            answered.get(5, TimeUnit.SECONDS);
            assertThat(agent.received().stream().map(ToAgent::getBodyCase))
                    .containsSubsequence(BodyCase.HELLO, BodyCase.HELLO, BodyCase.ERROR_REPORT, BodyCase.RESPONSE);
        }
    }

    @Test
    @DisplayName("protection groups are followed on, and a change that comes with the first answer is not lost")
    void trackings() throws Exception {
        try (AmfSession session = open(agent.options())) {
            var changes = new CopyOnWriteArrayList<Dn>();
            session.trackProtectionGroup(K1, Set.of(TrackFlag.CHANGES), c -> changes.add(c.csi()));

            agent.leave(LONG);
            agent.comeBack();
            agent.heard(BodyCase.HELLO, 2);
            session.clearError(FakeAgent.COMPONENT);
            agent.say(ToComponent.newBuilder()
                    .setProtectionGroupChange(ProtectionGroupChange.newBuilder()
                            .setCsi(K1.toString())
                            .setStatus(AisStatus.OK.value()))
                    .build());

            await().atMost(PATIENCE).until(() -> changes.contains(K1));
            assertThat(agent.all(BodyCase.PROTECTION_GROUP_TRACK)).hasSize(1);
        }
    }

    @Test
    @DisplayName("a proxy speaks on for its component")
    void proxies() throws Exception {
        try (AmfSession session = open(agent.options())) {
            session.register(RecordingComponent.willing());
            ProxiedComponent proxied = session.registerProxied(PROXIED, new Proxy());

            agent.leave(LONG);
            agent.comeBack();
            proxied.confirmHealthcheck("check", Health.ok());

            assertThat(agent.heard(BodyCase.HEALTHCHECK_CONFIRM).getProxied()).isEqualTo(PROXIED.toString());
            assertThat(agent.all(BodyCase.REGISTER)).hasSize(2);
        }
    }

    @Test
    @DisplayName("an agent that does not come back in the time it named is lost")
    void tooLate() throws Exception {
        try (AmfSession session = open(agent.options())) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.leave(SHORT);

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
            assertThat(component.losses.get(0)).contains("is not back in the time that it had named");
            assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
            assertStatus(AisStatus.ERR_TRY_AGAIN, () -> session.haState(K1));
        }
    }

    @Test
    @DisplayName("an agent that knows nothing of the session any more is lost, with its words")
    void refused() throws Exception {
        try (AmfSession session = open(agent.options())) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.leave(LONG);
            agent.plan(BodyCase.HELLO, AisStatus.ERR_NOT_EXIST, "there is no such session");
            agent.comeBack();

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
            assertThat(component.losses.get(0)).contains("ERR_NOT_EXIST", "there is no such session");
        }
    }

    @Test
    @DisplayName("an agent that is there and cannot say yet is asked again, as is one that ends once more")
    void notYet() throws Exception {
        try (AmfSession session = open(agent.options())) {
            agent.leave(LONG);
            agent.plan(BodyCase.HELLO, AisStatus.ERR_TRY_AGAIN, "not yet");
            agent.plan(BodyCase.HELLO, Optional.empty());
            agent.comeBack();
            agent.heard(BodyCase.HELLO, 3);
            agent.die();

            session.clearError(FakeAgent.COMPONENT);

            assertThat(agent.all(BodyCase.HELLO))
                    .hasSize(4)
                    .last()
                    .satisfies(hello ->
                            assertThat(hello.getHello().getResumeToken()).isEqualTo(TOKEN));
        }
    }

    @Test
    @DisplayName("a session without a token is lost, though the agent says that it leaves")
    void withoutToken() throws Exception {
        try (AmfSession session = open(agent.options(), ByteString.EMPTY)) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.leave(LONG);

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
        }
    }

    @Test
    @DisplayName("an agent that ends without a word is lost, also with a token")
    void withoutLeaving() throws Exception {
        try (AmfSession session = open(agent.options())) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.die();

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
            assertThat(agent.all(BodyCase.HELLO)).hasSize(1);
        }
    }

    @Test
    @DisplayName("close() in between ends at once, and what waits with it")
    void closing() throws Exception {
        AmfSession session = open(agent.options().withRequestTimeout(LONG).withCloseTimeout(LONG));
        var waits = new CompletableFuture<AisStatus>();
        session.register(new RecordingComponent(request -> {
            try {
                session.haState(K1);
            } catch (AisException e) {
                waits.complete(e.status());
            }
        }));
        agent.plan(BodyCase.HA_STATE_GET, Optional.empty());
        agent.healthcheck("check");
        agent.heard(BodyCase.HA_STATE_GET);

        agent.leave(LONG);
        var closed = CompletableFuture.runAsync(session::close);

        closed.get(5, TimeUnit.SECONDS);
        assertThat(waits.get(5, TimeUnit.SECONDS)).isEqualTo(AisStatus.ERR_BAD_HANDLE);
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    @DisplayName("a process that only reports errors begins anew, without a token")
    void reporter() throws Exception {
        SessionOptions options = SessionOptions.of(Dn.ROOT, agent.socket());
        try (AmfSession session = Availability.open(options)) {
            agent.leave(LONG);
            agent.comeBack();

            session.reportError(PROXIED, RecommendedRecovery.COMPONENT_RESTART, "it smokes");

            assertThat(agent.all(BodyCase.HELLO))
                    .hasSize(2)
                    .allSatisfy(hello ->
                            assertThat(hello.getHello().getResumeToken()).isEmpty());
            assertThat(agent.all(BodyCase.ERROR_REPORT)).hasSize(1);
        }
    }
}
