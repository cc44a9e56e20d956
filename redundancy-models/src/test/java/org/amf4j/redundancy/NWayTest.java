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

/** The worked examples NW-1 to NW-7: units SU1 to SUn with ranks 1 to n, each on a node of its own. */
@Tag("AMF-053")
class NWayTest {

    private static final String FOUR = "SU1 A:SI1 S:SI4; SU2 A:SI2 S:SI1; SU3 A:SI3 S:SI2; SU4 A:SI4 S:SI3";

    private static GroupText group(int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", RedundancyKind.N_WAY)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    private static GroupText ranked() {
        return group(3, 3)
                .preferred("SI1", 1, 2)
                .preferred("SI2", 1, 2)
                .preferred("SI3", 1, 2)
                .ranked("SI1", "SU1", "SU2", "SU3")
                .ranked("SI2", "SU2", "SU3", "SU1")
                .ranked("SI3", "SU3", "SU1", "SU2");
    }

    private static GroupText limited(int maxStandby) {
        return group(3, 6).maxActive(2).maxStandby(maxStandby);
    }

    @Test
    @DisplayName("NW-1: each unit is active for one instance and standby for the one before")
    void initial() {
        Drawing cluster = Drawing.of(group(4, 4).objects());

        assertThat(cluster.shows()).isEqualTo(FOUR);
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-054")
    @DisplayName("NW-2: SU2 fails: the standby of SI2 takes over, and standbys are given anew")
    void unitFails() {
        Drawing cluster = Drawing.of(group(4, 4).objects()).step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI4; SU3 A:SI2,SI3 S:SI1; SU4 A:SI4 S:SI2,SI3");
        assertThat(cluster.trace())
                .anyMatch(l -> l.startsWith("SU3/c CSI_SET ACTIVE") && l.endsWith("NOT_QUIESCED SU2/c"));
        assertThat(cluster.assignment("SI2")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("NW-3: SU2 is back: nothing lacks, so it is a spare")
    void unitIsBack() {
        Drawing cluster = Drawing.of(group(4, 4).objects()).step("crash SU2/c").step("repaired SU2");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI4; SU3 A:SI2,SI3 S:SI1; SU4 A:SI4 S:SI2,SI3");
        assertThat(cluster.readiness("SU2")).isEqualTo("IN_SERVICE");
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("NW-3 with auto-adjust: after the probation SI2 goes back: quiesced on SU3, then active on SU2")
    void unitIsBackAdjusted() {
        Drawing cluster = Drawing.of(group(4, 4).autoAdjust(true, 10_000).objects())
                .step("crash SU2/c")
                .step("repaired SU2")
                .step("wait 8s");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI4; SU3 A:SI2,SI3 S:SI1; SU4 A:SI4 S:SI2,SI3");
        assertThat(cluster.step("wait 3s").shows()).isEqualTo(FOUR);
        assertThat(cluster.trace().stream().filter(l -> l.contains("SI2.c")))
                .containsSubsequence(
                        "SU3/c CSI_SET QUIESCED TARGET_ONE SI2.c", "SU2/c CSI_SET ACTIVE ADD_ONE SI2.c QUIESCED SU3/c");
    }

    @Test
    @Tag("AMF-038")
    @Tag("AMF-054")
    @DisplayName("NW-4: ranked units decide who is active and who takes over first")
    void rankedUnits() {
        Drawing cluster = Drawing.of(ranked().objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI2,SI3; SU2 A:SI2 S:SI1,SI3; SU3 A:SI3 S:SI1,SI2");
        assertThat(cluster.trace())
                .contains(
                        "SU2/c CSI_SET STANDBY ADD_ONE SI1.c rank 1 SU1/c",
                        "SU3/c CSI_SET STANDBY ADD_ONE SI1.c rank 2 SU1/c",
                        "SU3/c CSI_SET STANDBY ADD_ONE SI2.c rank 1 SU2/c",
                        "SU1/c CSI_SET STANDBY ADD_ONE SI2.c rank 2 SU2/c",
                        "SU1/c CSI_SET STANDBY ADD_ONE SI3.c rank 1 SU3/c",
                        "SU2/c CSI_SET STANDBY ADD_ONE SI3.c rank 2 SU3/c");
    }

    @Test
    @Tag("AMF-054")
    @DisplayName("NW-4: SU1 fails: the rank-1 standby of SI1 takes over, and those behind are told their new rank")
    void rankedUnitFails() {
        Drawing cluster = Drawing.of(ranked().objects()).step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2 S:SI3; SU3 A:SI3 S:SI1,SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.trace())
                .containsExactlyInAnyOrder(
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c NOT_QUIESCED SU1/c",
                        "SU3/c CSI_SET STANDBY TARGET_ONE SI1.c rank 1 SU2/c",
                        "SU2/c CSI_SET STANDBY TARGET_ONE SI3.c rank 1 SU3/c");
    }

    @Test
    @Tag("AMF-044")
    @DisplayName("NW-5: at most two active and one standby on a unit: the less important three have no standby")
    void limits() {
        Drawing cluster = Drawing.of(limited(1).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI4 S:SI3; SU2 A:SI2,SI5 S:SI1; SU3 A:SI3,SI6 S:SI2");
        assertThat(cluster.assignment("SI3")).isEqualTo("FULLY_ASSIGNED");
        assertThat(cluster.assignment("SI4")).isEqualTo("PARTIALLY_ASSIGNED");
    }

    @Test
    @DisplayName("NW-5 with two standbys on a unit: all are protected")
    void widerLimits() {
        Drawing cluster = Drawing.of(limited(2).objects());

        assertThat(cluster.shows())
                .isEqualTo("SU1 A:SI1,SI4 S:SI3,SI6; SU2 A:SI2,SI5 S:SI1,SI4; SU3 A:SI3,SI6 S:SI2,SI5");
        assertThat(cluster.assignment("SI6")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @DisplayName("NW-6: two units in service: four instances crosswise, the least important two are unassigned")
    void twoUnits() {
        Drawing cluster = Drawing.of(limited(2).prefInService(2).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3 S:SI2,SI4; SU2 A:SI2,SI4 S:SI1,SI3");
        assertThat(cluster.assignment("SI5")).isEqualTo("UNASSIGNED");
        assertThat(cluster.assignment("SI6")).isEqualTo("UNASSIGNED");
    }

    @Test
    @DisplayName("NW-7: a standby without room for one more active: unassigned, and its standby room goes to others")
    void noRoomToTakeOver() {
        Drawing cluster = Drawing.of(limited(2).objects()).step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2,SI5 S:SI3,SI6; SU3 A:SI3,SI6 S:SI2,SI5");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(cluster.assignment("SI4")).isEqualTo("UNASSIGNED");
        assertThat(cluster.alarms()).containsExactly("+SI_UNASSIGNED SI1", "+SI_UNASSIGNED SI4");
    }

    @Test
    @DisplayName("No standby has room: an assigned unit with room is taken before a spare")
    void assignedBeforeSpare() {
        Drawing cluster = Drawing.of(group(4, 3)
                .maxActive(2)
                .maxStandby(2)
                .ranked("SI1", "SU2", "SU3")
                .ranked("SI2", "SU3", "SU4")
                .ranked("SI3", "SU3", "SU4")
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1; SU3 A:SI2,SI3 S:SI1; SU4 S:SI2,SI3");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU3 A:SI2,SI3 S:SI1; SU4 A:SI1 S:SI2,SI3");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap concerns one instance: quiesced, active, standby of the new active")
    void swap() {
        Drawing cluster = Drawing.of(group(4, 4).objects()).step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI4; SU2 A:SI1,SI2; SU3 A:SI3 S:SI2; SU4 A:SI4 S:SI3");
        assertThat(cluster.commands())
                .containsExactly("CSI_SET SU1 QUIESCED", "CSI_SET SU2 ACTIVE", "CSI_SET SU1 STANDBY");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is refused when the standby is active for as many as it may be")
    void swapWithoutRoom() {
        Drawing cluster = Drawing.of(group(4, 4).maxActive(1).objects()).step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }

    @Test
    @DisplayName("At most K units are assigned, and a spare takes the place of one that fails")
    void assignedUnits() {
        Drawing cluster = Drawing.of(group(4, 4).prefAssigned(2).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3 S:SI2,SI4; SU2 A:SI2,SI4 S:SI1,SI3");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1,SI2,SI3,SI4; SU3 S:SI1,SI2,SI3,SI4");
    }

    @Test
    @DisplayName("SG_ADJUST brings the most preferred assignment at once, and there is nothing to do afterwards")
    void adjust() {
        Drawing cluster = Drawing.of(group(4, 4).objects())
                .step("crash SU2/c")
                .step("repaired SU2")
                .step("sg-adjust sg");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo(FOUR);
        assertThat(cluster.step("sg-adjust sg").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
    }
}
