package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.protocol.notification.NotificationCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which alarms of applications are raised. */
class ApplicationAlarmsTest {

    private static final NotificationClass DISKS = new NotificationClass(4711, 1, 7);

    private final ApplicationAlarms alarms = new ApplicationAlarms();
    private long number;

    private Optional<ApplicationAlarms.Ended> send(NotificationContent content) {
        number++;
        byte[] bytes = NotificationCodec.toMessage(content).toByteArray();
        return alarms.note(new SentNotification(number, number * 1_000, new SentContent(bytes)));
    }

    private static NotificationContent alarm(String disk, int cause, Severity severity) {
        return NotificationContent.of(
                EventType.ALARM_EQUIPMENT, Dn.of("disk=" + disk), DISKS, new Details.Alarm(cause, severity));
    }

    private List<Long> raised() {
        return alarms.all().stream().map(Notification::id).toList();
    }

    @Test
    @DisplayName(
            "an alarm is about an object, of a class, with a cause: the next of the same changes it, CLEARED ends it")
    void raisedAndCleared() {
        send(alarm("a", 48, Severity.WARNING));
        send(alarm("b", 48, Severity.MAJOR));
        send(alarm("a", 49, Severity.MAJOR));
        send(alarm("a", 48, Severity.CRITICAL).withText("x".repeat(ApplicationAlarms.TEXT_MAX + 1)));

        assertThat(raised()).containsExactly(1L, 2L, 3L);
        Notification first = alarms.all().getFirst();
        assertThat(((Details.Alarm) first.content().details()).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(first.content().text())
                .hasSize(ApplicationAlarms.TEXT_MAX + 3)
                .endsWith("x...");
        send(alarm("a", 48, Severity.CLEARED));
        send(alarm("c", 48, Severity.CLEARED));
        assertThat(raised()).containsExactly(2L, 3L);
        send(alarm("z", 1, Severity.CLEARED)
                .withCorrelation(new NotificationContent.Correlation(0, 0, List.of(2L, 99L))));
        assertThat(raised()).containsExactly(3L);
    }

    @Test
    @DisplayName("an operator's end of an alarm is told as such, an application's own is not")
    void endedByAnOperator() {
        send(alarm("a", 48, Severity.WARNING));
        NotificationContent end = alarm("a", 48, Severity.CLEARED)
                .withNotifyingObject(org.amf4j.core.outcome.Notification.NOTIFYING_OBJECT)
                .withText("cleared by operator ann");

        assertThat(send(end)).hasValueSatisfying(ended -> {
            assertThat(ended.alarm().id()).isEqualTo(1);
            assertThat(ended.text()).isEqualTo("cleared by operator ann");
        });
        assertThat(send(end)).isEmpty();
        send(alarm("a", 48, Severity.WARNING));
        assertThat(send(alarm("a", 48, Severity.CLEARED))).isEmpty();
        assertThat(raised()).isEmpty();
    }

    @Test
    @DisplayName("what is no alarm, or nothing at all, raises none; of very many the oldest go")
    void others() {
        send(NotificationContent.of(EventType.APPLICATION_EVENT, Dn.of("disk=a"), DISKS, new Details.None()));
        alarms.note(new SentNotification(++number, 1, new SentContent(new byte[] {1, 2, 3})));
        assertThat(raised()).isEmpty();

        for (int i = 0; i < ApplicationAlarms.KEPT_MAX + 2; i++) {
            send(alarm("d" + i, 48, Severity.MINOR));
        }

        assertThat(raised()).hasSize(ApplicationAlarms.KEPT_MAX).startsWith(5L);
    }

    @Test
    @DisplayName("another controller that goes on from the memory knows the same, and shows it")
    void remembered() throws InvalidProtocolBufferException {
        send(alarm("a", 48, Severity.WARNING).withText("nearly full"));
        ApplicationAlarms other = new ApplicationAlarms();

        other.restore(alarms.toMessages());

        assertThat(other.all()).isEqualTo(alarms.all());
        assertThat(AlarmsJson.of(List.of(), other.all()).get("alarms"))
                .asString()
                .contains(
                        "entity=disk=a",
                        "specific_problem=class 4711.1.7",
                        "perceived_severity=WARNING",
                        "text=nearly full");
    }
}
