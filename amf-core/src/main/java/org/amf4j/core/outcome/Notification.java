package org.amf4j.core.outcome;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;

/**
 * What AMF tells the world about a change: a notification as the SA Forum's Notification Service defines it (AMF reference,
 * API sections 6 and 7). A value; immutable. The same log gives the same notifications on every controller.
 */
public sealed interface Notification {

    /** Vendor part of every notification class: the SA Forum. */
    int VENDOR_ID = 18568;

    /** Major part of the notification classes of AMF. */
    int MAJOR_ID = 2;

    /** Major part of the notification classes of CLM. */
    int CLM_MAJOR_ID = 3;

    /** Who notifies what concerns AMF. */
    Dn NOTIFYING_OBJECT = Dn.of("safApp=safAmfService");

    /** Who notifies what concerns the membership. */
    Dn CLM_NOTIFYING_OBJECT = Dn.of("safApp=safClmService");

    /** What all notifications have. */
    Header header();

    /** Major part of its class: the service that it comes from. */
    default int majorId() {
        return MAJOR_ID;
    }

    /** Who notifies. */
    default Dn notifyingObject() {
        return NOTIFYING_OBJECT;
    }

    /**
     * What all notifications have.
     *
     * @param id unique in the cluster, from 1 without gaps
     * @param timeNanos timestamp of the log entry, in nanoseconds since the epoch
     * @param type what kind of event it is
     * @param object whom it is about
     * @param minorId minor part of the notification class
     * @param correlation which notifications led to it
     * @param info what else belongs to it, in the standard's order
     * @param text a sentence for people, may be empty
     */
    record Header(
            long id,
            long timeNanos,
            EventType type,
            Dn object,
            int minorId,
            Correlation correlation,
            List<Info> info,
            String text) {
        public Header {
            info = List.copyOf(info);
        }
    }

    /**
     * A state has changed.
     *
     * @param header what all notifications have
     * @param source whether an operator has changed it
     * @param state which state
     * @param before the former value
     * @param after the present value
     */
    record StateChange(Header header, Source source, StateId state, Value before, Value after)
            implements Notification {}

    /**
     * A node has joined the cluster, left it or been reconfigured, or its administrative state has changed (CLM reference,
     * section 9).
     *
     * @param header what all notifications have
     * @param source whether an operator has changed it
     * @param stateId 1 for the membership, 2 for the administrative state
     * @param after the present value; the former is not told
     */
    record Membership(Header header, Source source, int stateId, Value after) implements Notification {
        /** The state that says what has happened to the node. */
        public static final int CHANGE_STATUS = 1;

        /** The administrative state. */
        public static final int ADMIN_STATE = 2;

        @Override
        public int majorId() {
            return CLM_MAJOR_ID;
        }

        @Override
        public Dn notifyingObject() {
            return CLM_NOTIFYING_OBJECT;
        }
    }

    /**
     * A condition that somebody should do something about, or its end.
     *
     * @param header what all notifications have
     * @param condition the specific problem
     * @param severity how bad it is, CLEARED for its end
     */
    record Alarm(Header header, AlarmCondition condition, Severity severity) implements Notification {
        /** Probable cause of all alarms of AMF: SOFTWARE_ERROR. */
        public static final int PROBABLE_CAUSE = 45;
    }

    /**
     * A component error was accepted.
     *
     * @param header what all notifications have
     * @param recommended what the reporter recommended
     * @param applied what is done, as the nearest recovery that has a number
     */
    record ErrorReport(Header header, RecommendedRecovery recommended, RecommendedRecovery applied)
            implements Notification {}

    /**
     * A component has no error any more that it was disabled for.
     *
     * @param header what all notifications have
     */
    record ErrorClear(Header header) implements Notification {}

    /** Kinds of events that AMF notifies. */
    enum EventType {
        STATE_CHANGE(0x3001),
        PROCESSING_ALARM(0x4003),
        ERROR_REPORT(0x6006),
        ERROR_CLEAR(0x6007);

        private final int value;

        EventType(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }
    }

    /** Why a state has changed. */
    enum Source {
        /** By itself or by a decision of the framework. */
        OBJECT_OPERATION(1),
        /** By an operator. */
        MANAGEMENT_OPERATION(2);

        private final int value;

        Source(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }
    }

    /** How bad an alarm is. */
    enum Severity {
        CLEARED(0),
        MAJOR(4);

        private final int value;

        Severity(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }
    }

    /**
     * A value of a state.
     *
     * @param number the number of the standard, 0 for none
     * @param name its name, {@code NONE} for none
     */
    record Value(int number, String name) {
        /** Not assigned. */
        public static final Value NONE = new Value(0, "NONE");
    }

    /** What an additional information says. */
    enum InfoId {
        NODE_NAME(1),
        SI_NAME(2),
        MAINTENANCE_CAMPAIGN_DN(3),
        RECOMMENDED_RECOVERY(4),
        APPLIED_RECOVERY(5);

        private final int value;

        InfoId(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }
    }

    /**
     * An additional information.
     *
     * @param id what it says
     * @param value a DN, or for recoveries a number
     */
    record Info(InfoId id, String value) {}

    /**
     * Notifications that led to this one, as far as they are known.
     *
     * @param root what it all began with, empty when unknown or when this one is it
     * @param parent what led to it directly
     * @param others others that it has to do with, for instance the alarm that it clears
     */
    record Correlation(Optional<Long> root, Optional<Long> parent, List<Long> others) {
        /** Nothing is known. */
        public static final Correlation NONE = new Correlation(Optional.empty(), Optional.empty(), List.of());

        public Correlation {
            others = List.copyOf(others);
        }

        /** Led to by this one, which is also what it all began with. */
        public static Correlation with(long cause) {
            return new Correlation(Optional.of(cause), Optional.of(cause), List.of());
        }
    }
}
