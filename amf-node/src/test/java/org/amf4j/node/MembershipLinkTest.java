package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.machine.Effect;
import org.amf4j.clm.machine.MembershipMachine;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Event;
import org.amf4j.protocol.cluster.MembershipTold;
import org.amf4j.protocol.codec.MembershipCodec;
import org.amf4j.protocol.component.ClusterAnswer;
import org.amf4j.protocol.component.ClusterNodeGet;
import org.amf4j.protocol.component.ClusterOpen;
import org.amf4j.protocol.component.ClusterTrack;
import org.amf4j.protocol.component.ClusterTrackStop;
import org.amf4j.protocol.component.ClusterViewGet;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The membership over the agent's socket, with a leader that the test plays. */
class MembershipLinkTest {

    private static final Dn CLUSTER = Dn.of("safCluster=c");
    private static final long TOKEN = 42;

    private final MembershipState state = new MembershipState(
            CLUSTER,
            List.of(
                    ClmNode.named(CLUSTER.child("safNode", "n1"), 1),
                    ClmNode.named(CLUSTER.child("safNode", "n2"), 2)));
    private AgentRig rig;
    private RawClient client;

    private interface Happening {
        void happen(MembershipMachine machine);
    }

    /** Something happens to the membership, and the agent is told of the steps. */
    private void happens(Happening happening) {
        MembershipMachine machine = new MembershipMachine(state, 1);
        happening.happen(machine);
        MembershipTold.Builder told = MembershipTold.newBuilder();
        for (Effect effect : machine.takeEffects()) {
            if (effect instanceof Effect.Told step) {
                told.addSteps(MembershipCodec.toMessage(step.step()));
            }
        }
        tell(told);
    }

    private void tell(MembershipTold.Builder told) {
        rig.agent.received(
                AgentRig.LEADER,
                ClusterMessage.newBuilder().setMembershipTold(told).build());
    }

    private static MembershipMachine.Arrival arrival(String name, long incarnation) {
        return new MembershipMachine.Arrival(name, incarnation, 1, "");
    }

