package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recoveries that reach further than a unit: nodes rebooted, applications restarted, the cluster reset. */
class WideRecoveryTest {

    /** Two units of two components on n1 and n2, and beside them another application of the same kind. */
    private static GroupText twoApplications() {
        return group().and()
                .application("app2")
                .group("other", RedundancyKind.TWO_N)
                .units(2)
                .components("x")
                .instances("other");
    }

    private static GroupText group() {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("a", "b")
                .instances("SI1")
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_RESTART);
    }

    private static GroupText failFast(String attribute, boolean autoRepair) {
        return group().and()
                .set(ModelText.node(1), attribute, true)
                .set(ModelText.node(1), "saAmfNodeAutoRepair", autoRepair)
                .group("spare", RedundancyKind.TWO_N)
                .units(2)
                .components("y")
                .instances("spare");
    }

    private static int first(Drawing cluster, String part) {
        List<String> trace = cluster.trace();
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no " + part + " in " + trace);
    }

    private static int last(Drawing cluster, String part) {
        return cluster.trace().size()
                - 1
                - cluster.trace()
                        .reversed()
                        .indexOf(cluster.trace().reversed().stream()
                                .filter(l -> l.contains(part))
                                .findFirst()
                                .orElseThrow());
    }

    private static List<String> reboots(Drawing cluster) {
        return cluster.trace().stream()
                .filter(l -> l.contains(" REBOOT "))
                .map(l -> l.substring(0, l.indexOf(' ')))
                .toList();
    }

    @Test
    @Tag("AMF-066")
    @Tag("AMF-071")
    @DisplayName("fail-fast: the node is rebooted, nothing is cleaned up there, others take over when it has gone")
    void failFast() {
        Drawing cluster = Drawing.of(twoApplications().objects()).step("fail sg/SU1/a NODE_FAILFAST");

        assertThat(cluster.recoveries()).containsExactly("NODE_FAILFAST");
        assertThat(reboots(cluster)).containsExactly("n1");
        assertThat(cluster.trace()).noneMatch(l -> l.contains("CLEANUP") || l.contains("QUIESCED TARGET"));
        assertThat(first(cluster, " ACTIVE ")).isGreaterThan(first(cluster, " REBOOT "));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(cluster.shows("other")).isEqualTo("SU1 S:other; SU2 A:other");
    }

    @Test
    @Tag("AMF-071")
    @DisplayName(
            "switch-over and fail-over of a node end with its reboot, when its work has gone, if that is configured")
    void nodeRepair() {
        Drawing automatic = Drawing.of(twoApplications().objects()).step("fail sg/SU1/a NODE_SWITCHOVER");
        GroupText manually = twoApplications();
        manually.and().set(ModelText.node(1), "saAmfNodeAutoRepair", false);
        Drawing manual = Drawing.of(manually.objects()).step("fail sg/SU1/a NODE_SWITCHOVER");

        assertThat(automatic.trace()).contains("SU1/b CLEANUP", "SU1/x CSI_SET QUIESCED TARGET_ONE other.x");
        assertThat(reboots(automatic)).containsExactly("n1");
        assertThat(first(automatic, " REBOOT ")).isGreaterThan(first(automatic, "SU1/x TERMINATE"));
        assertThat(automatic.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(automatic.shows("other")).isEqualTo("SU1 S:other; SU2 A:other");
        assertThat(reboots(manual)).isEmpty();
        assertThat(manual.step("wait 10min").shows("sg")).isEqualTo("SU2 A:SI1");
        assertThat(manual.step("repaired n1").shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-071")
    @DisplayName("an error on a node that is being emptied restarts nothing there and counts for nothing")
    void errorOnLeavingNode() {
        GroupText model = twoApplications();
        model.and().set(ModelText.node(1), "saAmfNodeAutoRepair", false);
        Drawing cluster = Drawing.of(model.objects()).step("fail-next CSI_SET other/SU1/x");

        cluster.step("fail sg/SU1/a NODE_SWITCHOVER");

        assertThat(cluster.recoveries()).containsExactly("NODE_SWITCHOVER", "UNIT_FAILOVER");
        assertThat(cluster.shows("other")).isEqualTo("SU2 A:other");
    }

    @Test
    @Tag("AMF-072")
    @Tag("AMF-073")
    @DisplayName("a failed cleanup reboots the node only where fail-fast and automatic repair are both configured")
    void failFastOnTermination() {
        String flag = "saAmfNodeFailfastOnTerminationFailure";
        List<String> steps = List.of("fail-next CLEANUP sg/SU1/a", "fail sg/SU1/a COMPONENT_FAILOVER");
        Drawing both = Drawing.of(failFast(flag, true).objects());
        Drawing flagOnly = Drawing.of(failFast(flag, false).objects());
        Drawing repairOnly = Drawing.of(group().objects());
        both.alarms();

        steps.forEach(both::step);
        steps.forEach(flagOnly::step);
        repairOnly.step("fail-next CLEANUP SU1/a").step("fail SU1/a COMPONENT_FAILOVER");

        assertThat(reboots(both)).containsExactly("n1");
        assertThat(both.alarms()).contains("+COMPONENT_CLEANUP_FAILED SU1/a", "-COMPONENT_CLEANUP_FAILED SU1/a");
        assertThat(both.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(both.shows("spare")).isEqualTo("SU1 S:spare; SU2 A:spare");
        assertThat(reboots(flagOnly)).isEmpty();
        assertThat(flagOnly.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(reboots(repairOnly)).isEmpty();
        assertThat(repairOnly.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @Tag("AMF-072")
    @DisplayName(
            "a failed instantiation reboots the node only where fail-fast and automatic repair are both configured")
    void failFastOnInstantiation() {
        String flag = "saAmfNodeFailfastOnInstantiationFailure";
        Drawing both = Drawing.of(failFast(flag, true).objects());
        Drawing flagOnly = Drawing.of(failFast(flag, false).objects());

        both.step("fail-next INSTANTIATE_NO_RETRY sg/SU1/a").step("crash sg/SU1/a");
        flagOnly.step("fail-next INSTANTIATE_NO_RETRY sg/SU1/a").step("crash sg/SU1/a");

        assertThat(reboots(both)).containsExactly("n1");
        assertThat(both.component("SU1/a")).isEqualTo("INSTANTIATED");
        assertThat(reboots(flagOnly)).isEmpty();
        assertThat(flagOnly.component("SU1/a")).isEqualTo("INSTANTIATION_FAILED");
    }

    @Test
    @Tag("AMF-077")
    @DisplayName("cluster reset: an alarm, all nodes are rebooted, nothing fails over, and all begins as at first")
    void clusterReset() {
        Drawing cluster = Drawing.of(twoApplications().objects()).step("si-swap SI1");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        cluster.alarms();

        cluster.step("fail sg/SU1/a CLUSTER_RESET");

        assertThat(cluster.alarms()).startsWith("+CLUSTER_RESET SU1/a");
        assertThat(reboots(cluster)).containsExactly("n1", "n2");
        assertThat(cluster.trace().get(first(cluster, "CSI_SET"))).contains("NEW_ASSIGN");
        assertThat(first(cluster, "CSI_SET")).isGreaterThan(last(cluster, "INSTANTIATE"));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.shows("other")).isEqualTo("SU1 A:other; SU2 S:other");
    }

    @Test
    @Tag("AMF-047")
    @Tag("AMF-077")
    @DisplayName(
            "after a cluster reset a node that does not come back is waited for until the start-up time has passed")
    void clusterResetWaits() {
        Drawing cluster = Drawing.of(twoApplications().objects()).step("node-down n2");

        cluster.step("fail sg/SU1/a CLUSTER_RESET");
        String early = cluster.shows();

        assertThat(early).isEmpty();
        assertThat(cluster.step("wait 11s").shows("sg")).isEqualTo("SU1 A:SI1");
    }

    @Test
    @DisplayName(
            "application restart: all of it is cleaned up before any of it is started, all has come before work is given")
    void applicationRestart() {
        Drawing cluster = Drawing.of(twoApplications().objects()).step("si-swap SI1");

        cluster.step("fail sg/SU1/a APPLICATION_RESTART");

        assertThat(cluster.recoveries()).containsExactly("APPLICATION_RESTART");
        assertThat(cluster.trace()).contains("SU1/b CLEANUP", "SU2/a CLEANUP", "SU2/b CLEANUP");
        assertThat(first(cluster, "INSTANTIATE")).isGreaterThan(last(cluster, "CLEANUP"));
        assertThat(first(cluster, "CSI_SET")).isGreaterThan(last(cluster, "INSTANTIATE"));
        assertThat(cluster.trace()).noneMatch(l -> l.contains("/x "));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.shows("other")).isEqualTo("SU1 A:other; SU2 S:other");
        assertThat(cluster.operational("SU1")).isEqualTo("ENABLED");
    }

    @Test
    @DisplayName("an application that is restarted does not wait for a unit that cannot come")
    void applicationRestartWithoutOne() {
        Drawing cluster = Drawing.of(group().objects()).step("fail-next INSTANTIATE_NO_RETRY SU2/a");

        cluster.step("fail SU1/a APPLICATION_RESTART");

        assertThat(cluster.presence("SU2")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
    }

    @Test
    @DisplayName(
            "an error report that recommends the restart of a container which the component does not have is refused")
    void noContainer() {
        Drawing cluster = Drawing.of(group().objects());
        VirtualCluster real = cluster.simulation().cluster();
        Dn component = Dn.of("safComp=a,safSu=SU1,safSg=sg,safApp=app");

        real.tell(new Event.ErrorReported("r", component, RecommendedRecovery.CONTAINER_RESTART, "test"));
        real.rest();

        assertThat(real.replies().get("r").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(cluster.recoveries()).isEmpty();
    }

    @Test
    @Tag("AMF-063")
    @DisplayName("a unit with a component that must not be restarted hands its work over before it is restarted")
    void unitRestartElsewhere() {
        GroupText group = group().compRestart(0, 10_000)
                .suRestart(1, 10_000)
                .autoRepair(false)
                .component("b", "saAmfCompDisableRestart", true);
        Drawing cluster = Drawing.of(group.objects()).step("crash SU1/a");

        assertThat(cluster.recoveries()).containsExactly("UNIT_RESTART");
        assertThat(first(cluster, "SU1/b TERMINATE")).isGreaterThan(first(cluster, "SU1/b CSI_SET QUIESCED"));
        assertThat(cluster.trace()).contains("SU1/a INSTANTIATE", "SU1/b INSTANTIATE");
        assertThat(cluster.operational("SU1")).isEqualTo("ENABLED");
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-075")
    @DisplayName("in a maintenance campaign nothing is restarted and no node rebooted because of the unit")
    void maintenance() {
        GroupText group = group().unitAttribute("saAmfSUMaintenanceCampaign", Dn.of("safSmfCampaign=c"));
        Drawing restart = Drawing.of(group.objects()).step("crash SU1/a");
        Drawing failFast = Drawing.of(group.objects()).step("fail SU1/a NODE_FAILFAST");

        assertThat(restart.recoveries()).containsExactly("UNIT_FAILOVER");
        assertThat(restart.operational("SU1")).isEqualTo("DISABLED");
        assertThat(failFast.recoveries()).containsExactly("NODE_FAILOVER");
        assertThat(reboots(failFast)).isEmpty();
        assertThat(failFast.shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @Tag("AMF-070")
    @DisplayName("restarts that have led to a stronger recovery are counted no more")
    void restartsAreForgotten() {
        Drawing cluster = Drawing.of(group().compRestart(1, 3_600_000).objects());

        cluster.step("crash SU1/a").step("crash SU1/a");

        assertThat(cluster.last().report().components())
                .allSatisfy(c -> assertThat(c.restarts()).isZero());
    }
}
