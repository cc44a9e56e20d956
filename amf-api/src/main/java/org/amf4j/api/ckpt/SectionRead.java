package org.amf4j.api.ckpt;

import java.util.Objects;

/**
 * One element of a read.
 *
 * @param section where from
 * @param offset of the first byte
 * @param length most bytes wanted; {@link #TO_END} for all from the offset on
 */
public record SectionRead(SectionId section, int offset, int length) {

    /** The length that means: up to the end of the section. */
    public static final int TO_END = -1;

    public SectionRead {
        Objects.requireNonNull(section, "section");
    }
}
