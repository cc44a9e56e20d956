package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RESTART by an administrator: in place where that is allowed, else after the work has been handed over. */
class RestartTest {

    private static GroupText group() {
        return ModelText.cluster(3)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("a", "b")
                .instances("SI", 1);
    }

    @Test
    @Tag("AMF-090")
    @DisplayName("a component that must not be restarted in place: its unit hands over, then it is instantiated anew")
    void componentHandsOver() {
        Drawing cluster = Drawing.of(group().disableRestart(true).objects());

        cluster.step("restart SU1/b");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(cluster.trace())
                .containsSubsequence("SU1/b TERMINATE", "SU1/b INSTANTIATE")
                .noneMatch(l -> l.startsWith("SU1/a TERMINATE"))
                .noneMatch(l -> l.contains("CLEANUP"));
        assertThat(cluster.last().report().components().get(1).restarts()).isZero();
    }

    @Test
    @DisplayName("a unit that must not be restarted in place: handed over, terminated as a whole, then instantiated")
    void unitHandsOver() {
        Drawing cluster = Drawing.of(group().disableRestart(true)
                .component("b", "saAmfCompInstantiationLevel", 2)
                .objects());
        cluster.unitStates("SU1");

        cluster.step("restart SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace())
                .containsSubsequence("SU1/b TERMINATE", "SU1/a TERMINATE", "SU1/a INSTANTIATE", "SU1/b INSTANTIATE");
        assertThat(cluster.unitStates("SU1"))
                .containsExactly(
                        "INSTANTIATED to TERMINATING",
                        "TERMINATING to UNINSTANTIATED",
                        "UNINSTANTIATED to INSTANTIATING",
                        "INSTANTIATING to INSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-026")
    @DisplayName("a unit that may be restarted in place is RESTARTING and keeps its work")
    void unitInPlace() {
        Drawing cluster = Drawing.of(group().objects());
        cluster.unitStates("SU1");

        cluster.step("restart SU1");

        assertThat(cluster.unitStates("SU1"))
                .containsExactly("INSTANTIATED to RESTARTING", "RESTARTING to INSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("restart of a node, an application, the cluster: all units concerned, and nothing is rebooted")
    void containers() {
        Drawing cluster = Drawing.of(group().objects());

        assertThat(cluster.step("restart n1").trace())
                .contains("SU1/a TERMINATE", "SU1/b INSTANTIATE")
                .noneMatch(l -> l.startsWith("SU2/"));
        assertThat(cluster.step("restart app:app").trace()).contains("SU1/a TERMINATE", "SU2/b INSTANTIATE");
        assertThat(cluster.step("restart cluster:cluster").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.step("node-down n2").step("restart app:app").last().status())
                .isEqualTo(AisStatus.OK);
        assertThat(cluster.step("restart n3").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }

    @Test
    @Tag("AMF-073")
    @DisplayName(
            "the successor of a hand-over can neither serve nor be cleaned up: the restart is given up, not waited for")
    void handsOverInVain() {
        Drawing cluster = Drawing.of(group().disableRestart(true).objects())
                .step("fail-next CSI_SET SU2/a")
                .step("fail-next CLEANUP SU2/a");

        cluster.step("restart SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.presence("SU2")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.step("repaired SU2").shows()).contains("A:SI1").contains("S:SI1");
        assertThat(cluster.step("restart SU1").last().status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @DisplayName("a locked unit can be restarted, and one that cannot be instantiated again needs a repair")
    void lockedAndFailing() {
        Drawing cluster = Drawing.of(group().objects()).step("lock SU1");

        assertThat(cluster.step("restart SU1").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATED");
        cluster.step("fail-next INSTANTIATE_NO_RETRY SU1/a").step("restart SU1");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.presence("SU1")).isEqualTo("INSTANTIATION_FAILED");
    }
}
