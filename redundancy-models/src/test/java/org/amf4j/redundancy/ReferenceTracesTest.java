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

/** The traces T1 to T10 of the component reference: two units of one component, SI1 with c1 and c2, which needs c1. */
class ReferenceTracesTest {

    private static GroupText group() {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .csisPerComponent(2)
                .csiDependency("c2", "c1")
                .instances("SI1")
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    private static Drawing start(GroupText group) {
        return Drawing.of(group.objects());
    }

    @Test
    @Tag("AMF-036")
    @Tag("AMF-038")
    @Tag("AMF-040")
    @DisplayName("T1: instantiated, active sponsor first with ADD_ONE, then standby in the same order")
    void bringUp() {
        Drawing cluster = start(group());

        assertThat(cluster.trace())
                .containsExactly(
                        "SU1/c INSTANTIATE",
                        "SU2/c INSTANTIATE",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c1 NEW_ASSIGN",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c2 NEW_ASSIGN",
                        "SU2/c CSI_SET STANDBY ADD_ONE SI1.c1 rank 1 SU1/c",
                        "SU2/c CSI_SET STANDBY ADD_ONE SI1.c2 rank 1 SU1/c");
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-039")
    @Tag("AMF-040")
    @DisplayName("T2: lock of the active unit: dependents quiesced first, sponsors activated first, then removed")
    void lock() {
        Drawing cluster = start(group()).step("lock SU1");

        assertThat(cluster.trace())
                .containsExactly(
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c2",
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c1",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c1 QUIESCED SU1/c",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c2 QUIESCED SU1/c",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c2",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c1");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("AMF-041")
    @DisplayName("T3: shutdown of the active unit: QUIESCING, wait until complete, go on as with a lock")
    void shutdown() {
        Drawing cluster = start(group()).step("shutdown SU1");

        assertThat(cluster.trace())
                .containsExactly(
                        "SU1/c CSI_SET QUIESCING TARGET_ONE SI1.c2",
                        "SU1/c CSI_SET QUIESCING TARGET_ONE SI1.c1",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c1 QUIESCED SU1/c",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c2 QUIESCED SU1/c",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c2",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c1");
    }

    @Test
    @Tag("AMF-037")
    @Tag("AMF-066")
    @DisplayName(
            "T4: death of the active process, fail-over: the standby takes over, the failed one comes back as standby")
    void failover() {
        Drawing cluster = start(group()).step("crash SU1/c");

        assertThat(cluster.trace())
                .containsExactly(
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c1 NOT_QUIESCED SU1/c",
                        "SU1/c INSTANTIATE",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c2 NOT_QUIESCED SU1/c",
                        "SU1/c CSI_SET STANDBY ADD_ONE SI1.c1 rank 1 SU2/c",
                        "SU1/c CSI_SET STANDBY ADD_ONE SI1.c2 rank 1 SU2/c");
    }

    @Test
    @Tag("AMF-064")
    @DisplayName("T5: death of the active process, restart: the same work again, nobody else hears of it")
    void restart() {
        Drawing cluster =
                start(group().recovery(RecommendedRecovery.COMPONENT_RESTART)).step("crash SU1/c");

        assertThat(cluster.trace()).allSatisfy(line -> assertThat(line).startsWith("SU1/c "));
        assertThat(cluster.trace())
                .extracting(line -> line.replaceAll(" (NEW_ASSIGN|NOT_QUIESCED SU1/c)$", ""))
                .containsExactly(
                        "SU1/c INSTANTIATE",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c1",
                        "SU1/c CSI_SET ACTIVE ADD_ONE SI1.c2");
        assertThat(cluster.last().report().components().get(0).restarts()).isEqualTo(1);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-042")
    @DisplayName(
            "T6: the successor refuses while the former active is locked: nobody serves until the successor is repaired")
    void successorRefuses() {
        Drawing cluster =
                start(group().autoRepair(false)).step("fail-next CSI_SET SU2/c").step("lock SU1");

        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(cluster.recoveries()).containsExactly("UNIT_FAILOVER");
        assertThat(cluster.last().status()).isIn(AisStatus.OK, AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.step("repaired SU2").shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @Tag("AMF-040")
    @DisplayName("T7: lock of the instance: quiesced, removed everywhere, dependents first, units stay in service")
    void lockInstance() {
        Drawing cluster = start(group()).step("lock SI1");

        assertThat(cluster.trace().stream().filter(line -> line.startsWith("SU1/c")))
                .containsExactly(
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c2",
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c1",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c2",
                        "SU1/c CSI_REMOVE TARGET_ONE SI1.c1");
        assertThat(cluster.trace().stream().filter(line -> line.startsWith("SU2/c")))
                .containsExactly("SU2/c CSI_REMOVE TARGET_ONE SI1.c2", "SU2/c CSI_REMOVE TARGET_ONE SI1.c1");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(cluster.readiness("SU1")).isEqualTo("IN_SERVICE");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("T8: swap: quiesced, active, standby of the new active")
    void swap() {
        Drawing cluster = start(group()).step("si-swap SI1");

        assertThat(cluster.trace())
                .containsExactly(
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c2",
                        "SU1/c CSI_SET QUIESCED TARGET_ONE SI1.c1",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c1 QUIESCED SU1/c",
                        "SU2/c CSI_SET ACTIVE TARGET_ONE SI1.c2 QUIESCED SU1/c",
                        "SU1/c CSI_SET STANDBY TARGET_ONE SI1.c1 rank 1 SU2/c",
                        "SU1/c CSI_SET STANDBY TARGET_ONE SI1.c2 rank 1 SU2/c");
    }

    @Test
    @Tag("AMF-087")
    @DisplayName("T9: a locked unit keeps its component; lock-instantiation terminates it gracefully")
    void lockInstantiation() {
        Drawing cluster = start(group()).step("lock SU1");

        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");

        cluster.step("lock-in SU1");

        assertThat(cluster.trace()).containsExactly("SU1/c TERMINATE");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("unlock-in SU1").trace()).containsExactly("SU1/c INSTANTIATE");
    }

    @Test
    @Tag("AMF-023")
    @DisplayName("T9: a termination that fails is cleaned up and leads to no recovery")
    void terminationFails() {
        Drawing cluster = start(group()).step("lock SU1");
        cluster.recoveries();

        cluster.step("fail-next TERMINATE SU1/c").step("lock-in SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.recoveries()).isEmpty();
    }

    @Test
    @Tag("AMF-029")
    @DisplayName("T10: a component without callbacks is quiesced by its termination and active by its instantiation")
    void nonPreInstantiable() {
        GroupText group = ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("SI1")
                .npi();

        Drawing cluster = start(group);

        assertThat(cluster.trace()).containsExactly("SU1/c INSTANTIATE");
        assertThat(cluster.step("lock SU1").trace()).containsExactly("SU1/c TERMINATE", "SU2/c INSTANTIATE");
        assertThat(cluster.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.presence("SU2")).isEqualTo("INSTANTIATED");
        assertThat(cluster.assignment("SI1")).isEqualTo("PARTIALLY_ASSIGNED");
    }
}
