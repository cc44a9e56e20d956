package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dependent goes on without its sponsor for the tolerance time, and not for longer. */
@Tag("AMF-076")
class ToleranceTest {

    private static final long NO_END_MILLIS = Long.MAX_VALUE / 1_000_000;

    private static GroupText group(GroupText begun, String component) {
        return begun.units(2)
                .components(component)
                .suFailover(true)
                .autoRepair(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    /** SI1 in group A, SI2 in group B; SI2 may be without SI1 for so long. */
    private static GroupText apart(long toleranceMillis) {
        GroupText a = group(ModelText.cluster(2).group("A", RedundancyKind.TWO_N), "a")
                .instances("SI1");
        return group(a.group("B", RedundancyKind.TWO_N), "b").instances("SI2").dependsOn("SI2", "SI1", toleranceMillis);
    }

    private static Drawing start(GroupText text) {
        return Drawing.of(text.objects());
    }

    private static String explain(Drawing cluster, String instance) {
        ClusterState state = cluster.simulation().cluster().state();
        ServiceInstance si = state.model()
                .find(Dn.of("safSi=" + instance + ",safApp=app"), ServiceInstance.class)
                .orElseThrow();
        return String.join(
                " ",
                Explainer.sentences(state, si, cluster.simulation().cluster().nowNanos()));
    }

    @Test
    @DisplayName("D2: SI1 is away for 3 of 5 seconds: SI2 is not touched")
    void backInTime() {
        Drawing cluster = start(apart(5_000));

        cluster.step("lock SI1").step("wait 3s").step("unlock SI1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace()).noneMatch(l -> l.contains("SI2"));
        cluster.step("wait 1min");
        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(cluster.alarms()).doesNotContain("+SI_UNASSIGNED SI2");
    }

    @Test
    @DisplayName("D2: SI1 stays away: SI2 is taken away after 5 seconds with an alarm, and assigned again after SI1")
    void tooLong() {
        Drawing cluster = start(apart(5_000));

        cluster.step("lock SI1").step("wait 3s");
        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(cluster.alarms()).doesNotContain("+SI_UNASSIGNED SI2");
        cluster.step("wait 3s");
        assertThat(cluster.shows("B")).isEmpty();
        assertThat(cluster.alarms()).contains("+SI_UNASSIGNED SI2");
        assertThat(cluster.last().reasons())
                .anyMatch(r -> r.rule().equals("AMF-076")
                        && r.text().contains("longer than the tolerance time of 5.0 s")
                        && r.subject().rdnValue().equals("SI2"));

        cluster.step("unlock SI1");

        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(cluster.alarms()).contains("-SI_UNASSIGNED SI2");
    }

    @Test
    @DisplayName("fail-over and switch-over of the sponsor within the tolerance time: nothing of SI2 moves")
    void sponsorMoves() {
        Drawing cluster = start(apart(5_000));

        assertThat(cluster.step("si-swap SI1").trace()).noneMatch(l -> l.contains("SI2"));
        assertThat(cluster.step("crash A/SU2/a").trace()).noneMatch(l -> l.contains("SI2"));
        assertThat(cluster.step("wait 1min").shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
    }

    @Test
    @DisplayName("the last unit of the sponsor fails: SI2 goes on, and has gone when the time is over")
    void sponsorLost() {
        Drawing cluster = start(apart(5_000)).step("crash A/SU1/a").step("crash A/SU2/a");

        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(cluster.step("wait 6s").shows("B")).isEmpty();
        assertThat(cluster.step("repaired SU1@A").shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
    }

    @Test
    @DisplayName("a dependent that fails while its sponsor is away is not made active again before the sponsor is back")
    void dependentFailsMeanwhile() {
        Drawing cluster = start(apart(60_000)).step("lock SI1").step("wait 1s").step("crash B/SU1/b");

        assertThat(cluster.shows("B")).isEmpty();
        assertThat(cluster.trace()).noneMatch(l -> l.contains("ACTIVE"));
        assertThat(cluster.step("unlock SI1").shows("B")).isEqualTo("SU2 A:SI2");
    }

    @Test
    @DisplayName("of several tolerance times the one that ends first counts")
    void shortestCounts() {
        GroupText a = group(ModelText.cluster(2).group("A", RedundancyKind.N_WAY_ACTIVE), "a")
                .prefAssigned(1)
                .instances("SI1", "SI2");
        Drawing cluster = start(group(a.group("B", RedundancyKind.NO_REDUNDANCY), "b")
                .instances("SI3")
                .unrankedInstances()
                .dependsOn("SI3", "SI1", 20_000)
                .dependsOn("SI3", "SI2", 5_000));

        cluster.step("lock SI1").step("wait 1s").step("lock SI2").step("wait 3s");
        assertThat(cluster.shows("B")).isEqualTo("SU1 A:SI3");
        cluster.step("wait 3s");
        assertThat(cluster.shows("B")).isEmpty();
        assertThat(cluster.step("unlock SI2").shows("B")).isEmpty();
        assertThat(cluster.step("unlock SI1").shows("B")).isEqualTo("SU1 A:SI3");
    }

    @Test
    @DisplayName("an endless tolerance time never ends, but a sponsor still comes first")
    void endless() {
        Drawing cluster = start(apart(NO_END_MILLIS));

        assertThat(cluster.step("lock SI1").step("wait 1h").shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
        assertThat(explain(cluster, "SI2")).contains("without its sponsor SI1 for ever");
        cluster.step("lock B").step("unlock B");
        assertThat(cluster.shows("B")).isEmpty();
        assertThat(cluster.step("unlock SI1").shows("B")).isEqualTo("SU1 A:SI2; SU2 S:SI2");
    }

    @Test
    @Tag("AMF-089")
    @DisplayName("while the time runs, what would move the dependent is refused with TRY_AGAIN, what may help is not")
    void operationsWait() {
        Drawing cluster = start(apart(10_000)).step("lock SI1").step("wait 1s");

        assertThat(cluster.step("lock SU1@B").last().status()).isEqualTo(AisStatus.ERR_TRY_AGAIN);
        assertThat(cluster.last().text()).contains("SI2").contains("sponsor");
        assertThat(cluster.step("si-swap SI2").last().status()).isEqualTo(AisStatus.ERR_TRY_AGAIN);
        assertThat(cluster.step("lock SU2@A").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.step("unlock SI1").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.step("lock SU1@B").last().status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @DisplayName("explain tells whom an instance waits for, and how long it may go on")
    void explained() {
        Drawing cluster = start(apart(10_000)).step("lock SI1").step("wait 4s");

        assertThat(explain(cluster, "SI2")).contains("goes on without its sponsor SI1 for another 6.0 s");
        cluster.step("wait 7s");
        assertThat(explain(cluster, "SI2"))
                .startsWith("SI2 is UNASSIGNED: it may not be assigned, because it waits for its sponsor SI1"
                        + " (UNASSIGNED) (AMF-076).");
    }
}
