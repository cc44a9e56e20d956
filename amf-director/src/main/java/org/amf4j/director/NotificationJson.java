package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Notification.InfoId;
import org.amf4j.protocol.form.NotificationField;

/** A notification in the shape that the commands show: names, and beside them the numbers of the standard. */
final class NotificationJson {

    /** Names of the event types that an alarm can have. */
    private static final Map<EventType, String> ALARM_TYPES = Map.of(
            EventType.ALARM_COMMUNICATION, "COMMUNICATION_ALARM",
            EventType.ALARM_QUALITY_OF_SERVICE, "QUALITY_OF_SERVICE_ALARM",
            EventType.ALARM_PROCESSING, "PROCESSING_ALARM",
            EventType.ALARM_EQUIPMENT, "EQUIPMENT_ALARM",
            EventType.ALARM_ENVIRONMENT, "ENVIRONMENT_ALARM");

    private NotificationJson() {}

    static Map<String, Object> of(Notification notification) {
        Notification.Header header = notification.header();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NotificationField.ID.key(), header.id());
        json.put(NotificationField.EVENT_TYPE.key(), header.type().name());
        json.put(NotificationField.EVENT_TYPE_NUMBER.key(), header.type().value());
        json.put(NotificationField.VENDOR_ID.key(), Notification.VENDOR_ID);
        json.put(NotificationField.MAJOR_ID.key(), notification.majorId());
        json.put(NotificationField.MINOR_ID.key(), header.minorId());
        json.put(NotificationField.NOTIFICATION_OBJECT.key(), header.object().toString());
        json.put(
                NotificationField.NOTIFYING_OBJECT.key(),
                notification.notifyingObject().toString());
        switch (notification) {
            case Notification.StateChange s -> stateChange(s, json);
            case Notification.Alarm a -> alarm(a, json);
            case Notification.ErrorClear c -> {} // says all by its class
            case Notification.Membership m -> membership(m, json);
            case Notification.ErrorReport e -> {
                json.put(
                        NotificationField.RECOMMENDED_RECOVERY.key(),
                        e.recommended().name());
                json.put(NotificationField.APPLIED_RECOVERY.key(), e.applied().name());
            }
        }
        json.put(
                NotificationField.ADDITIONAL_INFO.key(),
                header.info().stream().map(NotificationJson::info).toList());
        header.correlation().root().ifPresent(id -> json.put(NotificationField.ROOT_ID.key(), id));
        header.correlation().parent().ifPresent(id -> json.put(NotificationField.PARENT_ID.key(), id));
        if (!header.correlation().others().isEmpty()) {
            json.put(
                    NotificationField.CORRELATED_IDS.key(),
                    List.copyOf(header.correlation().others()));
        }
        return json;
    }

    /** The end of an application's alarm by an operator, in the same shape. */
    static Map<String, Object> of(ApplicationAlarms.Ended ended) {
        NotificationContent content = ended.end().content();
        Details.Alarm alarm = (Details.Alarm) content.details();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NotificationField.ID.key(), ended.end().id());
        json.put(NotificationField.EVENT_TYPE.key(), ALARM_TYPES.get(content.eventType()));
        json.put(NotificationField.EVENT_TYPE_NUMBER.key(), content.eventType().value());
        NotificationView.addNames(content, json);
        json.put(NotificationField.PERCEIVED_SEVERITY.key(), alarm.severity().name());
        json.put(
                NotificationField.PERCEIVED_SEVERITY_NUMBER.key(),
                alarm.severity().value());
        json.put(NotificationField.PROBABLE_CAUSE_NUMBER.key(), alarm.probableCause());
        json.put(NotificationField.SPECIFIC_PROBLEM.key(), AlarmsJson.name(ended.alarm()));
        json.put(NotificationField.CORRELATED_IDS.key(), List.of(ended.alarm().id()));
        return json;
    }

    private static void stateChange(Notification.StateChange change, Map<String, Object> json) {
        json.put(NotificationField.SOURCE_INDICATOR.key(), change.source().name());
        json.put(
                NotificationField.SOURCE_INDICATOR_NUMBER.key(), change.source().value());
        json.put(NotificationField.STATE.key(), change.state().name());
        json.put(NotificationField.STATE_ID.key(), change.state().value());
        json.put(NotificationField.OLD_STATE.key(), change.before().name());
        json.put(NotificationField.OLD_STATE_NUMBER.key(), change.before().number());
        json.put(NotificationField.NEW_STATE.key(), change.after().name());
        json.put(NotificationField.NEW_STATE_NUMBER.key(), change.after().number());
    }

    private static void membership(Notification.Membership change, Map<String, Object> json) {
        json.put(NotificationField.SOURCE_INDICATOR.key(), change.source().name());
        json.put(
                NotificationField.SOURCE_INDICATOR_NUMBER.key(), change.source().value());
        json.put(NotificationField.STATE_ID.key(), change.stateId());
        json.put(NotificationField.NEW_STATE.key(), change.after().name());
        json.put(NotificationField.NEW_STATE_NUMBER.key(), change.after().number());
        json.put(NotificationField.ADDITIONAL_TEXT.key(), change.header().text());
    }

    private static void alarm(Notification.Alarm alarm, Map<String, Object> json) {
        json.put(NotificationField.PERCEIVED_SEVERITY.key(), alarm.severity().name());
        json.put(
                NotificationField.PERCEIVED_SEVERITY_NUMBER.key(),
                alarm.severity().value());
        json.put(NotificationField.PROBABLE_CAUSE.key(), "SOFTWARE_ERROR");
        json.put(NotificationField.PROBABLE_CAUSE_NUMBER.key(), Notification.Alarm.PROBABLE_CAUSE);
        json.put(NotificationField.SPECIFIC_PROBLEM.key(), alarm.condition().name());
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
