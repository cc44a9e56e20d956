package org.amf4j.core.model;

/** The redundancy models of the standard ({@code saAmfSgtRedundancyModel}). */
public enum RedundancyKind {
    TWO_N(1, "2N"),
    N_PLUS_M(2, "N+M"),
    N_WAY(3, "N-way"),
    N_WAY_ACTIVE(4, "N-way-active"),
    NO_REDUNDANCY(5, "no-redundancy");

    private final int value;
    private final String title;

    RedundancyKind(int value, String title) {
        this.value = value;
        this.title = title;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** The name people use. */
    public String title() {
        return title;
    }

    /** Whether at most one component may be active for a CSI at any time. */
    public boolean singleActive() {
        return this != N_WAY_ACTIVE;
    }

    /** The constant with this number; an {@link IllegalArgumentException} for any other. */
    public static RedundancyKind of(long value) {
        for (RedundancyKind kind : values()) {
            if (kind.value == value) {
                return kind;
            }
        }
        throw new IllegalArgumentException("redundancy model " + value + " is not one of 1 to 5");
    }
}
