package org.amf4j.director;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.protocol.form.NotificationField;

/** Notifications in the shape that the commands show. */
final class NotificationView {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NotificationView() {}

    /** What a question was answered with; what is lost is no loss for who wants what there is, from the oldest on. */
    static String json(NotificationHistory.Part part, boolean fromOldest) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "notifications",
                part.notifications().stream().map(NotificationView::of).toList());
        answer.put("position", part.position());
        answer.put("lost_until", fromOldest ? 0 : part.lostUntil());
        answer.put("lost_count", fromOldest ? 0 : part.lostCount());
        return text(answer);
    }

    /** One alone, as a line that begins with the log's time and the number. */
    static String line(long timeNanos, Notification notification) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time_ns", timeNanos);
        line.put("number", notification.id());
        of(notification).forEach(line::putIfAbsent);
        return text(line);
    }

    private static String text(Map<String, Object> json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> of(Notification notification) {
        NotificationContent content = notification.content();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NotificationField.ID.key(), notification.id());
        json.put(NotificationField.TIME.key(), ChronoUnit.NANOS.between(Instant.EPOCH, notification.time()));
        json.put(NotificationField.TYPE.key(), content.eventType().type().name());
        json.put(NotificationField.EVENT_TYPE.key(), content.eventType().value());
        addNames(content, json);
        details(content.details(), json);
        json.put(
                NotificationField.ADDITIONAL_INFO.key(),
                content.info().stream()
                        .map(i -> Map.of("id", i.id(), "value", i.value()))
                        .toList());
        json.put(NotificationField.TEXT.key(), content.text());
        json.put(NotificationField.ROOT_ID.key(), content.correlation().root());
        json.put(NotificationField.PARENT_ID.key(), content.correlation().parent());
        json.put(NotificationField.CORRELATED_IDS.key(), content.correlation().others());
        return json;
    }

    /** Adds of which class it is, what it is about, and who says it. */
    static void addNames(NotificationContent content, Map<String, Object> json) {
        json.put(NotificationField.VENDOR_ID.key(), content.classId().vendorId());
        json.put(NotificationField.MAJOR_ID.key(), content.classId().majorId());
        json.put(NotificationField.MINOR_ID.key(), content.classId().minorId());
        json.put(NotificationField.NOTIFICATION_OBJECT.key(), content.object().toString());
        json.put(
                NotificationField.NOTIFYING_OBJECT.key(),
                content.notifyingObject().toString());
    }

    private static void details(Details details, Map<String, Object> json) {
        switch (details) {
            case Details.State s -> {
                json.put(NotificationField.SOURCE_INDICATOR.key(), s.source().name());
                json.put(
                        NotificationField.STATES.key(),
                        s.states().stream().map(NotificationView::state).toList());
            }
            case Details.Alarm a -> {
                json.put(
                        NotificationField.PERCEIVED_SEVERITY.key(), a.severity().name());
                json.put(NotificationField.PROBABLE_CAUSE.key(), a.probableCause());
                json.put(NotificationField.SPECIFIC_PROBLEMS.key(), a.specificProblems());
                json.put(NotificationField.PROPOSED_REPAIR_ACTIONS.key(), a.proposedRepairActions());
            }
            case Details.SecurityAlarm a -> {
                json.put(
                        NotificationField.PERCEIVED_SEVERITY.key(), a.severity().name());
                json.put(NotificationField.PROBABLE_CAUSE.key(), a.probableCause());
                json.put(NotificationField.DETECTOR.key(), a.detector());
                json.put(NotificationField.SERVICE_USER.key(), a.serviceUser());
                json.put(NotificationField.SERVICE_PROVIDER.key(), a.serviceProvider());
            }
            case Details.Attributes a -> {
                json.put(NotificationField.SOURCE_INDICATOR.key(), a.source().name());
                json.put(NotificationField.ATTRIBUTES.key(), attributes(a.attributes()));
            }
            case Details.Existence e -> {
                json.put(NotificationField.SOURCE_INDICATOR.key(), e.source().name());
                json.put(NotificationField.ATTRIBUTES.key(), attributes(e.attributes()));
            }
            case Details.None n -> {} // says all by its class
        }
    }

    private static Map<String, Object> state(Details.ChangedState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", state.stateId());
        state.before().ifPresent(before -> json.put("before", before));
        json.put("after", state.after());
        return json;
    }

    private static List<Map<String, Object>> attributes(List<Details.ChangedAttribute> attributes) {
        return attributes.stream()
                .map(a -> Map.<String, Object>of("name", a.name(), "before", a.before(), "after", a.after()))
                .toList();
    }
}
