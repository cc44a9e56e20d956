package org.amf4j.api.ntf;

import java.util.List;
import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * What a notification says; the cluster adds number and time. Start from {@link #of} and add what else is to be said.
 * A value; immutable.
 *
 * @param eventType what kind of event
 * @param object what it is about
 * @param notifyingObject who says so
 * @param classId the class of the notification
 * @param text a sentence for people, may be empty
 * @param info what else belongs to it
 * @param correlation which notifications it has to do with
 * @param details what only notifications of its type say
 */
public record NotificationContent(
        EventType eventType,
        Dn object,
        Dn notifyingObject,
        NotificationClass classId,
        String text,
        List<Info> info,
        Correlation correlation,
        Details details) {

    /** Refuses details that belong to another type. */
    public NotificationContent {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(notifyingObject, "notifyingObject");
        Objects.requireNonNull(classId, "classId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(correlation, "correlation");
        info = List.copyOf(info);
        if (eventType.type() != details.type()) {
            throw new IllegalArgumentException("event type " + eventType + " is " + eventType.type()
                    + ", but the details are those of " + details.type());
        }
    }

    /** A notification that says this and no more, of an object that speaks for itself. */
    public static NotificationContent of(EventType eventType, Dn object, NotificationClass classId, Details details) {
        return new NotificationContent(eventType, object, object, classId, "", List.of(), Correlation.NONE, details);
    }

    /** The same with a sentence. */
    public NotificationContent withText(String sentence) {
        return new NotificationContent(
                eventType, object, notifyingObject, classId, sentence, info, correlation, details);
    }

    /** The same, said by somebody. */
    public NotificationContent withNotifyingObject(Dn who) {
        return new NotificationContent(eventType, object, who, classId, text, info, correlation, details);
    }

    /** The same with other additional information. */
    public NotificationContent withInfo(List<Info> additional) {
        return new NotificationContent(
                eventType, object, notifyingObject, classId, text, additional, correlation, details);
    }

    /** The same with another correlation. */
    public NotificationContent withCorrelation(Correlation with) {
        return new NotificationContent(eventType, object, notifyingObject, classId, text, info, with, details);
    }

    /**
     * An additional information.
     *
     * @param id what it says, a number of the notification's class, unsigned 16 bits
     * @param value as text
     */
    public record Info(int id, String value) {
        public Info {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Notifications that led to this one, by number.
     *
     * @param root what it all began with, 0 when unknown or none
     * @param parent what led to it directly, 0 when unknown or none
     * @param others others that it has to do with, for instance the alarm that it clears
     */
    public record Correlation(long root, long parent, List<Long> others) {
        /** Nothing is known. */
        public static final Correlation NONE = new Correlation(0, 0, List.of());

        public Correlation {
            others = List.copyOf(others);
        }
    }
}
