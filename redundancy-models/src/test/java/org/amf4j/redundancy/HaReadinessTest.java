package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.StateId;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What components say they are ready for decides what they are given (states reference, section 7.3). */
class HaReadinessTest {

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

    private static String csi(String instance) {
        return "safCsi=c,safSi=" + instance + ",safApp=app";
    }

    @Test
    @DisplayName(
            "2N: an active that is not ready for active any more is switched over gracefully, and becomes the standby")
    void notReadyForActive() {
        Drawing cluster = start(RedundancyKind.TWO_N, 3, 2).step("ha-readiness SU1/c NOT_READY_FOR_ACTIVE");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI2; SU2 A:SI1,SI2");
        assertThat(cluster.trace())
                .contains("SU1/c CSI_SET QUIESCED TARGET_ALL SI1.c SI2.c")
                .contains("SU2/c CSI_SET ACTIVE TARGET_ALL SI1.c SI2.c QUIESCED SU1/c")
                .noneMatch(l -> l.contains("CLEANUP"));
    }

    @Test
    @DisplayName("2N: not ready for any assignment, a unit loses everything, and a spare becomes the standby")
    void notReadyForAssignment() {
        Drawing cluster = start(RedundancyKind.TWO_N, 3, 1).step("ha-readiness SU2/c NOT_READY_FOR_ASSIGNMENT");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU3 S:SI1");
        assertThat(cluster.step("ha-readiness SU1/c NOT_READY_FOR_ASSIGNMENT").shows())
                .isEqualTo("SU3 A:SI1");
        assertThat(cluster.step("ha-readiness SU2/c READY_FOR_ASSIGNMENT").shows())
                .isEqualTo("SU2 S:SI1; SU3 A:SI1");
    }

