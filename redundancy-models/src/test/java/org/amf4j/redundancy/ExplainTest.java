package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Why everything is where it is and why not elsewhere, as an operator reads it. */
class ExplainTest {

    private static GroupText group(RedundancyKind kind) {
        return ModelText.cluster(5)
                .group("sg", kind)
                .units(5)
                .components("c")
                .instances("SI1", "SI2", "SI3")
                .prefActive(2)
                .prefStandby(1)
                .prefInService(4);
    }

    static List<String> explain(Drawing cluster, String name) {
        ClusterState state = cluster.simulation().cluster().state();
        Entity entity = ((Resolution.Found) new NameResolver(state.model()).resolve(name)).entity();
        return Explainer.sentences(state, entity);
    }

    @Test
    @DisplayName("of a 2N instance each unit of the group is said to be chosen or not, and why")
    void everyUnit() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N).objects());

        assertThat(explain(cluster, "SI1"))
                .containsExactly(
                        "SI1 (rank 1) is FULLY_ASSIGNED: by the model 2N it has SU1 ACTIVE, SU2 STANDBY (AMF-060).",
                        "SU1 (rank 1, on n1) is ACTIVE: no unit in service comes before it (2N-1).",
                        "SU2 (rank 2, on n2) is STANDBY: it is the best unit in service beside SU1 (2N-1).",
                        "SU3 (rank 3, on n3) is not chosen: it is a spare, since a 2N group has one active unit (SU1) and"
                                + " one standby unit (SU2); of the spares it is the first to take over a role that becomes"
                                + " free (2N-1).",
                        "SU4 (rank 4, on n4) is not chosen: it is a spare, since a 2N group has one active unit (SU1) and"
                                + " one standby unit (SU2) (2N-1).",
                        "SU5 (rank 5) is not chosen: it is not instantiated, since sg prefers 4 units in service and has"
                                + " SU1, SU2, SU3, SU4 (AMF-048).");
    }

    @Test
    @DisplayName("who serves is not moved to a better unit that came back; auto-adjust would")
    void notMoved() {
        Drawing still = Drawing.of(group(RedundancyKind.TWO_N).prefInService(5).objects());
        Drawing adjusting =
                Drawing.of(group(RedundancyKind.TWO_N).autoAdjust(true, 60_000).objects());
        still.step("node-down n1").step("node-up n1");
        adjusting.step("lock SU1").step("unlock SU1");

        assertThat(explain(still, "SI1"))
                .contains(
                        "SU2 (rank 2, on n2) is ACTIVE: SU1 would come first, but who is ACTIVE and well is not moved;"
                                + " auto-adjust is off; 'adjust sg' would move it (AMF-057).");
        assertThat(explain(adjusting, "SI1"))
                .contains(
                        "SU2 (rank 2, on n2) is ACTIVE: SU1 would come first, but who is ACTIVE and well is not moved;"
                                + " the group moves back by itself when it has been quiet for 60 s (AMF-058).");
    }

    @Test
    @DisplayName("a unit out of service is explained by all that stands against it")
    void outOfService() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N).objects());
        cluster.step("lock SU1").step("node-down n2");

        assertThat(explain(cluster, "SI1"))
                .contains(
                        "SU1 (rank 1, on n1) is not chosen: the unit is LOCKED (AMF-033).",
                        "SU2 (rank 2, on n2) is not chosen: node n2 is not a member, it is UNINSTANTIATED (AMF-033).");
        assertThat(explain(cluster, "SU1")).startsWith("SU1 is OUT_OF_SERVICE: the unit is LOCKED (AMF-033).");
        assertThat(explain(cluster, "n2"))
                .startsWith("n2 is not a member: its agent has left, and nothing runs on it (AMF-092).");
    }

    @Test
    @DisplayName("N+M: a unit has one role; a full one and a spare say so")
    void nPlusM() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_PLUS_M).maxActive(1).objects());

        assertThat(explain(cluster, "SI1"))
                .contains(
                        "SU2 (rank 2, on n2) is not chosen: it is active for SI2, and a unit that is active is standby for"
                                + " nobody (AMF-051).");
        assertThat(explain(cluster, "SI3"))
                .contains(
                        "SI3 (rank 3) is UNASSIGNED: no unit of sg can take it (AMF-060).",
                        "SU1 (rank 1, on n1) is not chosen: it is full: active for SI1, and may be for 1 at most (NM-5).");
        assertThat(explain(cluster, "SU4"))
                .contains(
                        "It has not SI1, SI2, SI3: it is a spare, since the group has its 2 active and 1 standby units or"
                                + " has no work for more (NM-1).");
    }

    @Test
    @DisplayName("N-way: enough standbys, or units full; per-instance ranks are named")
    void nWay() {
        Drawing cluster = Drawing.of(
                group(RedundancyKind.N_WAY).ranked("SI2", "SU4", "SU3").objects());

        assertThat(explain(cluster, "SI1"))
                .contains("SU3 (rank 3, on n3) is not chosen: the instance has its active unit and 1 standby: SU1; SU2"
                        + " (NW-1).");
        assertThat(explain(cluster, "SI2"))
                .contains("SU4 (rank 1 for it, on n4) is ACTIVE: no unit in service comes before it (NW-1).");
    }

    @Test
    @DisplayName("N-way-active and no redundancy: preferred numbers, limits, one instance per unit")
    void others() {
        Drawing nWayActive = Drawing.of(group(RedundancyKind.N_WAY_ACTIVE)
                .preferred("SI1", 2, 0)
                .prefAssigned(3)
                .objects());
        Drawing noRedundancy = Drawing.of(group(RedundancyKind.NO_REDUNDANCY).objects());

        assertThat(explain(nWayActive, "SI1"))
                .contains(
                        "SU3 (rank 3, on n3) is not chosen: the instance prefers 2 active units and has them: SU1, SU2"
                                + " (NA-1).",
                        "SU4 (rank 4, on n4) is not chosen: it is a spare, since 3 units may hold work and as many do"
                                + " (NA-5).");
        assertThat(explain(noRedundancy, "SI1"))
                .contains(
                        "SU2 (rank 2, on n2) is not chosen: it serves SI2, and a unit takes one instance (NR-5).",
                        "SU4 (rank 4, on n4) is not chosen: it is a spare; SU1 serves it alone (NR-1).");
    }

    @Test
    @DisplayName("a locked group or instance is named, and units are said to be able to")
    void locked() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N).objects());
        cluster.step("lock safSg=sg,safApp=app");

        assertThat(explain(cluster, "SI1").get(0))
                .contains("it may not be assigned, because")
                .contains("is LOCKED");
        assertThat(explain(cluster, "safSg=sg,safApp=app"))
                .contains("It is LOCKED: nobody in it serves, and nobody takes over (AMF-088).");
        assertThat(explain(cluster, "app")).startsWith("app is UNLOCKED: its groups may serve (AMF-084).");
    }

    @Test
    @DisplayName("a component tells its parts, those of its neighbours, and what to do when it has failed")
    void component() {
        Drawing cluster = Drawing.of(group(RedundancyKind.TWO_N).objects());

        assertThat(explain(cluster, "SU1/c"))
                .startsWith("c of SU1 is INSTANTIATED, ENABLED and IN_SERVICE (AMF-034).")
                .contains("For c of SI1 it is ACTIVE (AMF-036).");

        cluster.step("fail-next CLEANUP SU1/c").step("fail SU1/c COMPONENT_FAILOVER");

        assertThat(explain(cluster, "SU1/c"))
                .contains(
                        "c could not be cleaned up, and may still run: make sure that it does not, then 'repaired SU1'"
                                + " (AMF-024).");
        assertThat(explain(cluster, "SI1"))
                .contains("A former holder could not be cleaned up and may still serve, so nobody else may (AMF-073).");
    }

    @Test
    @DisplayName("every entity of the model has something to say, at any time")
    void everybody() {
        for (RedundancyKind kind : RedundancyKind.values()) {
            Drawing cluster = Drawing.of(group(kind).objects());
            cluster.step("node-down n2").step("fail SU1/c COMPONENT_FAILOVER").step("lock n3");
            ClusterState state = cluster.simulation().cluster().state();

            assertThat(state.model().byDn().values())
                    .allSatisfy(e -> assertThat(Explainer.sentences(state, e)).isNotEmpty());
        }
    }
}
