package org.amf4j.ckpt.section;

import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionState;

/**
 * A section's content at one moment. Never changed: a change makes another one.
 *
 * @param data its bytes; not changed by anybody
 * @param expirationNanos when it goes, nanoseconds since the epoch
 * @param lastUpdateNanos when it was changed last, nanoseconds since the epoch
 */
public record Section(byte[] data, long expirationNanos, long lastUpdateNanos) {

    /** What is said of it. */
    public SectionDescriptor describe(SectionId id) {
        return new SectionDescriptor(id, expirationNanos, data.length, SectionState.VALID, lastUpdateNanos);
    }
}
