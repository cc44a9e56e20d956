package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.view.RuntimeAttributes;
import org.amf4j.core.view.RuntimeObjects;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Administrative operations: what they bring about and how they are answered. */
class AdministrationTest {

    static final String SU1 = "safSu=SU1,safSg=sg,safApp=app";
    static final String SI1 = "safSi=SI1,safApp=app";

    static GroupText group() {
        return ModelText.cluster(3)
                .group("sg", RedundancyKind.TWO_N)
                .units(3)
                .components("c")
                .instances("SI", 2)
                .suFailover(true)
                .autoRepair(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
    }

    private static Drawing start() {
        return Drawing.of(group().objects());
    }

    static AisStatus ask(VirtualCluster cluster, String id, String target, AdminOperation operation) {
        begin(cluster, id, target, operation);
        cluster.rest();
        return cluster.replies().get(id).status();
    }

    static void begin(VirtualCluster cluster, String id, String target, AdminOperation operation) {
        cluster.tell(new Event.OperationRequested(id, Dn.of(target), operation));
        cluster.pass(0);
    }

    static VirtualCluster in(AdminState state, String target) {
        Simulation simulation = new Simulation(group().monitored().objects(), StandardModels.all());
        simulation.start();
        VirtualCluster cluster = simulation.cluster();
        switch (state) {
            case UNLOCKED -> {}
            case LOCKED -> ask(cluster, "a", target, AdminOperation.LOCK);
            case LOCKED_INSTANTIATION -> {
                ask(cluster, "a", target, AdminOperation.LOCK);
                ask(cluster, "b", target, AdminOperation.LOCK_INSTANTIATION);
            }
            case SHUTTING_DOWN -> begin(cluster, "a", target, AdminOperation.SHUTDOWN);
        }
        return cluster;
    }

    @Test
    @Tag("AMF-049")
    @Tag("AMF-085")
    @DisplayName("2N-9: a lock interrupts the shutdown: QUIESCING becomes QUIESCED, the first caller is interrupted")
    void lockInterruptsShutdown() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        begin(cluster, "shutdown", SU1, AdminOperation.SHUTDOWN);
        cluster.pass(VirtualCluster.ACTION_NANOS);
        cluster.takeIssued();

        AisStatus lock = ask(cluster, "lock", SU1, AdminOperation.LOCK);

        assertThat(cluster.replies().get("shutdown").status()).isEqualTo(AisStatus.ERR_INTERRUPT);
        assertThat(lock).isEqualTo(AisStatus.OK);
        assertThat(cluster.takeIssued())
                .first()
                .satisfies(i ->
                        assertThat(i.command().toString()).contains("QUIESCED").contains("TARGET_ALL"));
        assertThat(cluster.state().units().get(0).admin()).isEqualTo(AdminState.LOCKED);
        assertThat(cluster.state().units().get(1).assignments()).hasSize(2);
    }

    @Test
    @DisplayName("unlock during a shutdown brings the quiescing assignments back")
    void unlockDuringShutdown() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        begin(cluster, "shutdown", SU1, AdminOperation.SHUTDOWN);
        cluster.pass(VirtualCluster.ACTION_NANOS);

