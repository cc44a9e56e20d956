package org.amf4j.protocol.form;

import java.util.EnumSet;
import java.util.Set;

/**
 * The keys of a notification: within an event, as {@code amf events -o json} shows it, and alone, as {@code amf notifications -o json}
 * and the log streams do. Numbers are those of the standard.
 */
public enum NotificationField {
    ID("id", In.BOTH, "number of the notification, from 1 without gaps"),
    TIME("time_ns", In.ALONE, "when it happened, nanoseconds since 1970 UTC"),
    TYPE("type", In.ALONE, "the kind: STATE_CHANGE, ALARM, ..."),
    EVENT_TYPE("event_type", In.BOTH, "the type; within an event by its name, alone by its number"),
    EVENT_TYPE_NUMBER("event_type_number", In.EVENT, "its number"),
    VENDOR_ID("vendor_id", In.BOTH, "first part of the class; 18568 is the SA Forum"),
    MAJOR_ID("major_id", In.BOTH, "second part: the service, 2 AMF, 3 CLM"),
    MINOR_ID("minor_id", In.BOTH, "third part: what it says"),
    NOTIFICATION_OBJECT("notification_object", In.BOTH, "DN of what it is about"),
    NOTIFYING_OBJECT("notifying_object", In.BOTH, "DN of who says it"),
    SOURCE_INDICATOR(
            "source_indicator", In.BOTH, "of changes: by an operator (MANAGEMENT_OPERATION) or not (OBJECT_OPERATION)"),
    SOURCE_INDICATOR_NUMBER("source_indicator_number", In.EVENT, "its number"),
    STATE("state", In.EVENT, "of state changes: which state"),
    STATE_ID("state_id", In.EVENT, "its number"),
    OLD_STATE("old_state", In.EVENT, "the former value"),
    OLD_STATE_NUMBER("old_state_number", In.EVENT, "its number, 0 for none"),
    NEW_STATE("new_state", In.EVENT, "the present value"),
    NEW_STATE_NUMBER("new_state_number", In.EVENT, "its number, 0 for none"),
    STATES("states", In.ALONE, "of state changes: a list of `id`, `before` where it is known, and `after`, as numbers"),
    ATTRIBUTES("attributes", In.ALONE, "of objects and their attributes: a list of `name`, `before` and `after`"),
    PERCEIVED_SEVERITY("perceived_severity", In.BOTH, "of alarms: CLEARED, WARNING, MINOR, MAJOR, CRITICAL, ..."),
    PERCEIVED_SEVERITY_NUMBER("perceived_severity_number", In.EVENT, "its number"),
    PROBABLE_CAUSE("probable_cause", In.BOTH, "of alarms: within an event by its name, alone by its number"),
    PROBABLE_CAUSE_NUMBER("probable_cause_number", In.EVENT, "its number"),
    SPECIFIC_PROBLEM("specific_problem", In.EVENT, "of alarms: the condition"),
    SPECIFIC_PROBLEMS("specific_problems", In.ALONE, "of alarms: the conditions, a list"),
    PROPOSED_REPAIR_ACTIONS("proposed_repair_actions", In.ALONE, "of alarms: what to do, a list"),
    DETECTOR("detector", In.ALONE, "of security alarms: who has noticed"),
    SERVICE_USER("service_user", In.ALONE, "of security alarms: who has asked"),
    SERVICE_PROVIDER("service_provider", In.ALONE, "of security alarms: who was asked"),
    RECOMMENDED_RECOVERY("recommended_recovery", In.EVENT, "of error reports: what was recommended"),
    APPLIED_RECOVERY("applied_recovery", In.EVENT, "of error reports: what is done"),
    ADDITIONAL_TEXT("additional_text", In.EVENT, "of the membership: the standard's sentence"),
    ADDITIONAL_INFO("additional_info", In.BOTH, "a list of `id` and `value`, within an event with a `name`"),
    TEXT("text", In.ALONE, "a sentence, may be empty"),
    ROOT_ID("root_id", In.BOTH, "the notification that it all began with"),
    PARENT_ID("parent_id", In.BOTH, "the notification that led to it"),
    CORRELATED_IDS("correlated_ids", In.BOTH, "others that it has to do with, such as the alarm that it clears");

    private final String key;
    private final Set<In> places;
    private final String meaning;

    /** Where a key appears. */
    public enum In {
        EVENT,
        ALONE;

        private static final Set<In> BOTH = EnumSet.allOf(In.class);
    }

    NotificationField(String key, Set<In> places, String meaning) {
        this.key = key;
        this.places = places;
        this.meaning = meaning;
    }

    NotificationField(String key, In place, String meaning) {
        this(key, EnumSet.of(place), meaning);
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** Whether it appears there. */
    public boolean isIn(In place) {
        return places.contains(place);
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }
}
