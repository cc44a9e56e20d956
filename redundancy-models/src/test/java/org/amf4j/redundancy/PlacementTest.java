package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The placement pack: the best-ranked unit is filled first. Spread, the default, is what all other drawings show. */
class PlacementTest {

    private static GroupText packed(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .placement(Placement.PACK)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    @Test
    @DisplayName("N+M without limits: all instances on the best unit, all standbys on the next, the others spares")
    void nPlusM() {
        Drawing cluster = Drawing.of(packed(RedundancyKind.N_PLUS_M, 5, 6)
                .prefActive(3)
                .prefStandby(1)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2,SI3,SI4,SI5,SI6; SU2 S:SI1,SI2,SI3,SI4,SI5,SI6");
        assertThat(cluster.step("crash SU1/c").shows())
                .isEqualTo("SU2 A:SI1,SI2,SI3,SI4,SI5,SI6; SU3 S:SI1,SI2,SI3,SI4,SI5,SI6");
    }

    @Test
    @DisplayName("N+M with a limit: the best unit is full before the next gets anything, also for standbys")
    void nPlusMLimited() {
        Drawing cluster = Drawing.of(packed(RedundancyKind.N_PLUS_M, 4, 4)
                .prefActive(2)
                .prefStandby(2)
                .maxActive(3)
                .maxStandby(3)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2,SI3; SU2 A:SI4; SU3 S:SI1,SI2,SI3; SU4 S:SI4");
    }

    @Test
    @DisplayName("N-way: actives and standbys fill the best unit that may take them")
    void nWay() {
        Drawing cluster =
                Drawing.of(packed(RedundancyKind.N_WAY, 3, 4).maxActive(3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2,SI3 S:SI4; SU2 A:SI4 S:SI1,SI2,SI3");
    }

    @Test
    @DisplayName("N-way-active: each round fills the best unit that has not got the instance")
    void nWayActive() {
        Drawing cluster = Drawing.of(packed(RedundancyKind.N_WAY_ACTIVE, 3, 3)
                .maxActive(2)
                .preferred("SI1", 2, 1)
                .preferred("SI2", 2, 1)
                .preferred("SI3", 2, 1)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 A:SI1,SI3; SU3 A:SI2,SI3");
    }

    @Test
    @DisplayName("An instance's own ranking of units comes before the placement")
    void ranked() {
        Drawing cluster = Drawing.of(
                packed(RedundancyKind.N_WAY, 3, 2).ranked("SI2", "SU3", "SU2").objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1,SI2; SU3 A:SI2");
    }

    @Test
    @DisplayName("Units of equal rank share what is packed on them")
    void equalRanks() {
        Drawing cluster = Drawing.of(packed(RedundancyKind.N_WAY_ACTIVE, 3, 3)
                .unitAttribute("saAmfSURank", 1)
                .preferred("SI1", 1, 1)
                .preferred("SI2", 1, 1)
                .preferred("SI3", 1, 1)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 A:SI3");
    }
}
