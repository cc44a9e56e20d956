package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.amf4j.client.FakeAgent.addOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.SessionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Closing a session")
@Tag("JAPI-003")
@Timeout(30)
class ClosingTest {

    private static final String K1 = "safCsi=k1,safSi=s,safApp=app";
    private static final String K2 = "safCsi=k2,safSi=s,safApp=app";

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
    @DisplayName("waits for the running callback, whose answer still goes out; the next one does not start")
    void waits() throws Exception {
        AmfSession session = Availability.open(agent.options());
        var release = new CountDownLatch(1);
        var component = new RecordingComponent(request -> {
            await().atMost(PATIENCE).until(() -> release.getCount() == 0);
            request.done();
        });
        session.register(component);
        long first = agent.setCsi(addOne(1, K1));
        agent.setCsi(addOne(1, K2));
        await().atMost(PATIENCE).until(() -> component.requests.size() == 1);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(session::close);
        await().atMost(PATIENCE).until(() -> session.state() == SessionState.CLOSED);
        boolean waited = !closing.isDone();
        release.countDown();
        closing.get(5, TimeUnit.SECONDS);

        assertThat(waited).isTrue();
        assertThat(agent.response(first).getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(component.requests).hasSize(1);
    }

    @Test
    @DisplayName("interrupts a callback that does not end in time")
    void interrupts() {
        AmfSession session = Availability.open(agent.options().withCloseTimeout(Duration.ofMillis(50)));
        var wasInterrupted = new AtomicBoolean();
        var component = new RecordingComponent(request -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                wasInterrupted.set(true);
            }
        });
        session.register(component);
        agent.setCsi(addOne(1, K1));
        await().atMost(PATIENCE).until(() -> component.requests.size() == 1);

        session.close();

        await().atMost(PATIENCE).untilTrue(wasInterrupted);
    }

    @Test
    @DisplayName("does not wait for itself when called in a callback, and lets awaitTermination() return")
    void inCallback() throws Exception {
        AmfSession session = Availability.open(agent.options());
        session.register(new RecordingComponent(request -> session.close()));

        agent.setCsi(addOne(1, K1));

        session.awaitTermination();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    @DisplayName("an answer after it is refused with BAD_HANDLE")
    void answerAfter() {
        AmfSession session = Availability.open(agent.options());
        var component = RecordingComponent.silent();
        session.register(component);
        agent.setCsi(addOne(1, K1));
        await().atMost(PATIENCE).until(() -> component.requests.size() == 1);

        session.close();

        assertThatThrownBy(component.requests.get(0)::done)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_BAD_HANDLE));
        assertThat(component.losses).isEmpty();
    }
}
