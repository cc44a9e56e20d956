package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.cluster.ImmCallAnswered;
import org.amf4j.protocol.cluster.ImmCalled;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.imm.CalledOperations;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImplementerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of the leader on their way to the processes that implement objects, and their answers. */
@Timeout(60)
final class ImmCallLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NEXT = "n3";
    private static final int OPERATION_FAILED = 20;

    private AgentRig rig;
    private RawClient client;
    private long session;

    @BeforeEach
    void implement() throws IOException {
        rig = AgentRig.start();
        client = rig.client();
        client.hello("");
        client.send(ToAgent.newBuilder()
                .setRequest(2)
                .setImmRequest(ImmRequest.newBuilder()
                        .setImplementer(
                                ImplementerRequest.newBuilder().setAction(1).setName("pumps"))
                        .build()
                        .toByteString())
                .build());
        ImmAsked asked = await().atMost(LIMIT)
                .until(() -> asked(AgentRig.LEADER), a -> !a.isEmpty())
                .getFirst();
        session = asked.getSession();
        reply(AgentRig.LEADER, asked.getId(), ImmReply.getDefaultInstance());
        client.read();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        rig.close();
    }

    private List<ImmAsked> asked(String member) {
        return rig.leader.sentTo(member).stream()
                .filter(m -> m.getForwarded().hasImmAsked())
                .map(m -> m.getForwarded().getImmAsked())
                .toList();
    }

    private void reply(String member, String id, ImmReply reply) {
        rig.agent.received(
                member,
                ClusterMessage.newBuilder()
                        .setAdminReply(AdminReply.newBuilder()
                                .setId(id)
                                .setStatus(AisStatus.OK.value())
                                .setPayload(reply.toByteString()))
                        .build());
    }

    private void call(String member, String name, boolean noAnswer, ImmCall.Builder body) {
        rig.agent.received(
                member,
                ClusterMessage.newBuilder()
                        .setImmCalled(ImmCalled.newBuilder()
                                .setCall(name)
                                .setIncarnation(AgentRig.INCARNATION)
                                .setSession(session)
                                .setNoAnswer(noAnswer)
                                .setBody(body.build().toByteString()))
                        .build());
    }

    private static ImmCall.Builder operations(String change) {
        return ImmCall.newBuilder().setOperations(CalledOperations.newBuilder().setChange(change));
    }

    private ImmCall heard() throws IOException {
        try {
            return ImmCall.parseFrom(client.read().getImmCall());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(long invocation, int status) throws IOException {
        client.send(ToAgent.newBuilder()
                .setImmRequest(ImmRequest.newBuilder()
                        .setAnswer(
                                ImmAnswer.newBuilder().setInvocation(invocation).setStatus(status))
                        .build()
                        .toByteString())
                .build());
    }

    private List<ImmCallAnswered> answers(String member, int count) {
        return await().atMost(LIMIT)
                .until(
                        () -> rig.leader.sentTo(member).stream()
                                .filter(ClusterMessage::hasImmCallAnswered)
                                .map(ClusterMessage::getImmCallAnswered)
                                .toList(),
                        a -> a.size() >= count);
    }

    @Test
    @Tag("IMM-022")
    @DisplayName("a call that comes several times is passed on once, and its answer sent as often as it is asked for")
    void once() throws Exception {
        call(AgentRig.LEADER, "5/1", false, operations("c"));
        call(AgentRig.LEADER, "5/1", false, operations("c"));
        ImmCall heard = heard();
        answer(heard.getInvocation(), OPERATION_FAILED);
        answers(AgentRig.LEADER, 1);
        answer(heard.getInvocation(), 1);
        call(AgentRig.LEADER, "5/1", false, operations("c"));
        call(AgentRig.LEADER, "5/2", true, ImmCall.newBuilder().setAbort("c"));

        assertThat(heard().getAbort()).isEqualTo("c");
        List<ImmCallAnswered> answers = answers(AgentRig.LEADER, 3);
        assertThat(answers.subList(0, 2))
                .allSatisfy(a -> assertThat(ImmAnswer.parseFrom(a.getPayload()).getStatus())
                        .isEqualTo(OPERATION_FAILED));
        assertThat(answers.get(2).getCall()).isEqualTo("5/2");
    }

    @Test
    @Tag("IMM-022")
    @DisplayName("an operation that comes after the end of its change is not heard any more, nor is a former leader")
    void late() throws Exception {
        call(AgentRig.LEADER, "5/1", true, operations("c"));
        call(AgentRig.LEADER, "5/2", true, ImmCall.newBuilder().setAbort("c"));
        call(AgentRig.LEADER, "5/3", true, operations("c"));
        call("n9", "4/1", true, operations("other"));
        call(AgentRig.LEADER, "5/4", true, operations("last"));

        assertThat(heard().getOperations().getChange()).isEqualTo("c");
        assertThat(heard().getAbort()).isEqualTo("c");
        assertThat(heard().getOperations().getChange()).isEqualTo("last");
        assertThat(answers(AgentRig.LEADER, 4))
                .extracting(ImmCallAnswered::getStatus)
                .containsOnly(1);
    }

    @Test
    @Tag("IMM-039")
    @DisplayName("the next leader is asked what has become of open changes, and the process is told")
    void nextLeader() throws Exception {
        call(AgentRig.LEADER, "5/1", true, operations("made"));
        call(AgentRig.LEADER, "5/2", true, operations("lost"));
        heard();
        heard();
        rig.agent.received(NEXT, FakeLeader.leaderIs(NEXT, AgentRig.TERM + 1));
        ImmAsked asked = await().atMost(LIMIT)
                .until(() -> asked(NEXT), a -> !a.isEmpty())
                .getFirst();
        assertThat(ImmRequest.parseFrom(asked.getRequest()).getOutcomes().getChangesList())
                .containsExactly("made", "lost");
        reply(
                NEXT,
                asked.getId(),
                ImmReply.newBuilder().addApplied(true).addApplied(false).build());

        assertThat(heard().getApply()).isEqualTo("made");
        assertThat(heard().getAbort()).isEqualTo("lost");
    }

    @Test
    @Tag("IMM-023")
    @Tag("IMM-037")
    @DisplayName("a process that ends answers nothing, and the cluster is told until it knows")
    void ends() throws Exception {
        call(AgentRig.LEADER, "5/1", false, operations("c"));
        heard();
        client.close();

        assertThat(answers(AgentRig.LEADER, 1).getFirst().getStatus())
                .isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
        Event.ModelRequested first = ends(1);
        assertThat(first.session()).isEqualTo(new SessionId("n1", AgentRig.INCARNATION, session));
        rig.agent.received(
                AgentRig.LEADER,
                ClusterMessage.newBuilder()
                        .setAdminReply(AdminReply.newBuilder()
                                .setId(first.requestId())
                                .setStatus(AisStatus.ERR_TRY_AGAIN.value()))
                        .build());
        assertThat(ends(2).session()).isEqualTo(first.session());
        call(AgentRig.LEADER, "5/2", false, operations("d"));
        assertThat(answers(AgentRig.LEADER, 2).get(1).getText()).contains("has ended");
    }

    @Test
    @Tag("IMM-038")
    @DisplayName("who bears a name on a node that has left the cluster loses the session")
    void nodeHasLeft() {
        call(AgentRig.LEADER, "5/1", true, ImmCall.newBuilder().setUnavailable("the node has left"));

        assertThatThrownBy(this::heard).hasMessageContaining("closed");
        assertThat(ends(1).session().number()).isEqualTo(session);
    }

    /** The last of so many words about the end of a session. */
    private Event.ModelRequested ends(int count) {
        return await().atMost(LIMIT)
                .until(
                        () -> rig.leader.sentTo(AgentRig.LEADER).stream()
                                .filter(m -> m.getForwarded().hasRequest())
                                .map(m -> event(m.getForwarded().getRequest()))
                                .filter(e -> e.request() instanceof ModelRequest.EndSession)
                                .toList(),
                        e -> e.size() >= count)
                .getLast();
    }

    private static Event.ModelRequested event(org.amf4j.protocol.cluster.Event message) {
        try {
            return (Event.ModelRequested) ClusterCodec.fromMessage(message);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
