package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.SessionState;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Loss of the agent")
@Tag("JAPI-005")
@Timeout(30)
class AgentLossTest {

    private static final Dn K1 = Dn.of("safCsi=k1,safSi=s,safApp=app");

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

    @Test
    @DisplayName("under CALLBACK the component is told, requests are TRY_AGAIN, awaitTermination() throws")
    void callback() throws IOException {
        try (AmfSession session = Availability.open(agent.options())) {
            var component = RecordingComponent.silent();
            session.register(component);
            agent.setCsi(FakeAgent.addOne(1, K1.toString()));
            await().atMost(PATIENCE).until(() -> component.requests.size() == 1);

            agent.die();

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
            assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
            assertTryAgain(() -> session.haState(K1));
            assertTryAgain(session::awaitTermination);
            assertTryAgain(() -> component.requests.get(0).done());
        }
    }

    private static void assertTryAgain(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_TRY_AGAIN));
    }

    @Test
    @DisplayName("a request that waits when the agent dies ends at once")
    void waitingRequest() throws Exception {
        try (AmfSession session = Availability.open(agent.options())) {
            agent.plan(BodyCase.HA_STATE_GET, Optional.empty());
            CompletableFuture<Object> state = CompletableFuture.supplyAsync(() -> session.haState(K1));
            agent.heard(BodyCase.HA_STATE_GET);

            agent.die();

            assertThatThrownBy(() -> state.get(5, TimeUnit.SECONDS)).hasMessageContaining("ERR_TRY_AGAIN");
        }
    }

    @Test
    @DisplayName("what is not the protocol counts as a lost agent")
    void garbage() throws IOException {
        try (AmfSession session = Availability.open(agent.options())) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.sendRaw(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII)));
            agent.sendRaw(ByteBuffer.wrap(new byte[200]));

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
        }
    }

    @Test
    @DisplayName("a frame beyond the limit counts as a lost agent, before its content arrives")
    void tooLarge() throws IOException {
        try (AmfSession session = Availability.open(agent.options())) {
            var component = RecordingComponent.willing();
            session.register(component);

            agent.sendRaw(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}));

            await().atMost(PATIENCE).until(() -> component.losses.size() == 1);
            assertThat(component.losses.get(0)).contains("larger than " + FrameDecoder.FRAME_BYTES_MAX);
        }
    }

    @Test
    @DisplayName("a process that has not registered goes on")
    void unregistered() throws IOException {
        try (AmfSession session = Availability.open(agent.options().withAgentLossPolicy(AgentLossPolicy.HALT))) {

            agent.die();

            await().atMost(PATIENCE).until(() -> session.state() == SessionState.DISCONNECTED);
        }
    }

    @Test
    @DisplayName("by default the process ends at once, says why and skips its shutdown hooks")
    void halt() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingComponent.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put(Availability.COMPONENT_NAME_VARIABLE, FakeAgent.COMPONENT.toString());
        builder.environment()
                .put(Availability.AGENT_SOCKET_VARIABLE, agent.socket().toString());
        Process process = builder.start();
        agent.heard(BodyCase.REGISTER);
        agent.response(agent.setCsi(FakeAgent.addOne(1, K1.toString())));

        agent.die();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(AgentLossPolicy.EXIT_CODE);
        assertThat(folder.resolve("output"))
                .content()
                .contains(FakeAgent.COMPONENT.toString())
                .contains("agent was lost")
                .doesNotContain("shutdown hook");
    }
}
