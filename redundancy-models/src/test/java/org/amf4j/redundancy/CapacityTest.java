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

/** A unit is given no instance that its components cannot carry beside what they have. */
@Tag("AMF-044")
class CapacityTest {

    private static GroupText group(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(units)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances)
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false);
    }

    /** The component of the unit carries less than its type allows. */
    private static GroupText narrowed(GroupText group, String unit, int active) {
        group.and()
                .set(
                        group.unit(unit).child("safComp", "c").association("safSupportedCsType", group.csType("c")),
                        "saAmfCompNumMaxActiveCSIs",
                        active);
        return group;
    }

    @Test
    @DisplayName("N-way: a unit whose component is full is passed over, not given half an instance")
    void nWay() {
        GroupText group = group(RedundancyKind.N_WAY, 2, 4).componentMax("c", 3, 3);
        Drawing cluster = Drawing.of(narrowed(group, "SU1", 1).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI2,SI3,SI4; SU2 A:SI2,SI3,SI4 S:SI1");
    }

    @Test
    @DisplayName("N-way: a standby whose component has no room for one more active does not take over")
    void nWayTakeOver() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY, 3, 3)
                        .componentMax("c", 1, 3)
                        .objects())
                .step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI2 S:SI3; SU3 A:SI3 S:SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @DisplayName("2N: the unit that can carry everything is active although a better-ranked one can carry a part")
    void twoN() {
        GroupText group = group(RedundancyKind.TWO_N, 3, 2).componentMax("c", 2, 2);
        Drawing cluster = Drawing.of(narrowed(group, "SU1", 1).objects());

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
    }

    @Test
    @DisplayName("2N: where no unit can carry everything the most important instances are served")
    void twoNShort() {
        Drawing cluster = Drawing.of(
                group(RedundancyKind.TWO_N, 2, 3).componentMax("c", 2, 3).objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
        assertThat(cluster.assignment("SI3")).isEqualTo("UNASSIGNED");
        assertThat(cluster.alarms()).contains("+SI_UNASSIGNED SI3");
    }

    @Test
    @Tag("AMF-052")
    @DisplayName("N+M: what components carry counts in the reduction as a limit of the group does")
    void nPlusM() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_PLUS_M, 5, 6)
                .prefActive(3)
                .prefStandby(2)
                .componentMax("c", 3, 4)
                .prefInService(3)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3,SI5; SU2 A:SI2,SI4,SI6; SU3 S:SI1,SI2,SI3,SI4");
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("A swap is refused when the standby's components cannot carry one more active")
    void swap() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY, 3, 3)
                        .componentMax("c", 1, 3)
                        .objects())
                .step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(cluster.last().text()).isEqualTo("SU2 has no room for SI1 as ACTIVE");
    }

    @Test
    @DisplayName("N-way-active: a full component takes no more, whatever the instance prefers")
    void nWayActive() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY_ACTIVE, 2, 3)
                .componentMax("c", 2, 1)
                .preferred("SI1", 2, 1)
                .preferred("SI2", 2, 1)
                .preferred("SI3", 2, 1)
                .objects());

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI3; SU2 A:SI1,SI2");
    }
}
