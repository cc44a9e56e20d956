package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Notification.InfoId;
import org.amf4j.core.outcome.Notification.Severity;
import org.amf4j.core.outcome.Notification.Source;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.view.RuntimeAttributes;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the world is told: one notification per change, with the numbers of the standard. */
class NotificationTest {

    private static GroupText group() {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("SI1")
                .suFailover(true)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    private static Drawing started(GroupText group) {
        Drawing cluster = Drawing.of(group.objects());
        cluster.simulation().cluster().takeNotifications();
        return cluster;
    }

    private static List<Notification> after(Drawing cluster, String step) {
        cluster.step(step);
        return cluster.simulation().cluster().takeNotifications();
    }

    /** In brief: {@code 6C SU1 ENABLED-DISABLED}, {@code 05 SI1 MAJOR}, {@code 191 c COMPONENT_FAILOVER}. */
    private static List<String> brief(List<Notification> notifications) {
        return notifications.stream().map(NotificationTest::brief).toList();
    }

    private static String brief(Notification notification) {
        Notification.Header header = notification.header();
        String head = "%02X %s ".formatted(header.minorId(), header.object().rdnValue());
        return switch (notification) {
            case Notification.StateChange s ->
                head + s.before().name() + "-" + s.after().name();
            case Notification.Alarm a -> head + a.severity();
            case Notification.Membership m -> head + m.after().name();
            case Notification.ErrorReport e -> head + e.applied();
            case Notification.ErrorClear c -> head.strip();
        };
    }

    @Test
    @DisplayName("what becomes of a machine is told once, shown, and forgotten with its node; nothing is done about it")
    void lifeCycle() {
        Drawing cluster = started(group());

        assertThat(brief(after(cluster, "life-cycle SU1/c PAUSED"))).containsExactly("80 c UNKNOWN-PAUSED");
        assertThat(after(cluster, "life-cycle SU1/c PAUSED")).isEmpty();

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        ClusterState state = cluster.simulation().cluster().state();
        Component component = state.model().components().stream()
                .filter(c -> c.unit().name().equals("SU1"))
                .findFirst()
                .orElseThrow();
        assertThat(RuntimeAttributes.of(state, component)).containsEntry("amfCompLifeCycleState", List.of(6L));
        assertThat(brief(after(cluster, "node-down n1"))).contains("80 c PAUSED-UNKNOWN");
        assertThat(RuntimeAttributes.of(cluster.simulation().cluster().state(), component))
                .doesNotContainKey("amfCompLifeCycleState");
    }

    private static String info(Notification notification, InfoId id) {
        return notification.header().info().stream()
                .filter(i -> i.id() == id)
                .map(Notification.Info::value)
                .findFirst()
                .orElse("");
    }

    @Test
    @Tag("AMF-093")
    @Tag("NTF-001")
    @DisplayName(
            "locking a unit is notified once as 0x66, by management, with old and new state; the rest follows from it")
    void lockOfAUnit() {
        Drawing cluster = started(group());

        List<Notification> told = after(cluster, "lock SU1");

        assertThat(brief(told))
                .containsExactly(
                        "66 SU1 UNLOCKED-LOCKED",
                        "6E SU1 ACTIVE-QUIESCED",
                        "6F SI1 FULLY_ASSIGNED-PARTIALLY_ASSIGNED",
                        "6E SU2 STANDBY-ACTIVE",
                        "6E SU1 QUIESCED-NONE");
        Notification.StateChange admin = (Notification.StateChange) told.get(0);
        assertThat(admin.source()).isEqualTo(Source.MANAGEMENT_OPERATION);
        assertThat(admin.before().number()).isEqualTo(1);
        assertThat(admin.after().number()).isEqualTo(2);
        assertThat(told.subList(1, told.size())).allSatisfy(n -> {
            assertThat(((Notification.StateChange) n).source()).isEqualTo(Source.OBJECT_OPERATION);
            assertThat(n.header().correlation().root()).contains(admin.header().id());
        });
    }

    @Test
    @Tag("AMF-093")
    @Tag("NTF-002")
    @Tag("NTF-010")
    @DisplayName("a crash is told as error report 0x191, then operational, presence and HA states, in their order, once"
            + " each")
    void crash() {
        Drawing cluster = started(group().autoRepair(false));

        List<Notification> told = after(cluster, "crash SU1/c");

        assertThat(brief(told))
                .containsExactly(
                        "191 c COMPONENT_FAILOVER",
                        "6C SU1 ENABLED-DISABLED",
                        "6D SU1 INSTANTIATED-TERMINATING",
                        "6D SU1 TERMINATING-UNINSTANTIATED",
                        "6E SU1 ACTIVE-NONE",
                        "6F SI1 FULLY_ASSIGNED-PARTIALLY_ASSIGNED",
                        "6E SU2 STANDBY-ACTIVE");
        assertThat(told).extracting(n -> n.header().id()).isSorted().doesNotHaveDuplicates();
        assertThat(info(told.get(0), InfoId.RECOMMENDED_RECOVERY)).isEqualTo("1");
        assertThat(info(told.get(0), InfoId.APPLIED_RECOVERY)).isEqualTo("3");
        assertThat(info(told.get(4), InfoId.SI_NAME)).isEqualTo("safSi=SI1,safApp=app");
        assertThat(told.subList(1, told.size()))
                .allSatisfy(n -> assertThat(n.header().correlation().root())
                        .contains(told.get(0).header().id()));
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("every administrative state has a number of its own, from node to cluster")
    void administrativeStates() {
        Drawing cluster = started(group());

        assertThat(List.of(
                        brief(after(cluster, "lock safAmfNode=n2,safAmfCluster=cluster"))
                                .get(0),
                        brief(after(cluster, "lock safSg=sg,safApp=app")).get(0),
                        brief(after(cluster, "lock SI1")).get(0),
                        brief(after(cluster, "lock safApp=app")).get(0),
                        brief(after(cluster, "lock safAmfCluster=cluster")).get(0)))
                .containsExactly(
                        "65 n2 UNLOCKED-LOCKED",
                        "67 sg UNLOCKED-LOCKED",
                        "68 SI1 UNLOCKED-LOCKED",
                        "69 app UNLOCKED-LOCKED",
                        "6A cluster UNLOCKED-LOCKED");
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("the loss and the return of a node are 0x6B, and what follows in its groups leads back to it")
    void nodeLoss() {
        Drawing cluster = started(group());

        List<Notification> lost = after(cluster, "node-down n1");
        List<Notification> back = after(cluster, "node-up n1");

        assertThat(brief(lost))
                .startsWith("66 n1 LEFT", "6B n1 ENABLED-DISABLED")
                .contains("6E SU2 STANDBY-ACTIVE");
        assertThat(brief(back))
                .startsWith("6B n1 DISABLED-ENABLED", "65 n1 JOINED")
                .contains("6D SU1 INSTANTIATING-INSTANTIATED");
        assertThat(lost.get(lost.size() - 1).header().correlation().root())
                .contains(lost.get(1).header().id());
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("an operation without an effect is not notified")
    void noChange() {
        Drawing cluster = started(group());
        after(cluster, "lock SU1");

        assertThat(after(cluster, "lock SU1")).isEmpty();
        assertThat(after(cluster, "wait 1h")).isEmpty();
    }

    @Test
    @Tag("AMF-075")
    @Tag("AMF-093")
    @DisplayName("the operational state of a unit in a maintenance campaign carries the campaign")
    void maintenanceCampaign() {
        Drawing cluster = started(group().unitAttribute("saAmfSUMaintenanceCampaign", Dn.of("safSmfCampaign=upgrade")));

        List<Notification> told = after(cluster, "crash SU1/c");

        assertThat(told)
                .filteredOn(n -> n.header().minorId() == 0x6C)
                .hasSize(1)
                .allSatisfy(
                        n -> assertThat(info(n, InfoId.MAINTENANCE_CAMPAIGN_DN)).isEqualTo("safSmfCampaign=upgrade"));
    }

    @Test
    @Tag("AMF-094")
    @Tag("NTF-003")
    @DisplayName("losing the last active raises 0x05 once; the next active clears it, naming the alarm it clears")
    void unassigned() {
        Drawing cluster = started(group());

        List<Notification> lost = after(cluster, "lock safSg=sg,safApp=app");
        List<Notification> back = after(cluster, "unlock safSg=sg,safApp=app");

        assertThat(brief(lost)).filteredOn(l -> l.startsWith("05")).containsExactly("05 SI1 MAJOR");
        assertThat(brief(back)).filteredOn(l -> l.startsWith("05")).containsExactly("05 SI1 CLEARED");
        Notification.Header raised = header(lost, 0x05);
        Notification.Header cleared = header(back, 0x05);
        assertThat(cleared.correlation().others()).containsExactly(raised.id());
        assertThat(raised.correlation().parent())
                .contains(lost.stream()
                        .filter(n -> brief(n).endsWith("-UNASSIGNED"))
                        .findFirst()
                        .orElseThrow()
                        .header()
                        .id());
        assertThat(cleared.object()).isEqualTo(raised.object());
    }

    private static Notification.Header header(List<Notification> told, int minorId) {
        return told.stream()
                .map(Notification::header)
                .filter(h -> h.minorId() == minorId)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("AMF-094")
    @DisplayName("one that was locked from the beginning is not missed; unlocked with nobody to serve it, it is")
    void neverAssigned() {
        GroupText group = group().unitAdminState(AdminState.LOCKED);
        group.and().set(group.instance("SI1"), "saAmfSIAdminState", AdminState.LOCKED.value());
        Drawing cluster = Drawing.of(group.objects());

        assertThat(cluster.alarms()).isEmpty();
        assertThat(cluster.step("unlock SI1").alarms()).containsExactly("+SI_UNASSIGNED SI1");
        assertThat(cluster.step("unlock SU2").alarms()).containsExactly("-SI_UNASSIGNED SI1");
    }

    @Test
    @Tag("AMF-094")
    @DisplayName("the alarm does not wait for another instance of the group that drains for as long as it likes")
    void drainingNeighbour() {
        GroupText group = ModelText.cluster(2)
                .group("sg", RedundancyKind.N_WAY_ACTIVE)
                .units(2)
                .components("c")
                .instances("SI1", "SI2")
                .preferred("SI1", 1, 0)
                .preferred("SI2", 1, 0);
        Drawing cluster = Drawing.of(group.objects());
        cluster.alarms();

        assertThat(cluster.step("lock SI1").alarms()).containsExactly("+SI_UNASSIGNED SI1");
    }

    @Test
    @Tag("AMF-025")
    @Tag("NTF-004")
    @DisplayName("a component that cannot be instantiated raises 0x02 with its node; repaired, it is cleared")
    void instantiationFailed() {
        GroupText group = group().component("c", "saAmfCompNumMaxInstantiateWithoutDelay", 1)
                .component("c", "saAmfCompNumMaxInstantiateWithDelay", 0);
        Drawing cluster = started(group);
        after(cluster, "fail-next INSTANTIATE SU1/c");

        List<Notification> told = after(cluster, "crash SU1/c");
        List<Notification> repaired = after(cluster, "repaired SU1");

        Notification raised = told.stream()
                .filter(Notification.Alarm.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(((Notification.Alarm) raised).condition()).isEqualTo(AlarmCondition.COMPONENT_INSTANTIATION_FAILED);
        assertThat(((Notification.Alarm) raised).severity()).isEqualTo(Severity.MAJOR);
        assertThat(info(raised, InfoId.NODE_NAME)).isEqualTo("safAmfNode=n1,safAmfCluster=cluster");
        assertThat(brief(repaired)).contains("02 c CLEARED");
    }

    @Test
    @Tag("AMF-024")
    @DisplayName("a component that cannot be cleaned up raises 0x03; the loss of its node clears it")
    void cleanupFailed() {
        Drawing cluster = started(group());
        after(cluster, "fail-next CLEANUP SU1/c");

        assertThat(brief(after(cluster, "crash SU1/c"))).contains("03 c MAJOR");
        assertThat(brief(after(cluster, "node-down n1"))).contains("03 c CLEARED");
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("an error that is cleared is notified as 0x192 of the component, before what follows from it")
    void errorCleared() {
        Drawing cluster = started(group().autoRepair(false));
        cluster.step("fail SU1/c");
        assertThat(cluster.operational("SU1")).isEqualTo("DISABLED");
        cluster.simulation().cluster().takeNotifications();

        List<Notification> told = after(cluster, "error-clear SU1/c");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(brief(told)).startsWith("192 c", "6C SU1 DISABLED-ENABLED").contains("6E SU1 NONE-STANDBY");
        assertThat(told.get(0).header().type().value()).isEqualTo(0x6007);
        assertThat(after(cluster, "error-clear SU1/c")).isEmpty();
        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_NO_OP);
    }
}
