package org.amf4j.api.amf;

/** What whoever reports an error asks the framework to do about it. */
public enum RecommendedRecovery {
    /** Use the component's configured default recovery. */
    NO_RECOMMENDATION(1),

    /** Clean the component up and instantiate it again in place. */
    COMPONENT_RESTART(2),

    /** Move its work to another service unit. */
    COMPONENT_FAILOVER(3),

    /** Fail the component over and move all other work off the node gracefully. */
    NODE_SWITCHOVER(4),

    /** Clean up everything on the node and fail it over. */
    NODE_FAILOVER(5),

    /** Reboot the node at once. */
    NODE_FAILFAST(6),

    /** Reboot all nodes. */
    CLUSTER_RESET(7),

    /** Terminate and start the whole application. */
    APPLICATION_RESTART(8),

    /** Restart the container of a contained component. */
    CONTAINER_RESTART(9);

    private final int value;

    RecommendedRecovery(int value) {
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
    public static RecommendedRecovery of(int value) {
        for (var constant : values()) {
            if (constant.value == value) {
                return constant;
            }
        }
        throw new IllegalArgumentException("RecommendedRecovery has no constant with the number " + value);
    }
}
