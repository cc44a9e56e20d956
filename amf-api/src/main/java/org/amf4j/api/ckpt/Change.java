package org.amf4j.api.ckpt;

import java.util.Objects;

/**
 * Something that has happened to a section; the replica that this process reads from has it already.
 *
 * @param kind what
 * @param section where
 * @param offset of the first byte concerned
 * @param size how many bytes
 * @param sequence rises with each call that changed the checkpoint; elements of one call share it
 */
public record Change(Kind kind, SectionId section, int offset, int size, long sequence) {

    /** What can happen. */
    public enum Kind {
        CREATE,
        WRITE,
        OVERWRITE,
        DELETE,
        EXPIRE
    }

    public Change {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(section, "section");
    }
}
