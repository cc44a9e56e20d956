package org.amf4j.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ntf.Discarded;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.NotificationPage;
import org.amf4j.api.ntf.NotificationSubscription;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.api.ntf.Position;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.NotificationsGet;
import org.amf4j.protocol.component.NotificationsSend;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.notification.FilterCodec;
import org.amf4j.protocol.notification.NotificationCodec;

/**
 * Notifications by way of the agent of this node, over a session of its own that speaks for no component. Each subscription asks
 * for what comes after its position, and asks again when its listener has been told. Thread-safe.
 */
final class ClientNotifications extends AnonymousSession implements Notifications {

    private static final int SEND_BYTES_MAX = 512 << 10;

    private final Set<ClientSubscription> subscriptions = ConcurrentHashMap.newKeySet();

    private ClientNotifications(Path agentSocket, AgentConnection connection) {
        super(agentSocket, connection, "this");
    }

    static ClientNotifications open(Path agentSocket) {
        long deadlineNanos = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        ClientNotifications opened =
                new ClientNotifications(agentSocket, SessionOpening.connect(agentSocket, deadlineNanos));
        opened.begin(1, deadlineNanos);
        return opened;
    }

    // ---- what the application asks

    @Override
    public NotificationSubscription subscribe(NotificationFilter filter, Position from, NotificationListener listener) {
        if (listener == null) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "a subscription needs a listener; read() needs none");
        }
        if (subscriptions.size() >= SUBSCRIPTIONS_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "this session has " + SUBSCRIPTIONS_MAX + " subscriptions; close some, or open another session");
        }
        // Whether there is an agent, a leader and such a position shows now, where the caller can be told.
        NotificationBatch first = ask(filter, from, 1, 0);
        long position = from instanceof Position.Now ? first.getPosition() : after(from);
        ClientSubscription subscription =
                new ClientSubscription(this, filter, position, from instanceof Position.Oldest, listener);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    void ended(ClientSubscription subscription) {
        subscriptions.remove(subscription);
    }

    @Override
    public NotificationPage read(NotificationFilter filter, Position from, int max) {
        if (max < 1 || max > BATCH_MAX) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "1 to " + BATCH_MAX + " can be read, not " + max);
        }
        NotificationBatch batch = ask(filter, from, max, 0);
        try {
            List<Notification> notifications = batch.getNotificationsList().stream()
                    .map(NotificationCodec::fromMessage)
                    .toList();
            return new NotificationPage(notifications, batch.getPosition(), discarded(after(from), batch));
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "a notification cannot be understood: " + e.getMessage(), e);
        }
    }

    static Optional<Discarded> discarded(long after, NotificationBatch batch) {
        return batch.getLostCount() == 0
                ? Optional.empty()
                : Optional.of(new Discarded(after, batch.getLostUntil(), batch.getLostCount()));
    }

    private static long after(Position from) {
        return from instanceof Position.After after ? after.id() : 0;
    }

    /** Asks for notifications; waits so long for something to happen. */
    NotificationBatch ask(NotificationFilter filter, Position from, int max, int waitMillis) {
        NotificationsGet.Builder get = NotificationsGet.newBuilder()
                .setAfter(after(from))
                .setFromNow(from instanceof Position.Now)
                .setFromOldest(from instanceof Position.Oldest)
                .setMax(max)
                .setWaitMillis(waitMillis)
                .setFilter(FilterCodec.toMessage(filter));
        ToAgent.Builder request = ToAgent.newBuilder().setNotificationsGet(get);
        long nanos = REQUEST_TIMEOUT.plusMillis(waitMillis).toNanos();
        try {
            return NotificationBatch.parseFrom(
                    call("asking for notifications", request, nanos).getNotifications());
        } catch (InvalidProtocolBufferException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "the notifications cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long send(List<NotificationContent> contents) {
        NotificationsSend.Builder send = NotificationsSend.newBuilder();
        contents.forEach(content -> send.addContents(NotificationCodec.toMessage(content)));
        int bytes = send.build().getSerializedSize();
        if (contents.isEmpty() || contents.size() > BATCH_MAX || bytes > SEND_BYTES_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "1 to " + BATCH_MAX + " notifications and " + SEND_BYTES_MAX + " bytes are sent at a time, not "
                            + contents.size() + " and " + bytes);
        }
        ToAgent.Builder request = ToAgent.newBuilder().setNotificationsSend(send);
        return call("sending notifications", request, REQUEST_TIMEOUT.toNanos()).getFirstNotificationId();
    }

    @Override
    String subject() {
        return "notifications";
    }

    @Override
    void closing() {
        List.copyOf(subscriptions).forEach(ClientSubscription::close);
    }
}
