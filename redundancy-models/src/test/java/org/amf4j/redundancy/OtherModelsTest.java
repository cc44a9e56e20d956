package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Worked examples of no-redundancy, and the initial placements of the other models. */
class OtherModelsTest {

    private static GroupText group(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    @Test
    @Tag("AMF-056")
    @DisplayName("NR-1 to NR-4: one instance a unit, the spare takes over, a repaired unit takes what is unassigned")
    void noRedundancy() {
        Drawing cluster = Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 4, 3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 A:SI3");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI2; SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.assignment("SI2")).isEqualTo("UNASSIGNED");
        assertThat(cluster.step("repaired SU1").shows()).isEqualTo("SU1 A:SI2; SU3 A:SI3; SU4 A:SI1");
    }

    @Test
    @Tag("AMF-056")
    @DisplayName("NR-5: with two units the third instance waits; a locked instance leaves its unit to it")
    void noRedundancyShort() {
        Drawing cluster = Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 2, 3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2");
        assertThat(cluster.step("lock SI1").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2");
        assertThat(cluster.step("unlock SI1").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @Tag("AMF-056")
    @DisplayName("NR-6: lock of a unit hands its instance to the spare: quiesced, active, removed")
    void noRedundancyLock() {
        Drawing cluster = Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 4, 3).objects());

        cluster.step("lock SU3");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU4 A:SI3");
        assertThat(cluster.commands())
                .containsExactly("CSI_SET SU3 QUIESCED", "CSI_SET SU4 ACTIVE", "CSI_REMOVE SU3 TARGET_ONE");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is not supported where there is no standby")
    void noSwap() {
        Drawing cluster = Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 2, 1).objects());

        assertThat(cluster.step("si-swap SI1").last().status()).isEqualTo(AisStatus.ERR_NOT_SUPPORTED);
    }

    @Test
    @Tag("AMF-021")
    @Tag("AMF-029")
    @DisplayName(
            "A unit that cannot be instantiated in advance is instantiated by its assignment and ended by its loss")
    void nonPreInstantiable() {
        Drawing cluster =
                Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 2, 1).npi().objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU2")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("lock SU1").shows()).isEqualTo("SU2 A:SI1");
        assertThat(cluster.commands()).containsExactly("TERMINATE SU1", "INSTANTIATE SU2");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("unlock SU1").step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1");
    }

    @Test
    @Tag("AMF-051")
    @DisplayName("NM-1 and NM-2: three active, one standby for all; the standby takes over, the spare becomes standby")
    void nPlusM() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_PLUS_M, 5, 6)
                .prefActive(3)
                .prefStandby(1)
                .objects());

        assertThat(cluster.shows())
                .isEqualTo("SU1 A:SI1,SI4; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU4 S:SI1,SI2,SI3,SI4,SI5,SI6");
        assertThat(cluster.step("crash SU2/c").shows())
                .isEqualTo("SU1 A:SI1,SI4; SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 S:SI1,SI2,SI3,SI4,SI5,SI6");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 A:SI1,SI4");
        assertThat(cluster.step("repaired SU2").shows())
                .isEqualTo("SU2 S:SI1,SI2,SI3,SI4,SI5,SI6; SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 A:SI1,SI4");
    }

    @Test
    @Tag("AMF-053")
    @DisplayName("NW-1 and NW-2: active and standby spread; the standby takes over and standbys are given anew")
    void nWay() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY, 4, 4).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI4; SU2 A:SI2 S:SI1; SU3 A:SI3 S:SI2; SU4 A:SI4 S:SI3");
        assertThat(cluster.step("crash SU2/c").shows())
                .isEqualTo("SU1 A:SI1 S:SI4; SU3 A:SI2,SI3 S:SI1; SU4 A:SI4 S:SI2,SI3");
    }

    @Test
    @Tag("AMF-055")
    @DisplayName(
            "NA-1 and NA-2: two active units an instance, two instances a unit; a failure leaves what room there is")
    void nWayActive() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY_ACTIVE, 3, 3)
                .maxActive(2)
                .preferred("SI1", 2, 0)
                .preferred("SI2", 2, 0)
                .preferred("SI3", 2, 0)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3; SU2 A:SI1,SI2; SU3 A:SI2,SI3");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1,SI3; SU3 A:SI2,SI3");
        assertThat(cluster.assignment("SI1")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.assignment("SI3")).isEqualTo("FULLY_ASSIGNED");
    }
}
