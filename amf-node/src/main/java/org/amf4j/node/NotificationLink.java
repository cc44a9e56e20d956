package org.amf4j.node;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.NotificationsWanted;
import org.amf4j.protocol.component.NotificationContent;
import org.amf4j.protocol.component.NotificationsSend;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.notification.NotificationCodec;

/**
 * Notifications as the processes of this node ask for them and send them. Questions are passed on to the leader and kept until
 * it answers. What is sent goes in batches: while one is under way, further ones wait and go together. Used in the loop only.
 */
final class NotificationLink {

    /** Bytes of one request of a process. */
    static final int REQUEST_BYTES_MAX = 512 << 10;

    /** Bytes that may wait to be sent. */
    static final int WAITING_BYTES_MAX = 16 << 20;

    /** Bytes of a batch, unless one request has more. */
    private static final int BATCH_BYTES_MAX = 256 << 10;

    /** An answer of the leader is expected so long after it should be ready. */
    private static final long ANSWER_MILLIS = 5_000;

    private final NodeSettings settings;
    private final LeaderLink leader;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean underWay;
    private long lastQuestion;
    private long lastBatch;

    /** What a process has sent, and where it wants the result. */
    private record Waiting(ComponentSession session, long request, List<SentContent> contents, int bytes) {}

    NotificationLink(NodeSettings settings, LeaderLink leader) {
        this.settings = settings;
        this.leader = leader;
    }

    /** Whether notifications are what a request is about. */
    static boolean isAbout(ToAgent frame) {
        return frame.hasNotificationsGet() || frame.hasNotificationsSend();
    }

    void requested(ComponentSession session, ToAgent frame) {
        if (frame.hasNotificationsGet()) {
            ask(session, frame);
        } else {
            take(session, frame.getRequest(), frame.getNotificationsSend());
        }
    }

    // ---- questions

    private void ask(ComponentSession session, ToAgent frame) {
        String id = settings.requests() + "/reading/" + ++lastQuestion;
        Forwarded forwarded = Forwarded.newBuilder()
                .setNotificationsWanted(NotificationsWanted.newBuilder()
                        .setId(id)
                        .setRequest(frame.getNotificationsGet().toByteString()))
                .build();
        long waitMillis = frame.getNotificationsGet().getWaitMillis();
        leader.questions()
                .forward(
                        id, forwarded, waitMillis + ANSWER_MILLIS, reply -> answer(session, frame.getRequest(), reply));
    }

    private static void answer(ComponentSession session, long request, AdminReply reply) {
        // Nothing is lost when nobody has answered: the process asks again, from where it was.
        boolean late = reply.getStatus() == AisStatus.ERR_TIMEOUT.value();
        session.send(ToComponent.newBuilder()
                .setResult(Result.newBuilder()
                        .setRequest(request)
                        .setStatus(late ? AisStatus.ERR_TRY_AGAIN.value() : reply.getStatus())
                        .setText(reply.getText())
                        .setNotifications(reply.getPayload()))
                .build());
    }

    // ---- what is sent

    private void take(ComponentSession session, long request, NotificationsSend sent) {
        int bytes = sent.getSerializedSize();
        if (sent.getContentsCount() == 0
                || sent.getContentsCount() > Notifications.BATCH_MAX
                || bytes > REQUEST_BYTES_MAX) {
            session.reply(
                    request,
                    AisStatus.ERR_INVALID_PARAM,
                    "one request has 1 to " + Notifications.BATCH_MAX + " notifications and " + REQUEST_BYTES_MAX
                            + " bytes at most, not " + sent.getContentsCount() + " and " + bytes);
            return;
        }
        List<SentContent> contents = new ArrayList<>();
        try {
            for (NotificationContent content : sent.getContentsList()) {
                contents.add(checked(content));
            }
        } catch (IllegalArgumentException e) {
            session.reply(
                    request,
                    AisStatus.ERR_INVALID_PARAM,
                    "notification " + (contents.size() + 1) + " of the request: " + e.getMessage());
            return;
        }
        if (waitingBytes + bytes > WAITING_BYTES_MAX) {
            session.reply(request, AisStatus.ERR_TRY_AGAIN, "too many notifications wait to be sent; try again");
            return;
        }
        waiting.add(new Waiting(session, request, contents, bytes));
        waitingBytes += bytes;
        sendNext();
    }

    private static SentContent checked(NotificationContent content) {
        ByteString bytes = content.toByteString();
        if (bytes.size() > Notifications.CONTENT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "it has " + bytes.size() + " bytes; " + Notifications.CONTENT_BYTES_MAX + " are allowed");
        }
        NotificationCodec.fromMessage(content);
        return new SentContent(bytes.toByteArray());
    }

    private void sendNext() {
        if (underWay || waiting.isEmpty()) {
            return;
        }
        List<Waiting> batch = new ArrayList<>();
        List<SentContent> contents = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty() || bytes + waiting.element().bytes() <= BATCH_BYTES_MAX)) {
            Waiting next = waiting.remove();
            batch.add(next);
            contents.addAll(next.contents());
            bytes += next.bytes();
        }
        waitingBytes -= bytes;
        underWay = true;
        String id = settings.requests() + "/notifications/" + ++lastBatch;
        leader.requests().forward(id, new Event.NotificationsSent(id, contents), reply -> {
            underWay = false;
            tell(batch, reply);
            sendNext();
        });
    }

    private static void tell(List<Waiting> batch, AdminReply reply) {
        boolean done = reply.getStatus() == AisStatus.OK.value();
        long number = done ? Long.parseLong(reply.getText()) : 0;
        for (Waiting sent : batch) {
            sent.session()
                    .send(ToComponent.newBuilder()
                            .setResult(Result.newBuilder()
                                    .setRequest(sent.request())
                                    .setStatus(reply.getStatus())
                                    .setText(done ? "" : reply.getText())
                                    .setFirstNotificationId(number))
                            .build());
            number += sent.contents().size();
        }
    }
}
