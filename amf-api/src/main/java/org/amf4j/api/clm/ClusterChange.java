package org.amf4j.api.clm;

/** What has happened, or is about to happen, to a node of the cluster. */
public enum ClusterChange {
    /** Nothing; the node is listed because all members are. */
    NO_CHANGE(1),

    /** It has become a member. */
    JOINED(2),

    /** It is not a member any more; in a step before, it is about to leave within a bounded time. */
    LEFT(3),

    /** Its configuration has changed. */
    RECONFIGURED(4),

    /** It is about to be unlocked. */
    UNLOCK(5),

    /** It is about to leave when its work is done, however long that takes. */
    SHUTDOWN(6);

    private final int value;

    ClusterChange(int value) {
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
    public static ClusterChange of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("ClusterChange has no constant with the number " + value);
    }
}
