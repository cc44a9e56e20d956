package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.StepResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proxied components: how they live by their proxy, and how they go on without it. */
class ProxyTest {

    private static final Dn PROXY = Dn.of("safCsi=proxy,safSi=proxy,safApp=proxies");

    /** Proxies in 2N on two nodes, and what they speak for in a group of the same kind. */
    private static GroupText devices() {
        return ModelText.cluster(2)
                .application("proxies")
                .group("proxies", RedundancyKind.TWO_N)
                .units(2)
                .components("proxy")
                .instances("proxy")
                .and()
                .application("app")
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("x")
                .instances("SI1");
    }

    private static Drawing start() {
        return Drawing.of(devices().proxiedBy(PROXY).objects());
    }

    private static List<String> devicesOf(Drawing cluster) {
        return cluster.trace().stream()
                .filter(l -> l.contains("/x ") && !l.endsWith(" GUARD"))
                .toList();
    }

    @Test
    @Tag("AMF-030")
    @DisplayName("a proxied component is instantiated when its proxy is active and has registered it, not before")
    void instantiation() {
        Drawing cluster = start();

        assertThat(cluster.trace())
                .containsSubsequence(
                        "SU1/proxy INSTANTIATE",
                        "SU1/proxy CSI_SET ACTIVE ADD_ONE proxy.proxy NEW_ASSIGN",
                        "SU1/x INSTANTIATE",
                        "SU1/x CSI_SET ACTIVE ADD_ONE SI1.x NEW_ASSIGN");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-031")
    @DisplayName("when the proxy fails, the next one takes over its components, and nothing happens to them")
    void proxyFailover() {
        Drawing cluster = start();
        cluster.trace();

        cluster.step("crash safComp=proxy,safSu=SU1,safSg=proxies,safApp=proxies");

        assertThat(devicesOf(cluster)).containsExactly("SU1/x ADOPT", "SU2/x ADOPT");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    private static final String PROXY1 = "safComp=proxy,safSu=SU1,safSg=proxies,safApp=proxies";
    private static final String X1 = "safComp=x,safSu=SU1,safSg=sg,safApp=app";

    @Test
    @Tag("AMF-031")
    @DisplayName("without any proxy a component goes on, and an alarm says that nobody speaks for it")
    void unproxied() {
        Drawing cluster = start();
        cluster.step("lock SU2@proxies");
        cluster.trace();

        cluster.step("lock SU1@proxies");

        assertThat(devicesOf(cluster)).isEmpty();
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.alarms()).contains("+COMPONENT_UNPROXIED SU1/x", "+COMPONENT_UNPROXIED SU2/x");

        cluster.step("unlock SU1@proxies");

        assertThat(devicesOf(cluster)).containsExactly("SU1/x ADOPT", "SU2/x ADOPT");
        assertThat(cluster.alarms()).contains("-COMPONENT_UNPROXIED SU1/x", "-COMPONENT_UNPROXIED SU2/x");
    }

    @Test
    @Tag("AMF-031")
    @Tag("AMF-089")
    @DisplayName("an operation that nobody can go on with is answered, and what brings a proxy back is not kept away")
    void heldUp() {
        Drawing cluster = start();
        cluster.step("lock SU2@proxies").step("lock SU1@proxies");

        StepResult locked = cluster.step("lock n1").last();

        assertThat(locked.status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(locked.text()).contains("goes on when somebody speaks for x of SU1", PROXY.toString());
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");

        assertThat(cluster.step("unlock n1").last().status())
                .as("it is begun, though the work still moves to SU2")
                .isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        cluster.step("unlock SU1@proxies");

        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-031")
    @DisplayName("what is asked of a component while nobody speaks for it is done by its next proxy")
    void resumes() {
        Drawing cluster = start();
        cluster.step("lock SU2@proxies").step("lock SU1@proxies");
        cluster.trace();

        cluster.step("lock SU1@sg");
        assertThat(devicesOf(cluster)).isEmpty();
        cluster.step("unlock SU2@proxies");

        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
        assertThat(devicesOf(cluster)).contains("SU1/x CSI_SET QUIESCED TARGET_ONE SI1.x");
    }

    @Test
    @DisplayName("a proxied component that fails is cleaned up by its proxy and restarted with its work")
    void recovery() {
        Drawing cluster = start();
        cluster.trace();

        cluster.step("fail " + X1 + " COMPONENT_RESTART");

        assertThat(devicesOf(cluster))
                .containsExactly("SU1/x INSTANTIATE", "SU1/x CSI_SET ACTIVE ADD_ONE SI1.x NOT_QUIESCED SU1/x");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @Tag("AMF-066")
    @DisplayName("when the proxy cannot clean a local component up, its own CLEANUP is run before anybody takes over")
    void ownCleanup() {
        Drawing cluster = start();
        cluster.trace();

        cluster.step("fail-next CLEANUP " + X1).step("fail " + X1 + " COMPONENT_FAILOVER");

        assertThat(devicesOf(cluster)).startsWith("SU1/x CLEANUP").contains("SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-024")
    @DisplayName("when the proxy cannot clean an external component up, nobody else becomes active")
    void externalCleanupFails() {
        Drawing cluster = Drawing.of(devices().proxiedBy(PROXY).external().objects());
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");

        cluster.step("fail-next CLEANUP " + X1).step("fail " + X1 + " COMPONENT_FAILOVER");

        assertThat(cluster.shows("sg")).doesNotContain("SU2 A");
        assertThat(cluster.alarms()).anyMatch(a -> a.contains("CLEANUP_FAILED"));
    }

    @Test
    @DisplayName(
            "a component whose proxy dies while it is cleaned up is cleaned up by the next, and only then replaced")
    void proxyDiesDuringCleanup() {
        Drawing cluster = Drawing.of(devices().proxiedBy(PROXY).external().objects());
        cluster.trace();

        cluster.step("slow-next CLEANUP " + X1 + " 5s")
                .step("fail " + X1 + " COMPONENT_FAILOVER")
                .step("crash " + PROXY1)
                .step("wait 12s");

        assertThat(devicesOf(cluster)).startsWith("SU1/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("AMF-029")
    @DisplayName("a proxied component that is not pre-instantiable is instantiated and terminated by its assignment")
    void notPreInstantiable() {
        Drawing cluster = Drawing.of(devices().proxiedNpiBy(PROXY).objects());
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1");
        cluster.trace();

        cluster.step("lock SU1@sg");

        assertThat(devicesOf(cluster)).containsExactly("SU1/x TERMINATE", "SU2/x INSTANTIATE");
        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
    }

    @Test
    @DisplayName("the node of a local component is lost, its proxy is not: another unit takes over, and it comes back")
    void nodeOfTheComponentIsLost() {
        Drawing cluster = start();
        cluster.step("swap SI1@app").step("lock SU2@proxies");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 S:SI1; SU2 A:SI1");

        cluster.step("node-down n2");
        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1");
        cluster.step("node-up n2");

        assertThat(cluster.shows("sg")).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("a shutdown goes on when the proxy changes in the middle of it")
    void shutdownOverAChangeOfProxies() {
        Drawing cluster = start();
        cluster.step("slow-next CSI_SET " + X1 + " 300ms").step("shutdown SU1@sg");

        cluster.step("crash " + PROXY1);

        assertThat(cluster.shows("sg")).isEqualTo("SU2 A:SI1");
    }
}