        assertThat(ask(cluster, "unlock", SU1, AdminOperation.UNLOCK)).isEqualTo(AisStatus.OK);
        assertThat(cluster.state().units().get(0).admin()).isEqualTo(AdminState.UNLOCKED);
        assertThat(cluster.state().instances())
                .allSatisfy(i -> assertThat(i.assignment().name()).isEqualTo("FULLY_ASSIGNED"));
    }

    @Test
    @Tag("AMF-086")
    @DisplayName("shutdown of what has no assignment ends LOCKED at once")
    void shutdownOfSpare() {
        Drawing cluster = start().step("shutdown SU3");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace()).isEmpty();
        assertThat(cluster.last().report().sus().get(2).admin()).isEqualTo(AdminState.LOCKED);
        assertThat(cluster.readiness("SU3")).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    @Tag("AMF-087")
    @DisplayName(
            "lock leaves components INSTANTIATED, lock-instantiation terminates them, unlock-instantiation starts them")
    void lockAndLockInstantiation() {
        Drawing cluster = start().step("lock SU1");

        assertThat(cluster.component("SU1/c")).isEqualTo("INSTANTIATED");
        assertThat(cluster.step("lock-in SU1").component("SU1/c")).isEqualTo("UNINSTANTIATED");
        assertThat(cluster.step("unlock-in SU1").component("SU1/c")).isEqualTo("INSTANTIATED");
        assertThat(cluster.readiness("SU1")).isEqualTo("OUT_OF_SERVICE");
        assertThat(cluster.step("unlock SU1").readiness("SU1")).isEqualTo("IN_SERVICE");
    }

    @Test
    @Tag("AMF-088")
    @DisplayName("lock of the group: nobody takes over; lock of the node: somebody does")
    void groupAndNode() {
        Drawing group = start().step("lock sg");
        Drawing node = start().step("lock n1");

        assertThat(group.shows()).isEmpty();
        assertThat(group.trace()).noneMatch(l -> l.contains(" ACTIVE "));
        assertThat(group.presence("SU1")).isEqualTo("INSTANTIATED");
        assertThat(node.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(group.step("unlock sg").shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
    }

    @Test
    @Tag("AMF-089")
    @DisplayName("while assignments of the group change, another operation is asked to try again")
    void tryAgain() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        begin(cluster, "first", SU1, AdminOperation.LOCK);

        AisStatus second = ask(cluster, "second", SI1, AdminOperation.LOCK);

        assertThat(second).isEqualTo(AisStatus.ERR_TRY_AGAIN);
        assertThat(cluster.replies().get("first").status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("AMF-090")
    @DisplayName("restart: of a component that is not INSTANTIATED refused, else the same work again, uncounted")
    void restart() {
        Drawing cluster = start();

        assertThat(cluster.step("restart SU1/c").last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.trace()).startsWith("SU1/c TERMINATE", "SU1/c INSTANTIATE");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
        assertThat(cluster.last().report().components().get(0).restarts()).isZero();
        cluster.step("lock SU1").step("lock-in SU1");
        assertThat(cluster.step("restart SU1/c").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(cluster.step("restart SU1").last().status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
    }

    @Test
    @Tag("AMF-091")
    @DisplayName(
            "REPAIRED clears failed states and alarms and leads to instantiation; nothing to do for what is ENABLED")
    void repaired() {
        Drawing cluster = start().step("fail-next CLEANUP SU2/c").step("crash SU2/c");
        cluster.alarms();

        cluster.step("repaired SU2");

        assertThat(cluster.last().status()).isEqualTo(AisStatus.OK);
        assertThat(cluster.alarms()).containsExactly("-COMPONENT_CLEANUP_FAILED SU2/c");
        assertThat(cluster.operational("SU2")).isEqualTo("ENABLED");
        assertThat(cluster.component("SU2/c")).isEqualTo("INSTANTIATED");
        assertThat(cluster.step("repaired SU2").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
        assertThat(cluster.step("repaired n1").last().status()).isEqualTo(AisStatus.ERR_NO_OP);
    }

    @Test
    @DisplayName("a shutdown whose component cannot be cleaned up ends LOCKED with a repair pending")
    void shutdownWithFailure() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        Dn component = Dn.of("safComp=c," + SU1);
        cluster.agents().forEach(a -> a.failNext(component, SimulatedAgent.Operation.CLEANUP));
        begin(cluster, "shutdown", SU1, AdminOperation.SHUTDOWN);
        cluster.pass(VirtualCluster.ACTION_NANOS);

        cluster.agents()
                .forEach(a -> a.fail(
                        component,
                        Event.ErrorSource.HEALTHCHECK_TIMEOUT,
                        RecommendedRecovery.NO_RECOMMENDATION,
                        "hangs"));
        cluster.rest();

        assertThat(cluster.replies().get("shutdown").status()).isEqualTo(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.state().units().get(0).admin()).isEqualTo(AdminState.LOCKED);
    }

    @Test
    @Tag("AMF-092")
    @DisplayName("a node that crashes: its work moves without CLEANUP; when it joins again its unit is instantiated")
    void nodeCrash() {
        Drawing cluster = start().step("node-down n1");

        assertThat(cluster.shows()).isEqualTo("SU2 A:SI1,SI2; SU3 S:SI1,SI2");
        assertThat(cluster.trace())
                .noneMatch(l -> l.contains("CLEANUP"))
                .contains("SU2/c CSI_SET ACTIVE TARGET_ALL SI1.c SI2.c NOT_QUIESCED SU1/c");
        assertThat(cluster.step("node-up n1").trace()).contains("SU1/c INSTANTIATE");
        assertThat(cluster.operational("SU1")).isEqualTo("ENABLED");
    }

    @Test
    @Tag("AMF-083")
    @DisplayName("an error report on a component that does not run is refused and leads to nothing")
    void errorReportRefused() {
        VirtualCluster cluster = in(AdminState.LOCKED_INSTANTIATION, SU1);
        cluster.takeIssued();

        cluster.tell(new Event.ErrorReported(
                "e", Dn.of("safComp=c," + SU1), RecommendedRecovery.COMPONENT_RESTART, "wrong"));
        cluster.rest();

        assertThat(cluster.replies().get("e").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(cluster.takeIssued()).isEmpty();
    }

    @Test
    @Tag("AMF-060")
    @DisplayName("runtime attributes count what the reports show")
    void counters() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);

        assertThat(attributes(cluster, "safSg=sg,safApp=app"))
                .containsEntry("saAmfSGNumCurrAssignedSUs", List.of(2L))
                .containsEntry("saAmfSGNumCurrInstantiatedSpareSUs", List.of(1L))
                .containsEntry("saAmfSGNumCurrNonInstantiatedSpareSUs", List.of(0L));
        assertThat(attributes(cluster, SU1))
                .containsEntry("saAmfSUNumCurrActiveSIs", List.of(2L))
                .containsEntry("saAmfSUNumCurrStandbySIs", List.of(0L))
                .containsEntry("saAmfSUReadinessState", List.of(2L))
                .containsEntry("saAmfSUHostedByNode", List.of(Dn.of("safAmfNode=n1,safAmfCluster=cluster")));
        assertThat(attributes(cluster, SI1))
                .containsEntry("saAmfSIAssignmentState", List.of(2L))
                .containsEntry("saAmfSINumCurrActiveAssignments", List.of(1L))
                .containsEntry("saAmfSINumCurrStandbyAssignments", List.of(1L));
    }

    @Test
    @Tag("AMF-060")
    @DisplayName("each assignment is an object below its instance and below its CSIs, as long as it lasts")
    void runtimeObjects() {
        VirtualCluster cluster = in(AdminState.UNLOCKED, SU1);
        String name = "safSISU=safSu=SU1\\,safSg=sg\\,safApp=app," + SI1;

        assertThat(RuntimeObjects.of(cluster.state()))
                .filteredOn(object -> object.className().equals("SaAmfSIAssignment"))
                .hasSize(4);
        assertThat(RuntimeObjects.find(cluster.state(), Dn.of(name))
                        .orElseThrow()
                        .attributes())
                .containsEntry("saAmfSISUHAState", List.of(1L))
                .containsEntry("saAmfSISUHAReadinessState", List.of(1L));
        assertThat(RuntimeObjects.of(cluster.state()))
                .allMatch(object ->
                        RuntimeObjects.find(cluster.state(), object.dn()).isPresent());

        ask(cluster, "lock", SU1, AdminOperation.LOCK);
        assertThat(RuntimeObjects.find(cluster.state(), Dn.of(name))).isEmpty();
    }

    private static Map<String, List<Object>> attributes(VirtualCluster cluster, String dn) {
        return RuntimeAttributes.of(
                cluster.state(), cluster.state().model().find(Dn.of(dn)).orElseThrow());
    }
}
