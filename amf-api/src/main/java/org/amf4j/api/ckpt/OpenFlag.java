package org.amf4j.api.ckpt;

/** What an opening may be used for. */
public enum OpenFlag {
    /** Read, list and follow sections. */
    READ(1),
    /** Change sections, the retention and the active replica. */
    WRITE(2),
    /** Create the checkpoint if there is none; needs creation attributes. */
    CREATE(4);

    private final int value;

    OpenFlag(int value) {
        this.value = value;
    }

    /** The standard's flag. */
    public int value() {
        return value;
    }

    /** Whether a number of open flags holds this one. */
    public boolean isIn(int flags) {
        return (flags & value) != 0;
    }
}
