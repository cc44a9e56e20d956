package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** External active monitors: started with the component, or by an administrator. */
class MonitorTest {

    private static GroupText group() {
        return ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("SI", 1);
    }

    private static boolean monitored(Drawing cluster) {
        return cluster.simulation().cluster().state().components().get(0).isMonitored();
    }

    @Test
    @Tag("AMF-032")
    @DisplayName("AMF-032: the monitor runs after instantiation and again after a restart")
    void automatically() {
        Drawing cluster = Drawing.of(group().monitored().objects());
        assertThat(monitored(cluster)).isTrue();

        cluster.step("restart SU1/c");

        assertThat(cluster.trace()).containsSubsequence("SU1/c TERMINATE", "SU1/c INSTANTIATE", "SU1/c AM_START");
        assertThat(monitored(cluster)).isTrue();
        assertThat(cluster.step("lock SU1").step("lock-in SU1").component("SU1/c"))
                .isEqualTo("UNINSTANTIATED");
        assertThat(monitored(cluster)).isFalse();
    }

    @Test
    @DisplayName("EAM_STOP and EAM_START stop and start it; a second time there is nothing to do")
    void byHand() {
        Drawing cluster = Drawing.of(group().monitored().objects());

        assertThat(cluster.step("eam-start SU1/c").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
        assertThat(cluster.step("eam-stop SU1/c").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace()).containsExactly("SU1/c AM_STOP");
        assertThat(monitored(cluster)).isFalse();
        assertThat(cluster.step("eam-stop SU1/c").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
        assertThat(cluster.step("eam-start SU1/c").last().status()).isEqualTo(AisStatus.OK);
        assertThat(monitored(cluster)).isTrue();
    }

    @Test
    @DisplayName("not configured, or not instantiated: BAD_OPERATION")
    void refused() {
        Drawing without = Drawing.of(group().objects());
        Drawing down =
                Drawing.of(group().monitored().objects()).step("lock SU1").step("lock-in SU1");

        assertThat(without.step("eam-start SU1/c").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(without.last().text()).contains("has no AM_START and AM_STOP");
        assertThat(down.step("eam-start SU1/c").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }

    @Test
    @DisplayName("a monitor that cannot be stopped is an error of the component; its recovery starts the monitor again")
    void stopFails() {
        Drawing cluster = Drawing.of(group().monitored().objects())
                .step("fail-next AM_STOP SU1/c")
                .step("fail-next AM_STOP SU1/c")
                .step("eam-stop SU1/c");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_FAILED_OPERATION);
        assertThat(cluster.recoveries()).containsExactly("COMPONENT_RESTART");
        assertThat(monitored(cluster)).isTrue();
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }
}
