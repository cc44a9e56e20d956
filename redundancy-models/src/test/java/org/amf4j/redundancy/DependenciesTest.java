package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sponsors come up first, dependents go down first; without a tolerance time a dependent goes with its sponsor. */
@Tag("AMF-076")
class DependenciesTest {

    private static GroupText group(GroupText begun, String component) {
        return begun.units(2)
                .components(component)
                .suFailover(true)
                .autoRepair(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    /** One 2N group: SI2 needs SI1 at every moment. */
    private static GroupText together() {
        return group(ModelText.cluster(2).group("A", RedundancyKind.TWO_N), "a")
                .instances("SI1", "SI2")
                .dependsOn("SI2", "SI1", 0);
    }

    /** SI1 in group A, SI2 in group B; SI2 needs SI1. */
    private static GroupText apart(long toleranceMillis) {
        GroupText a = group(ModelText.cluster(2).group("A", RedundancyKind.TWO_N), "a")
                .instances("SI1");
        return group(a.group("B", RedundancyKind.TWO_N), "b").instances("SI2").dependsOn("SI2", "SI1", toleranceMillis);
    }

    private static List<String> callbacks(Drawing cluster) {
        return cluster.trace().stream()
                .filter(l -> l.contains("CSI_"))
                .map(l -> l.replaceAll(" (ADD_ONE|TARGET_ONE|NEW_ASSIGN|rank.*|QUIESCED SU.*|NOT_QUIESCED.*)", ""))
                .toList();
    }

    @Test
    @DisplayName("D1: SI1 ACTIVE on SU1, then SI2 ACTIVE on SU1, then both STANDBY on SU2")
    void oneGroupComesUp() {
        Drawing cluster = Drawing.of(together().objects());

        assertThat(callbacks(cluster))
                .containsExactly(
                        "SU1/a CSI_SET ACTIVE SI1.a",
                        "SU1/a CSI_SET ACTIVE SI2.a",
                        "SU2/a CSI_SET STANDBY SI1.a",
                        "SU2/a CSI_SET STANDBY SI2.a");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
    }

    @Test
    @DisplayName("D1: lock and unlock of the group: SI2 is quiesced before SI1, and comes after it")
    void groupLocked() {
        Drawing cluster = Drawing.of(together().objects()).step("lock A");

        assertThat(callbacks(cluster).stream().filter(l -> l.contains("QUIESCED")))
                .containsExactly("SU1/a CSI_SET QUIESCED SI2.a", "SU1/a CSI_SET QUIESCED SI1.a");
        assertThat(cluster.shows()).isEmpty();
        assertThat(callbacks(cluster.step("unlock A")))
                .startsWith("SU1/a CSI_SET ACTIVE SI1.a", "SU1/a CSI_SET ACTIVE SI2.a");
    }

    @Test
    @Tag("AMF-039")
    @DisplayName(
            "2N, both on one unit: a lock quiesces SI2 first and activates SI1 first, and removes nothing for that")
    void unitLocked() {
        Drawing cluster = Drawing.of(together().objects()).step("lock SU1");

        assertThat(callbacks(cluster))
                .startsWith(
                        "SU1/a CSI_SET QUIESCED SI2.a",
                        "SU1/a CSI_SET QUIESCED SI1.a",
                        "SU2/a CSI_SET ACTIVE SI1.a",
                        "SU2/a CSI_SET ACTIVE SI2.a")
                .noneMatch(l -> l.startsWith("SU2/a CSI_REMOVE"));
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("2N, both on one unit: a swap keeps the order, and the standbys come last")
    void swapped() {
        Drawing cluster = Drawing.of(together().objects()).step("si-swap SI2");

        assertThat(callbacks(cluster))
                .containsExactly(
                        "SU1/a CSI_SET QUIESCED SI2.a",
                        "SU1/a CSI_SET QUIESCED SI1.a",
                        "SU2/a CSI_SET ACTIVE SI1.a",
                        "SU2/a CSI_SET ACTIVE SI2.a",
                        "SU1/a CSI_SET STANDBY TARGET_ALL SI1.a SI2.a");
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI2; SU2 A:SI1,SI2");
    }

    @Test
    @DisplayName("2N, both on one unit that fails: SI2 keeps its standby and becomes active there after SI1")
    void unitFails() {
        Drawing cluster = Drawing.of(together().objects()).step("crash SU1/a");

        assertThat(callbacks(cluster)).containsExactly("SU2/a CSI_SET ACTIVE SI1.a", "SU2/a CSI_SET ACTIVE SI2.a");
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    @DisplayName(
            "lock of SI1 alone: SI2 is quiesced before it and taken from everybody, with an alarm, until SI1 is back")
    void sponsorLocked() {
        Drawing cluster = Drawing.of(together().objects()).step("lock SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(callbacks(cluster).stream().filter(l -> l.contains("QUIESCED")))
                .containsExactly("SU1/a CSI_SET QUIESCED SI2.a", "SU1/a CSI_SET QUIESCED SI1.a");
        assertThat(cluster.shows()).isEmpty();
        assertThat(cluster.alarms()).contains("+SI_UNASSIGNED SI2");

        cluster.step("unlock SI1");

        assertThat(callbacks(cluster)).startsWith("SU1/a CSI_SET ACTIVE SI1.a", "SU1/a CSI_SET ACTIVE SI2.a");
        assertThat(cluster.alarms()).contains("-SI_UNASSIGNED SI2");
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("shutdown of SI1: SI2 goes first, only then SI1 may finish its work")
    void sponsorShutDown() {
        Drawing cluster = Drawing.of(apart(0).objects()).step("shutdown SI1");

        assertThat(callbacks(cluster).stream().filter(l -> l.contains("CSI_SET")))
                .containsExactly("SU1/b CSI_SET QUIESCED SI2.b", "SU1/a CSI_SET QUIESCING SI1.a");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEmpty();
    }

    @Test
    @DisplayName("cluster start: a group with a dependent waits for the group with the sponsor, whichever comes first")
    void start() {
        GroupText a = group(ModelText.cluster(2).group("A", RedundancyKind.NO_REDUNDANCY), "a")
                .instances("SI1");
        GroupText b = group(a.group("B", RedundancyKind.N_WAY_ACTIVE), "b").instances("SI2");
        a.dependsOn("SI1", "SI2", 0);

        Drawing cluster = Drawing.of(b.objects());

        assertThat(callbacks(cluster).get(0)).isEqualTo("SU1/b CSI_SET ACTIVE SI2.b");
        assertThat(cluster.shows("A")).isEqualTo("SU1 A:SI1");
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    @DisplayName("fail-over of a sponsor in another group, no tolerance: SI2 is quiesced, and comes again after SI1")
    void sponsorFailsOver() {
        Drawing cluster = Drawing.of(apart(0).objects()).step("crash A/SU1/a");

        assertThat(callbacks(cluster)).startsWith("SU1/b CSI_SET QUIESCED SI2.b");
        assertThat(callbacks(cluster).indexOf("SU2/a CSI_SET ACTIVE SI1.a"))
                .isBetween(0, callbacks(cluster).indexOf("SU1/b CSI_SET ACTIVE SI2.b"));
        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    @DisplayName("switch-over of a sponsor in another group, no tolerance: SI1 is quiesced when SI2 has gone")
    void sponsorSwitchesOver() {
        Drawing cluster = Drawing.of(apart(0).objects()).step("lock SU1@A");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(callbacks(cluster).stream().filter(l -> l.contains("QUIESCED") || l.contains("ACTIVE")))
                .containsExactly(
                        "SU1/b CSI_SET QUIESCED SI2.b",
                        "SU1/a CSI_SET QUIESCED SI1.a",
                        "SU2/a CSI_SET ACTIVE SI1.a",
                        "SU1/b CSI_SET ACTIVE SI2.b");
    }

    @Test
    @Tag("AMF-088")
    @DisplayName("lock of the node of both: SI2 down, SI1 down, SI1 up, SI2 up on the other node")
    void nodeLocked() {
        Drawing cluster = Drawing.of(apart(60_000).objects()).step("lock n1");

        assertThat(callbacks(cluster).stream().filter(l -> l.contains("QUIESCED") || l.contains("ACTIVE")))
                .containsExactly(
                        "SU1/b CSI_SET QUIESCED SI2.b",
                        "SU1/a CSI_SET QUIESCED SI1.a",
                        "SU2/a CSI_SET ACTIVE SI1.a",
                        "SU2/b CSI_SET ACTIVE SI2.b");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("AMF-064")
    @DisplayName("the restart of a sponsor's component leaves dependents alone")
    void sponsorRestarts() {
        Drawing cluster = Drawing.of(apart(0).objects()).step("fail A/SU1/a COMPONENT_RESTART");

        assertThat(callbacks(cluster)).isNotEmpty().noneMatch(l -> l.contains("SI2"));
    }

    @Test
    @DisplayName("D3: SI3 needs SI1 and SI2: it is assigned only while both are")
    void twoSponsors() {
        Drawing cluster = Drawing.of(group(ModelText.cluster(2).group("A", RedundancyKind.N_WAY_ACTIVE), "a")
                .prefAssigned(1)
                .instances("SI1", "SI2", "SI3")
                .dependsOn("SI3", "SI1", 0)
                .dependsOn("SI3", "SI2", 0)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2,SI3");
        assertThat(cluster.step("lock SI1").shows()).isEqualTo("SU1 A:SI2");
        assertThat(cluster.step("lock SI2").shows()).isEmpty();
        assertThat(cluster.step("unlock SI1").shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.step("unlock SI2").shows()).isEqualTo("SU1 A:SI1,SI2,SI3");
    }

    @Test
    @DisplayName("a chain: SI3 needs SI2 needs SI1: down from the end, up from the beginning")
    void chain() {
        Drawing cluster = Drawing.of(group(ModelText.cluster(2).group("A", RedundancyKind.N_WAY), "a")
                .instances("SI1", "SI2", "SI3")
                .dependsOn("SI3", "SI2", 0)
                .dependsOn("SI2", "SI1", 0)
                .objects());

        assertThat(callbacks(cluster.step("lock SI1")).stream().filter(l -> l.contains("QUIESCED")))
                .extracting(l -> l.substring(l.length() - 5))
                .containsExactly("SI3.a", "SI2.a", "SI1.a");
        assertThat(callbacks(cluster.step("unlock SI1")).stream().filter(l -> l.contains("ACTIVE")))
                .extracting(l -> l.substring(l.length() - 5))
                .containsExactly("SI1.a", "SI2.a", "SI3.a");
    }

    @Test
    @Tag("AMF-073")
    @DisplayName("a dependent that cannot be cleaned up does not keep its sponsor for ever")
    void dependentStuck() {
        Drawing cluster = Drawing.of(apart(0).objects());

        cluster.step("fail-next CSI_SET B/SU1/b")
                .step("fail-next CLEANUP B/SU1/b")
                .step("lock SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows("A")).isEmpty();
    }

    @Test
    @Tag("AMF-086")
    @DisplayName("a shutdown ends although nobody else may become active for the dependent before its sponsor comes")
    void shutDownWithoutSponsor() {
        GroupText sponsor = group(ModelText.cluster(3).group("A", RedundancyKind.TWO_N), "a")
                .instances("SI1");
        GroupText both = group(sponsor.group("B", RedundancyKind.N_WAY_ACTIVE), "b")
                .units(3)
                .instances("SI2")
                .preferred("SI2", 2, 0)
                .dependsOn("SI2", "SI1", 1_000_000);
        Drawing cluster = Drawing.of(both.objects()).step("lock SU2@A");
        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 A:SI2");

        cluster.step("shutdown n1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows("B")).isEqualTo("SU2 A:SI2");
    }
}
