package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worked examples 2N-1 to 2N-9: SU1 to SU4 with ranks 1 to 4 on four nodes, SI1 and SI2, three preferred in service. */
@Tag("AMF-049")
class TwoNTest {

    private static final String BEFORE = "SU1 A:SI1,SI2; SU2 S:SI1,SI2";

    private static GroupText group() {
        return ModelText.cluster(4)
                .group("sg", RedundancyKind.TWO_N)
                .units(4)
                .components("c")
                .instances("SI", 2)
                .prefInService(3)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    private static Drawing start(List<ImmObject> objects) {
        return Drawing.of(objects);
    }

    @Test
    @DisplayName("2N-1: the best unit is active for all, the next standby for all, one spare is instantiated")
    void initial() {
        Drawing cluster = start(group().objects());

        assertThat(cluster.shows()).isEqualTo(BEFORE);
        assertThat(cluster.presence("SU3")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU4")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @DisplayName("2N-2: SU1 fails, repair off: SU2 takes over, SU3 becomes standby, SU4 is instantiated")
    void activeFails() {
        Drawing cluster = start(group().objects());

        cluster.step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.presence("SU4")).isEqualTo("INSTANTIATED");
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("The successor of a failed component is told NOT_QUIESCED and the component's name")
    void notQuiesced() {
        Drawing cluster = start(group().objects());

        cluster.step("crash SU1/c");

        assertThat(cluster.last().commands())
                .anySatisfy(c -> assertThat(c.detail())
                        .contains("ACTIVE")
                        .contains("NOT_QUIESCED")
                        .contains("safSu=SU1"));
    }

    @Test
    @Tag("AMF-091")
    @DisplayName("2N-3: SU1 repaired: enough units are in service, so it stays uninstantiated and nothing moves")
    void repaired() {
        Drawing cluster = start(group().objects()).step("crash SU1/c");

        cluster.step("repaired SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
    }

    @Test
    @Tag("AMF-074")
    @DisplayName("2N-3 with repair on: SU1 comes back as a spare and the surplus spare SU4 is terminated")
    void repairedAutomatically() {
        Drawing cluster = start(group().autoRepair(true).objects());

        cluster.step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU4")).isEqualTo("UNINSTANTIATED");
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("2N-3 with auto-adjust: after the probation SU1 is instantiated, then takes over; SU4 is terminated")
    void repairedAndAdjusted() {
        Drawing cluster = start(group().autoAdjust(true, 10_000).objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("wait 8s");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");

        cluster.step("wait 3s");

        assertThat(cluster.shows()).isEqualTo(BEFORE);
        assertThat(cluster.presence("SU3")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU4")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.commands().stream().filter(c -> !c.startsWith("CSI")))
                .containsExactly("INSTANTIATE SU1", "TERMINATE SU4");
        assertThat(cluster.commands().stream().filter(c -> c.startsWith("CSI")))
                .containsSubsequence("CSI_SET SU2 QUIESCED", "CSI_SET SU1 ACTIVE");
    }

    @Test
    @DisplayName("2N-3 with SG_ADJUST: the same at once, answered when it is done")
    void repairedAndAdjustedByOperator() {
        Drawing cluster = start(group().objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("sg-adjust sg");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo(BEFORE);
        assertThat(cluster.step("sg-adjust sg").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
    }

    @Test
    @Tag("AMF-058")
    @DisplayName("A better unit that cannot be instantiated leaves everything as it is")
    void adjustmentFails() {
        Drawing cluster = start(group().autoAdjust(true, 10_000).objects())
                .step("crash SU1/c")
                .step("repaired SU1")
                .step("fail-next INSTANTIATE SU1/c")
                .step("fail-next INSTANTIATE SU1/c")
                .step("fail-next INSTANTIATE SU1/c")
                .step("wait 30s");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.presence("SU4")).isEqualTo("INSTANTIATED");
    }

    @Test
    @Tag("AMF-039")
    @DisplayName("2N-4: lock of the active unit: quiesce, activate, remove, new standby; unlock: a spare, SU4 goes")
    void lockActive() {
        Drawing cluster = start(group().objects());

        cluster.step("lock SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");
        assertThat(cluster.presence("SU4")).isEqualTo("INSTANTIATED");
        assertThat(cluster.commands().stream().filter(c -> c.startsWith("CSI")))
                .startsWith("CSI_SET SU1 QUIESCED", "CSI_SET SU2 ACTIVE")
                .hasSize(5)
                .contains("CSI_REMOVE SU1 TARGET_ALL", "CSI_SET SU3 STANDBY");

        cluster.step("unlock SU1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.presence("SU4")).isEqualTo("UNINSTANTIATED");
    }

    @Test
    @DisplayName("2N-5: lock of the standby unit: the spare becomes standby")
    void lockStandby() {
        Drawing cluster = start(group().objects());

        cluster.step("lock SU2");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU3 S:SI1,SI2");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("2N-6: swap of SI1 exchanges the roles for all instances")
    void swap() {
        Drawing cluster = start(group().objects());

        cluster.step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI2; SU2 A:SI1,SI2");
    }

    @Test
    @DisplayName("2N-7: with one unit in service there is no standby and nothing to swap; its failure leaves nobody")
    void alone() {
        Drawing cluster = start(group().units(1).prefInService(1).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(cluster.step("si-swap SI1").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(cluster.step("crash SU1/c").shows()).isEmpty();
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @Tag("AMF-092")
    @Tag("AMF-057")
    @DisplayName("2N-8: the node of the active unit is lost; when it comes back its unit stays a spare")
    void nodeLost() {
        Drawing cluster = start(group().objects());

        cluster.step("node-down n1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.commands()).doesNotContain("CLEANUP SU1");
        assertThat(cluster.step("node-up n1").shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("Shutdown of the active unit: it is told QUIESCING, and locked when its work is finished")
    void shutdown() {
        Drawing cluster = start(group().objects());

        cluster.step("shutdown SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.commands()).contains("CSI_SET SU1 QUIESCING").doesNotContain("CSI_SET SU1 QUIESCED");
        assertThat(cluster.last().report().sus().get(0).admin().name()).isEqualTo("LOCKED");
    }

    @Test
    @DisplayName(
            "A standby that refuses to become active fails; the quiesced unit that is still fit takes the work back")
    void successorRefuses() {
        Drawing cluster = start(group().units(2).prefInService(2).objects());

        cluster.step("fail-next CSI_SET SU2/c").step("si-swap SI1");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2");
    }

    @Test
    @Tag("AMF-073")
    @DisplayName("An active component that cannot be cleaned up keeps its work until it is repaired")
    void cleanupFails() {
        Drawing cluster = start(group().objects());

        cluster.step("fail-next CLEANUP SU1/c").step("crash SU1/c");

        assertThat(cluster.shows()).doesNotContain("SU2 A");
        assertThat(cluster.step("repaired SU1").shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
    }

    @Test
    @Tag("AMF-074")
    @DisplayName("The standby fails and is repaired automatically: it is the standby again")
    void standbyFails() {
        Drawing cluster =
                start(group().units(2).prefInService(2).autoRepair(true).objects());

        cluster.step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo(BEFORE);
    }

    @Test
    @Tag("AMF-074")
    @DisplayName("The only unit left fails and is repaired automatically: it does not wait for anything else to happen")
    void lastUnitFails() {
        Drawing cluster =
                start(group().units(2).prefInService(2).autoRepair(true).objects());

        cluster.step("node-down n1").step("crash SU2/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2");
    }
}
