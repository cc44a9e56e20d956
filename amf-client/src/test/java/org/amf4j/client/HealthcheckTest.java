package org.amf4j.client;

import static org.amf4j.client.FakeAgent.COMPONENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckInvocation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.Removal;
import org.amf4j.protocol.component.HealthcheckStart;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Healthchecks")
@Tag("JAPI-008")
@Timeout(30)
class HealthcheckTest {

    @TempDir
    Path folder;

    private FakeAgent agent;
    private AmfSession session;

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(folder);
        session = Availability.open(agent.options());
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        agent.close();
    }

    private static final class Checked extends ComponentAdapter {
        private final String key;
        private final Supplier<Health> health;

        Checked(String key, Supplier<Health> health) {
            this.key = key;
            this.health = health;
        }

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

        @Override
        public Health check() {
            return health.get();
        }

        @Override
        public String healthcheckKey() {
            return key;
        }

        @Override
        public RecommendedRecovery healthcheckRecovery() {
            return RecommendedRecovery.COMPONENT_RESTART;
        }
    }

    @Test
    @DisplayName("the adapter's check is started with the registration, and answered by check()")
    void started() {
        session.register(new Checked("alive", Health::ok));

        HealthcheckStart start = agent.heard(BodyCase.HEALTHCHECK_START).getHealthcheckStart();
        assertThat(start.getKey()).isEqualTo("alive");
        assertThat(start.getComponentInvoked()).isFalse();
        assertThat(start.getRecovery()).isEqualTo(RecommendedRecovery.COMPONENT_RESTART.value());
        assertThat(agent.response(agent.healthcheck("alive")).getStatus()).isEqualTo(AisStatus.OK.value());
    }

    @Test
    @DisplayName("the default key may be missing in the configuration, a declared one may not")
    void missing() {
        agent.plan(BodyCase.HEALTHCHECK_START, AisStatus.ERR_NOT_EXIST, "no such key");
        agent.plan(BodyCase.HEALTHCHECK_START, AisStatus.ERR_NOT_EXIST, "no such key");

        session.register(new Checked(ComponentAdapter.DEFAULT_HEALTHCHECK_KEY, Health::ok));
        assertThatThrownBy(() -> session.startHealthcheck(
                        "alive", HealthcheckInvocation.AMF_INVOKED, RecommendedRecovery.NO_RECOMMENDATION))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_NOT_EXIST));
    }

    @Test
    @DisplayName("without a key no healthcheck is started")
    void none() {
        session.register(new Checked("", Health::ok));

        session.stopHealthcheck("other");
        assertThat(agent.all(BodyCase.HEALTHCHECK_START)).isEmpty();
    }

    @Test
    @DisplayName("a failed check without a recovery is answered FAILED_OPERATION")
    void failed() {
        session.register(new Checked("alive", () -> Health.failed("queue is stuck")));

        Response response = agent.response(agent.healthcheck("alive"));

        assertThat(response.getStatus()).isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
        assertThat(response.getText()).isEqualTo("queue is stuck");
        assertThat(agent.all(BodyCase.ERROR_REPORT)).isEmpty();
    }

    @Test
    @DisplayName("a failed check with a recovery reports it ahead of the answer")
    void failedWithRecovery() {
        session.register(
                new Checked("alive", () -> Health.failed(RecommendedRecovery.COMPONENT_FAILOVER, "queue is stuck")));

        agent.response(agent.healthcheck("alive"));

        List<ToAgent> last = agent.received().stream().skip(3).toList();
        assertThat(last).extracting(ToAgent::getBodyCase).containsExactly(BodyCase.ERROR_REPORT, BodyCase.RESPONSE);
        assertThat(last.get(0).getErrorReport().getComponent()).isEqualTo(COMPONENT.toString());
        assertThat(last.get(0).getErrorReport().getRecovery()).isEqualTo(3);
    }

    @Test
    @DisplayName("a check that throws has failed")
    void throwing() {
        session.register(new Checked("alive", () -> {
            throw new IllegalStateException("no connection");
        }));

        Response response = agent.response(agent.healthcheck("alive"));

        assertThat(response.getStatus()).isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
        assertThat(response.getText()).contains("healthcheck(alive)").contains("no connection");
    }

    @Test
    @DisplayName("component-invoked: started, confirmed and stopped by the component")
    void componentInvoked() {
        session.startHealthcheck("beat", HealthcheckInvocation.COMPONENT_INVOKED, RecommendedRecovery.NODE_FAILOVER);
        session.confirmHealthcheck("beat", Health.ok());
        session.confirmHealthcheck("beat", Health.failed("late"));
        session.stopHealthcheck("beat");

        assertThat(agent.heard(BodyCase.HEALTHCHECK_START).getHealthcheckStart().getComponentInvoked())
                .isTrue();
        assertThat(agent.all(BodyCase.HEALTHCHECK_CONFIRM))
                .extracting(frame -> frame.getHealthcheckConfirm().getStatus())
                .containsExactly(AisStatus.OK.value(), AisStatus.ERR_FAILED_OPERATION.value());
        assertThat(agent.heard(BodyCase.HEALTHCHECK_STOP).getHealthcheckStop().getKey())
                .isEqualTo("beat");
    }

    @Test
    @DisplayName("a key of no or too many bytes is refused before it is sent")
    void key() {
        assertThatThrownBy(() -> session.stopHealthcheck("k".repeat(33)))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_INVALID_PARAM));
        assertThatThrownBy(() -> session.stopHealthcheck("")).isInstanceOf(AisException.class);
        assertThat(agent.all(BodyCase.HEALTHCHECK_STOP)).isEmpty();
    }
}
