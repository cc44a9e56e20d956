package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What processes ask of the information model, on its way to the leader. */
@Timeout(60)
final class ImmLinkTest {

    private static final ByteString REQUEST = ImmRequest.newBuilder()
            .setRead(ImmRead.newBuilder().addDns("pump=p1"))
            .build()
            .toByteString();
    private static final ByteString REPLY = ByteString.copyFromUtf8("reply");

    private static List<ImmAsked> askedOf(AgentRig rig, String member) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rig.leader.sentTo(member).stream()
                        .anyMatch(m -> m.getForwarded().hasImmAsked()));
        return rig.leader.sentTo(member).stream()
                .filter(m -> m.getForwarded().hasImmAsked())
                .map(m -> m.getForwarded().getImmAsked())
                .toList();
    }

    @Test
    @DisplayName(
            "a request goes to the leader, under the same name to the next one, and its answer comes back as it is")
    void passesOn() throws IOException {
        try (AgentRig rig = AgentRig.start();
                RawClient client = rig.client()) {
            client.hello("");
            client.send(
                    ToAgent.newBuilder().setRequest(7).setImmRequest(REQUEST).build());
            ImmAsked first = askedOf(rig, AgentRig.LEADER).getFirst();
            rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));
            ImmAsked again = askedOf(rig, "n3").getFirst();
            rig.agent.received(
                    "n3",
                    ClusterMessage.newBuilder()
                            .setAdminReply(AdminReply.newBuilder()
                                    .setId(again.getId())
                                    .setStatus(AisStatus.OK.value())
                                    .setPayload(REPLY))
                            .build());
            Result result = client.read().getResult();

            assertThat(again).isEqualTo(first);
            assertThat(first.getRequest()).isEqualTo(REQUEST);
            assertThat(result.getRequest()).isEqualTo(7);
            assertThat(result.getImmReply()).isEqualTo(REPLY);
        }
    }
}
