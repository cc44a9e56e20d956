package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operations on node groups: they concern all nodes of the group at once. SU1 runs on n1, SU2 on n2, SU3 on n3. */
class NodeGroupTest {

    private static Drawing start(RedundancyKind kind) {
        ModelText cluster = ModelText.cluster(3);
        cluster.add(
                "SaAmfNodeGroup", "safAmfNodeGroup=pair,safAmfCluster=cluster", "saAmfNGNodeList", ModelText.node(1));
        cluster.set(
                "safAmfNodeGroup=pair,safAmfCluster=cluster", "saAmfNGNodeList", ModelText.node(1), ModelText.node(2));
        return Drawing.of(cluster.group("sg", kind)
                .units(3)
                .components("c")
                .instances("SI", 2)
                .objects());
    }

    private static AdminState admin(Drawing cluster, int node) {
        return cluster.simulation().cluster().state().nodes().get(node - 1).admin();
    }

    @Test
    @DisplayName("lock of n1 and n2 together: the work goes to n3 at once, not to n2 first")
    void lock() {
        Drawing cluster = start(RedundancyKind.TWO_N);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");

        cluster.step("lock ng:pair");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU3 A:SI1,SI2");
        assertThat(cluster.trace()).noneMatch(l -> l.startsWith("SU2/c CSI_SET ACTIVE"));
        assertThat(admin(cluster, 1)).isEqualTo(AdminState.LOCKED);
        assertThat(admin(cluster, 2)).isEqualTo(AdminState.LOCKED);
        assertThat(admin(cluster, 3)).isEqualTo(AdminState.UNLOCKED);
    }

    @Test
    @DisplayName("a service group that lies inside as a whole is quiesced; nobody takes over; unlock serves again")
    void inside() {
        Drawing cluster = start(RedundancyKind.N_WAY);

        cluster.step("lock ng:all");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEmpty();
        assertThat(cluster.trace()).noneMatch(l -> l.contains("CSI_SET ACTIVE"));
        assertThat(cluster.step("lock-in ng:all").presence("SU3")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("unlock-in ng:all").presence("SU3")).isEqualTo("INSTANTIATED");
        cluster.step("unlock ng:all");
        assertThat(cluster.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
        assertThat(admin(cluster, 3)).isEqualTo(AdminState.UNLOCKED);
    }

    @Test
    @DisplayName("shutdown of the group: both nodes and the group end LOCKED when their work is finished")
    void shutdown() {
        Drawing cluster = start(RedundancyKind.TWO_N).step("shutdown ng:pair");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace()).anyMatch(l -> l.startsWith("SU1/c CSI_SET QUIESCING"));
        assertThat(cluster.shows()).isEqualTo("SU3 A:SI1,SI2");
        assertThat(admin(cluster, 1)).isEqualTo(AdminState.LOCKED);
        assertThat(admin(cluster, 2)).isEqualTo(AdminState.LOCKED);
        assertThat(cluster.step("lock ng:pair").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
    }

    @Test
    @Tag("AMF-033")
    @DisplayName("a node that is unlocked alone stays out of service while its group is locked, and says why")
    void nodeAlone() {
        Drawing cluster = start(RedundancyKind.TWO_N).step("lock ng:pair").step("unlock n1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.readiness("SU1")).isEqualTo("OUT_OF_SERVICE");
        var state = cluster.simulation().cluster().state();
        assertThat(Explanations.of(state, state.units().get(0))).contains("node group pair is LOCKED");
        assertThat(cluster.step("unlock ng:pair").shows()).isEqualTo("SU1 S:SI1,SI2; SU3 A:SI1,SI2");
    }
}
