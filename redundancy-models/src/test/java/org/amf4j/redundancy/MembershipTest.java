package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.view.MembershipAttributes;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.StepResult;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What AMF does when nodes of the cluster are made to leave, and come back (CLM reference, section 5.1). */
class MembershipTest {

    private static final TrackerId APPLICATION = new TrackerId("n2", 1, 7);

    private final Drawing drawing = Drawing.of(ModelText.cluster(2)
            .group("sg", RedundancyKind.TWO_N)
            .units(2)
            .components("c")
            .instances("SI")
            .objects());
    private final VirtualCluster cluster = drawing.simulation().cluster();

    private AisStatus status() {
        return drawing.last().status();
    }

    private MembershipState membership() {
        return cluster.state().membership();
    }

    private NodeMembership n1() {
        return membership().nodeOfAgent("n1").orElseThrow();
    }

    private void subscribe(TrackFlag step) {
        cluster.tell(new Event.TrackerChanged("subscribe", APPLICATION, step.value()));
        drawing.step("wait 1ms");
    }

    private void answer(StepAnswer answer) {
        cluster.tell(
                new Event.TrackerAnswered("answer", APPLICATION, membership().lastSequence(), answer));
        drawing.step("wait 10ms");
    }

    @Test
    @Tag("CLM-009")
    @DisplayName("work moves in order before a locked node leaves; then nothing runs there, and unlock brings it back")
    void lock() {
        long view = membership().viewNumber();

        drawing.step("clm-lock n1");

        assertThat(status()).isEqualTo(AisStatus.OK);
        assertThat(drawing.shows()).isEqualTo("SU2 A:SI");
        assertThat(drawing.presence("SU1")).isEqualTo("UNINSTANTIATED");
        assertThat(drawing.last().commands())
                .extracting(StepResult.SimulatedCommand::command)
                .containsExactly("CSI_SET", "CSI_SET", "CSI_REMOVE", "TERMINATE");
        assertThat(n1().isMember()).isFalse();
        assertThat(n1().admin()).isEqualTo(ClmAdminState.LOCKED);
        assertThat(membership().viewNumber()).isEqualTo(view + 1);

        drawing.step("clm-unlock n1");

        assertThat(drawing.shows()).isEqualTo("SU1 S:SI; SU2 A:SI");
        assertThat(n1().view().initialViewNumber()).isEqualTo(view + 2);
    }

    @Test
    @DisplayName("while the work of a node that is to leave is on its way, the node is DISABLED; a refusal of others"
            + " changes nothing")
    void validated() {
        subscribe(TrackFlag.VALIDATE_STEP);
        drawing.step("clm-lock n1");
        assertThat(drawing.shows()).isEqualTo("SU1 A:SI; SU2 S:SI");

        answer(StepAnswer.REJECTED);

        assertThat(drawing.shows()).isEqualTo("SU1 A:SI; SU2 S:SI");
        assertThat(n1().isMember()).isTrue();
        assertThat(cluster.state().nodes().get(0).operational()).isEqualTo(OperationalState.ENABLED);
    }

    @Test
    @Tag("CLM-010")
    @DisplayName("the node leaves when its work has moved and every other subscriber has answered")
    void waitsForOthers() {
        subscribe(TrackFlag.START_STEP);

        drawing.step("clm-lock n1");

        assertThat(drawing.shows()).isEqualTo("SU2 A:SI");
        assertThat(n1().isMember()).isTrue();
        assertThat(cluster.state().nodes().get(0).operational()).isEqualTo(OperationalState.DISABLED);
        answer(StepAnswer.OK);
        assertThat(n1().isMember()).isFalse();
        assertThat(cluster.state().nodes().get(0).isMember()).isFalse();
    }

    @Test
    @DisplayName("a shutdown that is taken back leaves everything where it was")
    void shutdownTakenBack() {
        subscribe(TrackFlag.START_STEP);
        drawing.step("clm-shutdown n1");
        assertThat(n1().admin()).isEqualTo(ClmAdminState.SHUTTING_DOWN);

        drawing.step("clm-unlock n1");

        assertThat(n1().admin()).isEqualTo(ClmAdminState.UNLOCKED);
        assertThat(cluster.state().nodes().get(0).departure()).isEmpty();
        assertThat(drawing.readiness("SU1")).isEqualTo("IN_SERVICE");
        assertThat(drawing.last().report().assignments()).hasSize(2);
    }

