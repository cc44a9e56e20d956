package org.amf4j.api.clm;

/** What a subscriber answers to a step that asks. */
public enum StepAnswer {
    /** Agreed, or done. */
    OK(1),

    /** Not agreed; in the step START this counts as {@link #ERROR}. */
    REJECTED(2),

    /** It could not be done. */
    ERROR(3);

    private final int value;

    StepAnswer(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The constant with this number.
     *
     * @throws IllegalArgumentException for a number the standard does not define
     */
    public static StepAnswer of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("StepAnswer has no constant with the number " + value);
    }
}
