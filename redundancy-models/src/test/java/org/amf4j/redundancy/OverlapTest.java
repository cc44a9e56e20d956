package org.amf4j.redundancy;

import static org.amf4j.redundancy.AdministrationTest.SI1;
import static org.amf4j.redundancy.AdministrationTest.SU1;
import static org.amf4j.redundancy.AdministrationTest.ask;
import static org.amf4j.redundancy.AdministrationTest.begin;
import static org.amf4j.redundancy.AdministrationTest.group;
import static org.amf4j.redundancy.AdministrationTest.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that meet each other or a failure: every one is answered, and the answer tells what has become of it. */
class OverlapTest {

    private static final String NODE1 = "safAmfNode=n1,safAmfCluster=cluster";
    private static final String ALL = "safAmfNodeGroup=all,safAmfCluster=cluster";
    private static final Dn COMPONENT2 = Dn.of("safComp=c,safSu=SU2,safSg=sg,safApp=app");

    private static AisStatus answer(VirtualCluster cluster, String id) {
        return cluster.replies().get(id).status();
    }

    @ParameterizedTest(name = "{0}")
    @Tag("AMF-089")
    @DisplayName("whatever shares the service group of an operation under way is asked to try again")
    @ValueSource(
            strings = {
                SI1,
                "safSu=SU3,safSg=sg,safApp=app",
                "safSg=sg,safApp=app",
                "safApp=app",
                NODE1,
                ALL,
                "safAmfCluster=cluster"
            })
    void oneAtATime(String other) {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        begin(cluster, "first", SU1, AdminOperation.SHUTDOWN);

        AisStatus second = ask(cluster, "second", other, AdminOperation.LOCK);

        assertThat(second).isEqualTo(AisStatus.ERR_TRY_AGAIN);
        assertThat(cluster.replies().get("second").text()).contains("SHUTDOWN of SU1 is under way");
        assertThat(answer(cluster, "first")).isEqualTo(AisStatus.OK);
    }

    @Test
    @DisplayName("a node of a group that is being shut down cannot be locked alone; the group can")
    void nodeOfGroup() {
        VirtualCluster cluster = in(AdminState.SHUTTING_DOWN, ALL);

        assertThat(ask(cluster, "node", NODE1, AdminOperation.LOCK)).isEqualTo(AisStatus.ERR_TRY_AGAIN);

        VirtualCluster again = in(AdminState.SHUTTING_DOWN, ALL);
        assertThat(ask(again, "group", ALL, AdminOperation.LOCK)).isEqualTo(AisStatus.OK);
        assertThat(answer(again, "a")).isEqualTo(AisStatus.ERR_INTERRUPT);
        assertThat(again.state().nodes()).allSatisfy(n -> assertThat(n.admin()).isEqualTo(AdminState.LOCKED));
    }

    @Test
    @DisplayName("SHUTTING_DOWN in the configuration of a framework that starts: the shutdown is finished")
    void shutdownFoundAtStart() {
        List<ImmObject> objects = group().and().set(SU1, "saAmfSUAdminState", 4).objects();

        Drawing cluster = Drawing.of(objects);

        assertThat(cluster.last().report().sus().get(0).admin()).isEqualTo(AdminState.LOCKED);
        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
    }

