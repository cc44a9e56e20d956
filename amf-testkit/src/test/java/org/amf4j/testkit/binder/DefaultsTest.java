package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.C1;
import static org.amf4j.testkit.binder.Broken.COMP_TYPE;
import static org.amf4j.testkit.binder.Broken.GROUP;
import static org.amf4j.testkit.binder.Broken.GROUP_TYPE;
import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.core.model.LifeCycle.Healthcheck;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class DefaultsTest {
    private static final String GLOBAL = "safRdn=compGlobalAttributes,safApp=safAmfService";
    private static final long SECOND = 1_000_000_000L;

    private static LifeCycle lifeCycle(ModelText text) {
        return text.model().components().get(0).lifeCycle();
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("retry counts are 2, 0, 0 ns, 2 and 2 when nobody says anything")
    void builtIn() {
        LifeCycle lifeCycle = lifeCycle(healthy());

        assertThat(lifeCycle.attemptsWithoutDelay()).isEqualTo(2);
        assertThat(lifeCycle.attemptsWithDelay()).isZero();
        assertThat(lifeCycle.attemptDelayNanos()).isZero();
        assertThat(lifeCycle.amStartAttempts()).isEqualTo(2);
        assertThat(lifeCycle.amStopAttempts()).isEqualTo(2);
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("retry counts come from the component, else from the global attributes")
    void global() {
        ModelText text = healthy()
                .add("SaAmfApplication", "safApp=safAmfService", "saAmfAppType", Dn.of("safVersion=1,safAppType=app"))
                .add(
                        "SaAmfCompGlobalAttributes",
                        GLOBAL,
                        "saAmfNumMaxInstantiateWithoutDelay",
                        5,
                        "saAmfNumMaxInstantiateWithDelay",
                        6,
                        "saAmfDelayBetweenInstantiateAttempts",
                        7 * SECOND,
                        "saAmfNumMaxAmStartAttempts",
                        8,
                        "saAmfNumMaxAmStopAttempts",
                        9)
                .set(C1, "saAmfCompNumMaxInstantiateWithDelay", 1);

        LifeCycle lifeCycle = lifeCycle(text);

        assertThat(lifeCycle.attemptsWithoutDelay()).isEqualTo(5);
        assertThat(lifeCycle.attemptsWithDelay()).isEqualTo(1);
        assertThat(lifeCycle.attemptDelayNanos()).isEqualTo(7 * SECOND);
        assertThat(lifeCycle.amStartAttempts()).isEqualTo(8);
        assertThat(lifeCycle.amStopAttempts()).isEqualTo(9);
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("unset attributes of a group take the values of its type, then those of the standard")
    void groupDefaults() {
        ServiceGroup.Config byType = healthy()
                .set(GROUP_TYPE, "saAmfSgtDefAutoRepair", 0)
                .set(GROUP_TYPE, "saAmfSgtDefAutoAdjust", 1)
                .set(GROUP, "saAmfSGSuRestartMax", 3)
                .model()
                .groups()
                .get(0)
                .config();
        ServiceGroup.Config byStandard = healthy().model().groups().get(0).config();

        assertThat(byType.autoRepair()).isFalse();
        assertThat(byType.autoAdjust()).isTrue();
        assertThat(byType.compRestartMax()).isEqualTo(10);
        assertThat(byType.suRestartMax()).isEqualTo(3);
        assertThat(byStandard.autoRepair()).isTrue();
        assertThat(byStandard.autoAdjust()).isFalse();
        assertThat(byStandard.prefInServiceUnits()).isEqualTo(2);
        assertThat(byStandard.prefAssignedUnits()).isEqualTo(2);
        assertThat(byStandard.prefActiveUnits()).isEqualTo(1);
        assertThat(byStandard.prefStandbyUnits()).isEqualTo(1);
        assertThat(byStandard.maxActivePerUnit()).isEqualTo(Integer.MAX_VALUE);
        assertThat(byStandard.adminState()).isEqualTo(AdminState.UNLOCKED);
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("a limit of 0 or beyond the range of an int is no limit")
    void limits() {
        ServiceGroup.Config config = healthy(RedundancyKind.N_WAY)
                .maxActive(0)
                .attribute("saAmfSGMaxStandbySIsperSU", 0xFFFF_FFFFL)
                .prefInService(7)
                .model()
                .groups()
                .get(0)
                .config();

        assertThat(config.maxActivePerUnit()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.maxStandbyPerUnit()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.prefAssignedUnits()).isEqualTo(7);
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("preferred active assignments are as many as assigned units for N-way-active, else 1")
    void preferredActive() {
        assertThat(healthy(RedundancyKind.N_WAY_ACTIVE).prefAssigned(2).model().instances())
                .allMatch(i -> i.config().prefActiveAssignments() == 2);
        assertThat(healthy(RedundancyKind.N_WAY).model().instances())
                .allMatch(i ->
                        i.config().prefActiveAssignments() == 1 && i.config().prefStandbyAssignments() == 1);
    }

    @Test
    @Tag("AMF-011")
    @DisplayName("time limits come from the component, else from the type")
    void timeLimits() {
        LifeCycle lifeCycle = lifeCycle(healthy()
                .set(COMP_TYPE, "saAmfCtDefClcCliTimeout", SECOND)
                .set(COMP_TYPE, "saAmfCtDefCallbackTimeout", 2 * SECOND)
                .set(COMP_TYPE, "saAmfCtDefQuiescingCompleteTimeout")
                .set(C1, "saAmfCompCleanupTimeout", 3 * SECOND));

        assertThat(lifeCycle.instantiateTimeoutNanos()).isEqualTo(SECOND);
        assertThat(lifeCycle.instantiate().orElseThrow().timeoutNanos()).isEqualTo(SECOND);
        assertThat(lifeCycle.terminateTimeoutNanos()).isEqualTo(2 * SECOND);
        assertThat(lifeCycle.cleanupTimeoutNanos()).isEqualTo(3 * SECOND);
        assertThat(lifeCycle.cleanup().orElseThrow().timeoutNanos()).isEqualTo(3 * SECOND);
        assertThat(lifeCycle.csiSetTimeoutNanos()).isEqualTo(2 * SECOND);
        assertThat(lifeCycle.quiescingCompleteTimeoutNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @Tag("AMF-019")
    @Tag("AMF-020")
    @DisplayName("arguments and environment of the type come first, the component's own after them")
    void argumentsAndEnvironment() {
        LifeCycle lifeCycle = lifeCycle(healthy()
                .set(C1, "saAmfCompInstantiateCmdArgv", "-v", "two words")
                .set(COMP_TYPE, "saAmfCtDefCmdEnv", "A=1", "B=2=3")
                .set(C1, "saAmfCompCmdEnv", "A=9", "C="));

        assertThat(lifeCycle.instantiate())
                .map(CommandLine::arguments)
                .hasValueSatisfying(a -> assertThat(a).containsExactly("instantiate", "-v", "two words"));
        assertThat(lifeCycle.environment())
                .containsEntry("A", "9")
                .containsEntry("B", "2=3")
                .containsEntry("C", "")
                .hasSize(3);
    }

    @Test
    @DisplayName("a component has exactly the commands of its category")
    void commands() {
        Component saAware = healthy().model().components().get(0);
        ModelText proxied = Broken.healthyWithProxy()
                .set(COMP_TYPE, "saAmfCtCompCategory", 12)
                .set(C1, "saAmfCompProxyCsi", Dn.of(Broken.PROXY_CSI))
                .set("safComp=c," + Broken.SU2, "saAmfCompProxyCsi", Dn.of(Broken.PROXY_CSI));

        assertThat(saAware.lifeCycle().instantiate()).isPresent();
        assertThat(saAware.lifeCycle().terminate()).isEmpty();
        assertThat(lifeCycle(proxied).instantiate()).isEmpty();
        assertThat(lifeCycle(proxied).cleanup()).isPresent();
    }

    @Test
    @DisplayName("a healthcheck of the component overrides that of the type, attribute by attribute")
    void healthchecks() {
        LifeCycle lifeCycle = lifeCycle(healthy()
                .add(
                        "SaAmfHealthcheckType",
                        "safHealthcheckKey=k," + COMP_TYPE,
                        "saAmfHctDefPeriod",
                        10 * SECOND,
                        "saAmfHctDefMaxDuration",
                        6 * SECOND)
                .add("SaAmfHealthcheck", "safHealthcheckKey=k," + C1, "saAmfHealthcheckPeriod", 4 * SECOND));

        assertThat(lifeCycle.healthchecks()).containsExactly(new Healthcheck("k", 4 * SECOND, 6 * SECOND));
    }
}
