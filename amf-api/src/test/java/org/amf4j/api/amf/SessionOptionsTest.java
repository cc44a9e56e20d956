package org.amf4j.api.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Session options")
class SessionOptionsTest {

    private static final String NAME = "safComp=c,safSu=su1,safSg=sg,safApp=app";

    @Test
    @DisplayName("come from the environment that the framework sets")
    void environment() {
        SessionOptions options = SessionOptions.fromEnvironment(
                Map.of("SA_AMF_COMPONENT_NAME", NAME, "AMF_AGENT_SOCKET", "/run/amf/agent.sock"));

        assertThat(options.component()).isEqualTo(Dn.of(NAME));
        assertThat(options.agentSocket()).isEqualTo(Path.of("/run/amf/agent.sock"));
        assertThat(options.executor()).isEmpty();
        assertThat(options.agentLossPolicy()).isEqualTo(AgentLossPolicy.HALT);
    }

    @Test
    @DisplayName("without that environment say what is missing and how to start under AMF")
    void missing() {
        assertThatThrownBy(() -> SessionOptions.fromEnvironment(Map.of("SA_AMF_COMPONENT_NAME", NAME)))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_NOT_EXIST))
                .hasMessageContaining("missing in the environment: AMF_AGENT_SOCKET")
                .hasMessageContaining("./amf cluster start");
        assertThatThrownBy(() -> SessionOptions.fromEnvironment(Map.of()))
                .hasMessageContaining("SA_AMF_COMPONENT_NAME")
                .hasMessageContaining("AMF_AGENT_SOCKET");
    }

    @Test
    @DisplayName("refuse a name that is none")
    void badName() {
        assertThatThrownBy(() -> SessionOptions.fromEnvironment(
                        Map.of("SA_AMF_COMPONENT_NAME", "streamer", "AMF_AGENT_SOCKET", "/run/agent.sock")))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_INVALID_PARAM))
                .hasMessageContaining("streamer");
    }

    @Test
    @DisplayName("change one by one, each change a new object")
    void changes() {
        SessionOptions first = SessionOptions.of(Dn.of(NAME), Path.of("s"));
        Executor direct = Runnable::run;
        List<String> problems = new ArrayList<>();

        SessionOptions changed = first.withExecutor(direct)
                .withAgentLossPolicy(AgentLossPolicy.CALLBACK)
                .withRequestTimeout(Duration.ofSeconds(1))
                .withCloseTimeout(Duration.ZERO)
                .withProblems(problems::add);
        changed.problems().accept("one");

        assertThat(changed.executor()).contains(direct);
        assertThat(changed.agentLossPolicy()).isEqualTo(AgentLossPolicy.CALLBACK);
        assertThat(changed.requestTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.closeTimeout()).isZero();
        assertThat(problems).containsExactly("one");
        assertThat(first).isEqualTo(SessionOptions.of(Dn.of(NAME), Path.of("s")).withProblems(first.problems()));
    }

    @Test
    @DisplayName("have time limits that make sense")
    void limits() {
        SessionOptions options = SessionOptions.of(Dn.of(NAME), Path.of("s"));

        assertThatThrownBy(() -> options.withRequestTimeout(Duration.ZERO)).hasMessageContaining("requestTimeout");
        assertThatThrownBy(() -> options.withCloseTimeout(Duration.ofMillis(-1)))
                .hasMessageContaining("closeTimeout");
    }

    @Test
    @DisplayName("without a library behind the API opening says which one to add")
    void noProvider() {
        SessionOptions options = SessionOptions.of(Dn.of(NAME), Path.of("s"));

        assertThatThrownBy(() -> Availability.open(options))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_LIBRARY))
                .hasMessageContaining("amf-client");
    }
}