    @Test
    @DisplayName("a standby that is not ready for active does not take over: a spare does, or nobody")
    void standbyNotReady() {
        Drawing three = start(RedundancyKind.TWO_N, 3, 1).step("ha-readiness SU2/c NOT_READY_FOR_ACTIVE");
        assertThat(three.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(three.step("crash SU1/c").shows()).isEqualTo("SU2 S:SI1; SU3 A:SI1");

        Drawing two =
                Drawing.of(group(RedundancyKind.TWO_N, 2, 1).autoRepair(false).objects());
        two.step("ha-readiness SU2/c NOT_READY_FOR_ACTIVE").step("crash SU1/c");
        assertThat(two.assignment("SI1")).isEqualTo("UNASSIGNED");
        assertThat(two.alarms()).contains("+SI_UNASSIGNED SI1");
        assertThat(two.step("ha-readiness SU2/c READY_FOR_ASSIGNMENT").shows()).isEqualTo("SU2 A:SI1");
    }

    @Test
    @DisplayName("a degraded active stays; who is ready without reserve is preferred when somebody is chosen")
    void degraded() {
        Drawing cluster = start(RedundancyKind.TWO_N, 3, 1).step("ha-readiness SU1/c READY_FOR_ACTIVE_DEGRADED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");

        assertThat(cluster.step("sg-adjust sg").shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName("N-way: of several standbys one that is ready without reserve takes over")
    void degradedStandby() {
        Drawing cluster = Drawing.of(group(RedundancyKind.N_WAY, 3, 1)
                .preferred("SI1", 1, 2)
                .autoRepair(false)
                .objects());
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1; SU3 S:SI1");

        cluster.step("ha-readiness SU2/c READY_FOR_ACTIVE_DEGRADED").step("crash SU1/c");

        assertThat(cluster.shows()).isEqualTo("SU2 S:SI1; SU3 A:SI1");
    }

    @Test
    @DisplayName("N-way: only the instance that is named moves; the others stay where they are")
    void oneInstance() {
        Drawing cluster = start(RedundancyKind.N_WAY, 2, 2);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI2; SU2 A:SI2 S:SI1");

        cluster.step("ha-readiness SU1/c NOT_READY_FOR_ACTIVE " + csi("SI1"));

        assertThat(cluster.shows()).isEqualTo("SU1 S:SI1,SI2; SU2 A:SI1,SI2");
    }

    @Test
    @DisplayName("N-way-active, N+M and no redundancy: what a unit is not ready for goes elsewhere")
    void otherModels() {
        Drawing active = Drawing.of(
                group(RedundancyKind.N_WAY_ACTIVE, 3, 1).preferred("SI1", 2, 0).objects());
        assertThat(active.step("ha-readiness SU1/c NOT_READY_FOR_ACTIVE").shows())
                .isEqualTo("SU2 A:SI1; SU3 A:SI1");

        Drawing single = start(RedundancyKind.NO_REDUNDANCY, 2, 1);
        assertThat(single.step("ha-readiness SU1/c NOT_READY_FOR_ASSIGNMENT").shows())
                .isEqualTo("SU2 A:SI1");

        Drawing several = Drawing.of(group(RedundancyKind.N_PLUS_M, 4, 2)
                .prefActive(2)
                .prefStandby(1)
                .objects());
        assertThat(several.shows()).isEqualTo("SU1 A:SI1; SU2 A:SI2; SU3 S:SI1,SI2");
        several.step("ha-readiness SU1/c NOT_READY_FOR_ACTIVE");
        assertThat(several.shows()).doesNotContain("SU1 A").contains("A:SI1");
        assertThat(several.assignment("SI1")).isEqualTo("FULLY_ASSIGNED");
        assertThat(several.assignment("SI2")).isEqualTo("FULLY_ASSIGNED");
    }

    @Test
    @DisplayName(
            "the next instance of the component begins as ready; health and readiness of the unit stay as they are")
    void nextInstance() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1).step("ha-readiness SU2/c NOT_READY_FOR_ASSIGNMENT");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.operational("SU2")).isEqualTo("ENABLED");
        assertThat(cluster.readiness("SU2")).isEqualTo("IN_SERVICE");

        assertThat(cluster.step("restart SU2").shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("a change is notified once as 0x71 of the unit, with the instance; explain and the report tell it")
    void told() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);
        VirtualCluster virtual = cluster.simulation().cluster();
        virtual.takeNotifications();

        cluster.step("ha-readiness SU1/c READY_FOR_ACTIVE_DEGRADED " + csi("SI1"));
        cluster.step("ha-readiness SU1/c READY_FOR_ACTIVE_DEGRADED");

        List<Notification.StateChange> told = virtual.takeNotifications().stream()
                .filter(Notification.StateChange.class::isInstance)
                .map(Notification.StateChange.class::cast)
                .filter(s -> s.state() == StateId.HA_READINESS)
                .toList();
        assertThat(told).singleElement().satisfies(s -> {
            assertThat(s.header().minorId()).isEqualTo(0x71);
            assertThat(s.header().object().rdnValue()).isEqualTo("SU1");
            assertThat(s.header().info())
                    .singleElement()
                    .satisfies(i -> assertThat(i.value()).isEqualTo("safSi=SI1,safApp=app"));
            assertThat(s.before().number()).isEqualTo(1);
            assertThat(s.after().number()).isEqualTo(2);
        });
        assertThat(cluster.last().report().assignments().get(0).readiness())
                .isEqualTo(HaReadiness.READY_FOR_ACTIVE_DEGRADED);
        assertThat(explain(virtual, "safSi=SI1,safApp=app")).contains("READY_FOR_ACTIVE_DEGRADED");
        assertThat(explain(virtual, "safComp=c,safSu=SU1,safSg=sg,safApp=app"))
                .contains("It says that it is READY_FOR_ACTIVE_DEGRADED for c of SI1.");
    }

    private static String explain(VirtualCluster cluster, String dn) {
        return Explainer.explain(
                        cluster.state(), cluster.state().model().find(Dn.of(dn)).orElseThrow())
                .toString();
    }

    @Test
    @DisplayName("unknown components and instances, and instances of the component that are gone, are refused")
    void refused() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);
        VirtualCluster virtual = cluster.simulation().cluster();
        Dn component = Dn.of("safComp=c,safSu=SU1,safSg=sg,safApp=app");
        CommandId incarnation =
                virtual.state().component(component).orElseThrow().incarnation().orElseThrow();
        HaReadiness none = HaReadiness.NOT_READY_FOR_ASSIGNMENT;

        virtual.tell(new Event.HaReadinessSet("1", Dn.of("safComp=x"), incarnation, Dn.ROOT, none));
        virtual.tell(new Event.HaReadinessSet("2", component, new CommandId(1, 77), Dn.ROOT, none));
        virtual.tell(
                new Event.HaReadinessSet("3", component, incarnation, Dn.of("safCsi=x,safSi=SI1,safApp=app"), none));
        virtual.rest();

        assertThat(virtual.replies().get("1").status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(virtual.replies().get("2").status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(virtual.replies().get("3").status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(cluster.step("wait 1s").shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("a swap that would make somebody active who is not ready is refused, with the reason")
    void swapRefused() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1)
                .step("ha-readiness SU2/c NOT_READY_FOR_ACTIVE")
                .step("si-swap SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(cluster.last().text()).isEqualTo("SU2 is NOT_READY_FOR_ACTIVE for SI1");
    }
}
