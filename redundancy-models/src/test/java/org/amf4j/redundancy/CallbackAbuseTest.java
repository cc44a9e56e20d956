package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every callback and command of every category of component, abused in every way, on whole clusters in virtual time, with all
 * truths checked after every event. Whatever happens, the work is served again once failed units are declared repaired.
 */
class CallbackAbuseTest {

    private static final String SECOND = "1s";
    private static final String X = "safComp=x,safSu=SU1,safSg=sg,safApp=app";
    private static final String SU1 = "safSu=SU1,safSg=sg,safApp=app";
    private static final String CSI = "safCsi=x,safSi=SI1,safApp=app";
    private static final Dn OUTER = Dn.of("safCsi=outer,safSi=outer,safApp=outer");
    private static final int ROUNDS = 4;

    /** Two units on two nodes, one instance; what they need of others is there. */
    enum Category {
        SA_AWARE,
        MONITORED,
        PROXIED,
        PROXIED_NPI,
        CONTAINED,
        NPI;

        private List<ImmObject> objects() {
            GroupText group = switch (this) {
                case SA_AWARE -> plain(ModelText.cluster(2));
                case MONITORED -> plain(ModelText.cluster(2)).monitored().healthcheck("h", 1_000, 1_000);
                case PROXIED -> plain(around(false)).proxiedBy(OUTER);
                case PROXIED_NPI -> plain(around(false)).proxiedNpiBy(OUTER);
                case CONTAINED -> plain(around(true)).containedIn(OUTER);
                case NPI -> plain(ModelText.cluster(2)).npi();
            };
            return group.suFailover(true)
                    .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                    .objects();
        }

        private static GroupText plain(ModelText model) {
            return model.application("app")
                    .group("sg", RedundancyKind.TWO_N)
                    .units(2)
                    .components("x")
                    .instances("SI1");
        }

        /** Proxies or containers on both nodes. */
        private static ModelText around(boolean container) {
            GroupText outer = ModelText.cluster(2)
                    .application("outer")
                    .group("outer", container ? RedundancyKind.N_WAY_ACTIVE : RedundancyKind.TWO_N)
                    .units(2)
                    .components("outer")
                    .instances("outer");
            return (container ? outer.container().preferred("outer", 2, 1) : outer).and();
        }
    }

    /** What is abused, and what leads to it. */
    enum Call {
        INSTANTIATE("restart " + SU1),
        TERMINATE("lock " + SU1, "lock-in " + SU1),
        CLEANUP("crash " + X),
        CSI_SET("si-swap safSi=SI1,safApp=app"),
        CSI_REMOVE("lock " + SU1),
        CSI_CHANGE(
                "set " + CSI + " osafAmfCSICommunicateCsiAttributeChange=1",
                "ccb set safVersion=1,safCSType=sg-x saAmfCSAttrName+=port ; "
                        + "create SaAmfCSIAttribute safCsiAttr=port," + CSI + " saAmfCSIAttriValue=1"),
        AM_START("restart " + SU1),
        AM_STOP("restart " + SU1),
        HEALTHCHECK("hang " + X);

        private final List<String> steps;

        Call(String... steps) {
            this.steps = List.of(steps);
        }
    }

    /** In which way. */
    enum Abuse {
        FAILS,
        FAILS_AGAIN,
        HANGS,
        IS_LATE_AND_ITS_PROCESS_DIES,
        IS_LATE_AND_ITS_NODE_IS_LOST,
        IS_LATE_AND_THE_LEADER_CHANGES,
        IS_LATE_AND_THE_UNIT_IS_TERMINATED
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Category.values())
                .flatMap(category -> Stream.of(Call.values())
                        .flatMap(call -> Stream.of(Abuse.values()).map(a -> Arguments.of(category, call, a))));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("each callback of each category, abused: no truth is broken, and everything is served in the end")
    void abused(Category category, Call call, Abuse abuse) {
        Simulation simulation = new Simulation(category.objects(), StandardModels.all());
        simulation.start();
        VirtualCluster cluster = simulation.cluster();
        Steps steps = new Steps(cluster);
        assertServed(cluster);

        plan(steps, call, abuse);
        for (String step : call.steps) {
            cluster.rest();
            steps.perform(step);
        }
        steps.perform("wait 100ms");
        meanwhile(steps, abuse);
        steps.perform("wait 120min");

        end(cluster, steps);
        assertServed(cluster);
    }

    private static void plan(Steps steps, Call call, Abuse abuse) {
        if (call == Call.HEALTHCHECK) {
            return; // it hangs
        }
        switch (abuse) {
            case FAILS -> steps.perform("fail-next " + call + " " + X);
            case FAILS_AGAIN -> {
                steps.perform("fail-next " + call + " " + X);
                steps.perform("fail-next " + call + " safComp=x,safSu=SU2,safSg=sg,safApp=app");
            }
            case HANGS -> steps.perform("slow-next " + call + " " + X + " 60min");
            default -> steps.perform("slow-next " + call + " " + X + " " + SECOND);
        }
    }

    private static void meanwhile(Steps steps, Abuse abuse) {
        switch (abuse) {
            case FAILS, FAILS_AGAIN, HANGS -> {}
            case IS_LATE_AND_ITS_PROCESS_DIES -> steps.perform("crash " + X);
            case IS_LATE_AND_ITS_NODE_IS_LOST -> {
                steps.perform("node-down n1");
                steps.perform("wait 1min");
                steps.perform("node-up n1");
            }
            case IS_LATE_AND_THE_LEADER_CHANGES -> steps.perform("leader-crash");
            case IS_LATE_AND_THE_UNIT_IS_TERMINATED -> {
                steps.perform("lock " + SU1);
                steps.perform("wait 10s");
                steps.perform("lock-in " + SU1);
            }
        }
    }

    /** The operator tidies up: repairs what has failed, and unlocks what was locked. */
    private static void end(VirtualCluster cluster, Steps steps) {
        for (int round = 0; round < ROUNDS; round++) {
            for (UnitState unit : cluster.state().units()) {
                if (unit.operational() == OperationalState.DISABLED) {
                    steps.perform("repaired " + unit.unit().dn());
                    steps.perform("wait 1min");
                }
                if (unit.admin() == AdminState.LOCKED_INSTANTIATION) {
                    steps.perform("unlock-in " + unit.unit().dn());
                    steps.perform("wait 1min");
                }
                if (unit.admin() == AdminState.LOCKED) {
                    steps.perform("unlock " + unit.unit().dn());
                    steps.perform("wait 1min");
                }
            }
        }
    }

    private static void assertServed(VirtualCluster cluster) {
        assertThat(cluster.state().instances())
                .allSatisfy(i ->
                        assertThat(i.assignment()).as("%s", i.instance()).isNotEqualTo(AssignmentState.UNASSIGNED));
        assertThat(cluster.state().units())
                .allSatisfy(u -> assertThat(u.operational()).as("%s", u.unit()).isEqualTo(OperationalState.ENABLED));
        assertThat(cluster.state().groups())
                .allSatisfy(g -> assertThat(g.isSettled()).as("%s", g.group()).isTrue());
    }
}
