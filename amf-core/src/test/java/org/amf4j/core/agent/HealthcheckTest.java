package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class HealthcheckTest {

    private final Rig rig = new Rig();

    @BeforeEach
    void up() {
        rig.up();
    }

    private int rounds() {
        return rig.all(AgentAction.SendCallback.class).size();
    }

    private void confirm(AisStatus status) {
        rig.feed(new AgentEvent.HealthcheckConfirmed(rig.now(), rig.caller(Rig.SESSION), "h", status));
    }

    @Test
    @Tag("AMF-078")
    @DisplayName("AMF-078: a round begins at once and then every period while they are answered")
    void everyPeriod() {
        rig.startHealthcheck("h", false);
        assertThat(rounds()).isEqualTo(1);

        for (int round = 2; round < 6; round++) {
            rig.answer(rig.invocation(), AisStatus.OK);
            rig.pass(Rig.HEALTH_PERIOD);
            assertThat(rounds()).isEqualTo(round);
        }

        assertThat(rig.told()).isEmpty();
    }

    @Test
    @Tag("AMF-078")
    @DisplayName("AMF-078: no answer within the limit triggers the recovery recommended at the start")
    void noAnswer() {
        rig.startHealthcheck("h", false);

        rig.pass(Rig.HEALTH_LIMIT);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_TIMEOUT COMPONENT_FAILOVER");
    }

    @Test
    @Tag("AMF-078")
    @DisplayName("AMF-078: an error answer triggers the recovery recommended at the start")
    void errorAnswer() {
        rig.startHealthcheck("h", false);

        rig.answer(rig.invocation(), AisStatus.ERR_FAILED_OPERATION);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_FAILED COMPONENT_FAILOVER");
        assertThat(rig.runningTimers()).isZero();
    }

    @Test
    @Tag("AMF-079")
    @DisplayName("AMF-079: confirmed every period all is well; a missing confirmation triggers the recovery")
    void missingConfirmation() {
        rig.startHealthcheck("h", true);
        rig.pass(Rig.HEALTH_PERIOD - 1);
        confirm(AisStatus.OK);
        rig.pass(Rig.HEALTH_PERIOD - 1);
        assertThat(rig.told()).isEmpty();

        rig.pass(1);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_TIMEOUT COMPONENT_FAILOVER");
        assertThat(rounds()).isZero();
    }

    @Test
    @Tag("AMF-079")
    @DisplayName("AMF-079: a confirmation with an error triggers the recovery")
    void errorConfirmation() {
        rig.startHealthcheck("h", true);

        confirm(AisStatus.ERR_FAILED_OPERATION);

        assertThat(rig.told()).containsExactly("HEALTHCHECK_FAILED COMPONENT_FAILOVER");
    }

    @Test
    @Tag("AMF-080")
    @DisplayName("AMF-080: an unknown key is NOT_EXIST, a running one EXIST")
    void keys() {
        rig.startHealthcheck("unknown", false);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        rig.startHealthcheck("h", false);
        assertThat(rig.result()).isEqualTo(AisStatus.OK);

        rig.startHealthcheck("h", true);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_EXIST);
    }

    @Test
    @DisplayName("a stopped healthcheck ends; it is stopped by its own session only")
    void stops() {
        rig.startHealthcheck("h", true);
        rig.hello(71);
        rig.feed(new AgentEvent.HealthcheckStopped(rig.now(), rig.caller(71), "h"));
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);

        rig.feed(new AgentEvent.HealthcheckStopped(rig.now(), rig.caller(Rig.SESSION), "h"));
        rig.pass(Rig.HEALTH_PERIOD * 3);

        assertThat(rig.told()).isEmpty();
        assertThat(rig.runningTimers()).isZero();
        rig.feed(new AgentEvent.HealthcheckStopped(rig.now(), rig.caller(Rig.SESSION), "h"));
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @DisplayName("a healthcheck that the framework invokes cannot be confirmed")
    void wrongKind() {
        rig.startHealthcheck("h", false);

        confirm(AisStatus.OK);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }
}
