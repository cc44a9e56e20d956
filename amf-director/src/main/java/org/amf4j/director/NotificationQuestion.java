package org.amf4j.director;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationType;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.api.ntf.Severity;
import org.amf4j.protocol.component.NotificationsGet;
import org.amf4j.protocol.notification.FilterCodec;

/**
 * Which notifications somebody wants to be told.
 *
 * @param filter those that this lets pass
 * @param after those after this number
 * @param fromNow those after the latest, whatever {@code after} says
 * @param fromOldest what is not known any more is not missed
 * @param max so many at a time
 * @param waitMillis for how long to wait for something
 */
record NotificationQuestion(
        NotificationFilter filter, long after, boolean fromNow, boolean fromOldest, int max, long waitMillis) {

    /** Longest time to wait. */
    static final long WAIT_MILLIS_MAX = 10_000;

    NotificationQuestion {
        if (after < 0 || max < 0 || max > Notifications.BATCH_MAX || waitMillis < 0 || waitMillis > WAIT_MILLIS_MAX) {
            throw new IllegalArgumentException("a position is not negative, at most " + Notifications.BATCH_MAX
                    + " notifications are told at a time, and after " + WAIT_MILLIS_MAX + " ms at most; not position "
                    + after + ", " + max + " notifications, " + waitMillis + " ms");
        }
        max = max == 0 ? Notifications.BATCH_MAX : max;
    }

    /** As a process asks. */
    static NotificationQuestion of(ByteString bytes) throws InvalidProtocolBufferException {
        NotificationsGet get = NotificationsGet.parseFrom(bytes);
        return new NotificationQuestion(
                FilterCodec.fromMessage(get.getFilter()),
                get.getAfter(),
                get.getFromNow(),
                get.getFromOldest(),
                get.getMax(),
                get.getWaitMillis());
    }

    /** As an operator asks; lists have commas between their elements, names semicolons. */
    static NotificationQuestion of(Map<String, String> arguments) {
        NotificationFilter filter = new NotificationFilter(
                each(arguments, "types", ",", text -> named(NotificationType.class, text)),
                each(arguments, "event_types", ",", text -> new EventType(Math.toIntExact(decoded(text)))),
                each(arguments, "objects", ";", Dn::of),
                each(arguments, "subtrees", ";", Dn::of),
                each(arguments, "notifying_objects", ";", Dn::of),
                each(arguments, "classes", ",", NotificationQuestion::classId),
                each(arguments, "severities", ",", text -> named(Severity.class, text)),
                Set.of(),
                Set.of(),
                Set.of());
        boolean oldest = !arguments.containsKey("after");
        return new NotificationQuestion(
                filter,
                number(arguments, "after"),
                Boolean.parseBoolean(arguments.get("now")),
                oldest,
                Math.toIntExact(number(arguments, "max")),
                number(arguments, "wait_ms"));
    }

    private static long number(Map<String, String> arguments, String name) {
        return decoded(arguments.getOrDefault(name, "0"));
    }

    private static <T> Set<T> each(
            Map<String, String> arguments, String name, String separator, Function<String, T> reader) {
        return Arrays.stream(arguments.getOrDefault(name, "").split(separator))
                .filter(text -> !text.isEmpty())
                .map(reader)
                .collect(Collectors.toSet());
    }

    private static NotificationClass classId(String text) {
        List<String> parts = List.of(text.split("\\."));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("a class is VENDOR.MAJOR.MINOR, for instance 18568.2.104, not " + text);
        }
        return new NotificationClass(
                decoded(parts.get(0)), Math.toIntExact(decoded(parts.get(1))), Math.toIntExact(decoded(parts.get(2))));
    }

    private static long decoded(String number) {
        try {
            return Long.decode(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + number + "' is not a number", e);
        }
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is none of " + Arrays.toString(type.getEnumConstants()));
    }
}
