package org.amf4j.director;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.protocol.cluster.RaisedAlarm;
import org.amf4j.protocol.component.NotificationContent.DetailsCase;
import org.amf4j.protocol.notification.NotificationCodec;

/**
 * Alarms that applications have raised and not cleared, oldest first, bounded; the oldest go first. An alarm is about an object,
 * of a class, with a probable cause: another one of the same three changes it, and with the severity CLEARED ends it. One that
 * names an alarm as correlated ends it, too. Every controller knows the same. On the controller's thread only.
 */
final class ApplicationAlarms {

    /** Alarms that are kept. */
    static final int KEPT_MAX = 1_000;

    /** Characters that are kept of a text; the notification has all of them. */
    static final int TEXT_MAX = 500;

    private final Map<Key, Notification> raised = new LinkedHashMap<>();

    /**
     * An alarm that an operator has ended, since its application does not.
     *
     * @param alarm the alarm
     * @param end the notification that has ended it, which says who did and why
     */
    record Ended(Notification alarm, Notification end) {

        /** What is said of it. */
        String text() {
            return end.content().text();
        }
    }

    private record Key(Dn object, NotificationClass classId, int probableCause) {}

    /** An application has told something; returns the alarm that an operator has ended by it, with what is said of that. */
    Optional<Ended> note(SentNotification sent) {
        try {
            var message = org.amf4j.protocol.component.NotificationContent.parseFrom(
                    sent.content().bytes());
            if (message.getDetailsCase() == DetailsCase.ALARM) {
                Instant time = Instant.EPOCH.plusNanos(sent.timeNanos());
                return note(new Notification(sent.id(), time, NotificationCodec.fromMessage(message)));
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            // Written by an agent of another version: whoever keeps notifications says so.
        }
        return Optional.empty();
    }

    private Optional<Ended> note(Notification notification) {
        NotificationContent content = notification.content();
        Details.Alarm alarm = (Details.Alarm) content.details();
        Key key = new Key(content.object(), content.classId(), alarm.probableCause());
        if (alarm.severity() == Severity.CLEARED) {
            Optional<Notification> ended = Optional.ofNullable(raised.remove(key));
            raised.values().removeIf(n -> content.correlation().others().contains(n.id()));
            boolean byOperator = content.notifyingObject().equals(org.amf4j.core.outcome.Notification.NOTIFYING_OBJECT);
            return ended.filter(n -> byOperator).map(n -> new Ended(n, notification));
        }
        Notification first = raised.getOrDefault(key, notification);
        raised.put(key, new Notification(first.id(), first.time(), shortened(content, alarm)));
        if (raised.size() > KEPT_MAX) {
            raised.remove(raised.keySet().iterator().next());
        }
        return Optional.empty();
    }

    private static NotificationContent shortened(NotificationContent content, Details.Alarm alarm) {
        String problems = shortened(String.join(", ", alarm.specificProblems()));
        return new NotificationContent(
                content.eventType(),
                content.object(),
                content.notifyingObject(),
                content.classId(),
                shortened(content.text()),
                List.of(),
                NotificationContent.Correlation.NONE,
                new Details.Alarm(
                        alarm.probableCause(),
                        alarm.severity(),
                        problems.isEmpty() ? List.of() : List.of(problems),
                        List.of()));
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }

    /** Those that are raised, by the notification that has raised each; what they say is what was said last. */
    List<Notification> all() {
        return List.copyOf(raised.values());
    }

    /** For the memory of the log. */
    List<RaisedAlarm> toMessages() {
        return raised.values().stream()
                .map(n -> RaisedAlarm.newBuilder()
                        .setNotification(n.id())
                        .setTimeNanos(ChronoUnit.NANOS.between(Instant.EPOCH, n.time()))
                        .setContent(ByteString.copyFrom(
                                NotificationCodec.toMessage(n.content()).toByteArray()))
                        .build())
                .toList();
    }

    /** Knows these instead, which a memory of the log has told. */
    void restore(List<RaisedAlarm> alarms) throws InvalidProtocolBufferException {
        raised.clear();
        for (RaisedAlarm alarm : alarms) {
            var message = org.amf4j.protocol.component.NotificationContent.parseFrom(alarm.getContent());
            note(new Notification(
                    alarm.getNotification(),
                    Instant.EPOCH.plusNanos(alarm.getTimeNanos()),
                    NotificationCodec.fromMessage(message)));
        }
    }
}
