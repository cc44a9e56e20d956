package org.amf4j.api.ntf;

/** The kinds of notifications. */
public enum NotificationType {
    OBJECT_CREATE_DELETE(0x1000),
    ATTRIBUTE_CHANGE(0x2000),
    STATE_CHANGE(0x3000),
    ALARM(0x4000),
    SECURITY_ALARM(0x5000),
    MISCELLANEOUS(0x6000);

    private static final int EVENT_BITS = 0xFFF;

    private final int value;

    NotificationType(int value) {
        this.value = value;
    }

    /** The number of the standard; those of its event types follow it. */
    public int value() {
        return value;
    }

    /**
     * The type that an event type belongs to.
     *
     * @throws IllegalArgumentException when there is none
     */
    static NotificationType ofEventType(int number) {
        for (NotificationType type : values()) {
            if (type.value == (number & ~EVENT_BITS) && number != type.value) {
                return type;
            }
        }
        throw new IllegalArgumentException("there is no event type 0x" + Integer.toHexString(number)
                + "; event types are 0x1001 and following up to those of 0x6000");
    }
}
