package org.amf4j.protocol.notification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;

/**
 * Notifications as records and as messages. Reading is strict: what is unknown or does not fit together gives an {@link
 * IllegalArgumentException} that says what. Stateless.
 */
public final class NotificationCodec {

    private NotificationCodec() {}

    /** The message of a notification. */
    public static org.amf4j.protocol.component.Notification toMessage(Notification notification) {
        return org.amf4j.protocol.component.Notification.newBuilder()
                .setId(notification.id())
                .setTimeNanos(ChronoUnit.NANOS.between(Instant.EPOCH, notification.time()))
                .setContent(toMessage(notification.content()))
                .build();
    }

    /** The notification in a message. */
    public static Notification fromMessage(org.amf4j.protocol.component.Notification message) {
        return new Notification(
                message.getId(), Instant.EPOCH.plusNanos(message.getTimeNanos()), fromMessage(message.getContent()));
    }

    /** The message of what a notification says. */
    public static org.amf4j.protocol.component.NotificationContent toMessage(NotificationContent content) {
        var message = org.amf4j.protocol.component.NotificationContent.newBuilder()
                .setEventType(content.eventType().value())
                .setObject(content.object().toString())
                .setNotifyingObject(content.notifyingObject().toString())
                .setClassId(toMessage(content.classId()))
                .setText(content.text())
                .setRootId(content.correlation().root())
                .setParentId(content.correlation().parent())
                .addAllCorrelatedIds(content.correlation().others());
        for (NotificationContent.Info info : content.info()) {
            message.addInfo(org.amf4j.protocol.component.NotificationInfo.newBuilder()
                    .setId(info.id())
                    .setValue(info.value()));
        }
        DetailsCodec.write(content.details(), message);
        return message.build();
    }

    /** What a notification says, from its message. */
    public static NotificationContent fromMessage(org.amf4j.protocol.component.NotificationContent message) {
        List<NotificationContent.Info> info = message.getInfoList().stream()
                .map(i -> new NotificationContent.Info(i.getId(), i.getValue()))
                .toList();
        return new NotificationContent(
                new EventType(message.getEventType()),
                Dn.of(message.getObject()),
                Dn.of(message.getNotifyingObject()),
                fromMessage(message.getClassId()),
                message.getText(),
                info,
                new NotificationContent.Correlation(
                        message.getRootId(), message.getParentId(), message.getCorrelatedIdsList()),
                DetailsCodec.read(message));
    }

    static org.amf4j.protocol.component.NotificationClass toMessage(NotificationClass classId) {
        return org.amf4j.protocol.component.NotificationClass.newBuilder()
                .setVendorId((int) classId.vendorId())
                .setMajorId(classId.majorId())
                .setMinorId(classId.minorId())
                .build();
    }

    static NotificationClass fromMessage(org.amf4j.protocol.component.NotificationClass message) {
        return new NotificationClass(
                Integer.toUnsignedLong(message.getVendorId()), message.getMajorId(), message.getMinorId());
    }
}
