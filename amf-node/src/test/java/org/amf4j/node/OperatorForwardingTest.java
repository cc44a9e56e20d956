package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OperatorForwardingTest {

    private final BlockingQueue<AdminReply> replies = new LinkedBlockingQueue<>();
    private final AgentRig rig;

    OperatorForwardingTest() throws IOException {
        rig = AgentRig.start();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private long forwardedTo(String id, String member) {
        return rig.leader.sentTo(member).stream()
                .filter(message -> message.getForwarded().getAdmin().getId().equals(id))
                .count();
    }

    @Test
    @DisplayName("a request goes to the leader, again to a new one, and is answered once")
    void forwards() throws Exception {
        rig.agent.handle(
                AdminRequest.newBuilder().setId("a").setTimeoutMillis(20_000).build(), replies::add);
        await().atMost(Duration.ofSeconds(20)).until(() -> forwardedTo("a", AgentRig.LEADER) == 1);

        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));
        await().atMost(Duration.ofSeconds(20)).until(() -> forwardedTo("a", "n3") == 1);
        ClusterMessage reply = ClusterMessage.newBuilder()
                .setAdminReply(AdminReply.newBuilder().setId("a").setStatus(AisStatus.OK.value()))
                .build();
        rig.agent.received("n3", reply);
        rig.agent.received("n3", reply);

        assertThat(replies.poll(10, TimeUnit.SECONDS).getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(replies.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    private void ask(String id) {
        rig.agent.handle(
                AdminRequest.newBuilder().setId(id).setTimeoutMillis(20_000).build(), replies::add);
    }

    private void awaitForwarded(String id, String member, int times) {
        await().atMost(Duration.ofSeconds(20)).until(() -> forwardedTo(id, member) == times);
    }

    private static ClusterMessage reply(AisStatus status) {
        return ClusterMessage.newBuilder()
                .setAdminReply(AdminReply.newBuilder().setId("a").setStatus(status.value()))
                .build();
    }

    @Test
    @DisplayName("a leader that only rehearses is greeted and not asked again; one that could not be heard is")
    void rehearsals() {
        ask("a");
        rig.agent.received(AgentRig.LEADER, FakeLeader.rehearsal(AgentRig.LEADER, AgentRig.TERM));
        ask("b");
        awaitForwarded("b", AgentRig.LEADER, 1);
        assertThat(forwardedTo("a", AgentRig.LEADER)).isEqualTo(1);
        assertThat(rig.leader.sentTo(AgentRig.LEADER).stream().filter(ClusterMessage::hasHello))
                .hasSize(2);

        rig.agent.received(AgentRig.LEADER, FakeLeader.leaderIs(AgentRig.LEADER, AgentRig.TERM));
        awaitForwarded("a", AgentRig.LEADER, 2);

        rig.agent.received("n3", FakeLeader.rehearsal("n3", AgentRig.TERM + 1)); // a leader not heard of before
        awaitForwarded("a", "n3", 1);
    }

    @Test
    @DisplayName(
            "that a former leader wants to be asked again does not end what the present one was asked; what it has done does")
    void lateAnswers() throws Exception {
        ask("a");
        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));
        awaitForwarded("a", "n3", 1);

        rig.agent.received(AgentRig.LEADER, reply(AisStatus.ERR_TRY_AGAIN));
        rig.agent.received(AgentRig.LEADER, reply(AisStatus.OK));

        assertThat(replies.poll(10, TimeUnit.SECONDS).getStatus()).isEqualTo(AisStatus.OK.value());
    }

    @Test
    @DisplayName("a request that somebody else has answered is not passed on to the next leader")
    void withdraws() throws Exception {
        for (String id : List.of("a", "b")) {
            rig.agent.handle(
                    AdminRequest.newBuilder().setId(id).setTimeoutMillis(20_000).build(), replies::add);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> forwardedTo("a", AgentRig.LEADER) == 1);

        rig.agent.withdraw("a");
        rig.agent.withdraw("nobody's");
        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));

        await().atMost(Duration.ofSeconds(20)).until(() -> forwardedTo("b", "n3") == 1);
        assertThat(forwardedTo("a", "n3")).isZero();
        assertThat(replies).isEmpty();
    }

    @Test
    @DisplayName("a request that nobody answers is answered by its time limit")
    void timesOut() throws Exception {
        rig.agent.handle(
                AdminRequest.newBuilder().setId("a").setTimeoutMillis(50).build(), replies::add);

        assertThat(replies.poll(10, TimeUnit.SECONDS).getStatus()).isEqualTo(AisStatus.ERR_TIMEOUT.value());
    }
}
