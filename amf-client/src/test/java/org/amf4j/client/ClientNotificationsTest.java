package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Discarded;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.api.ntf.Position;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.NotificationsGet;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.notification.NotificationCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions, reading and sending, with an agent that the test plays. */
@Timeout(60)
class ClientNotificationsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private FakeAgent agent;
    private Notifications notifications;
    private final Heard heard = new Heard();

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(Files.createTempDirectory("amf"));
        notifications = Notifications.open(agent.socket());
    }

    @AfterEach
    void close() throws IOException {
        notifications.close();
        agent.close();
    }

    /** What a listener was told, in order. */
    private static final class Heard implements NotificationListener {
        private final List<Object> told = new CopyOnWriteArrayList<>();
        private Runnable inCall = () -> {};

        @Override
        public void notified(Notification notification) {
            told.add(notification.id());
            inCall.run();
        }

        @Override
        public void discarded(Discarded discarded) {
            told.add(discarded);
        }

        @Override
        public void ended(String reason, long position) {
            told.add("ended after " + position);
        }
    }

    private static NotificationContent content() {
        return NotificationContent.of(
                EventType.APPLICATION_EVENT, Dn.of("safApp=x"), new NotificationClass(1, 1, 1), new Details.None());
    }

    private static NotificationBatch.Builder batch(long position, long... ids) {
        NotificationBatch.Builder batch = NotificationBatch.newBuilder().setPosition(position);
        LongStream.of(ids)
                .mapToObj(id -> new Notification(id, Instant.EPOCH, content()))
                .forEach(n -> batch.addNotifications(NotificationCodec.toMessage(n)));
        return batch;
    }

    private void answers(NotificationBatch.Builder batch) {
        agent.plan(
                BodyCase.NOTIFICATIONS_GET,
                Optional.of(Result.newBuilder()
                        .setNotifications(batch.build().toByteString())
                        .build()));
    }

    private void answersNoMore() {
        for (int i = 0; i < 10; i++) {
            agent.plan(BodyCase.NOTIFICATIONS_GET, Optional.empty());
        }
    }

    private List<NotificationsGet> questions(int count) {
        await().atMost(LIMIT).until(() -> agent.all(BodyCase.NOTIFICATIONS_GET).size() >= count);
        return agent.all(BodyCase.NOTIFICATIONS_GET).stream()
                .map(frame -> frame.getNotificationsGet())
                .toList();
    }

    @Test
    @DisplayName("a subscriber hears one after the other, and asks on after the last that was looked at")
    void follows() {
        answers(batch(5));
        answers(batch(8, 6, 8));
        answers(batch(12, 9));
        answersNoMore();

        try (var subscription = notifications.subscribe(NotificationFilter.alarms(), heard)) {
            List<NotificationsGet> asked = questions(4);

            assertThat(heard.told).containsExactly(6L, 8L, 9L);
            assertThat(asked.get(0).getFromNow()).isTrue();
            assertThat(asked).extracting(NotificationsGet::getAfter).startsWith(0L, 5L, 8L, 12L);
            assertThat(asked.get(3).getFilter().getTypesList()).containsExactlyInAnyOrder(0x4000, 0x5000);
            assertThat(asked.get(3).getWaitMillis()).isPositive();
            assertThat(subscription.position()).isEqualTo(12);
            assertThat(subscription.isStanding()).isTrue();
        }
    }

    @Test
    @Tag("NTF-006")
    @DisplayName("who was too slow is told what is gone before he is told what follows")
    void discarded() {
        answers(batch(3));
        answers(batch(100, 91).setLostUntil(90).setLostCount(80));
        answersNoMore();

        notifications.subscribe(NotificationFilter.ALL, Position.after(3), heard);

        questions(3);
        assertThat(heard.told).containsExactly(new Discarded(3, 90, 80), 91L);
    }

    @Test
    @DisplayName("while nobody leads a subscription waits and loses nothing")
    void noLeader() {
        answers(batch(3));
        agent.plan(BodyCase.NOTIFICATIONS_GET, AisStatus.ERR_TRY_AGAIN, "no leader");
        agent.plan(BodyCase.NOTIFICATIONS_GET, AisStatus.ERR_TRY_AGAIN, "no leader");
        answers(batch(4, 4));
        answersNoMore();

        notifications.subscribe(NotificationFilter.ALL, Position.now(), heard);

        questions(5);
        assertThat(heard.told).containsExactly(4L);
    }

    @Test
    @DisplayName("a listener that throws misses nothing else; when the agent is gone it is told from where to go on")
    void endsWithTheAgent() throws IOException {
        heard.inCall = () -> {
            throw new IllegalStateException("on purpose");
        };
        answers(batch(3));
        answers(batch(6, 4, 5));
        answersNoMore();
        var subscription = notifications.subscribe(NotificationFilter.ALL, Position.now(), heard);
        questions(3);

        agent.die();

        await().atMost(LIMIT).until(() -> heard.told.contains("ended after 6"));
        assertThat(heard.told).containsExactly(4L, 5L, "ended after 6");
        assertThat(subscription.isStanding()).isFalse();
        assertThatThrownBy(() -> notifications.send(content()))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_TRY_AGAIN));
    }

    @Test
    @DisplayName("a listener may close its own subscription; nothing follows")
    void closesItself() {
        List<AutoCloseable> own = new ArrayList<>();
        answers(batch(3));
        answers(batch(6, 4, 5, 6));
        heard.inCall = () -> {
            await().atMost(LIMIT).until(() -> !own.isEmpty());
            try {
                own.get(0).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        var subscription = notifications.subscribe(NotificationFilter.ALL, Position.now(), heard);
        own.add(subscription);

        await().atMost(LIMIT).until(() -> !subscription.isStanding());
        notifications.close();
        assertThat(heard.told).containsExactly(4L);
    }

    @Test
    @DisplayName("a page of the past tells what is in it, what is gone and from where to read on")
    void reads() {
        answers(batch(20, 11, 12).setLostUntil(10).setLostCount(10));

        var page = notifications.read(NotificationFilter.ALL, Position.after(0), 2);

        assertThat(page.notifications()).extracting(Notification::id).containsExactly(11L, 12L);
        assertThat(page.position()).isEqualTo(20);
        assertThat(page.discarded()).contains(new Discarded(0, 10, 10));
        assertThat(questions(1).get(0).getMax()).isEqualTo(2);
        assertThatThrownBy(() -> notifications.read(NotificationFilter.ALL, Position.oldest(), 0))
                .hasMessageContaining("INVALID_PARAM");
    }

    @Test
    @DisplayName("sending returns the number of the first; what cannot be sent is refused here")
    void sends() {
        agent.plan(
                BodyCase.NOTIFICATIONS_SEND,
                Optional.of(Result.newBuilder().setFirstNotificationId(77).build()));

        assertThat(notifications.send(List.of(content(), content().withText("second"))))
                .isEqualTo(77);

        assertThat(agent.heard(BodyCase.NOTIFICATIONS_SEND)
                        .getNotificationsSend()
                        .getContents(1)
                        .getText())
                .isEqualTo("second");
        assertThatThrownBy(() -> notifications.send(List.of())).hasMessageContaining("INVALID_PARAM");
        assertThatThrownBy(() -> notifications.send(List.of(
                        content().withText("x".repeat(600_000)), content().withText("x".repeat(600_000)))))
                .hasMessageContaining("524288");
    }

    @Test
    @DisplayName("a refused subscription is none, and one more than allowed is refused")
    void refused() {
        agent.plan(BodyCase.NOTIFICATIONS_GET, AisStatus.ERR_INVALID_PARAM, "position 9 lies in the future");
        assertThatThrownBy(() -> notifications.subscribe(NotificationFilter.ALL, Position.after(9), heard))
                .hasMessageContaining("lies in the future");

        assertThatThrownBy(() -> notifications.subscribe(NotificationFilter.ALL, Position.now(), null))
                .hasMessageContaining("listener");
    }
}
