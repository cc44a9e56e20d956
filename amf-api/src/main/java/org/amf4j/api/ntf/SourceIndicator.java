package org.amf4j.api.ntf;

/** Why something has changed. */
public enum SourceIndicator {
    /** By itself. */
    OBJECT_OPERATION(1),
    /** By an operator. */
    MANAGEMENT_OPERATION(2),
    UNKNOWN(3);

    private final int value;

    SourceIndicator(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The indicator with this number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SourceIndicator of(int value) {
        for (SourceIndicator source : values()) {
            if (source.value == value) {
                return source;
            }
        }
        throw new IllegalArgumentException("there is no source indicator " + value + "; they are 1 to 3");
    }
}
