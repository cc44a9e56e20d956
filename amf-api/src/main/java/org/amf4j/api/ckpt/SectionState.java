package org.amf4j.api.ckpt;

/** Whether a section's content can be relied on. */
public enum SectionState {
    /** It is what was written. */
    VALID(1),
    /** A write was not finished; whole overwriting heals it. This implementation never leaves a section so. */
    CORRUPTED(2);

    private final int value;

    SectionState(int value) {
        this.value = value;
    }

    /** The standard's number. */
    public int value() {
        return value;
    }
}
