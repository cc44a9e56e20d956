package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.NotificationsSent;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.NotificationsGet;
import org.amf4j.protocol.component.NotificationsSend;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.notification.NotificationCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifications between processes and the leader. */
@Timeout(60)
final class NotificationLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AgentRig rig;
    private final RawClient client;

    NotificationLinkTest() throws IOException {
        rig = AgentRig.start();
        client = rig.client();
        client.hello("");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    private static NotificationContent content(String text) {
        return NotificationContent.of(
                        EventType.APPLICATION_EVENT,
                        Dn.of("safApp=x"),
                        new NotificationClass(1, 1, 1),
                        new Details.None())
                .withText(text);
    }

    private void send(long request, String... texts) throws IOException {
        NotificationsSend.Builder send = NotificationsSend.newBuilder();
        List.of(texts).forEach(text -> send.addContents(NotificationCodec.toMessage(content(text))));
        client.send(ToAgent.newBuilder()
                .setRequest(request)
                .setNotificationsSend(send)
                .build());
    }

    private Result result() throws IOException {
        return client.read().getResult();
    }

    private List<Forwarded> forwardedTo(String member, Predicate<Forwarded> wanted) {
        return rig.leader.sentTo(member).stream()
                .filter(ClusterMessage::hasForwarded)
                .map(ClusterMessage::getForwarded)
                .filter(wanted)
                .toList();
    }

    /** The batches that the leader was sent, when there are so many. */
    private List<NotificationsSent> batches(String member, int count) {
        await().atMost(LIMIT)
                .until(() -> forwardedTo(member, Forwarded::hasRequest).size() == count);
        return forwardedTo(member, Forwarded::hasRequest).stream()
                .map(f -> f.getRequest().getNotificationsSent())
                .toList();
    }

    private void answer(String id, AisStatus status, String text, ByteString payload) {
        rig.agent.received(
                AgentRig.LEADER,
                ClusterMessage.newBuilder()
                        .setAdminReply(AdminReply.newBuilder()
                                .setId(id)
                                .setStatus(status.value())
                                .setText(text)
                                .setPayload(payload))
                        .build());
    }

    @Test
    @DisplayName("while a batch is under way further ones wait and go together; each sender learns his first number")
    void batches() throws Exception {
        send(11, "a");
        NotificationsSent first = batches(AgentRig.LEADER, 1).getFirst();
        send(12, "b", "c");
        send(13, "d");
        send(14); // refused at once: what came before has arrived
        assertThat(result().getRequest()).isEqualTo(14);
        answer(first.getRequestId(), AisStatus.OK, "41", ByteString.EMPTY);
        assertThat(result()).satisfies(r -> {
            assertThat(r.getRequest()).isEqualTo(11);
            assertThat(r.getFirstNotificationId()).isEqualTo(41);
        });

        NotificationsSent second = batches(AgentRig.LEADER, 2).getLast();
        assertThat(second.getContentsList()).hasSize(3);
        answer(second.getRequestId(), AisStatus.OK, "50", ByteString.EMPTY);

        assertThat(result().getFirstNotificationId()).isEqualTo(50);
        assertThat(result()).satisfies(r -> {
            assertThat(r.getRequest()).isEqualTo(13);
            assertThat(r.getFirstNotificationId()).isEqualTo(52);
        });
    }

    @Test
    @Tag("NTF-005")
    @DisplayName("what no leader has answered goes to the next one under the same name")
    void nextLeader() throws Exception {
        send(11, "a");
        String id = batches(AgentRig.LEADER, 1).getFirst().getRequestId();

        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));

        assertThat(batches("n3", 1).getFirst().getRequestId()).isEqualTo(id);
    }

    @Test
    @DisplayName("what the leader refuses is told to all senders of the batch, and the next batch goes")
    void refused() throws Exception {
        send(11, "a");
        NotificationsSent first = batches(AgentRig.LEADER, 1).getFirst();
        send(12, "b");
        answer(first.getRequestId(), AisStatus.ERR_TRY_AGAIN, "not now", ByteString.EMPTY);

        assertThat(result()).satisfies(r -> {
            assertThat(r.getStatus()).isEqualTo(AisStatus.ERR_TRY_AGAIN.value());
            assertThat(r.getText()).isEqualTo("not now");
        });
        assertThat(batches(AgentRig.LEADER, 2)).hasSize(2);
    }

    @Test
    @DisplayName("what is no notification, or too large, is refused here, with its place in the request")
    void checked() throws Exception {
        client.send(ToAgent.newBuilder()
                .setRequest(9)
                .setNotificationsSend(NotificationsSend.newBuilder()
                        .addContents(NotificationCodec.toMessage(content("fine")))
                        .addContents(NotificationCodec.toMessage(content("x".repeat(70_000)))))
                .build());
        assertThat(result()).satisfies(r -> {
            assertThat(r.getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
            assertThat(r.getText()).contains("notification 2").contains("65536");
        });
        send(10);
        assertThat(result().getText()).contains("1 to 1000");
        assertThat(forwardedTo(AgentRig.LEADER, Forwarded::hasRequest)).isEmpty();
    }

    @Test
    @DisplayName("a question waits with the leader, also with the next one, and its answer is passed on as it is")
    void questions() throws Exception {
        client.send(ToAgent.newBuilder()
                .setRequest(7)
                .setNotificationsGet(NotificationsGet.newBuilder().setAfter(3).setWaitMillis(5_000))
                .build());
        await().atMost(LIMIT)
                .until(() -> forwardedTo(AgentRig.LEADER, Forwarded::hasNotificationsWanted)
                                .size()
                        == 1);
        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));
        await().atMost(LIMIT)
                .until(() ->
                        forwardedTo("n3", Forwarded::hasNotificationsWanted).size() == 1);
        var wanted =
                forwardedTo("n3", Forwarded::hasNotificationsWanted).getFirst().getNotificationsWanted();

        ByteString payload =
                NotificationBatch.newBuilder().setPosition(8).build().toByteString();
        answer(wanted.getId(), AisStatus.OK, "", payload);

        assertThat(NotificationsGet.parseFrom(wanted.getRequest()).getAfter()).isEqualTo(3);
        assertThat(result()).satisfies(r -> {
            assertThat(r.getRequest()).isEqualTo(7);
            assertThat(r.getNotifications()).isEqualTo(payload);
        });
    }
}
