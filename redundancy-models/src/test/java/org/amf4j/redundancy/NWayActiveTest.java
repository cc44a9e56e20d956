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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples NA-1 to NA-6: units SU1 to SUn with ranks 1 to n, each on a node of its own. */
@Tag("AMF-055")
class NWayActiveTest {

    private static GroupText group(int units, int... preferred) {
        GroupText group = ModelText.cluster(units)
                .group("sg", RedundancyKind.N_WAY_ACTIVE)
                .units(units)
                .components("c")
                .instances("SI", preferred.length)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
        for (int i = 1; i <= preferred.length; i++) {
            group.preferred("SI" + i, preferred[i - 1], 1);
        }
        return group;
    }

    @Test
    @DisplayName("NA-1: each instance on two of three units, round by round")
    void initial() {
        Drawing cluster = Drawing.of(group(3, 2, 2, 2).maxActive(2).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3; SU2 A:SI1,SI2; SU3 A:SI2,SI3");
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @DisplayName("NA-2: SU2 fails and the others are full: two instances keep one unit each")
    void unitFails() {
        Drawing cluster = Drawing.of(group(3, 2, 2, 2).maxActive(2).objects()).step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3; SU3 A:SI2,SI3");
        assertThat(cluster.assignment("SI1")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.assignment("SI2")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.assignment("SI3")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("NA-2 with room for three: the others take over, told that another is still active")
    void unitFailsWithRoom() {
        Drawing cluster = Drawing.of(group(3, 2, 2, 2).maxActive(3).objects()).step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2,SI3; SU3 A:SI1,SI2,SI3");
        assertThat(cluster.trace())
                .contains(
                        "SU3/c CSI_SET ACTIVE ADD_ONE SI1.c STILL_ACTIVE SU1/c",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI2.c STILL_ACTIVE SU3/c");
    }

    @Test
    @DisplayName("NA-3: four instances that prefer three units each, two instances a unit: everybody keeps one")
    void shortOfRoom() {
        Drawing cluster = Drawing.of(group(3, 3, 3, 3, 3).maxActive(2).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI4; SU2 A:SI1,SI2; SU3 A:SI2,SI3");
        for (String instance : new String[] {"SI1", "SI2", "SI3", "SI4"}) {
            assertThat(cluster.assignment(instance)).isEqualTo("PARTIALLY_ASSIGNED");
        }
    }

    @ParameterizedTest(name = "NA-4: {0} units in service")
    @CsvSource(delimiter = '|', textBlock = """
            4 | SU1 A:SI1; SU2 A:SI1,SI2; SU3 A:SI2,SI3; SU4 A:SI1
            2 | SU1 A:SI1,SI3; SU2 A:SI1,SI2
            1 | SU1 A:SI1,SI2
            """)
    void unequalWishes(int inService, String drawing) {
        Drawing cluster = Drawing.of(
                group(4, 3, 2, 1).maxActive(2).prefInService(inService).objects());

        assertThat(cluster.shows()).isEqualTo(drawing);
        assertThat(cluster.assignment("SI3")).isEqualTo(inService == 1 ? "UNASSIGNED" : "FULLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("NA-5: two units may be assigned: the spare takes the place of one that fails and keeps it")
    void assignedUnits() {
        Drawing cluster = Drawing.of(group(3, 2).prefAssigned(2).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI1");

        cluster.step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1; SU3 A:SI1");
        assertThat(cluster.trace()).contains("SU3/c CSI_SET ACTIVE ADD_ONE SI1.c STILL_ACTIVE SU2/c");
        assertThat(cluster.step("repaired SU1").shows()).isEqualTo("SU2 A:SI1; SU3 A:SI1");
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("NA-5 with auto-adjust: SU3 is quiesced, then SU1 is active, then SU3 is removed; never three at once")
    void assignedUnitsAdjusted() {
        Drawing cluster = Drawing.of(
                        group(3, 2).prefAssigned(2).autoAdjust(true, 10_000).objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("wait 11s");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI1");
        assertThat(cluster.trace())
                .containsExactly(
                        "SU3/c CSI_SET QUIESCED TARGET_ONE SI1.c",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c STILL_ACTIVE SU2/c",
                        "SU3/c CSI_REMOVE TARGET_ONE SI1.c");
    }

    @Test
    @DisplayName("NA-6: the units that an instance ranks come first")
    void rankedUnits() {
        Drawing cluster = Drawing.of(group(3, 2, 2).ranked("SI1", "SU3", "SU1").objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 A:SI2; SU3 A:SI1");
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("Lock of a unit: quiesced, the replacement active, removed")
    void lock() {
        Drawing cluster = Drawing.of(group(3, 1).objects()).step("lock SU1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1");
        assertThat(cluster.trace())
                .containsExactly(
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c",
                        "SU2/c CSI_SET ACTIVE ADD_ONE SI1.c QUIESCED SU1/c",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is not supported: there is no standby")
    void noSwap() {
        Drawing cluster = Drawing.of(group(3, 2).objects()).step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_NOT_SUPPORTED);
    }

    @Test
    @DisplayName("SG_ADJUST does at once what auto-adjust does after the probation")
    void adjust() {
        Drawing cluster = Drawing.of(group(3, 2).prefAssigned(2).objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("sg-adjust sg");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI1");
    }
}
