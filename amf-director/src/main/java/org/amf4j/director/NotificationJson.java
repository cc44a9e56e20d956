package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Notification.InfoId;

/** A notification in the shape that the commands show: names, and beside them the numbers of the standard. */
final class NotificationJson {

    private NotificationJson() {}

    static Map<String, Object> of(Notification notification) {
        Notification.Header header = notification.header();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", header.id());
        json.put("event_type", header.type().name());
        json.put("event_type_number", header.type().value());
        json.put("vendor_id", Notification.VENDOR_ID);
        json.put("major_id", notification.majorId());
        json.put("minor_id", header.minorId());
        json.put("notification_object", header.object().toString());
        json.put("notifying_object", notification.notifyingObject().toString());
        switch (notification) {
            case Notification.StateChange s -> stateChange(s, json);
            case Notification.Alarm a -> alarm(a, json);
            case Notification.ErrorClear c -> {} // says all by its class
            case Notification.Membership m -> membership(m, json);
            case Notification.ErrorReport e -> {
                json.put("recommended_recovery", e.recommended().name());
                json.put("applied_recovery", e.applied().name());
            }
        }
        json.put(
                "additional_info",
                header.info().stream().map(NotificationJson::info).toList());
        header.correlation().root().ifPresent(id -> json.put("root_id", id));
        header.correlation().parent().ifPresent(id -> json.put("parent_id", id));
        if (!header.correlation().others().isEmpty()) {
            json.put("correlated_ids", List.copyOf(header.correlation().others()));
        }
        return json;
    }

    private static void stateChange(Notification.StateChange change, Map<String, Object> json) {
        json.put("source_indicator", change.source().name());
        json.put("source_indicator_number", change.source().value());
        json.put("state", change.state().name());
        json.put("state_id", change.state().value());
        json.put("old_state", change.before().name());
        json.put("old_state_number", change.before().number());
        json.put("new_state", change.after().name());
        json.put("new_state_number", change.after().number());
    }

    private static void membership(Notification.Membership change, Map<String, Object> json) {
        json.put("source_indicator", change.source().name());
        json.put("source_indicator_number", change.source().value());
        json.put("state_id", change.stateId());
        json.put("new_state", change.after().name());
        json.put("new_state_number", change.after().number());
        json.put("additional_text", change.header().text());
    }

    private static void alarm(Notification.Alarm alarm, Map<String, Object> json) {
        json.put("perceived_severity", alarm.severity().name());
        json.put("perceived_severity_number", alarm.severity().value());
        json.put("probable_cause", "SOFTWARE_ERROR");
        json.put("probable_cause_number", Notification.Alarm.PROBABLE_CAUSE);
        json.put("specific_problem", alarm.condition().name());
    }

    private static Map<String, Object> info(Notification.Info info) {
        boolean number = info.id() == InfoId.RECOMMENDED_RECOVERY || info.id() == InfoId.APPLIED_RECOVERY;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", info.id().value());
        json.put("name", info.id().name());
        json.put("value", number ? (Object) Long.valueOf(info.value()) : info.value());
        return json;
    }
}