    @Test
    @DisplayName("a shutdown lets work finish, then the node leaves")
    void shutdown() {
        drawing.step("slow-next CSI_SET SU1/c 5s");

        drawing.step("clm-shutdown n1");
        drawing.step("wait 10s");

        assertThat(drawing.shows()).isEqualTo("SU2 A:SI");
        assertThat(n1().isMember()).isFalse();
        assertThat(n1().admin()).isEqualTo(ClmAdminState.LOCKED);
    }

    @Test
    @DisplayName("a node that alone serves what others were to stand by for is not locked; a shutdown it obeys")
    void objection() {
        drawing.step("clm-lock n2");

        drawing.step("clm-lock n1");

        assertThat(status()).isEqualTo(AisStatus.ERR_FAILED_OPERATION);
        assertThat(drawing.shows()).isEqualTo("SU1 A:SI");
        drawing.step("clm-shutdown n1");
        assertThat(status()).isEqualTo(AisStatus.OK);
        assertThat(drawing.shows()).isEmpty();
    }

    @Test
    @Tag("CLM-011")
    @DisplayName(
            "what cannot be ended in time is not left to serve: the node is rebooted, and only then others take over")
    void forced() {
        drawing.step("slow-next TERMINATE SU1/c 80s");
        drawing.step("slow-next CLEANUP SU1/c 80s");

        drawing.step("clm-lock n1");
        cluster.pass(ClmNode.LOCK_CALLBACK_TIMEOUT_NANOS);
        drawing.step("wait 30s");

        assertThat(cluster.replies().values().stream()
                        .map(Command.Reply::status)
                        .toList())
                .contains(AisStatus.ERR_REPAIR_PENDING);
        assertThat(n1().isMember()).isFalse();
        assertThat(drawing.shows()).isEqualTo("SU2 A:SI");
    }

    @Test
    @Tag("CLM-007")
    @DisplayName("a node that is lost is failed over at once, and told of in one view")
    void lost() {
        long view = membership().viewNumber();

        drawing.step("node-down n1");

        assertThat(drawing.shows()).isEqualTo("SU2 A:SI");
        assertThat(membership().viewNumber()).isEqualTo(view + 1);
        assertThat(membership().memberCount()).isEqualTo(1);
    }

    @Test
    @Tag("CLM-023")
    @DisplayName("a locked node comes up and takes part in nothing until it is unlocked")
    void lockedNodeComesUp() {
        drawing.step("node-down n1");
        drawing.step("clm-lock n1");

        drawing.step("node-up n1");

        assertThat(n1().isUp()).isTrue();
        assertThat(drawing.presence("SU1")).isEqualTo("UNINSTANTIATED");
        drawing.step("clm-unlock n1");
        assertThat(drawing.shows()).isEqualTo("SU1 S:SI; SU2 A:SI");
    }

    @Test
    @DisplayName("a reset reboots the node, member or not, and it comes back")
    void reset() {
        drawing.step("clm-reset n1");
        drawing.step("wait 30s");
        assertThat(n1().isMember()).isTrue();
        assertThat(n1().incarnation()).isEqualTo(2);

        drawing.step("clm-lock n1");
        drawing.step("clm-reset n1");
        drawing.step("wait 30s");

        assertThat(n1().incarnation()).isEqualTo(3);
        assertThat(n1().isMember()).isFalse();
    }

    @Test
    @Tag("CLM-024")
    @Tag("NTF-009")
    @DisplayName("join, leave, lock and unlock are notified in the name of the membership, once")
    void notified() {
        cluster.takeNotifications();

        drawing.step("clm-lock n1");
        drawing.step("leader-crash");
        drawing.step("clm-unlock n1");
        drawing.step("node-down n2");

        List<Notification> all = cluster.takeNotifications().stream()
                .filter(Notification.Membership.class::isInstance)
                .toList();
        assertThat(all)
                .extracting(n ->
                        "%02X %s".formatted(n.header().minorId(), n.header().text()))
                .containsExactly(
                        "68 CLM node safNode=n1,safCluster=cluster Admin State Change",
                        "66 CLM node safNode=n1,safCluster=cluster Exit",
                        "68 CLM node safNode=n1,safCluster=cluster Admin State Change",
                        "65 CLM node safNode=n1,safCluster=cluster Joined",
                        "66 CLM node safNode=n2,safCluster=cluster Exit");
        assertThat(all)
                .allMatch(n -> n.majorId() == 3
                        && n.notifyingObject().toString().equals("safApp=safClmService")
                        && ((Notification.Membership) n).source() != null);
    }

