package org.amf4j.api.clm;

/** How far a change of the membership has come. */
public enum ChangeStep {
    /** It is asked whether the change may be made. */
    VALIDATE(1),

    /** The change begins; whoever must do something about it does it now. */
    START(2),

    /** The change was given up; everything is as before. */
    ABORTED(3),

    /** The change has been made. */
    COMPLETED(4);

    private final int value;

    ChangeStep(int value) {
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
    public static ChangeStep of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("ChangeStep has no constant with the number " + value);
    }
}