    @Test
    @DisplayName("a shutdown of what could not be cleaned up before ends LOCKED, and says that a repair is pending")
    void shutdownOfFailed() {
        Drawing cluster =
                Drawing.of(group().objects()).step("fail-next CLEANUP SU1/c").step("fail SU1/c");
        assertThat(cluster.component("SU1/c")).isEqualTo("TERMINATION_FAILED");

        cluster.step("shutdown SU1");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.last().report().sus().get(0).admin()).isEqualTo(AdminState.LOCKED);
    }

    @Test
    @Tag("AMF-061")
    @DisplayName("the successor fails during the swap: the former active serves again, and the answer says so")
    void swapFails() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        cluster.agents().forEach(a -> a.failNext(COMPONENT2, SimulatedAgent.Operation.CSI_SET));

        AisStatus swap = ask(cluster, "swap", SI1, AdminOperation.SI_SWAP);

        assertThat(swap).isEqualTo(AisStatus.ERR_FAILED_OPERATION);
        assertThat(cluster.replies().get("swap").text()).contains("SU2 has not become active");
        assertThat(cluster.state().instances())
                .allSatisfy(i ->
                        assertThat(i.assignments().get(0).unit().unit().name()).isEqualTo("SU1"));
    }

    @Test
    @DisplayName("the node is lost while its units restart: others take over, the restart has failed")
    void nodeLostDuringRestart() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        begin(cluster, "restart", SU1, AdminOperation.RESTART);

        cluster.agent(Dn.of(NODE1)).die();
        cluster.rest();

        assertThat(answer(cluster, "restart")).isEqualTo(AisStatus.ERR_FAILED_OPERATION);
        assertThat(cluster.state().units().get(1).assignments()).hasSize(2);
    }

    @Test
    @DisplayName("the node is lost during its shutdown: the shutdown is over, LOCKED")
    void nodeLostDuringShutdown() {
        VirtualCluster cluster = in(AdminState.SHUTTING_DOWN, NODE1);

        cluster.agent(Dn.of(NODE1)).die();
        cluster.rest();

        assertThat(answer(cluster, "a")).isEqualTo(AisStatus.OK);
        assertThat(cluster.state().nodes().get(0).admin()).isEqualTo(AdminState.LOCKED);
    }

    @Test
    @DisplayName("an operation that does not come to rest is answered after ten minutes, and what it began goes on")
    void timeLimit() {
        List<ImmObject> objects = group().and()
                .set("safComp=c," + SU1, "saAmfCompNumMaxInstantiateWithoutDelay", 1)
                .set("safComp=c," + SU1, "saAmfCompNumMaxInstantiateWithDelay", 3)
                .set("safComp=c," + SU1, "saAmfCompDelayBetweenInstantiateAttempts", 1_200_000_000_000L)
                .objects();
        Drawing drawing =
                Drawing.of(objects).step("lock SU1").step("lock-in SU1").step("fail-next INSTANTIATE SU1/c");
        VirtualCluster cluster = drawing.simulation().cluster();
        begin(cluster, "unlock-in", SU1, AdminOperation.UNLOCK_INSTANTIATION);

        cluster.pass(599_000_000_000L);
        assertThat(cluster.replies()).doesNotContainKey("unlock-in");
        cluster.pass(2_000_000_000L);

        assertThat(answer(cluster, "unlock-in")).isEqualTo(AisStatus.ERR_TIMEOUT);
        assertThat(cluster.state().operations()).isEmpty();
        cluster.pass(700_000_000_000L);
        assertThat(cluster.state().units().get(0).presence().name()).isEqualTo("INSTANTIATED");
    }

    @Test
    @DisplayName("a swap or an adjustment before the first assignments is asked to try again")
    void beforeTheStart() {
        List<ImmObject> objects = group().objects();
        VirtualCluster cluster = new VirtualCluster(objects, StandardModels.all());
        cluster.agent(ModelText.node(1)).join();
        cluster.rest();

        assertThat(ask(cluster, "swap", SI1, AdminOperation.SI_SWAP)).isEqualTo(AisStatus.ERR_TRY_AGAIN);
        assertThat(ask(cluster, "adjust", "safSg=sg,safApp=app", AdminOperation.SG_ADJUST))
                .isEqualTo(AisStatus.ERR_TRY_AGAIN);
    }

    @Test
    @Tag("AMF-091")
    @DisplayName("what could not be instantiated is tried again after lock-instantiation and unlock-instantiation")
    void unlockInstantiationForgives() {
        Drawing cluster = Drawing.of(group().objects())
                .step("lock SU3")
                .step("lock-in SU3")
                .step("fail-next INSTANTIATE_NO_RETRY SU3/c")
                .step("unlock-in SU3");
        assertThat(cluster.last().status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.presence("SU3")).isEqualTo("INSTANTIATION_FAILED");

        cluster.step("lock-in SU3").step("unlock-in SU3");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.presence("SU3")).isEqualTo("INSTANTIATED");
        assertThat(cluster.operational("SU3")).isEqualTo("ENABLED");
    }
}
