package org.amf4j.api.amf;

/** How the service instance came free for a component that becomes ACTIVE. */
public enum TransitionDescriptor {
    /** Nobody was active right before. */
    NEW_ASSIGN(1),

    /** The former active was quiesced. */
    QUIESCED(2),

    /** The former active failed. */
    NOT_QUIESCED(3),

    /** Others are active, too (N-way-active). */
    STILL_ACTIVE(4);

    private final int value;

    TransitionDescriptor(int value) {
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
    public static TransitionDescriptor of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("TransitionDescriptor has no constant with the number " + value);
    }
}
