package org.amf4j.client;

import static org.amf4j.client.FakeAgent.addOne;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.protocol.component.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Dispatching")
@Timeout(30)
class DispatchTest {

    private static final String K1 = "safCsi=k1,safSi=s,safApp=app";

    @TempDir
    Path folder;

    @Test
    @DisplayName("to an executor that accepts nothing answers the callback as failed")
    void rejected() throws IOException {
        try (FakeAgent agent = new FakeAgent(folder);
                AmfSession session = Availability.open(agent.options().withExecutor(task -> {
                    throw new RejectedExecutionException("shut down");
                }))) {
            session.register(RecordingComponent.willing());

            Response response = agent.response(agent.setCsi(addOne(1, K1)));

            assertThat(response.getStatus()).isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
            assertThat(response.getText()).contains("shut down");
            assertThat(agent.problems()).singleElement().asString().contains("active(" + K1 + ")");
        }
    }

    @Test
    @DisplayName("runs what is added while it runs after it, and nothing once closed")
    void order() {
        List<String> ran = new ArrayList<>();
        SerialDispatcher dispatcher = new SerialDispatcher(Runnable::run);

        dispatcher.execute(() -> {
            dispatcher.execute(() -> ran.add("second"));
            ran.add("first");
        });
        dispatcher.execute(() -> {
            dispatcher.execute(() -> ran.add("never"));
            dispatcher.close(0);
            ran.add("last");
        });
        dispatcher.execute(() -> ran.add("never"));

        assertThat(ran).containsExactly("first", "second", "last");
    }

    @Test
    @DisplayName("is warmed up by a made-up component that lives to its end")
    void warmUp() throws Exception {
        assertThat(WarmUp.run()).isEqualTo(WarmUp.ROUNDS);
    }
}
