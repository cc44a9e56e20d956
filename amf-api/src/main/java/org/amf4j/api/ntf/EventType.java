package org.amf4j.api.ntf;

/**
 * What kind of event a notification tells, by the standard's number: that of its {@link NotificationType} plus 1, 2, ….
 *
 * @param value the number
 */
public record EventType(int value) {
    public static final EventType OBJECT_CREATION = new EventType(0x1001);
    public static final EventType OBJECT_DELETION = new EventType(0x1002);
    public static final EventType ATTRIBUTE_ADDED = new EventType(0x2001);
    public static final EventType ATTRIBUTE_REMOVED = new EventType(0x2002);
    public static final EventType ATTRIBUTE_CHANGED = new EventType(0x2003);
    public static final EventType ATTRIBUTE_RESET = new EventType(0x2004);
    public static final EventType OBJECT_STATE_CHANGE = new EventType(0x3001);
    public static final EventType ALARM_COMMUNICATION = new EventType(0x4001);
    public static final EventType ALARM_QUALITY_OF_SERVICE = new EventType(0x4002);
    public static final EventType ALARM_PROCESSING = new EventType(0x4003);
    public static final EventType ALARM_EQUIPMENT = new EventType(0x4004);
    public static final EventType ALARM_ENVIRONMENT = new EventType(0x4005);
    public static final EventType INTEGRITY_VIOLATION = new EventType(0x5001);
    public static final EventType OPERATION_VIOLATION = new EventType(0x5002);
    public static final EventType PHYSICAL_VIOLATION = new EventType(0x5003);
    public static final EventType SECURITY_SERVICE_VIOLATION = new EventType(0x5004);
    public static final EventType TIME_VIOLATION = new EventType(0x5005);
    public static final EventType APPLICATION_EVENT = new EventType(0x6001);
    public static final EventType ADMIN_OPERATION_START = new EventType(0x6002);
    public static final EventType ADMIN_OPERATION_END = new EventType(0x6003);
    public static final EventType CONFIG_UPDATE_START = new EventType(0x6004);
    public static final EventType CONFIG_UPDATE_END = new EventType(0x6005);
    public static final EventType ERROR_REPORT = new EventType(0x6006);
    public static final EventType ERROR_CLEAR = new EventType(0x6007);

    /** Refuses a number that belongs to no type. */
    public EventType {
        NotificationType.ofEventType(value);
    }

    /** What kind of notification tells it. */
    public NotificationType type() {
        return NotificationType.ofEventType(value);
    }

    /** The number as it is written. */
    @Override
    public String toString() {
        return "0x" + Integer.toHexString(value);
    }
}
