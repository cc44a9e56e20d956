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

/** The worked examples NR-1 to NR-6: units SU1 to SUn with ranks 1 to n, each on a node of its own. */
@Tag("AMF-056")
class NoRedundancyTest {

    private static GroupText group(int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", RedundancyKind.NO_REDUNDANCY)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    @Test
    @DisplayName("NR-1: one instance a unit, the fourth unit is a spare")
    void initial() {
        Drawing cluster = Drawing.of(group(4, 3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 A:SI3");
        assertThat(cluster.readiness("SU4")).isEqualTo("IN_SERVICE");
    }

    @Test
    @DisplayName("NR-2: SU1 fails: the spare takes its instance, told that nobody was quiesced")
    void unitFails() {
        Drawing cluster = Drawing.of(group(4, 3).objects()).step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2; SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.trace()).containsExactly("SU4/c CSI_SET ACTIVE ADD_ONE SI1.c NOT_QUIESCED SU1/c");
    }

    @Test
    @Tag("AMF-094")
    @DisplayName("NR-3: SU2 fails, too: SI2 is unassigned although a less important one is served")
    void secondFails() {
        Drawing cluster = Drawing.of(group(4, 3).objects()).step("crash SU1/c").step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo("SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.assignment("SI2")).isEqualTo("UNASSIGNED");
        assertThat(cluster.alarms()).containsExactly("+SI_UNASSIGNED SI2");
    }

    @Test
    @DisplayName("NR-3 with SG_ADJUST: SU3 is switched from SI3 to SI2, and SI1 stays where it is")
    void secondFailsAdjustedByOperator() {
        Drawing cluster = Drawing.of(group(4, 3).objects())
                .step("crash SU1/c")
                .step("crash SU2/c")
                .step("sg-adjust sg");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU3 A:SI2; SU4 A:SI1");
        assertThat(cluster.assignment("SI3")).isEqualTo("UNASSIGNED");
        assertThat(cluster.trace()).noneMatch(line -> line.startsWith("SU4"));
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("NR-3 with auto-adjust: the same after the probation")
    void secondFailsAdjusted() {
        Drawing cluster = Drawing.of(group(4, 3).autoAdjust(true, 10_000).objects())
                .step("crash SU1/c")
                .step("crash SU2/c");

        assertThat(cluster.step("wait 8s").shows()).isEqualTo("SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.step("wait 3s").shows()).isEqualTo("SU3 A:SI2; SU4 A:SI1");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("NR-4: SU1 is repaired: it takes what is unassigned, nothing else moves")
    void repaired() {
        Drawing cluster = Drawing.of(group(4, 3).objects())
                .step("crash SU1/c")
                .step("crash SU2/c")
                .step("repaired SU1");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI2; SU3 A:SI3; SU4 A:SI1");
        assertThat(cluster.alarms()).contains("-SI_UNASSIGNED SI2");
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("With auto-adjust the best units serve again, and whoever is on one of them stays")
    void adjustedToBestUnits() {
        Drawing cluster = Drawing.of(group(4, 3).autoAdjust(true, 10_000).objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("wait 11s");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 A:SI3");
    }

    @Test
    @DisplayName("NR-5: with two units the third instance waits; a locked instance leaves its unit to it")
    void noRedundancyShort() {
        Drawing cluster = Drawing.of(group(2, 3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2");
        assertThat(cluster.step("lock SI1").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2");
        assertThat(cluster.step("unlock SI1").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @DisplayName("NR-6: lock of a unit hands its instance to the spare: quiesced, active, removed")
    void noRedundancyLock() {
        Drawing cluster = Drawing.of(group(4, 3).objects());

        cluster.step("lock SU3");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU4 A:SI3");
        assertThat(cluster.commands())
                .containsExactly("CSI_SET SU3 QUIESCED", "CSI_SET SU4 ACTIVE", "CSI_REMOVE SU3 TARGET_ONE");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is not supported where there is no standby")
    void noSwap() {
        Drawing cluster = Drawing.of(group(2, 1).objects());

        assertThat(cluster.step("si-swap SI1").last().status()).isEqualTo(AisStatus.ERR_NOT_SUPPORTED);
    }

    @Test
    @Tag("AMF-021")
    @Tag("AMF-029")
    @DisplayName(
            "A unit that cannot be instantiated in advance is instantiated by its assignment and ended by its loss")
    void nonPreInstantiable() {
        Drawing cluster = Drawing.of(group(2, 1).npi().objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU2")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("lock SU1").shows()).isEqualTo("SU2 A:SI1");
        assertThat(cluster.commands()).containsExactly("TERMINATE SU1", "INSTANTIATE SU2");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("unlock SU1").step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1");
    }
}
