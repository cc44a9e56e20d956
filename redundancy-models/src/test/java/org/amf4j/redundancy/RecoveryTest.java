package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is done about component errors, and how it escalates. */
class RecoveryTest {

    private static final long HOUR_MILLIS = 3_600_000;

    /** Two units of two components on nodes n1 and n2, restart as recovery, long windows. */
    private static GroupText group() {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("a", "b")
                .instances("SI1")
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_RESTART);
    }

    private static GroupText escalating(int compRestarts, int unitRestarts, int failovers) {
        return group().compRestart(compRestarts, HOUR_MILLIS)
                .suRestart(unitRestarts, HOUR_MILLIS)
                .and()
                .set(ModelText.node(1), "saAmfNodeSuFailoverMax", failovers)
                .set(ModelText.node(1), "saAmfNodeAutoRepair", false)
                .group("other", RedundancyKind.TWO_N)
                .units(2)
                .components("x")
                .instances("other");
    }

    private static List<String> recoveries(Drawing cluster, String... steps) {
        List<String> all = new ArrayList<>();
        for (String step : steps) {
            cluster.step(step);
            all.addAll(cluster.recoveries());
        }
        return all;
    }

    @Test
    @Tag("AMF-067")
    @DisplayName("E1: two component restarts, one unit restart, one fail-over, then the node")
    void escalation() {
        Drawing cluster = Drawing.of(escalating(2, 1, 1).objects());

        assertThat(recoveries(
                        cluster,
                        "crash sg/SU1/a",
                        "crash sg/SU1/b",
                        "crash sg/SU1/a",
                        "crash sg/SU1/a",
                        "crash sg/SU1/a"))
                .containsExactly(
                        "COMPONENT_RESTART", "COMPONENT_RESTART", "UNIT_RESTART", "UNIT_FAILOVER", "NODE_FAILOVER");
    }

    @Test
    @Tag("AMF-067")
    @Tag("AMF-068")
    @DisplayName("E2: with all maxima 0 the first error is a node fail-over; a single 0 skips its level")
    void zeroSkips() {
        assertThat(recoveries(Drawing.of(escalating(0, 0, 0).objects()), "crash sg/SU1/a"))
                .containsExactly("NODE_FAILOVER");
        assertThat(recoveries(Drawing.of(escalating(0, 1, 1).objects()), "crash sg/SU1/a", "crash sg/SU1/a"))
                .containsExactly("UNIT_RESTART", "UNIT_FAILOVER");
        assertThat(recoveries(Drawing.of(escalating(1, 0, 1).objects()), "crash sg/SU1/a", "crash sg/SU1/a"))
                .containsExactly("COMPONENT_RESTART", "UNIT_FAILOVER");
    }

    @Test
    @Tag("AMF-067")
    @Tag("AMF-070")
    @DisplayName("E3: the window is over before the third error: restarts only")
    void windowEnds() {
        Drawing cluster = Drawing.of(group().compRestart(2, 10_000).objects());

        assertThat(recoveries(cluster, "crash SU1/a", "wait 3s", "crash SU1/a", "wait 8s", "crash SU1/a"))
                .containsOnly("COMPONENT_RESTART")
                .hasSize(3);
        assertThat(cluster.last().report().components().get(0).restarts()).isEqualTo(1);
    }

    @Test
    @Tag("AMF-067")
    @Tag("AMF-070")
    @DisplayName("E4: the window is fixed, counted from its first error, not sliding")
    void fixedWindow() {
        Drawing cluster = Drawing.of(group().compRestart(2, 10_000).objects());

        assertThat(recoveries(
                        cluster, "crash SU1/a", "wait 8900ms", "crash SU1/a", "wait 2s", "crash SU1/a", "crash SU1/a"))
                .containsOnly("COMPONENT_RESTART")
                .hasSize(4);
        assertThat(recoveries(cluster, "crash SU1/a")).containsExactly("UNIT_RESTART");
    }

    @Test
    @Tag("AMF-067")
    @Tag("AMF-069")
    @DisplayName("E5: fail-overs count per node, over all its units: two of one unit, the third of another")
    void failoversPerNode() {
        Drawing cluster = Drawing.of(escalating(0, 0, 2)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .objects());

        assertThat(recoveries(cluster, "crash sg/SU1/a", "crash sg/SU1/a", "fail other/SU1/x COMPONENT_FAILOVER"))
                .containsExactly("UNIT_FAILOVER", "UNIT_FAILOVER", "NODE_FAILOVER");
    }

    @Test
    @Tag("AMF-070")
    @DisplayName("after the window of fail-overs on the node its units begin at level 0 again")
    void nodeWindowEnds() {
        GroupText group = group().compRestart(1, HOUR_MILLIS).suRestart(0, HOUR_MILLIS);
        group.and()
                .set(ModelText.node(1), "saAmfNodeSuFailOverProb", 20_000_000_000L)
                .set(ModelText.node(1), "saAmfNodeSuFailoverMax", 5);
        Drawing cluster = Drawing.of(group.objects());

        assertThat(recoveries(cluster, "crash SU1/a", "crash SU1/a", "crash SU1/a", "wait 30s", "crash SU1/a"))
                .containsExactly("COMPONENT_RESTART", "UNIT_FAILOVER", "UNIT_FAILOVER", "COMPONENT_RESTART");
    }

    @Test
    @Tag("AMF-062")
    @DisplayName("an error without a recommendation is treated as the component's configuration says")
    void noRecommendation() {
        GroupText failover = group().recovery(RecommendedRecovery.COMPONENT_FAILOVER);

        assertThat(recoveries(Drawing.of(group().objects()), "fail SU1/a NO_RECOMMENDATION"))
                .containsExactly("COMPONENT_RESTART");
        assertThat(recoveries(Drawing.of(failover.objects()), "fail SU1/a NO_RECOMMENDATION"))
                .containsExactly("UNIT_FAILOVER");
        assertThat(recoveries(Drawing.of(failover.objects()), "fail SU1/a COMPONENT_RESTART"))
                .containsExactly("COMPONENT_RESTART");
    }

    @Test
    @Tag("AMF-063")
    @DisplayName("where restart is disabled it becomes a fail-over and no restart is counted")
    void restartDisabled() {
        Drawing cluster = Drawing.of(group().disableRestart(true).objects());

        assertThat(recoveries(cluster, "fail SU1/a COMPONENT_RESTART")).containsExactly("UNIT_FAILOVER");
        assertThat(cluster.last().report().components())
                .allSatisfy(c -> assertThat(c.restarts()).isZero());
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-064")
    @DisplayName("a component restart keeps its work, and no other component is called")
    void restartKeeps() {
        Drawing cluster = Drawing.of(group().objects()).step("crash SU1/a");

        assertThat(cluster.trace())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("SU1/a "));
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-065")
    @DisplayName("with SU fail-over all components of the unit are cleaned up, without it only the failed one")
    void scopeOfFailover() {
        GroupText group = group().autoRepair(false).recovery(RecommendedRecovery.COMPONENT_FAILOVER);
        Drawing unit = Drawing.of(group.objects()).step("crash SU1/a");
        Drawing component = Drawing.of(group.suFailover(false).objects()).step("crash SU1/a");

        assertThat(unit.trace()).contains("SU1/b CLEANUP");
        assertThat(unit.component("SU1/b")).isEqualTo("UNINSTANTIATED");
        assertThat(component.trace())
                .contains("SU1/b CSI_SET QUIESCED TARGET_ONE SI1.b")
                .noneMatch(line -> line.startsWith("SU1/b CLEANUP") || line.startsWith("SU1/b TERMINATE"));
        assertThat(component.component("SU1/b")).isEqualTo("INSTANTIATED");
        assertThat(component.shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @Tag("AMF-066")
    @DisplayName("nobody becomes active before the failed component has been cleaned up")
    void cleanupFirst() {
        Drawing cluster = Drawing.of(
                group().recovery(RecommendedRecovery.COMPONENT_FAILOVER).objects());
        long before = cluster.last().timeMillis();

        cluster.step("fail SU1/a");

        assertThat(cluster.last().commands())
                .filteredOn(c -> c.detail().contains("ACTIVE TARGET"))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.timeMillis()).isGreaterThan(before));
    }

    @Test
    @Tag("AMF-071")
    @DisplayName("node switch-over hands healthy units over gracefully, node fail-over cleans everything up")
    void nodeRecoveries() {
        Drawing switchOver = Drawing.of(escalating(9, 9, 9).objects()).step("fail sg/SU1/a NODE_SWITCHOVER");
        Drawing failOver = Drawing.of(escalating(9, 9, 9).objects()).step("fail sg/SU1/a NODE_FAILOVER");

        assertThat(switchOver.trace())
                .contains("SU1/x CSI_SET QUIESCED TARGET_ONE other.x")
                .doesNotContain("SU1/x CLEANUP");
        assertThat(failOver.trace())
                .contains("SU1/x CLEANUP", "SU1/b CLEANUP")
                .noneMatch(l -> l.contains("QUIESCED TARGET"));
        assertThat(switchOver.assignment("other")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(failOver.assignment("other")).isEqualTo("PARTIALLY_ASSIGNED");
    }

    @Test
    @Tag("AMF-073")
    @DisplayName("what was active on a component that cannot be cleaned up stays unassigned until the node is down")
    void stuck() {
        Drawing cluster = Drawing.of(
                group().recovery(RecommendedRecovery.COMPONENT_FAILOVER).objects());

        cluster.step("fail-next CLEANUP SU1/a").step("fail SU1/a");

        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(cluster.trace()).noneMatch(l -> l.startsWith("SU2") && l.contains(" ACTIVE "));
        assertThat(cluster.step("node-down n1").shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @Tag("AMF-073")
    @DisplayName("a standby that cannot be cleaned up does not keep its instance from another standby")
    void stuckStandby() {
        GroupText group = group().units(3).recovery(RecommendedRecovery.COMPONENT_FAILOVER);
        Drawing cluster =
                Drawing.of(group.objects()).step("fail-next CLEANUP SU2/a").step("fail SU2/a");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU3 S:SI1");
    }

    @Test
    @Tag("AMF-074")
    @DisplayName("automatic repair instantiates the failed unit again; without it it stays DISABLED until REPAIRED")
    void repair() {
        GroupText group = group().recovery(RecommendedRecovery.COMPONENT_FAILOVER);
        Drawing automatic = Drawing.of(group.autoRepair(true).objects()).step("crash SU1/a");
        Drawing manual = Drawing.of(group.autoRepair(false).objects()).step("crash SU1/a");

        assertThat(automatic.operational("SU1")).isEqualTo("ENABLED");
        assertThat(automatic.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(manual.step("wait 10min").operational("SU1")).isEqualTo("DISABLED");
        assertThat(manual.step("repaired SU1").shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-075")
    @DisplayName("a maintenance campaign suspends automatic repair")
    void maintenance() {
        GroupText group = group().recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .unitAttribute("saAmfSUMaintenanceCampaign", Dn.of("safSmfCampaign=c"));
        Drawing cluster = Drawing.of(group.objects()).step("crash SU1/a").step("wait 1min");

        assertThat(cluster.operational("SU1")).isEqualTo("DISABLED");
    }

    @Test
    @Tag("AMF-094")
    @DisplayName("the alarm of an unassigned instance is raised once and cleared by the next active assignment")
    void alarm() {
        GroupText group =
                group().recovery(RecommendedRecovery.COMPONENT_FAILOVER).autoRepair(false);
        Drawing cluster = Drawing.of(group.objects());
        cluster.alarms();

        cluster.step("crash SU1/a");
        assertThat(cluster.alarms()).isEmpty();
        cluster.step("crash SU2/a").step("wait 1min");
        assertThat(cluster.alarms()).containsExactly("+SI_UNASSIGNED SI1");
        cluster.step("repaired SU2");
        assertThat(cluster.alarms()).containsExactly("-SI_UNASSIGNED SI1");
    }
}
