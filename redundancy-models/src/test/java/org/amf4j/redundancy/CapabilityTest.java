package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each capability model of components, and that nothing is asked of a component that its model does not allow. */
@Tag("AMF-043")
@Tag("AMF-044")
class CapabilityTest {

    /** Three instances on two units of one component each, which may carry two of them in each state. */
    private static GroupText group(RedundancyKind kind, CapabilityModel capability) {
        return ModelText.cluster(2)
                .group("sg", kind)
                .units(2)
                .components("c")
                .instances("SI", 3)
                .capability(capability)
                .componentMax("c", 2, 2)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    private static Drawing start(RedundancyKind kind, CapabilityModel capability) {
        return Drawing.of(group(kind, capability).objects());
    }

    @Test
    @DisplayName("1, x active and y standby: active and standby at the same time, each up to its number")
    void xActiveAndYStandby() {
        Drawing cluster = start(RedundancyKind.N_WAY, CapabilityModel.X_ACTIVE_AND_Y_STANDBY);

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3 S:SI2; SU2 A:SI2 S:SI1,SI3");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI1,SI2");
        assertThat(cluster.assignment("SI3")).isEqualTo("UNASSIGNED");
    }

    @Test
    @DisplayName("2, x active or y standby: several of one state; a take-over turns all of them at once")
    void xActiveOrYStandby() {
        Drawing cluster = start(RedundancyKind.TWO_N, CapabilityModel.X_ACTIVE_OR_Y_STANDBY);

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
        cluster.step("crash SU1/c");
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2");
        assertThat(cluster.trace()).contains("SU2/c CSI_SET ACTIVE TARGET_ALL SI1.c SI2.c NOT_QUIESCED SU1/c");
    }

    @Test
    @DisplayName("3, one active or y standby: a standby for two becomes active for one")
    void oneActiveOrYStandby() {
        Drawing cluster = Drawing.of(ModelText.cluster(3)
                .group("sg", RedundancyKind.N_PLUS_M)
                .units(3)
                .components("c")
                .instances("SI", 2)
                .prefActive(2)
                .prefStandby(1)
                .capability(CapabilityModel.ONE_ACTIVE_OR_Y_STANDBY)
                .componentMax("c", 2, 2)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 S:SI1,SI2");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI2; SU3 A:SI1");
    }

    @Test
    @DisplayName("4, one active or one standby: one CSI in one state, whatever the numbers say")
    void oneActiveOrOneStandby() {
        Drawing cluster = start(RedundancyKind.TWO_N, CapabilityModel.ONE_ACTIVE_OR_ONE_STANDBY);

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.assignment("SI2")).isEqualTo("UNASSIGNED");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @DisplayName("5, x active: several CSIs, never as standby; a 2N standby unit leaves it without any")
    void xActive() {
        Drawing cluster = start(RedundancyKind.TWO_N, CapabilityModel.X_ACTIVE);

        assertThat(cluster.shows()).startsWith("SU1 A:SI1,SI2").doesNotContain("SI3");
        assertThat(cluster.trace()).noneMatch(l -> l.contains("CSI_SET STANDBY"));
        cluster.step("crash SU1/c");
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2");
        assertThat(cluster.trace()).noneMatch(l -> l.contains("CSI_SET STANDBY"));
    }

    @Test
    @DisplayName("6, one active: one CSI, never as standby")
    void oneActive() {
        Drawing cluster = start(RedundancyKind.N_WAY_ACTIVE, CapabilityModel.ONE_ACTIVE);

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2");
        assertThat(cluster.assignment("SI3")).isEqualTo("UNASSIGNED");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1");
    }

    @Test
    @DisplayName("7, not pre-instantiable: runs while it has its one CSI, and is asked nothing by callbacks")
    void nonPreInstantiable() {
        Drawing cluster = Drawing.of(ModelText.cluster(2)
                .group("sg", RedundancyKind.NO_REDUNDANCY)
                .units(2)
                .components("c")
                .npi()
                .instances("SI", 1)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.presence("SU2")).isEqualTo("UNINSTANTIATED");
        cluster.step("lock SU1");
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.trace()).noneMatch(l -> l.contains("CSI_SET") || l.contains("CSI_REMOVE"));
    }
}
