package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node that is cordoned keeps what it has, and is given nothing else. */
class CordonTest {

    private static GroupText group(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    private static Drawing start(RedundancyKind kind, int units, int instances) {
        return Drawing.of(group(kind, units, instances).objects());
    }

    private static String cordon(int node, int value) {
        return "set n" + node + " amfNodeCordoned=" + value;
    }

    @Test
    @DisplayName("what is there stays, in every model")
    void stays() {
        for (RedundancyKind kind : RedundancyKind.values()) {
            Drawing cluster = start(kind, 3, 2);
            String before = cluster.shows();

            cluster.step(cordon(1, 1));

            assertThat(cluster.last().status()).as("%s", kind).isEqualTo(AisStatus.OK);
            assertThat(cluster.shows()).as("%s", kind).isEqualTo(before);
            assertThat(cluster.step(cordon(1, 0)).shows()).as("%s", kind).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("2N: a spare on a cordoned node does not become standby, the standby on one takes over")
    void twoN() {
        Drawing cluster = start(RedundancyKind.TWO_N, 4, 1).step(cordon(2, 1)).step(cordon(3, 1));
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");

        assertThat(cluster.step("lock SU1").shows()).isEqualTo("SU2 A:SI1; SU4 S:SI1");
    }

    @Test
    @DisplayName(
            "no redundancy: an instance waits while every node that has room is cordoned, and is assigned when one is not")
    void waits() {
        Drawing cluster = start(RedundancyKind.NO_REDUNDANCY, 3, 2).step(cordon(3, 1));
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2");

        cluster.step("lock SU1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2");
        assertThat(cluster.alarms()).contains("+SI_UNASSIGNED SI1");
        assertThat(cluster.step(cordon(3, 0)).shows()).isEqualTo("SU2 A:SI2; SU3 A:SI1");
    }

    @Test
    @DisplayName("a unit that has failed over gets nothing back while its node is cordoned")
    void failures() {
        Drawing cluster = Drawing.of(group(RedundancyKind.NO_REDUNDANCY, 2, 1).objects());
        cluster.step(cordon(1, 1)).step("crash SU1/c");
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1");

        assertThat(cluster.step(cordon(2, 1)).step("crash SU2/c").shows()).isEmpty();
        assertThat(cluster.step(cordon(1, 0)).shows()).isEqualTo("SU1 A:SI1");
    }

    @Test
    @DisplayName("adjusting does not move work to a cordoned node")
    void adjusting() {
        Drawing cluster =
                start(RedundancyKind.N_WAY_ACTIVE, 3, 2).step("lock SU1").step(cordon(1, 1));
        String before = cluster.shows();

        assertThat(cluster.step("unlock SU1").step("sg-adjust sg").shows()).isEqualTo(before);
    }

    @Test
    @DisplayName("the explanations of the instance and of the node name the cordon")
    void explained() {
        Drawing cluster =
                start(RedundancyKind.NO_REDUNDANCY, 2, 1).step(cordon(2, 1)).step("lock SU1");

        assertThat(explain(cluster, "safSi=SI1,safApp=app"))
                .contains("SU2", "is not chosen: its node is cordoned, so it keeps what it has and takes nothing else");
        assertThat(explain(cluster, "safAmfNode=n2,safAmfCluster=cluster")).contains("n2 is cordoned");
    }

    private static String explain(Drawing cluster, String dn) {
        ClusterState state = cluster.simulation().cluster().state();
        return Explainer.explain(state, state.model().find(Dn.of(dn)).orElseThrow())
                .toString();
    }
}
