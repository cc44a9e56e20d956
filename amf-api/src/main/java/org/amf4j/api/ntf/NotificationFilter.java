package org.amf4j.api.ntf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.api.Dn;

/**
 * Which notifications one wants to hear of: those that pass all criteria. A criterion that is empty lets everything pass; one
 * with several values lets pass what has any of them. What a notification's type does not have, no value matches. Immutable;
 * start from {@link #ALL}.
 *
 * @param types kinds of notifications
 * @param eventTypes kinds of events
 * @param objects what it is about, exactly these
 * @param subtrees what it is about, these or anything below them
 * @param notifyingObjects who says so
 * @param classIds classes of notifications
 * @param severities of alarms and security alarms
 * @param probableCauses of alarms and security alarms
 * @param sources of changes
 * @param stateIds of state changes: that at least one of them has changed
 */
public record NotificationFilter(
        Set<NotificationType> types,
        Set<EventType> eventTypes,
        Set<Dn> objects,
        Set<Dn> subtrees,
        Set<Dn> notifyingObjects,
        Set<NotificationClass> classIds,
        Set<Severity> severities,
        Set<Integer> probableCauses,
        Set<SourceIndicator> sources,
        Set<Integer> stateIds) {

    /** Lets everything pass. */
    public static final NotificationFilter ALL = new NotificationFilter(
            Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /** Values that a filter may have, all criteria together. */
    public static final int VALUES_MAX = 1_000;

    /** Refuses more values than {@link #VALUES_MAX}. */
    public NotificationFilter {
        types = Set.copyOf(types);
        eventTypes = Set.copyOf(eventTypes);
        objects = Set.copyOf(objects);
        subtrees = Set.copyOf(subtrees);
        notifyingObjects = Set.copyOf(notifyingObjects);
        classIds = Set.copyOf(classIds);
        severities = Set.copyOf(severities);
        probableCauses = Set.copyOf(probableCauses);
        sources = Set.copyOf(sources);
        stateIds = Set.copyOf(stateIds);
        int values = types.size() + eventTypes.size() + objects.size() + subtrees.size() + notifyingObjects.size();
        values += classIds.size() + severities.size() + probableCauses.size() + sources.size() + stateIds.size();
        if (values > VALUES_MAX) {
            throw new IllegalArgumentException(
                    "a filter has " + VALUES_MAX + " values at most, not " + values + "; use several subscriptions");
        }
    }

    /** Alarms and security alarms, raised and cleared. */
    public static NotificationFilter alarms() {
        return ALL.withType(NotificationType.ALARM).withType(NotificationType.SECURITY_ALARM);
    }

    /** The same, and also this type. */
    public NotificationFilter withType(NotificationType type) {
        return new NotificationFilter(
                and(types, type),
                eventTypes,
                objects,
                subtrees,
                notifyingObjects,
                classIds,
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also this event type. */
    public NotificationFilter withEventType(EventType eventType) {
        return new NotificationFilter(
                types,
                and(eventTypes, eventType),
                objects,
                subtrees,
                notifyingObjects,
                classIds,
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also about this object. */
    public NotificationFilter withObject(Dn object) {
        return new NotificationFilter(
                types,
                eventTypes,
                and(objects, object),
                subtrees,
                notifyingObjects,
                classIds,
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also about this object or anything below it. */
    public NotificationFilter withSubtree(Dn root) {
        return new NotificationFilter(
                types,
                eventTypes,
                objects,
                and(subtrees, root),
                notifyingObjects,
                classIds,
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also said by this one. */
    public NotificationFilter withNotifyingObject(Dn who) {
        return new NotificationFilter(
                types,
                eventTypes,
                objects,
                subtrees,
                and(notifyingObjects, who),
                classIds,
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also of this class. */
    public NotificationFilter withClass(NotificationClass classId) {
        return new NotificationFilter(
                types,
                eventTypes,
                objects,
                subtrees,
                notifyingObjects,
                and(classIds, classId),
                severities,
                probableCauses,
                sources,
                stateIds);
    }

    /** The same, and also as bad as this. */
    public NotificationFilter withSeverity(Severity severity) {
        return new NotificationFilter(
                types,
                eventTypes,
                objects,
                subtrees,
                notifyingObjects,
                classIds,
                and(severities, severity),
                probableCauses,
                sources,
                stateIds);
    }

    private static <T> Set<T> and(Set<T> values, T value) {
        Set<T> more = new LinkedHashSet<>(values);
        more.add(value);
        return more;
    }

    /** Whether the filter lets this pass. */
    public boolean passes(NotificationContent content) {
        return isAny(types, content.eventType().type())
                && isAny(eventTypes, content.eventType())
                && isAbout(content.object())
                && isAny(notifyingObjects, content.notifyingObject())
                && isAny(classIds, content.classId())
                && passes(content.details());
    }

    private boolean isAbout(Dn object) {
        if (objects.isEmpty() && subtrees.isEmpty() || objects.contains(object)) {
            return true;
        }
        for (Dn at = object; !subtrees.isEmpty(); at = at.parent()) {
            if (subtrees.contains(at)) {
                return true;
            }
            if (at.isRoot()) {
                return false;
            }
        }
        return false;
    }

    private boolean passes(Details details) {
        List<Severity> severity = new ArrayList<>();
        List<Integer> cause = new ArrayList<>();
        List<SourceIndicator> source = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        if (details instanceof Details.Alarm alarm) {
            severity.add(alarm.severity());
            cause.add(alarm.probableCause());
        } else if (details instanceof Details.SecurityAlarm alarm) {
            severity.add(alarm.severity());
            cause.add(alarm.probableCause());
        } else if (details instanceof Details.State state) {
            source.add(state.source());
            state.states().forEach(s -> states.add(s.stateId()));
        } else if (details instanceof Details.Attributes attributes) {
            source.add(attributes.source());
        } else if (details instanceof Details.Existence existence) {
            source.add(existence.source());
        }
        return isAny(severities, severity)
                && isAny(probableCauses, cause)
                && isAny(sources, source)
                && isAny(stateIds, states);
    }

    private static <T> boolean isAny(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static <T> boolean isAny(Set<T> wanted, List<T> values) {
        return wanted.isEmpty() || values.stream().anyMatch(wanted::contains);
    }
}
