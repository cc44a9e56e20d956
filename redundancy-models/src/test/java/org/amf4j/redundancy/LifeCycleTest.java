package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.StepResult.SimulatedCommand;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Components being instantiated, restarted and terminated, as far as the director decides it. */
class LifeCycleTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static GroupText group(String... components) {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components(components)
                .instances("SI1")
                .suFailover(true)
                .autoRepair(false);
    }

    private static GroupText attempts(int withoutDelay, int withDelay, long delaySeconds) {
        return group("c")
                .component("c", "saAmfCompNumMaxInstantiateWithoutDelay", withoutDelay)
                .component("c", "saAmfCompNumMaxInstantiateWithDelay", withDelay)
                .component("c", "saAmfCompDelayBetweenInstantiateAttempts", delaySeconds * SECOND_NANOS);
    }

    private static List<SimulatedCommand> instantiations(Drawing cluster) {
        return cluster.last().commands().stream()
                .filter(c -> c.command().equals("INSTANTIATE") && c.target().contains("safSu=SU1"))
                .toList();
    }

    @Test
    @Tag("AMF-016")
    @Tag("AMF-017")
    @DisplayName("two attempts at once and one after 5 s: exactly three, the third 5 s after the second, then failed")
    void attempts() {
        Drawing cluster =
                Drawing.of(attempts(2, 1, 5).objects()).step("lock SU1").step("lock-in SU1");
        cluster.step("fail-next INSTANTIATE SU1/c")
                .step("fail-next INSTANTIATE SU1/c")
                .step("fail-next INSTANTIATE SU1/c");

        cluster.step("unlock-in SU1");
        List<SimulatedCommand> first = instantiations(cluster);
        assertThat(cluster.component("SU1/c")).isEqualTo("INSTANTIATING");
        cluster.step("wait 6s");
        List<SimulatedCommand> second = instantiations(cluster);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        long secondCleanedUp = first.get(1).timeMillis() + 2;
        assertThat(second.get(0).timeMillis()).isEqualTo(secondCleanedUp + 5_000);
        assertThat(cluster.component("SU1/c")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(instantiations(cluster.step("wait 60s"))).isEmpty();
    }

    @Test
    @Tag("AMF-017")
    @DisplayName("a delayed attempt that succeeds ends the operation that waited for it")
    void delayedSuccess() {
        Drawing cluster =
                Drawing.of(attempts(1, 2, 5).objects()).step("lock SU1").step("lock-in SU1");

        cluster.step("fail-next INSTANTIATE SU1/c").step("unlock-in SU1");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_TIMEOUT);
        cluster.step("wait 6s");

        assertThat(cluster.component("SU1/c")).isEqualTo("INSTANTIATED");
        assertThat(cluster.simulation().cluster().replies().values())
                .extracting(r -> r.status())
                .containsOnly(AisStatus.OK);
    }

    @Test
    @Tag("AMF-018")
    @DisplayName("an attempt that says that no other makes sense is the last one")
    void noRetry() {
        Drawing cluster =
                Drawing.of(attempts(5, 5, 1).objects()).step("lock SU1").step("lock-in SU1");

        cluster.step("fail-next INSTANTIATE_NO_RETRY SU1/c").step("unlock-in SU1");

        assertThat(instantiations(cluster)).hasSize(1);
        assertThat(cluster.component("SU1/c")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
    }

    @Test
    @Tag("AMF-022")
    @DisplayName("levels: up one after the other, the next waits; down in the opposite order")
    void levels() {
        GroupText group = group("low", "mid", "top")
                .component("mid", "saAmfCompInstantiationLevel", 1)
                .component("top", "saAmfCompInstantiationLevel", 2);
        Drawing cluster = Drawing.of(group.objects()).step("lock SU2").step("lock-in SU2");

        assertThat(cluster.trace()).containsExactly("SU2/top TERMINATE", "SU2/mid TERMINATE", "SU2/low TERMINATE");
        assertThat(cluster.last().commands())
                .extracting(SimulatedCommand::timeMillis)
                .doesNotHaveDuplicates();

        cluster.step("unlock-in SU2");

        assertThat(cluster.trace())
                .containsExactly("SU2/low INSTANTIATE", "SU2/mid INSTANTIATE", "SU2/top INSTANTIATE");
        assertThat(cluster.last().commands())
                .extracting(SimulatedCommand::timeMillis)
                .doesNotHaveDuplicates();
    }

    @Test
    @Tag("AMF-022")
    @DisplayName("restart of a unit: all down from the highest level, then up from the lowest, same work again")
    void levelsInRestart() {
        GroupText group = group("low", "top").component("top", "saAmfCompInstantiationLevel", 2);
        Drawing cluster = Drawing.of(group.objects()).step("restart SU2");

        assertThat(cluster.trace().stream().filter(l -> !l.contains("CSI_")))
                .containsExactly(
                        "SU2/top TERMINATE", "SU2/low TERMINATE", "SU2/low INSTANTIATE", "SU2/top INSTANTIATE");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("AMF-024")
    @DisplayName("a cleanup that fails: component and unit TERMINATION_FAILED and DISABLED, alarm")
    void terminationFailed() {
        Drawing cluster = Drawing.of(
                group("a", "b").recovery(RecommendedRecovery.COMPONENT_FAILOVER).objects());
        cluster.alarms();

        cluster.step("fail-next CLEANUP SU2/a").step("crash SU2/a");

        assertThat(cluster.component("SU2/a")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.component("SU2/b")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.presence("SU2")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.operational("SU2")).isEqualTo("DISABLED");
        assertThat(cluster.alarms()).containsExactly("+COMPONENT_CLEANUP_FAILED SU2/a");
    }

    @Test
    @Tag("AMF-025")
    @DisplayName(
            "a component that cannot be instantiated: unit INSTANTIATION_FAILED and DISABLED, the others terminated")
    void instantiationFailed() {
        Drawing cluster = Drawing.of(group("a", "b").objects()).step("lock SU2").step("lock-in SU2");
        cluster.alarms();

        cluster.step("fail-next INSTANTIATE_NO_RETRY SU2/a").step("unlock-in SU2");

        assertThat(cluster.component("SU2/a")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.component("SU2/b")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.presence("SU2")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.operational("SU2")).isEqualTo("DISABLED");
        assertThat(cluster.alarms()).containsExactly("+COMPONENT_INSTANTIATION_FAILED SU2/a");
    }

    @Test
    @Tag("AMF-028")
    @DisplayName("a failed termination dominates a failed instantiation in the unit's state")
    void terminationDominates() {
        Drawing cluster = Drawing.of(group("a", "b").objects()).step("lock SU2").step("lock-in SU2");

        cluster.step("fail-next INSTANTIATE_NO_RETRY SU2/a")
                .step("fail-next INSTANTIATE SU2/b")
                .step("fail-next CLEANUP SU2/b")
                .step("fail-next CLEANUP SU2/b")
                .step("unlock-in SU2");

        assertThat(cluster.component("SU2/a")).isEqualTo("INSTANTIATION_FAILED");
        assertThat(cluster.component("SU2/b")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.presence("SU2")).isEqualTo("TERMINATION_FAILED");
    }

    @Test
    @Tag("AMF-026")
    @Tag("AMF-027")
    @DisplayName("one component of two restarting leaves the unit INSTANTIATED, the only one makes it RESTARTING")
    void restarting() {
        Drawing two = Drawing.of(
                group("a", "b").recovery(RecommendedRecovery.COMPONENT_RESTART).objects());
        Drawing one = Drawing.of(
                group("a").recovery(RecommendedRecovery.COMPONENT_RESTART).objects());
        two.unitStates("SU1");
        one.unitStates("SU1");

        two.step("crash SU1/a");
        one.step("crash SU1/a");

        assertThat(two.unitStates("SU1")).isEmpty();
        assertThat(one.unitStates("SU1")).containsExactly("INSTANTIATED to RESTARTING", "RESTARTING to INSTANTIATED");
    }
}
