package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What components are told when assignments change, and when assignments may change at all. */
class AssignmentProtocolTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static GroupText group(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .autoRepair(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    @Test
    @Tag("AMF-036")
    @DisplayName("new work one by one with ADD_ONE; all work of a component at once with TARGET_ALL")
    void flags() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 2, 2).objects());

        assertThat(cluster.trace())
                .contains(
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c NEW_ASSIGN",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI2.c NEW_ASSIGN",
                        "SU2/c CSI_SET STANDBY ADD_ONE SI1.c rank 1 SU1/c");
        assertThat(cluster.step("lock SU1").trace())
                .containsExactly(
                        "SU1/c CSI_SET QUIESCED TARGET_ALL SI1.c SI2.c",
                        "SU2/c CSI_SET ACTIVE TARGET_ALL SI1.c SI2.c QUIESCED SU1/c",
                        "SU1/c CSI_REMOVE TARGET_ALL SI1.c SI2.c");
    }

    @Test
    @Tag("AMF-036")
    @DisplayName("when only a part of a component's work moves, each CSI is named")
    void targetOne() {
        Drawing cluster =
                Drawing.of(group(RedundancyKind.TWO_N, 2, 3).objects()).step("lock SI2");

        assertThat(cluster.trace())
                .contains("SU1/c CSI_SET QUIESCED TARGET_ONE SI2.c", "SU1/c CSI_REMOVE TARGET_ONE SI2.c")
                .noneMatch(l -> l.contains("TARGET_ALL"));
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("NEW_ASSIGN, QUIESCED, NOT_QUIESCED and again NEW_ASSIGN after a lock of the instance")
    void transitions() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 3, 1).objects());

        assertThat(cluster.trace()).contains("SU1/c CSI_SET ACTIVE ADD_ONE SI1.c NEW_ASSIGN");
        assertThat(cluster.step("lock SU1").trace()).contains("SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c QUIESCED SU1/c");
        assertThat(cluster.step("crash SU2/c").trace())
                .contains("SU3/c CSI_SET ACTIVE TARGET_ONE SI1.c NOT_QUIESCED SU2/c");
        cluster.step("lock SI1");
        assertThat(cluster.step("unlock SI1").trace()).contains("SU3/c CSI_SET ACTIVE ADD_ONE SI1.c NEW_ASSIGN");
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("STILL_ACTIVE and the name of one that is, when others are active for the same")
    void stillActive() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY_ACTIVE, 3, 1)
                .preferred("SI1", 2, 0)
                .prefAssigned(2)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI1");
        assertThat(cluster.step("crash SU1/c").trace())
                .contains("SU3/c CSI_SET ACTIVE ADD_ONE SI1.c STILL_ACTIVE SU2/c");
    }

    @Test
    @Tag("AMF-038")
    @DisplayName("standbys of one instance have ranks of their own, and name the active component")
    void standbyRanks() {
        Drawing cluster = Drawing.of(
                group(RedundancyKind.N_WAY, 3, 1).preferred("SI1", 1, 2).objects());

        assertThat(cluster.trace())
                .contains(
                        "SU2/c CSI_SET STANDBY ADD_ONE SI1.c rank 1 SU1/c",
                        "SU3/c CSI_SET STANDBY ADD_ONE SI1.c rank 2 SU1/c");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI1; SU3 S:SI1");
    }

    @Test
    @Tag("AMF-043")
    @DisplayName("components that are never standby hear nothing until they become active")
    void neverStandby() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 2, 1)
                .capability(CapabilityModel.X_ACTIVE)
                .objects());

        assertThat(cluster.trace()).noneMatch(l -> l.contains("STANDBY") || l.startsWith("SU2/c CSI"));
        assertThat(cluster.step("crash SU1/c").trace())
                .contains("SU2/c CSI_SET ACTIVE ADD_ONE SI1.c NOT_QUIESCED SU1/c");
    }

    @Test
    @Tag("AMF-043")
    @DisplayName("after a swap a component that is never standby has nothing left")
    void neverStandbyAfterSwap() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 2, 1)
                        .capability(CapabilityModel.X_ACTIVE)
                        .objects())
                .step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace())
                .contains("SU1/c CSI_REMOVE TARGET_ONE SI1.c")
                .noneMatch(l -> l.contains("STANDBY"));
    }

    @Test
    @Tag("AMF-044")
    @DisplayName("a component gets no more than it can carry; an instance without a component is reported UNASSIGNED")
    void componentCapacity() {
        GroupText group = group(RedundancyKind.TWO_N, 1, 2).capability(CapabilityModel.ONE_ACTIVE);
        Drawing cluster = Drawing.of(group.objects());

        assertThat(cluster.trace().stream().filter(l -> l.contains("ACTIVE")))
                .containsExactly("SU1/c CSI_SET ACTIVE ADD_ONE SI1.c NEW_ASSIGN");
        assertThat(cluster.assignment("SI2")).isEqualTo("UNASSIGNED");
    }

    @Test
    @Tag("AMF-035")
    @DisplayName("a unit that is out of service gets nothing, even when it is the last one")
    void outOfService() {
        Drawing cluster =
                Drawing.of(group(RedundancyKind.TWO_N, 2, 1).objects()).step("lock SU2");

        cluster.step("crash SU1/c");

        assertThat(cluster.shows()).isEmpty();
        assertThat(cluster.trace()).noneMatch(l -> l.startsWith("SU2"));
    }

    @Test
    @Tag("AMF-047")
    @DisplayName("while a node is missing no instance is assigned before the start-up time has passed")
    void startupTime() {
        VirtualCluster cluster =
                new VirtualCluster(group(RedundancyKind.TWO_N, 2, 1).objects(), StandardModels.all());
        cluster.agents().iterator().next().join();

        cluster.pass(9 * SECOND_NANOS);
        assertThat(cluster.report().assignments()).isEmpty();
        cluster.pass(2 * SECOND_NANOS);
        assertThat(cluster.report().assignments()).hasSize(1);
    }

    @Test
    @Tag("AMF-047")
    @DisplayName("the start-up ends early when all units that are expected in service are")
    void startupEndsEarly() {
        VirtualCluster cluster =
                new VirtualCluster(group(RedundancyKind.TWO_N, 2, 1).objects(), StandardModels.all());
        cluster.agents().forEach(a -> a.join());

        cluster.pass(SECOND_NANOS);

        assertThat(cluster.report().assignments()).hasSize(2);
        assertThat(cluster.director().nextDeadlineNanos()).isEmpty();
    }

    @Test
    @Tag("AMF-048")
    @DisplayName("as many units are in service as preferred: a lost one is replaced, a surplus spare is terminated")
    void preferredInService() {
        Drawing cluster =
                Drawing.of(group(RedundancyKind.TWO_N, 4, 1).prefInService(2).objects());

        assertThat(cluster.presence("SU3")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("crash SU2/c").presence("SU3")).isEqualTo("INSTANTIATED");
        assertThat(cluster.step("node-down n1").presence("SU4")).isEqualTo("INSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU3 A:SI1; SU4 S:SI1");
    }

    @Test
    @Tag("AMF-057")
    @DisplayName("without auto-adjust a better unit that comes back moves nothing")
    void noMove() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 3, 2).objects())
                .step("lock SU1")
                .step("unlock SU1");

        assertThat(cluster.step("wait 10min").shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.trace()).isEmpty();
    }

    @Test
    @Tag("AMF-058")
    @Tag("AMF-059")
    @DisplayName("with auto-adjust the best units serve again after the probation, which a failure begins anew")
    void autoAdjust() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N, 3, 1)
                        .autoRepair(true)
                        .autoAdjust(true, 20_000)
                        .objects())
                .step("crash SU1/c");

        assertThat(cluster.step("wait 15s").shows()).isEqualTo("SU2 A:SI1; SU3 S:SI1");
        cluster.step("crash SU3/c").step("wait 15s");
        assertThat(cluster.shows()).startsWith("SU1 S:SI1; SU2 A:SI1");
        assertThat(cluster.step("wait 10s").shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.trace()).contains("SU2/c CSI_SET QUIESCED TARGET_ONE SI1.c");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("swap: all instances of the unit in N+M, this one alone in N-way, refused where limits forbid it")
    void swap() {
        Drawing nPlusM = Drawing.of(group(RedundancyKind.N_PLUS_M, 4, 4)
                .prefActive(2)
                .prefStandby(2)
                .objects());
        Drawing nWay = Drawing.of(group(RedundancyKind.N_WAY, 3, 3).objects());
        Drawing full = Drawing.of(group(RedundancyKind.N_WAY, 3, 3).maxActive(1).objects());

        assertThat(nPlusM.shows()).isEqualTo("SU1 A:SI1,SI3; SU2 A:SI2,SI4; SU3 S:SI1,SI3; SU4 S:SI2,SI4");
        assertThat(nPlusM.step("si-swap SI1").shows())
                .isEqualTo("SU1 S:SI1,SI3; SU2 A:SI2,SI4; SU3 A:SI1,SI3; SU4 S:SI2,SI4");
        assertThat(nWay.step("si-swap SI1").shows()).isEqualTo("SU1 S:SI1,SI3; SU2 A:SI1,SI2; SU3 A:SI3 S:SI2");
        assertThat(full.step("si-swap SI1").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }
}
