package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When first assignments begin, how many units are kept in service, and which node of a group hosts a unit. */
class StartAndPlacementTest {

    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private static GroupText group(int units) {
        return ModelText.cluster(3)
                .group("sg", RedundancyKind.TWO_N)
                .units(units)
                .components("c")
                .instances("SI", 1);
    }

    private static VirtualCluster cluster(List<ImmObject> objects, int... nodes) {
        VirtualCluster cluster = new VirtualCluster(objects, StandardModels.all());
        for (int node : nodes) {
            cluster.agent(ModelText.node(node)).join();
        }
        cluster.rest();
        return cluster;
    }

    private static String host(VirtualCluster cluster, int unit) {
        return cluster.state()
                .units()
                .get(unit - 1)
                .host()
                .map(h -> h.node().name())
                .orElse("none");
    }

    @Test
    @Tag("AMF-047")
    @DisplayName("units of nodes that are locked are not waited for; a node that is missing is, until the time is over")
    void whoIsWaitedFor() {
        GroupText group = group(2);
        VirtualCluster missing = cluster(group.objects(), 1);
        VirtualCluster locked = cluster(
                group.and().set(ModelText.node(2), "saAmfNodeAdminState", 2).objects(), 1);

        assertThat(missing.state().isStarted()).isFalse();
        assertThat(locked.state().isStarted()).isTrue();
        missing.pass(TIMEOUT_NANOS);
        assertThat(missing.state().isStarted()).isTrue();
        assertThat(missing.state().units().get(0).assignments()).hasSize(1);
    }

    @Test
    @Tag("AMF-047")
    @DisplayName("all nodes leave before the start: the time begins anew with the next that joins")
    void beginsAnew() {
        VirtualCluster cluster = cluster(group(2).objects(), 1);
        cluster.pass(TIMEOUT_NANOS - 1_000_000_000);

        cluster.agent(ModelText.node(1)).die();
        cluster.pass(2_000_000_000L);
        cluster.agent(ModelText.node(1)).join();
        cluster.pass(TIMEOUT_NANOS - 1_000_000_000);
        assertThat(cluster.state().isStarted()).isFalse();
        cluster.pass(2_000_000_000L);

        assertThat(cluster.state().isStarted()).isTrue();
    }

    @Test
    @DisplayName("cluster LOCKED: instantiated, never assigned; LOCKED_INSTANTIATION: nothing")
    void lockedCluster() {
        ModelText text = group(2).and();
        VirtualCluster locked =
                cluster(text.set(ModelText.CLUSTER, "saAmfClusterAdminState", 2).objects(), 1, 2, 3);
        VirtualCluster none =
                cluster(text.set(ModelText.CLUSTER, "saAmfClusterAdminState", 3).objects(), 1, 2, 3);
        locked.pass(2 * TIMEOUT_NANOS);
        none.pass(2 * TIMEOUT_NANOS);

        assertThat(locked.state().units()).allSatisfy(u -> {
            assertThat(u.presence().name()).isEqualTo("INSTANTIATED");
            assertThat(u.assignments()).isEmpty();
        });
        assertThat(none.state().units())
                .allSatisfy(u -> assertThat(u.presence().name()).isEqualTo("UNINSTANTIATED"));
    }

    @Test
    @Tag("AMF-048")
    @DisplayName(
            "in-service units follow the locks: a spare is instantiated for a locked unit, and goes when it is back")
    void preferredInService() {
        Drawing cluster = Drawing.of(group(3).prefInService(2).objects());
        assertThat(cluster.presence("SU3")).isEqualTo("UNINSTANTIATED");

        cluster.step("lock SU2");
        assertThat(cluster.presence("SU3")).isEqualTo("INSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU3 S:SI1");
        assertThat(cluster.presence("SU2")).isEqualTo("INSTANTIATED");

        cluster.step("unlock SU2");
        assertThat(cluster.presence("SU2")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU3 S:SI1");
    }

    @Test
    @DisplayName("units of a node group go to nodes that are not locked, each to one of its own")
    void unlockedNodesFirst() {
        List<ImmObject> objects = group(2).hostedByGroup()
                .and()
                .set(ModelText.node(1), "saAmfNodeAdminState", AdminState.LOCKED.value())
                .objects();

        VirtualCluster cluster = cluster(objects, 1, 2, 3);

        assertThat(List.of(host(cluster, 1), host(cluster, 2))).containsExactlyInAnyOrder("n2", "n3");
        assertThat(cluster.state().units())
                .extracting(UnitState::readiness)
                .extracting(Enum::name)
                .containsOnly("IN_SERVICE");
    }

    @Test
    @DisplayName(
            "a node of the group dies: its unit moves to the node with the fewest units; it stays when the node is back")
    void nodeDies() {
        VirtualCluster cluster = cluster(group(2).hostedByGroup().objects(), 1, 2, 3);
        assertThat(host(cluster, 1)).isEqualTo("n1");

        cluster.agent(ModelText.node(1)).die();
        cluster.rest();
        assertThat(host(cluster, 1)).isEqualTo("n3");
        assertThat(cluster.state().instances().get(0).assignment().name()).isEqualTo("FULLY_ASSIGNED");

        cluster.agent(ModelText.node(1)).join();
        cluster.rest();
        assertThat(host(cluster, 1)).isEqualTo("n3");
    }

    @Test
    @DisplayName("lock of the host leaves the unit there; lock-in of the host lets another node of the group have it")
    void hostLocked() {
        Drawing drawing = Drawing.of(group(2).hostedByGroup().objects());
        VirtualCluster cluster = drawing.simulation().cluster();

        drawing.step("lock n1");
        assertThat(host(cluster, 1)).isEqualTo("n1");
        assertThat(drawing.readiness("SU1")).isEqualTo("OUT_OF_SERVICE");

        drawing.step("lock-in n1");
        assertThat(host(cluster, 1)).isEqualTo("n3");
        assertThat(drawing.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }
}
