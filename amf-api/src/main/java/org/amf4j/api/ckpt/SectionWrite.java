package org.amf4j.api.ckpt;

import java.util.Objects;

/**
 * One element of a write: bytes that go into a section from an offset on. A section grows as needed and never shrinks.
 *
 * @param section where to
 * @param offset of the first byte
 * @param data the bytes; do not change them until the write has ended
 */
public record SectionWrite(SectionId section, int offset, byte[] data) {

    public SectionWrite {
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(data, "data");
    }
}
