package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.protocol.admin.AlarmClearing;
import org.amf4j.protocol.notification.NotificationCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What follows when an operator says that alarms of applications are over. */
class AlarmDeskTest {

    private static final NotificationClass DISKS = new NotificationClass(4711, 1, 7);
    private static final Dn DISK = Dn.of("disk=sda");
    private static final Dn MONITOR = Dn.of("safApp=monitor");

    private final ApplicationAlarms raised = new ApplicationAlarms();
    private final AlarmDesk desk = new AlarmDesk(new ModelRig().director, raised);

    @BeforeEach
    void raise() {
        NotificationContent alarm = NotificationContent.of(
                        EventType.ALARM_EQUIPMENT,
                        DISK,
                        DISKS,
                        new Details.Alarm(48, Severity.MAJOR, List.of("disk full"), List.of()))
                .withNotifyingObject(MONITOR);
        send(7, new SentContent(NotificationCodec.toMessage(alarm).toByteArray()));
    }

    private void send(long number, SentContent content) {
        raised.note(new SentNotification(number, number, content));
    }

    private static AlarmClearing clearing(String operator, String reason, Long... alarms) {
        return AlarmClearing.newBuilder()
                .addAllAlarms(List.of(alarms))
                .setOperator(operator)
                .setReason(reason)
                .build();
    }

    @Test
    @Tag("NTF-003")
    @DisplayName("the end has the alarm's object, class and cause, is CLEARED, and names alarm, operator and reason")
    void clears() throws InvalidProtocolBufferException {
        Event.NotificationsSent event = desk.read("r1", clearing("ann", "it is switched off", 7L, 7L));

        assertThat(event.requestId()).isEqualTo("r1");
        assertThat(event.contents()).hasSize(1);
        NotificationContent content =
                NotificationCodec.fromMessage(org.amf4j.protocol.component.NotificationContent.parseFrom(
                        event.contents().getFirst().bytes()));
        assertThat(content.eventType()).isEqualTo(EventType.ALARM_EQUIPMENT);
        assertThat(content.object()).isEqualTo(DISK);
        assertThat(content.notifyingObject()).isEqualTo(Notification.NOTIFYING_OBJECT);
        assertThat(content.classId()).isEqualTo(DISKS);
        assertThat(content.text()).isEqualTo("cleared by operator ann: it is switched off");
        assertThat(content.correlation().others()).containsExactly(7L);
        assertThat(content.details())
                .isEqualTo(new Details.Alarm(48, Severity.CLEARED, List.of("disk full"), List.of()));
        send(8, event.contents().getFirst());
        assertThat(raised.all()).isEmpty();
    }

    @Test
    @DisplayName("all of them or none: one that is not raised refuses the rest; so does what makes no sense")
    void refuses() {
        refused(clearing("ann", "", 7L, 99L), "ERR_NOT_EXIST", "no alarm is raised by notification 99");
        refused(clearing("ann", ""), "ERR_INVALID_PARAM", "1 to 1000 alarms can be cleared at once, not 0");
        refused(clearing(" ", "", 7L), "ERR_INVALID_PARAM", "nobody says");
        refused(clearing("a".repeat(AlarmDesk.OPERATOR_MAX + 1), "", 7L), "ERR_INVALID_PARAM", "operator's name");
        refused(clearing("ann", "r".repeat(AlarmDesk.REASON_MAX + 1), 7L), "ERR_INVALID_PARAM", "reason has 500");
        assertThat(raised.all()).hasSize(1);
    }

    private void refused(AlarmClearing clearing, String status, String text) {
        assertThatThrownBy(() -> desk.read("r", clearing))
                .isInstanceOf(AisException.class)
                .hasMessageContaining(status)
                .hasMessageContaining(text);
    }
}
