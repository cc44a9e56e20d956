package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.C1;
import static org.amf4j.testkit.binder.Broken.COMP_TYPE;
import static org.amf4j.testkit.binder.Broken.CSI_A;
import static org.amf4j.testkit.binder.Broken.CS_TYPE;
import static org.amf4j.testkit.binder.Broken.N1;
import static org.amf4j.testkit.binder.Broken.SUPPORTED;
import static org.amf4j.testkit.binder.Broken.UNIT_TYPE;
import static org.amf4j.testkit.binder.Broken.assertError;
import static org.amf4j.testkit.binder.Broken.assertWarning;
import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComponentRulesTest {
    private static final String OWN_CS_TYPE = "safSupportedCsType=safVersion=1\\,safCSType=g-c," + C1;

    private static ModelText category(int bits) {
        return healthy().set(COMP_TYPE, "saAmfCtCompCategory", bits);
    }

    @Tag("AMF-007")
    @ParameterizedTest(name = "category {0} without {1}")
    @DisplayName("a command that the category needs must be there")
    @CsvSource({
        "1, saAmfCtRelPathInstantiateCmd",
        "1, saAmfCtRelPathCleanupCmd",
        "3, saAmfCtRelPathInstantiateCmd",
        "8, saAmfCtRelPathInstantiateCmd",
        "8, saAmfCtRelPathTerminateCmd",
        "8, saAmfCtRelPathCleanupCmd",
        "12, saAmfCtRelPathCleanupCmd",
        "72, saAmfCtRelPathCleanupCmd"
    })
    void missingCommand(int bits, String command) {
        assertError(category(bits).set(COMP_TYPE, command), "AMF-007", COMP_TYPE, command);
    }

    @Test
    @Tag("AMF-007")
    @DisplayName("AM_START needs AM_STOP, an external proxied component needs no command")
    void otherCommands() {
        assertError(healthy().set(COMP_TYPE, "saAmfCtRelPathAmStartCmd", "am"), "AMF-007", COMP_TYPE, "AmStop");
        assertThat(category(4)
                        .set(UNIT_TYPE, "saAmfSutIsExternal", 1)
                        .set(COMP_TYPE, "saAmfCtRelPathInstantiateCmd")
                        .set(COMP_TYPE, "saAmfCtRelPathCleanupCmd")
                        .bind()
                        .errors())
                .noneMatch(p -> p.rule().equals("AMF-007"));
    }

    @Test
    @Tag("AMF-008")
    @DisplayName("a relative path needs a bundle, an absolute one does not")
    void relativePath() {
        ModelText noBundle = healthy().set(COMP_TYPE, "saAmfCtSwBundle");
        assertError(noBundle, "AMF-008", COMP_TYPE, "absolute");
        assertThat(noBundle.set(COMP_TYPE, "saAmfCtRelPathInstantiateCmd", "/bin/ctl")
                        .set(COMP_TYPE, "saAmfCtRelPathCleanupCmd", "/bin/ctl")
                        .bind()
                        .problems())
                .isEmpty();
    }

    @Test
    @Tag("AMF-008")
    @DisplayName("a bundle that a possible host lacks is warned about")
    void bundleNotInstalled() {
        assertWarning(
                healthy().remove("safInstalledSwBundle=safSmfBundle=bundle," + N1), "AMF-008", N1, "not installed");
    }

    @Tag("AMF-014")
    @ParameterizedTest
    @EnumSource(CapabilityModel.class)
    @DisplayName("N-way takes components that are active and standby at once, no others")
    void nWayCapability(CapabilityModel model) {
        ModelText text = (model == CapabilityModel.NON_PRE_INSTANTIABLE
                        ? healthy(RedundancyKind.N_WAY).npi()
                        : healthy(RedundancyKind.N_WAY).capability(model))
                .and();

        if (model == CapabilityModel.X_ACTIVE_AND_Y_STANDBY) {
            assertThat(text.bind().problems()).isEmpty();
        } else {
            assertError(text, "AMF-014", C1, "x_active_and_y_standby");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 2 | 4, 0x30, 0x80, 0x28 | 0x10})
    @DisplayName("an impossible category is rejected")
    void impossibleCategory(int bits) {
        assertError(category(bits), "MODEL-COMPTYPE-CATEGORY", COMP_TYPE, String.valueOf(bits));
    }

    @Test
    @DisplayName("capabilities are 1 to 7, 7 for non-pre-instantiable components only")
    void capability() {
        assertError(healthy().set(SUPPORTED, "saAmfCtCompCapability", 8), "MODEL-COMPTYPE-CAPABILITY", SUPPORTED, "1");
        assertError(
                healthy().set(SUPPORTED, "saAmfCtCompCapability", 7), "MODEL-COMPTYPE-CAPABILITY", SUPPORTED, "1 to 6");
        ModelText npi = healthy(RedundancyKind.TWO_N).npi().and().set(SUPPORTED, "saAmfCtCompCapability", 1);
        assertWarning(npi, "MODEL-COMPTYPE-CAPABILITY", SUPPORTED, "treated as 7");
        assertThat(npi.model().components().get(0).capability(Dn.of(CS_TYPE)))
                .contains(new Component.Capability(Dn.of(CS_TYPE), CapabilityModel.NON_PRE_INSTANTIABLE, 1, 0));
    }

    @Test
    @DisplayName("a component narrows the limits of its type but cannot widen them")
    void limits() {
        ModelText text = healthy()
                .set(SUPPORTED, "saAmfCtDefNumMaxActiveCSIs", 4)
                .set(OWN_CS_TYPE, "saAmfCompNumMaxActiveCSIs", 3);
        Component.Capability capability =
                text.model().components().get(0).capability(Dn.of(CS_TYPE)).orElseThrow();
        assertThat(capability.maxActive()).isEqualTo(3);
        assertThat(capability.maxStandby()).isEqualTo(Integer.MAX_VALUE);

        assertError(text.set(OWN_CS_TYPE, "saAmfCompNumMaxActiveCSIs", 5), "MODEL-COMP-CSTYPE", OWN_CS_TYPE, "5", "4");
    }

    @Test
    @DisplayName("a component supports what its type supports, said again or not")
    void supportedCsTypes() {
        assertThat(healthy().remove(OWN_CS_TYPE).model().components().get(0).capability(Dn.of(CS_TYPE)))
                .isPresent();
        assertError(healthy().remove(SUPPORTED), "MODEL-COMP-CSTYPE", OWN_CS_TYPE, "SaAmfCtCsType");
    }

    @Test
    @DisplayName("proxied components name the CSI of their proxy, contained ones that of their container")
    void proxyAndContainer() {
        assertError(category(12), "MODEL-COMP-PROXY", C1, "saAmfCompProxyCsi");
        assertWarning(healthy().set(C1, "saAmfCompProxyCsi", Dn.of(CSI_A)), "MODEL-COMP-PROXY", C1, "remove");
        assertError(category(33), "MODEL-COMP-CONTAINER", C1, "saAmfCompContainerCsi");
        assertWarning(healthy().set(C1, "saAmfCompContainerCsi", Dn.of(CSI_A)), "MODEL-COMP-CONTAINER", C1, "remove");
        ModelText mixed = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c", "d")
                .instances("a")
                .component("c", "saAmfCompContainerCsi", Dn.of(CSI_A))
                .and()
                .set(COMP_TYPE, "saAmfCtCompCategory", 33);
        assertError(mixed, "MODEL-COMP-CONTAINER", "safComp=d,safSu=SU1,safSg=g,safApp=app", "another unit");
    }

    @Test
    @DisplayName("local components make local units, external components external ones")
    void locality() {
        assertError(healthy().set(UNIT_TYPE, "saAmfSutIsExternal", 1), "MODEL-COMP-LOCALITY", C1, "external");
        assertError(category(4), "MODEL-COMP-LOCALITY", C1, "external component");
    }

    @Test
    @DisplayName("time limits are there and are not zero")
    void timeouts() {
        assertError(healthy().set(COMP_TYPE, "saAmfCtDefClcCliTimeout"), "MODEL-TIMEOUT", COMP_TYPE, "ClcCli");
        assertError(healthy().set(COMP_TYPE, "saAmfCtDefClcCliTimeout", 0), "MODEL-TIMEOUT", COMP_TYPE, "ClcCli");
        assertError(healthy().set(COMP_TYPE, "saAmfCtDefCallbackTimeout"), "MODEL-TIMEOUT", COMP_TYPE, "Callback");
        assertError(healthy().set(C1, "saAmfCompTerminateTimeout", 0), "MODEL-TIMEOUT", C1, "Terminate");
        assertWarning(
                healthy().set(C1, "saAmfCompCSISetCallbackTimeout", 10_000), "MODEL-TIMEOUT-UNIT", C1, "nanoseconds");
        assertWarning(
                healthy().set(C1, "saAmfCompCSISetCallbackTimeout", 10_000_000_000_000_000L),
                "MODEL-TIMEOUT-UNIT",
                C1,
                "more than a day");
    }

    @Test
    @DisplayName("healthchecks have a short key and times of their own or of their type")
    void healthchecks() {
        String longKey = "safHealthcheckKey=" + "k".repeat(33) + "," + C1;
        String own = "safHealthcheckKey=k," + C1;
        assertError(healthy().add("SaAmfHealthcheck", longKey), "MODEL-HEALTHCHECK-KEY", longKey, "33");
        assertError(healthy().add("SaAmfHealthcheck", own), "MODEL-TIMEOUT", own, "saAmfHealthcheckPeriod");
        assertError(
                healthy().add("SaAmfHealthcheck", own, "saAmfHealthcheckPeriod", 0),
                "MODEL-TIMEOUT",
                own,
                "saAmfHealthcheckPeriod is 0");
        assertError(
                healthy()
                        .add(
                                "SaAmfHealthcheckType",
                                "safHealthcheckKey=k," + COMP_TYPE,
                                "saAmfHctDefPeriod",
                                0,
                                "saAmfHctDefMaxDuration",
                                5_000_000),
                "MODEL-TIMEOUT",
                "safHealthcheckKey=k," + COMP_TYPE,
                "saAmfHctDefPeriod");
    }

    @Test
    @DisplayName("the default recovery is one that a single component may cause")
    void recovery() {
        assertError(healthy().set(C1, "saAmfCompRecoveryOnError", 0), "MODEL-RECOVERY", C1, "2");
        assertError(healthy().set(C1, "saAmfCompRecoveryOnError", 7), "MODEL-RECOVERY", C1, "whole cluster");
        assertError(healthy().set(COMP_TYPE, "saAmfCtDefRecoveryOnError", 9), "MODEL-RECOVERY", COMP_TYPE, "9");
        ModelText none = healthy().set(C1, "saAmfCompRecoveryOnError", 1);
        assertWarning(none, "MODEL-RECOVERY", C1, "fail-over");
        assertThat(none.model().components().get(0).config().recoveryOnError())
                .isEqualTo(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    @Test
    @DisplayName("component types without work and units without a carrier are warned about")
    void work() {
        ModelText idle = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c", "d")
                .instances("a")
                .and()
                .remove("safCsi=d,safSi=a,safApp=app");
        assertWarning(idle, "MODEL-COMPTYPE-UNUSED", "safVersion=1,safCompType=g-d", "never get work");
        assertWarning(
                healthy()
                        .remove(SUPPORTED)
                        .remove(OWN_CS_TYPE)
                        .remove("safSupportedCsType=safVersion=1\\,safCSType=g-c,safComp=c," + Broken.SU2),
                "MODEL-CSI-CARRIER",
                Broken.SU1,
                CSI_A);
    }

    @Test
    @DisplayName("monitors of proxied components are not run, which is said")
    void monitorsOfProxied() {
        BindResult result = mutual(true, false)
                .set("safVersion=1,safCompType=one-x", "saAmfCtRelPathAmStartCmd", "am")
                .set("safVersion=1,safCompType=one-x", "saAmfCtRelPathAmStopCmd", "am")
                .bind();

        assertThat(result.errors()).isEmpty();
        assertThat(result.problems())
                .hasSize(2)
                .allMatch(p -> p.rule().equals("MODEL-COMP-PROXY") && p.text().contains("proxies monitor them"));
    }

    /** Two groups whose units have a component that may be a proxy and, if wanted, one that needs the other group's. */
    private static ModelText mutual(boolean first, boolean second) {
        GroupText one = ModelText.cluster(2)
                .group("one", RedundancyKind.TWO_N)
                .units(2)
                .components("p", "x")
                .instances("a");
        GroupText two = one.group("two", RedundancyKind.TWO_N)
                .units(2)
                .components("q", "y")
                .instances("b");
        if (first) {
            one.component("x", "saAmfCompProxyCsi", Dn.of("safCsi=q,safSi=b,safApp=app"))
                    .and()
                    .set(one.componentType("x"), "saAmfCtCompCategory", 12);
        }
        if (second) {
            two.component("y", "saAmfCompProxyCsi", Dn.of("safCsi=p,safSi=a,safApp=app"))
                    .and()
                    .set(two.componentType("y"), "saAmfCtCompCategory", 12);
        }
        return two.and();
    }

    @Test
    @DisplayName("proxies that wait for each other in a circle are refused: nobody could begin")
    void circleOfProxies() {
        assertThat(mutual(true, false).bind().errors()).isEmpty();
        assertThat(mutual(false, true).bind().errors()).isEmpty();

        assertThat(mutual(true, true).bind().errors())
                .hasSize(4)
                .allMatch(p -> p.rule().equals("MODEL-COMP-PROXY") && p.text().contains("in a circle"));
    }
}
