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

/** The worked examples NM-1 to NM-7: units SU1 to SUn with ranks 1 to n, each on a node of its own. */
@Tag("AMF-051")
class NPlusMTest {

    private static final long PROBATION_MILLIS = 10_000;

    private static GroupText group(int units, int n, int m) {
        return ModelText.cluster(units)
                .group("sg", RedundancyKind.N_PLUS_M)
                .units(units)
                .components("c")
                .prefActive(n)
                .prefStandby(m)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    /** NM-1: N=3, M=1, five units, six instances, no limits. */
    private static GroupText threePlusOne() {
        return group(5, 3, 1).instances("SI", 6);
    }

    /** NM-5: N=3, M=2, five units, six instances, at most 3 active and 4 standby on a unit. */
    private static GroupText threePlusTwo() {
        return group(5, 3, 2).instances("SI", 6).maxActive(3).maxStandby(4);
    }

    @Test
    @DisplayName("NM-1: three units are active for two instances each, one is standby for all, the fifth is a spare")
    void initial() {
        Drawing cluster = Drawing.of(threePlusOne().objects());

        assertThat(cluster.shows())
                .isEqualTo("SU1 A:SI1,SI4; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU4 S:SI1,SI2,SI3,SI4,SI5,SI6");
        assertThat(cluster.presence("SU5")).isEqualTo("INSTANTIATED");
    }

    @Test
    @DisplayName(
            "NM-2: SU2 fails: the standby drops the others' instances and takes its two over, the spare protects all")
    void activeFails() {
        Drawing cluster = Drawing.of(threePlusOne().objects()).step("crash SU2/c");

        assertThat(cluster.shows())
                .isEqualTo("SU1 A:SI1,SI4; SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 S:SI1,SI2,SI3,SI4,SI5,SI6");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("NM-3: SU1 fails, too: nobody is left to be standby, and no active is moved to get one")
    void secondFails() {
        Drawing cluster =
                Drawing.of(threePlusOne().objects()).step("crash SU2/c").step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 A:SI1,SI4");
        assertThat(cluster.assignment("SI3")).isEqualTo("PARTIALLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-058")
    @Tag("AMF-059")
    @DisplayName("NM-3 with auto-adjust: after the probation two units are active and the third is standby for all")
    void secondFailsAdjusted() {
        Drawing cluster = Drawing.of(
                        threePlusOne().autoAdjust(true, PROBATION_MILLIS).objects())
                .step("crash SU2/c")
                .step("wait 8s")
                .step("crash SU1/c")
                .step("wait 8s");

        assertThat(cluster.shows()).isEqualTo("SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 A:SI1,SI4");
        assertThat(cluster.step("wait 3s").shows())
                .isEqualTo("SU3 A:SI1,SI3,SI5; SU4 A:SI2,SI4,SI6; SU5 S:SI1,SI2,SI3,SI4,SI5,SI6");
        assertThat(cluster.commands().stream().filter(c -> c.startsWith("CLEANUP") || c.startsWith("TERMINATE")))
                .isEmpty();
    }

    @Test
    @DisplayName("NM-3 with SG_ADJUST: the same at once, whatever the flag says")
    void secondFailsAdjustedByOperator() {
        Drawing cluster = Drawing.of(threePlusOne().objects())
                .step("crash SU2/c")
                .step("crash SU1/c")
                .step("sg-adjust sg");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU3 A:SI1,SI3,SI5; SU4 A:SI2,SI4,SI6; SU5 S:SI1,SI2,SI3,SI4,SI5,SI6");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("NM-4: SU2 is repaired: it becomes standby for all, the actives stay where they are")
    void repaired() {
        Drawing cluster = Drawing.of(threePlusOne().objects())
                .step("crash SU2/c")
                .step("crash SU1/c")
                .step("repaired SU2");

        assertThat(cluster.shows())
                .isEqualTo("SU2 S:SI1,SI2,SI3,SI4,SI5,SI6; SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 A:SI1,SI4");
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
    }

    @ParameterizedTest(name = "NM-5: {0} units in service")
    @Tag("AMF-052")
    @CsvSource(delimiter = '|', textBlock = """
            5 | SU1 A:SI1,SI4; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU4 S:SI1,SI3,SI4,SI6; SU5 S:SI2,SI5      | ffffff
            4 | SU1 A:SI1,SI3,SI5; SU2 A:SI2,SI4,SI6; SU3 S:SI1,SI3,SI5; SU4 S:SI2,SI4,SI6           | ffffff
            3 | SU1 A:SI1,SI3,SI5; SU2 A:SI2,SI4,SI6; SU3 S:SI1,SI2,SI3,SI4                          | ffffpp
            2 | SU1 A:SI1,SI3,SI5; SU2 A:SI2,SI4,SI6                                                 | pppppp
            1 | SU1 A:SI1,SI2,SI3                                                                    | pppuuu
            """)
    void reductions(int inService, String drawing, String states) {
        Drawing cluster = Drawing.of(threePlusTwo().prefInService(inService).objects());

        assertThat(cluster.shows()).isEqualTo(drawing);
        for (int i = 1; i <= 6; i++) {
            String state = cluster.assignment("SI" + i).substring(0, 1).toLowerCase(java.util.Locale.ROOT);
            assertThat(state).as("SI%s", i).isEqualTo(states.substring(i - 1, i));
        }
    }

    @Test
    @DisplayName("NM-6: lock of a standby: what the other has room for goes there; unlock: it protects the rest")
    void lockStandby() {
        Drawing cluster = Drawing.of(threePlusTwo().objects()).step("lock SU4");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI4; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU5 S:SI1,SI2,SI3,SI5");
        assertThat(cluster.assignment("SI4")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.assignment("SI6")).isEqualTo("PARTIALLY_ASSIGNED");

        cluster.step("unlock SU4");

        assertThat(cluster.shows())
                .isEqualTo("SU1 A:SI1,SI4; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU4 S:SI4,SI6; SU5 S:SI1,SI2,SI3,SI5");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("NM-7: swap of SI1 exchanges its unit with the standby, for all that the unit has")
    void swap() {
        Drawing cluster = Drawing.of(group(4, 2, 2).instances("SI", 4).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3; SU2 A:SI2,SI4; SU3 S:SI1,SI3; SU4 S:SI2,SI4");
        assertThat(cluster.step("si-swap SI1").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI3; SU2 A:SI2,SI4; SU3 A:SI1,SI3; SU4 S:SI2,SI4");
        assertThat(cluster.commands())
                .containsExactly("CSI_SET SU1 QUIESCED", "CSI_SET SU3 ACTIVE", "CSI_SET SU1 STANDBY");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap with a standby that protects others, too: the others' standbys move elsewhere")
    void swapWithForeignStandbys() {
        Drawing cluster = Drawing.of(threePlusOne().objects()).step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows())
                .isEqualTo("SU1 S:SI1,SI2,SI3,SI4,SI5,SI6; SU2 A:SI2,SI5; SU3 A:SI3,SI6; SU4 A:SI1,SI4");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is refused when the active unit may not be standby for as many")
    void swapWithoutRoom() {
        Drawing cluster = Drawing.of(
                        group(4, 2, 2).instances("SI", 4).maxStandby(1).objects())
                .step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }

    @Test
    @DisplayName("Units that were kept uninstantiated are instantiated when one fails")
    void spares() {
        Drawing cluster = Drawing.of(threePlusOne().prefInService(4).objects());

        assertThat(cluster.presence("SU5")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("crash SU2/c").shows())
                .isEqualTo("SU1 A:SI1,SI4; SU3 A:SI3,SI6; SU4 A:SI2,SI5; SU5 S:SI1,SI2,SI3,SI4,SI5,SI6");
    }

    @Test
    @DisplayName("An instance that comes later gets an active unit of its own while fewer than N are active")
    void instanceUnlockedLater() {
        Drawing cluster = Drawing.of(group(4, 2, 1).instances("SI", 2).objects())
                .step("lock SI1")
                .step("lock SI2")
                .step("unlock SI1")
                .step("unlock SI2");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1,SI2; SU3 A:SI2");
    }
}