    @Test
    @Tag("CLM-025")
    @Tag("CLM-026")
    @DisplayName(
            "a side that is cut off has ended what it ran before the others hear that it has left; it joins anew, in"
                    + " later views")
    void partition() {
        Drawing five = Drawing.of(ModelText.cluster(5)
                .group("sg", RedundancyKind.TWO_N)
                .units(5)
                .components("c")
                .instances("SI")
                .objects());
        VirtualCluster parted = five.simulation().cluster();
        MembershipState before = parted.state().membership();
        long view = before.viewNumber();
        parted.takeChanges();

        five.step("node-silent n1 20s");
        five.step("node-silent n2 20s");
        five.step("wait 10s");

        assertThat(parted.agent(ModelText.node(1)).holdings()).isEmpty();
        assertThat(parted.state().membership().memberCount()).isEqualTo(3);
        assertThat(five.shows()).startsWith("SU3 A:SI");
        five.step("wait 30s");
        assertThat(parted.state().membership().memberCount()).isEqualTo(5);
        assertThat(parted.state().membership().nodeOfAgent("n1").orElseThrow().incarnation())
                .isEqualTo(2);
        List<Long> views = parted.takeChanges().stream()
                .filter(Change.Membership.class::isInstance)
                .map(c -> ((Change.Membership) c).viewNumber())
                .toList();
        assertThat(views).containsExactly(view + 1, view + 2, view + 3, view + 4);
    }

    @Test
    @Tag("CLM-022")
    @DisplayName("the time for answers is changed in a view of its own; none is refused and changes nothing")
    void reconfigured() {
        String set = "set safNode=n1,safCluster=cluster saClmNodeLockCallbackTimeout=";
        long view = membership().viewNumber();

        drawing.step(set + "5000000000");
        assertThat(status()).isEqualTo(AisStatus.OK);
        drawing.step(set + "0");

        assertThat(status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(n1().node().lockCallbackTimeoutNanos()).isEqualTo(5_000_000_000L);
        assertThat(membership().viewNumber()).isEqualTo(view + 1);
        assertThat(drawing.shows()).isEqualTo("SU1 A:SI; SU2 S:SI");
    }

    @Test
    @Tag("CLM-021")
    @DisplayName("a node that is created joins when its agent comes, and is deleted when it is locked and no member")
    void createdAndDeleted() {
        String n9 = "safNode=n9,safCluster=cluster";
        drawing.step("create SaClmNode " + n9);
        assertThat(status()).isEqualTo(AisStatus.OK);
        cluster.tell(new Event.NodeJoined("n9", 1));
        drawing.step("wait 1ms");
        assertThat(membership().memberCount()).isEqualTo(3);

        drawing.step("delete " + n9);
        assertThat(status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        cluster.tell(new Event.MembershipRequested("lock", Dn.of(n9), NodeOperation.LOCK));
        drawing.step("delete " + n9);

        assertThat(status()).isEqualTo(AisStatus.OK);
        assertThat(membership().nodeOfAgent("n9")).isEmpty();
    }

    @Test
    @DisplayName("runtime attributes of the cluster and its nodes tell the truth")
    void attributes() {
        drawing.step("clm-lock n1");

        assertThat(MembershipAttributes.of(membership(), membership().cluster()))
                .containsEntry("saClmClusterNumNodes", List.of(1L));
        assertThat(MembershipAttributes.of(membership(), n1().node().dn()))
                .containsEntry("saClmNodeIsMember", List.of(0L))
                .containsEntry("saClmNodeAdminState", List.of(2L))
                .containsEntry("saClmNodeInitialViewNumber", List.of(1L))
                .containsEntry("saClmNodeID", List.of(n1().node().nodeId()));
    }
}
