package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Places on hosts: an instance goes where the fewest are. */
class FewestOnNodeTest {

    /** Units with odd numbers are on the first of two nodes, the others on the second. */
    private static Drawing start(int units, int instances) {
        return Drawing.of(
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.NO_REDUNDANCY)
                        .units(units)
                        .components("c")
                        .instances("SI", instances)
                        .suFailover(true)
                        .autoRepair(false)
                        .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                        .attribute("amfSGRedundancyModelName", FewestOnNode.NAME)
                        .objects(),
                StandardModels.with(List.of(new FewestOnNode())));
    }

    @Test
    @DisplayName("every installation has it")
    void installed() {
        assertThat(ServiceLoader.load(RedundancyModel.class).stream().map(ServiceLoader.Provider::get))
                .anyMatch(FewestOnNode.class::isInstance);
    }

    @Test
    @DisplayName("instances are spread over the nodes, the best unit of each first")
    void spread() {
        assertThat(start(6, 3).shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 A:SI3");
    }

    @Test
    @DisplayName("what fails goes to the node with the fewest, whatever the ranks; what serves stays")
    void failure() {
        Drawing cluster = start(6, 2).step("lock SU2");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU4 A:SI2");

        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU3 A:SI1; SU4 A:SI2");
    }

    @Test
    @DisplayName("a node is lost: all go to the other as far as it has room, and one waits")
    void nodeLost() {
        Drawing cluster = start(4, 3).step("node-down n1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2; SU4 A:SI1");
        assertThat(cluster.assignment("SI3")).isEqualTo("UNASSIGNED");
        assertThat(cluster.step("node-up n1").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2; SU4 A:SI1");
    }

    @Test
    @DisplayName("adjusting spreads them evenly again, and moves no more than that takes")
    void adjusting() {
        Drawing cluster = start(6, 4).step("node-down n1").step("node-up n1");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2; SU4 A:SI4; SU6 A:SI1");

        assertThat(cluster.step("sg-adjust sg").shows()).isEqualTo("SU1 A:SI3; SU2 A:SI2; SU3 A:SI4; SU6 A:SI1");
    }

    @Test
    @DisplayName("no host is free: the instance waits, and is placed when one is")
    void cordoned() {
        Drawing cluster = start(6, 2).step("set n1 amfNodeCordoned=1").step("crash SU1/c");
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2; SU4 A:SI1");

        cluster.step("set n2 amfNodeCordoned=1").step("crash SU4/c");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
        ClusterState state = cluster.simulation().cluster().state();
        assertThat(Explainer.explain(
                                state,
                                state.model()
                                        .find(Dn.of("safSi=SI1,safApp=app"))
                                        .orElseThrow())
                        .toString())
                .contains("SU6", "its node is cordoned");

        assertThat(cluster.step("set n1 amfNodeCordoned=0").shows()).isEqualTo("SU2 A:SI2; SU3 A:SI1");
    }
}
