package org.amf4j.director;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.api.ntf.SourceIndicator;

/** What the framework notifies, as applications see notifications. */
final class NotificationContents {

    private NotificationContents() {}

    static Notification of(org.amf4j.core.outcome.Notification notification) {
        var header = notification.header();
        var correlation = header.correlation();
        NotificationContent content = new NotificationContent(
                new EventType(header.type().value()),
                header.object(),
                notification.notifyingObject(),
                new NotificationClass(
                        org.amf4j.core.outcome.Notification.VENDOR_ID, notification.majorId(), header.minorId()),
                header.text(),
                header.info().stream()
                        .map(i -> new NotificationContent.Info(i.id().value(), i.value()))
                        .toList(),
                new NotificationContent.Correlation(
                        correlation.root().orElse(0L), correlation.parent().orElse(0L), correlation.others()),
                details(notification));
        return new Notification(header.id(), Instant.EPOCH.plusNanos(header.timeNanos()), content);
    }

    private static Details details(org.amf4j.core.outcome.Notification notification) {
        return switch (notification) {
            case org.amf4j.core.outcome.Notification.StateChange s ->
                state(
                        s.source(),
                        new Details.ChangedState(
                                s.state().value(),
                                OptionalInt.of(s.before().number()),
                                s.after().number()));
            case org.amf4j.core.outcome.Notification.Membership m ->
                state(
                        m.source(),
                        new Details.ChangedState(
                                m.stateId(), OptionalInt.empty(), m.after().number()));
            case org.amf4j.core.outcome.Notification.Alarm a ->
                new Details.Alarm(
                        Details.Alarm.SOFTWARE_ERROR,
                        Severity.of(a.severity().value()),
                        List.of(a.condition().name()),
                        List.of());
            case org.amf4j.core.outcome.Notification.ErrorReport e -> new Details.None();
            case org.amf4j.core.outcome.Notification.ErrorClear e -> new Details.None();
        };
    }

    private static Details state(org.amf4j.core.outcome.Notification.Source source, Details.ChangedState changed) {
        return new Details.State(SourceIndicator.of(source.value()), List.of(changed));
    }
}
