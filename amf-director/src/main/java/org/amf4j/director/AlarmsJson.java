package org.amf4j.director;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.runtime.Alarms;

/** Alarms that are raised, the framework's and those of applications, oldest first. */
final class AlarmsJson {

    private static final Comparator<Map<String, Object>> BY_AGE =
            Comparator.comparingLong(alarm -> (Long) alarm.get("notification_id"));

    private AlarmsJson() {}

    static Map<String, Object> of(List<Alarms.Active> framework, List<org.amf4j.api.ntf.Notification> applications) {
        List<Map<String, Object>> alarms = new ArrayList<>();
        framework.forEach(a -> alarms.add(of(a)));
        applications.forEach(n -> alarms.add(of(n)));
        alarms.sort(BY_AGE);
        return Map.of("alarms", alarms);
    }

    private static Map<String, Object> of(Alarms.Active active) {
        Map<String, Object> alarm = new LinkedHashMap<>();
        alarm.put("notification_id", active.notificationId());
        alarm.put("time_ns", active.sinceNanos());
        alarm.put("entity", active.entity().toString());
        alarm.put("notifying_object", Notification.NOTIFYING_OBJECT.toString());
        alarm.put("specific_problem", active.condition().name());
        alarm.put("vendor_id", Notification.VENDOR_ID);
        alarm.put("major_id", Notification.MAJOR_ID);
        alarm.put("minor_id", active.condition().minorId());
        alarm.put("perceived_severity", Notification.Severity.MAJOR.name());
        alarm.put("text", active.text());
        return alarm;
    }

    private static Map<String, Object> of(org.amf4j.api.ntf.Notification raised) {
        Details.Alarm details = (Details.Alarm) raised.content().details();
        NotificationClass classId = raised.content().classId();
        Map<String, Object> alarm = new LinkedHashMap<>();
        alarm.put("notification_id", raised.id());
        alarm.put("time_ns", ChronoUnit.NANOS.between(Instant.EPOCH, raised.time()));
        alarm.put("entity", raised.content().object().toString());
        alarm.put("notifying_object", raised.content().notifyingObject().toString());
        alarm.put("specific_problem", name(raised));
        alarm.put("vendor_id", classId.vendorId());
        alarm.put("major_id", classId.majorId());
        alarm.put("minor_id", classId.minorId());
        alarm.put("perceived_severity", details.severity().name());
        alarm.put("text", raised.content().text());
        return alarm;
    }

    /** What an alarm of an application is called: its specific problem, else its class. */
    static String name(org.amf4j.api.ntf.Notification raised) {
        NotificationClass classId = raised.content().classId();
        return ((Details.Alarm) raised.content().details())
                .specificProblems().stream()
                        .findFirst()
                        .orElse("class " + classId.vendorId() + "." + classId.majorId() + "." + classId.minorId());
    }
}
