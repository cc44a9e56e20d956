package org.amf4j.api.clm;

/** An administrative operation on a node of the cluster. */
public enum NodeOperation {
    /** Allow it to be a member. */
    UNLOCK(1),

    /** Have it leave within a bounded time. */
    LOCK(2),

    /** Have it leave when its work is done. */
    SHUTDOWN(3),

    /** Reboot it at once; on the cluster, reboot all. */
    RESET(4);

    private final int value;

    NodeOperation(int value) {
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
    public static NodeOperation of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("NodeOperation has no constant with the number " + value);
    }
}
