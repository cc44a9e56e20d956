package org.amf4j.api.amf;

/** What a process wants to hear of a protection group. */
public enum TrackFlag {
    /** Its members now, once. */
    CURRENT(1),
    /** At each change all members. */
    CHANGES(2),
    /** At each change the members that have changed. */
    CHANGES_ONLY(4);

    private final int value;

    TrackFlag(int value) {
        this.value = value;
    }

    /** The bit of the standard. */
    public int value() {
        return value;
    }
}
