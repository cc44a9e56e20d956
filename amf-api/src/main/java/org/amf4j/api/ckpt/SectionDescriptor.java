package org.amf4j.api.ckpt;

import java.util.Objects;

/**
 * A section without its content.
 *
 * @param id its name
 * @param expirationNanos when the service deletes it, nanoseconds since the epoch; {@link #NEVER} for never
 * @param size its bytes
 * @param state whether its content can be relied on
 * @param lastUpdateNanos when it was changed last, nanoseconds since the epoch by the active replica's clock
 */
public record SectionDescriptor(
        SectionId id, long expirationNanos, int size, SectionState state, long lastUpdateNanos) {

    /** The expiration of a section that stays. */
    public static final long NEVER = Long.MAX_VALUE;

    public SectionDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
    }
}
