package org.amf4j.api.ntf;

/** How bad it is what an alarm is about. */
public enum Severity {
    /** It is over. */
    CLEARED(0),
    INDETERMINATE(1),
    WARNING(2),
    MINOR(3),
    MAJOR(4),
    CRITICAL(5);

    private final int value;

    Severity(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The severity with this number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Severity of(int value) {
        for (Severity severity : values()) {
            if (severity.value == value) {
                return severity;
            }
        }
        throw new IllegalArgumentException("there is no severity " + value + "; they are 0 (CLEARED) to 5 (CRITICAL)");
    }
}
