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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contained components: where they may live, and what becomes of them with their container. */
class ContainerTest {

    private static final Dn BOX = Dn.of("safCsi=box,safSi=box,safApp=boxes");

    /** A container on each of two nodes, and a 2N group of two components a unit that live in them. */
    private static GroupText contained() {
        return boxes(RedundancyKind.N_WAY_ACTIVE)
                .preferred("box", 2, 1)
                .and()
                .application("app")
                .group("sg", RedundancyKind.TWO_N)
                .containedIn(BOX)
                .units(2)
                .components("x", "y")
                .instances("SI1");
    }

    private static GroupText boxes(RedundancyKind kind) {
        return ModelText.cluster(2)
                .application("boxes")
                .group("boxes", kind)
                .container()
                .units(2)
                .components("box")
                .instances("box");
    }

    private static Drawing start() {
        return Drawing.of(contained().objects());
    }

    private static List<String> life(Drawing cluster) {
        return cluster.trace().stream().filter(l -> !l.contains(" CSI_")).toList();
    }

    @Test
    @Tag("AMF-033")
    @DisplayName(
            "contained components are instantiated when their container is active for the container CSI, not before")
    void instantiation() {
        Drawing cluster = start();

        assertThat(cluster.trace())
                .containsSubsequence(
                        "SU1/box INSTANTIATE",
                        "SU1/box CSI_SET ACTIVE ADD_ONE box.box NEW_ASSIGN",
                        "SU1/x INSTANTIATE",
                        "SU1/x CSI_SET ACTIVE ADD_ONE SI1.x NEW_ASSIGN");
        assertThat(cluster.shows("boxes")).isEqualTo("SU1 A:box; SU2 A:box");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-033")
    @DisplayName("where the only container of the cluster is, there contained components are, and they follow it")
    void followTheContainer() {
        Drawing cluster = Drawing.of(boxes(RedundancyKind.TWO_N)
                .and()
                .application("app")
                .group("sg", RedundancyKind.TWO_N)
                .containedIn(BOX)
                .units(2)
                .components("x")
                .instances("SI1")
                .objects());
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1");
        assertThat(cluster.simulation().explain("sg/SU2"))
                .anyMatch(l -> l.contains("no component is ACTIVE for the container CSI box of box"));

        cluster.step("lock boxes/SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace())
                .containsSubsequence(
                        "SU1/x CSI_SET QUIESCED TARGET_ONE SI1.x",
                        "SU1/x TERMINATE",
                        "SU1/box CSI_SET QUIESCED TARGET_ONE box.box",
                        "SU2/box CSI_SET ACTIVE TARGET_ONE box.box QUIESCED SU1/box",
                        "SU2/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
    }

    @Test
    @Tag("AMF-064")
    @DisplayName("the failure of a contained component is its own: it alone is restarted, in its container")
    void oneFails() {
        Drawing cluster = start().step("crash sg/SU1/x");

        assertThat(cluster.recoveries()).containsExactly("COMPONENT_RESTART");
        assertThat(life(cluster)).containsExactly("SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-064")
    @DisplayName("a container that is restarted takes what lives in it along, and all of it keeps its work")
    void containerRestarts() {
        Drawing cluster = start().step("crash boxes/SU1/box");

        assertThat(cluster.recoveries()).containsExactly("COMPONENT_RESTART");
        assertThat(cluster.trace())
                .containsSubsequence(
                        "SU1/x CLEANUP",
                        "SU1/box INSTANTIATE",
                        "SU1/box CSI_SET ACTIVE ADD_ONE box.box STILL_ACTIVE SU2/box",
                        "SU1/x INSTANTIATE",
                        "SU1/x CSI_SET ACTIVE ADD_ONE SI1.x NOT_QUIESCED SU1/x")
                .noneMatch(l -> l.startsWith("SU2/"));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.simulation().explain("boxes/SU1/box")).anyMatch(l -> l.contains("is the container of"));
    }

    @Test
    @Tag("AMF-066")
    @DisplayName("a container that fails over takes what lives in it down: the work goes elsewhere when it is gone")
    void containerFailsOver() {
        Drawing cluster = start().step("fail boxes/SU1/box COMPONENT_FAILOVER");

        assertThat(cluster.recoveries()).containsExactly("UNIT_FAILOVER");
        assertThat(cluster.trace())
                .containsSubsequence("SU1/x CLEANUP", "SU2/x CSI_SET ACTIVE TARGET_ONE SI1.x NOT_QUIESCED SU1/x")
                .noneMatch(l -> l.contains("QUIESCED TARGET"));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
        assertThat(cluster.operational("SU1")).isEqualTo("ENABLED");
    }

    @Test
    @Tag("AMF-063")
    @DisplayName("who must not be restarted in place hands its work over when its container is restarted")
    void restartDisabled() {
        Drawing cluster = Drawing.of(contained().disableRestart(true).objects()).step("crash boxes/SU1/box");

        assertThat(cluster.recoveries()).containsExactly("COMPONENT_RESTART");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName("CONTAINER_RESTART: the container of the component is restarted with everything in it, work kept")
    void containerRestart() {
        Drawing cluster = start().step("fail sg/SU1/x CONTAINER_RESTART");

        assertThat(cluster.recoveries()).containsExactly("CONTAINER_RESTART", "COMPONENT_RESTART");
        assertThat(cluster.trace())
                .containsSubsequence("SU1/box CLEANUP", "SU1/box INSTANTIATE", "SU1/x INSTANTIATE")
                .contains("SU1/y CLEANUP", "SU1/y INSTANTIATE")
                .noneMatch(l -> l.startsWith("SU2/"));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-067")
    @DisplayName("restarts of a container count for its unit: what is too much for that fails over")
    void containerRestartsCount() {
        Drawing cluster = Drawing.of(boxes(RedundancyKind.N_WAY_ACTIVE)
                        .preferred("box", 2, 1)
                        .compRestart(1, 60_000)
                        .suRestart(0, 60_000)
                        .and()
                        .application("app")
                        .group("sg", RedundancyKind.TWO_N)
                        .containedIn(BOX)
                        .units(2)
                        .components("x")
                        .instances("SI1")
                        .objects())
                .step("fail sg/SU1/x CONTAINER_RESTART")
                .step("fail sg/SU1/x CONTAINER_RESTART");

        assertThat(cluster.recoveries())
                .containsExactly("CONTAINER_RESTART", "COMPONENT_RESTART", "CONTAINER_RESTART", "UNIT_FAILOVER");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName("an error report may ask for the restart of a container from anywhere in the cluster")
    void reportedFromElsewhere() {
        Drawing cluster = start();
        Dn component = Dn.of("safComp=x,safSu=SU1,safSg=sg,safApp=app");

        cluster.simulation()
                .cluster()
                .tell(new Event.ErrorReported("r", component, RecommendedRecovery.CONTAINER_RESTART, "test"));
        cluster.step("wait 1s");

        assertThat(cluster.recoveries()).containsExactly("CONTAINER_RESTART", "COMPONENT_RESTART");
        assertThat(cluster.trace())
                .contains("SU1/box CLEANUP", "SU1/x CLEANUP", "SU1/y CLEANUP", "SU1/box INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-039")
    @DisplayName(
            "lock of a container's unit: the work of what lives there is handed over, then the container gives up its own")
    void lockContainer() {
        Drawing cluster = start().step("lock boxes/SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace())
                .containsSubsequence(
                        "SU1/x CSI_SET QUIESCED TARGET_ONE SI1.x",
                        "SU2/x CSI_SET ACTIVE TARGET_ONE SI1.x QUIESCED SU1/x",
                        "SU1/x TERMINATE",
                        "SU1/box CSI_SET QUIESCED TARGET_ONE box.box")
                .noneMatch(l -> l.contains("CLEANUP"));
        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
        assertThat(cluster.step("unlock boxes/SU1").shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName(
            "shutdown of a container's unit waits for what lives there, then the container itself finishes its work")
    void shutdownContainer() {
        Drawing cluster = start().step("shutdown boxes/SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace())
                .containsSubsequence("SU1/x TERMINATE", "SU1/box CSI_SET QUIESCING TARGET_ONE box.box");
        assertThat(cluster.shows("boxes")).isEqualTo("SU2 A:box");
    }

    @Test
    @Tag("AMF-087")
    @DisplayName("units of contained components are locked and unlocked like any other, the container serving on")
    void lockContained() {
        Drawing cluster = start().step("lock sg/SU1");

        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
        assertThat(cluster.step("lock-in sg/SU1").trace())
                .containsExactlyInAnyOrder("SU1/x TERMINATE", "SU1/y TERMINATE");
        assertThat(cluster.step("unlock-in sg/SU1").trace())
                .containsExactlyInAnyOrder("SU1/x INSTANTIATE", "SU1/y INSTANTIATE");
        assertThat(cluster.shows("boxes")).isEqualTo("SU1 A:box; SU2 A:box");
    }

    @Test
    @Tag("AMF-090")
    @DisplayName(
            "restart of a container by an operator: what lives in it ends gracefully before it and comes back after it")
    void operatorRestartsContainer() {
        Drawing cluster = start().step("restart boxes/SU1/box");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(life(cluster))
                .containsSubsequence("SU1/x TERMINATE", "SU1/box TERMINATE", "SU1/box INSTANTIATE", "SU1/x INSTANTIATE")
                .noneMatch(l -> l.contains("CLEANUP"));
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.step("restart n1").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-092")
    @DisplayName("a lost node takes container and contained components along; both come back with it")
    void nodeLost() {
        Drawing cluster = start().step("node-down n1");

        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
        assertThat(cluster.step("node-up n1").trace()).containsSubsequence("SU1/box INSTANTIATE", "SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName("a container that cannot clean a component up is cleaned up itself, with all that lives in it")
    void cleanupFails() {
        Drawing cluster = start().step("fail-next CLEANUP sg/SU1/x").step("fail sg/SU1/x COMPONENT_RESTART");

        assertThat(cluster.recoveries()).containsExactly("COMPONENT_RESTART", "COMPONENT_RESTART");
        assertThat(cluster.trace()).containsSubsequence("SU1/y CLEANUP", "SU1/box INSTANTIATE", "SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-024")
    @Tag("AMF-073")
    @DisplayName("a container that cannot be cleaned up leaves what lives in it in doubt: nobody takes its work over")
    void containerCleanupFails() {
        Drawing cluster = start().step("fail-next CLEANUP boxes/SU1/box").step("fail boxes/SU1/box COMPONENT_FAILOVER");

        assertThat(cluster.component("SU1/box")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.component("SU1/x")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.shows("sg")).doesNotContain("SU2 A");
        assertThat(cluster.step("repaired boxes/SU1").step("repaired sg/SU1").shows("sg"))
                .isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-016")
    @DisplayName(
            "a contained component that cannot be instantiated is tried as often as configured, the container stays")
    void instantiationFails() {
        Drawing cluster = start().step("fail-next INSTANTIATE sg/SU1/x").step("crash sg/SU1/x");

        assertThat(life(cluster)).containsExactly("SU1/x INSTANTIATE", "SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.shows("boxes")).isEqualTo("SU1 A:box; SU2 A:box");
    }

    @Test
    @Tag("AMF-073")
    @DisplayName("a container that is to be restarted and cannot be cleaned up: what lives in it is in doubt, too")
    void restartOfContainerFails() {
        Drawing cluster = start().step("fail-next CLEANUP boxes/SU1/box").step("fail sg/SU1/x CONTAINER_RESTART");

        assertThat(cluster.component("SU1/y")).isEqualTo("TERMINATION_FAILED");
        assertThat(cluster.shows("sg")).doesNotContain("SU2 A");
    }

    @Test
    @DisplayName(
            "with another container on the node, units leave the one that is locked all the same, and go to the other")
    void twoContainersOnANode() {
        Drawing cluster = Drawing.of(boxes(RedundancyKind.N_WAY_ACTIVE)
                .units(4)
                .preferred("box", 4, 1)
                .and()
                .application("app")
                .group("sg", RedundancyKind.TWO_N)
                .containedIn(BOX)
                .units(2)
                .components("x")
                .instances("SI1")
                .objects());

        cluster.step("lock boxes/SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.shows("boxes")).isEqualTo("SU2 A:box; SU3 A:box; SU4 A:box");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }
}
