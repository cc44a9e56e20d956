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
        json.put("id", notification.id());
        json.put("time_ns", ChronoUnit.NANOS.between(Instant.EPOCH, notification.time()));
        json.put("type", content.eventType().type().name());
        json.put("event_type", content.eventType().value());
        json.put("vendor_id", content.classId().vendorId());
        json.put("major_id", content.classId().majorId());
        json.put("minor_id", content.classId().minorId());
        json.put("notification_object", content.object().toString());
        json.put("notifying_object", content.notifyingObject().toString());
        details(content.details(), json);
        json.put(
                "additional_info",
                content.info().stream()
                        .map(i -> Map.of("id", i.id(), "value", i.value()))
                        .toList());
        json.put("text", content.text());
        json.put("root_id", content.correlation().root());
        json.put("parent_id", content.correlation().parent());
        json.put("correlated_ids", content.correlation().others());
        return json;
    }

    private static void details(Details details, Map<String, Object> json) {
        switch (details) {
            case Details.State s -> {
                json.put("source_indicator", s.source().name());
                json.put(
                        "states",
                        s.states().stream().map(NotificationView::state).toList());
            }
            case Details.Alarm a -> {
                json.put("perceived_severity", a.severity().name());
                json.put("probable_cause", a.probableCause());
                json.put("specific_problems", a.specificProblems());
                json.put("proposed_repair_actions", a.proposedRepairActions());
            }
            case Details.SecurityAlarm a -> {
                json.put("perceived_severity", a.severity().name());
                json.put("probable_cause", a.probableCause());
                json.put("detector", a.detector());
                json.put("service_user", a.serviceUser());
                json.put("service_provider", a.serviceProvider());
            }
            case Details.Attributes a -> {
                json.put("source_indicator", a.source().name());
                json.put("attributes", attributes(a.attributes()));
            }
            case Details.Existence e -> {
                json.put("source_indicator", e.source().name());
                json.put("attributes", attributes(e.attributes()));
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
