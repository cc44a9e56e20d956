package org.amf4j.api.amf;

/** Which component service instances of a component a request concerns. */
public enum CsiFlag {
    /** One is added; its attributes come with it. */
    ADD_ONE(1),

    /** One that is already assigned. */
    TARGET_ONE(2),

    /** All that are assigned to the component. */
    TARGET_ALL(4);

    private final int value;

    CsiFlag(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The flag with this number.
     *
     * @throws IllegalArgumentException for a number the standard does not define
     */
    public static CsiFlag of(int value) {
        for (CsiFlag flag : values()) {
            if (flag.value == value) {
                return flag;
            }
        }
        throw new IllegalArgumentException("CsiFlag has no constant with the number " + value);
    }
}
