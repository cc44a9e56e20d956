package org.amf4j.protocol.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationType;
import org.amf4j.api.ntf.Severity;
import org.amf4j.api.ntf.SourceIndicator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notifications and filters on their way through messages. */
class NotificationCodecTest {

    private static final Dn OBJECT = Dn.of("safApp=a");

    static List<Details> details() {
        var changed = List.of(new Details.ChangedAttribute("rate", List.of("5"), List.of("7", "8")));
        return List.of(
                new Details.State(
                        SourceIndicator.UNKNOWN,
                        List.of(
                                new Details.ChangedState(2, OptionalInt.empty(), 0),
                                new Details.ChangedState(3, OptionalInt.of(0), -1))),
                new Details.Alarm(7, Severity.CRITICAL, List.of("p1", "p2"), List.of("repair")),
                new Details.SecurityAlarm(57, Severity.WARNING, "door", "somebody", "house"),
                new Details.Attributes(SourceIndicator.OBJECT_OPERATION, changed),
                new Details.Existence(SourceIndicator.MANAGEMENT_OPERATION, changed),
                new Details.None());
    }

    @ParameterizedTest
    @MethodSource("details")
    @DisplayName("every kind of notification comes out as it went in")
    void roundTrip(Details details) {
        NotificationContent content = new NotificationContent(
                new EventType(details.type().value() + 1),
                OBJECT,
                Dn.of("safApp=b"),
                new NotificationClass(0xFFFF_FFFFL, 0xFFFF, 0),
                "a sentence – with \"signs\"",
                List.of(new NotificationContent.Info(0xFFFF, "v")),
                new NotificationContent.Correlation(1, 2, List.of(3L, Long.MAX_VALUE)),
                details);
        Notification notification = new Notification(42, Instant.ofEpochSecond(1_700_000_000, 123_456_789), content);

        assertThat(NotificationCodec.fromMessage(NotificationCodec.toMessage(notification)))
                .isEqualTo(notification);
    }

    @Test
    @DisplayName("a filter comes out as it went in")
    void filter() {
        NotificationFilter filter = new NotificationFilter(
                Set.of(NotificationType.ALARM),
                Set.of(EventType.ALARM_EQUIPMENT, EventType.ERROR_CLEAR),
                Set.of(OBJECT),
                Set.of(Dn.ROOT),
                Set.of(Dn.of("safApp=b")),
                Set.of(new NotificationClass(1, 2, 3)),
                Set.of(Severity.CLEARED),
                Set.of(45),
                Set.of(SourceIndicator.UNKNOWN),
                Set.of(5, 6));

        assertThat(FilterCodec.fromMessage(FilterCodec.toMessage(filter))).isEqualTo(filter);
    }

    @Test
    @DisplayName("what is unknown is refused, and named")
    void strict() {
        var message = NotificationCodec.toMessage(NotificationContent.of(
                EventType.APPLICATION_EVENT, OBJECT, new NotificationClass(1, 2, 3), new Details.None()));

        assertThatThrownBy(() -> NotificationCodec.fromMessage(
                        message.toBuilder().setEventType(0x9001).build()))
                .hasMessageContaining("0x9001");
        assertThatThrownBy(() -> NotificationCodec.fromMessage(
                        message.toBuilder().setObject("no name").build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NotificationCodec.fromMessage(
                        message.toBuilder().setEventType(0x4001).build()))
                .hasMessageContaining("details");
        assertThatThrownBy(() -> FilterCodec.fromMessage(org.amf4j.protocol.component.NotificationFilter.newBuilder()
                        .addTypes(7)
                        .build()))
                .hasMessageContaining("0x7");
    }
}
