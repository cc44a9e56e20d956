package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.ContainedRequest;
import org.amf4j.api.amf.Removal;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.CleanUpContained;
import org.amf4j.protocol.component.InstantiateContained;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container is called for. */
class ContainedTest {

    private static final Dn X = Dn.of("safComp=x,safSu=su1,safSg=inner,safApp=app");

    @TempDir
    Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent(folder);
    }

    @AfterEach
    void end() throws Exception {
        agent.close();
    }

    private long instantiate() {
        return agent.callback(
                Callback.newBuilder()
                        .setInstantiateContained(
                                InstantiateContained.newBuilder().setComponent(X.toString())),
                FakeAgent.TIME_LIMIT);
    }

    private long cleanUp() {
        return agent.callback(
                Callback.newBuilder()
                        .setCleanUpContained(CleanUpContained.newBuilder().setComponent(X.toString())),
                FakeAgent.TIME_LIMIT);
    }

    @Test
    @DisplayName("a container is told which component to instantiate and which to clean up, and answers")
    void container() {
        List<String> told = new ArrayList<>();
        try (AmfSession session = Availability.open(agent.options())) {
            session.register(new Idle() {
                @Override
                public void instantiateContained(ContainedRequest request) {
                    told.add("instantiate " + request.component());
                    request.done();
                }

                @Override
                public void cleanUpContained(ContainedRequest request) {
                    told.add("clean up " + request.component());
                    request.fail("busy");
                }
            });

            assertThat(agent.response(instantiate()).getStatus()).isEqualTo(AisStatus.OK.value());
            var refused = agent.response(cleanUp());

            assertThat(refused.getStatus()).isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
            assertThat(refused.getText()).isEqualTo("busy");
            assertThat(told).containsExactly("instantiate " + X, "clean up " + X);
        }
    }

    @Test
    @DisplayName("whoever is no container refuses")
    void noContainer() {
        try (AmfSession session = Availability.open(agent.options())) {
            session.register(new Idle());

            var response = agent.response(instantiate());

            assertThat(response.getStatus()).isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
            assertThat(response.getText()).contains("no container");
        }
    }

    private static class Idle extends ComponentAdapter {
        @Override
        public void active(Assignment assignment) {
            assignment.done();
        }

        @Override
        public void quiesced(Assignment assignment) {
            assignment.done();
        }

        @Override
        public void removed(Removal removal) {
            removal.done();
        }
    }
}
