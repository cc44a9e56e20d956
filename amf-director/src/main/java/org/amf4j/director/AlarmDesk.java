package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.runtime.Alarms;
import org.amf4j.protocol.admin.AlarmClearing;
import org.amf4j.protocol.notification.NotificationCodec;

/**
 * Has operators end alarms of applications: a program that is gone for good cannot do so any more. What follows is an alarm
 * notification of the same object, class and cause with the severity CLEARED, said by the framework, that names the operator
 * and the notification that has raised the alarm. On the controller's thread only.
 */
final class AlarmDesk {

    /** Characters of an operator's name. */
    static final int OPERATOR_MAX = 100;

    /** Characters of a reason. */
    static final int REASON_MAX = 500;

    private final Director director;
    private final ApplicationAlarms applications;

    AlarmDesk(Director director, ApplicationAlarms applications) {
        this.director = director;
        this.applications = applications;
    }

    /**
     * The event that ends the alarms, all or none.
     *
     * @throws AisException ERR_NOT_EXIST when one is not raised, ERR_BAD_OPERATION when it is the framework's own
     */
    Event.NotificationsSent read(String id, AlarmClearing clearing) {
        requireSense(clearing);
        Map<Long, Notification> raised = new LinkedHashMap<>();
        applications.all().forEach(n -> raised.put(n.id(), n));
        String text = "cleared by operator " + clearing.getOperator()
                + (clearing.getReason().isEmpty() ? "" : ": " + clearing.getReason());
        List<SentContent> contents = new LinkedHashSet<>(clearing.getAlarmsList())
                .stream()
                        .map(number -> cleared(number, raised, text))
                        .map(content -> new SentContent(
                                NotificationCodec.toMessage(content).toByteArray()))
                        .toList();
        return new Event.NotificationsSent(id, contents);
    }

    private static void requireSense(AlarmClearing clearing) {
        if (clearing.getAlarmsCount() == 0 || clearing.getAlarmsCount() > ApplicationAlarms.KEPT_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "1 to " + ApplicationAlarms.KEPT_MAX + " alarms can be cleared at once, not "
                            + clearing.getAlarmsCount());
        }
        requireLength("an operator's name", clearing.getOperator(), OPERATOR_MAX);
        requireLength("a reason", clearing.getReason(), REASON_MAX);
        if (clearing.getOperator().isBlank()) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "nobody says that the alarms are over");
        }
    }

    private static void requireLength(String what, String text, int max) {
        if (text.length() > max) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, what + " has " + max + " characters at most, not " + text.length());
        }
    }

    private NotificationContent cleared(long number, Map<Long, Notification> raised, String text) {
        Notification alarm = raised.get(number);
        if (alarm == null) {
            throw refusal(number);
        }
        Details.Alarm details = (Details.Alarm) alarm.content().details();
        return NotificationContent.of(
                        alarm.content().eventType(),
                        alarm.content().object(),
                        alarm.content().classId(),
                        new Details.Alarm(
                                details.probableCause(), Severity.CLEARED, details.specificProblems(), List.of()))
                .withNotifyingObject(org.amf4j.core.outcome.Notification.NOTIFYING_OBJECT)
                .withText(text)
                .withCorrelation(new NotificationContent.Correlation(0, 0, List.of(number)));
    }

    private AisException refusal(long number) {
        List<Alarms.Active> framework = director.state().orElseThrow().alarms().all();
        return framework.stream()
                .filter(a -> a.notificationId() == number)
                .findFirst()
                .map(a -> new AisException(
                        AisStatus.ERR_BAD_OPERATION,
                        "alarm " + number + " is the framework's: " + a.condition() + " of " + a.entity()
                                + " is cleared by itself when it is over; do what 'explain' says about it"))
                .orElseGet(() -> new AisException(
                        AisStatus.ERR_NOT_EXIST,
                        "no alarm is raised by notification " + number + "; 'amf alarms' lists those that are"));
    }
}