    @BeforeEach
    void open() throws IOException {
        rig = AgentRig.start();
        client = rig.client();
        client.hello("");
        assertThat(client.ask(ToAgent.newBuilder().setClusterOpen(ClusterOpen.getDefaultInstance())))
                .isEqualTo(AisStatus.OK.value());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    private void join() {
        happens(m -> m.up(arrival("n1", AgentRig.INCARNATION)));
        happens(m -> m.up(arrival("n2", 1)));
        tell(MembershipTold.newBuilder().setPicture(MembershipCodec.toMessage(state.picture())));
    }

    private int track(TrackFlag... flags) throws IOException {
        return client.ask(ToAgent.newBuilder()
                .setClusterTrack(ClusterTrack.newBuilder()
                        .setFlags(TrackFlag.bits(java.util.Set.of(flags)))
                        .setToken(TOKEN)));
    }

    private ToComponent view() throws IOException {
        client.send(ToAgent.newBuilder()
                .setRequest(99)
                .setClusterViewGet(ClusterViewGet.getDefaultInstance())
                .build());
        return client.read();
    }

    /** What was passed on to the leader and not answered yet. */
    private Optional<Event> forwarded(Event.BodyCase kind) {
        return rig.leader.sentTo(AgentRig.LEADER).stream()
                .filter(ClusterMessage::hasForwarded)
                .map(message -> message.getForwarded().getRequest())
                .filter(f -> f.getBodyCase() == kind)
                .reduce((a, b) -> b);
    }

    private Event awaitForwarded(Event.BodyCase kind) {
        return await().until(() -> forwarded(kind), Optional::isPresent).orElseThrow();
    }

    private void reply(String id, AisStatus status) {
        rig.agent.received(
                AgentRig.LEADER,
                ClusterMessage.newBuilder()
                        .setAdminReply(AdminReply.newBuilder().setId(id).setStatus(status.value()))
                        .build());
    }

    @Test
    @DisplayName("before the leader has told anything one may try again; whoever opens has the agent ask")
    void asks() throws IOException {
        assertThat(view().getResult().getStatus()).isEqualTo(AisStatus.ERR_TRY_AGAIN.value());
        await().until(() -> rig.leader.sentTo(AgentRig.LEADER).stream().anyMatch(ClusterMessage::hasMembershipWanted));

        join();

        ToComponent view = view();
        assertThat(view.getResult().getClusterView().getNodesCount()).isEqualTo(2);
        assertThat(client.ask(ToAgent.newBuilder()
                        .setClusterNodeGet(ClusterNodeGet.newBuilder().setNodeId(0))))
                .isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
    }

    @Test
    @DisplayName("a node that the cluster does not know has no membership to tell of")
    void unconfigured() throws IOException {
        tell(MembershipTold.newBuilder().setUnconfigured(true));

        assertThat(view().getResult().getStatus()).isEqualTo(AisStatus.ERR_UNAVAILABLE.value());
    }

    @Test
    @Tag("CLM-005")
    @Tag("CLM-018")
    @DisplayName("changes carry the token of the subscription, and end with it")
    void changes() throws IOException {
        join();
        assertThat(track(TrackFlag.CHANGES_ONLY)).isEqualTo(AisStatus.OK.value());

        happens(m -> m.down("n2", 1));

        var step = client.read().getClusterStep();
        assertThat(step.getToken()).isEqualTo(TOKEN);
        assertThat(step.getViewNumber()).isEqualTo(3);
        assertThat(step.getItems(0).getNode().getName()).isEqualTo("safNode=n2,safCluster=c");
        ToAgent.Builder stop = ToAgent.newBuilder().setClusterTrackStop(ClusterTrackStop.getDefaultInstance());
        assertThat(client.ask(stop)).isEqualTo(AisStatus.OK.value());
        assertThat(client.ask(stop)).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
    }

    @Test
    @Tag("CLM-010")
    @Tag("CLM-030")
    @DisplayName("who is asked in steps is made known to the cluster first; its answer goes there and back, once")
    void steps() throws IOException {
        join();
        client.send(ToAgent.newBuilder()
                .setRequest(50)
                .setClusterTrack(ClusterTrack.newBuilder()
                        .setFlags(TrackFlag.CHANGES.value() | TrackFlag.START_STEP.value())
                        .setToken(TOKEN))
                .build());
        var changed = awaitForwarded(Event.BodyCase.TRACKER_CHANGED).getTrackerChanged();
        reply(changed.getRequestId(), AisStatus.OK);
        assertThat(client.read().getResult().getRequest()).isEqualTo(50);
        happens(m -> {
            m.track(
                    "t",
                    new org.amf4j.clm.machine.TrackerId(
                            "n1", AgentRig.INCARNATION, changed.getTracker().getNumber()),
                    18);
            m.requested("lock", CLUSTER.child("safNode", "n2"), NodeOperation.LOCK);
        });

        long invocation = client.read().getClusterStep().getInvocation();
        ToAgent.Builder answer = ToAgent.newBuilder()
                .setClusterAnswer(
                        ClusterAnswer.newBuilder().setInvocation(invocation).setAnswer(1));
        client.send(answer.setRequest(60).build());
        var answered = awaitForwarded(Event.BodyCase.TRACKER_ANSWERED).getTrackerAnswered();
        assertThat(answered.getStep()).isEqualTo(invocation);
        reply(answered.getRequestId(), AisStatus.OK);
        assertThat(client.read().getResult().getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(client.ask(answer)).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
        client.close();
        await().until(() -> forwarded(Event.BodyCase.TRACKER_CHANGED)
                .filter(f -> f.getTrackerChanged().getFlags() == 0)
                .isPresent());
    }

    @Test
    @Tag("CLM-017")
    @DisplayName("when the node leaves, the session is told and is of no use any more")
    void left() throws IOException {
        join();
        track(TrackFlag.CHANGES);

        happens(m -> m.requested("lock", CLUSTER.child("safNode", "n1"), NodeOperation.LOCK));

        assertThat(client.read().hasClusterUnavailable()).isTrue();
        assertThat(view().getResult().getStatus()).isEqualTo(AisStatus.ERR_UNAVAILABLE.value());
    }
}
