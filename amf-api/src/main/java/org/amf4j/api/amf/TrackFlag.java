package org.amf4j.api.amf;

import java.util.EnumSet;
import java.util.Set;

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

    /** The bits of several flags. */
    public static int bits(Set<TrackFlag> flags) {
        return flags.stream().mapToInt(TrackFlag::value).sum();
    }

    /** The flags whose bits are set; bits that are none of a flag do not count. */
    public static Set<TrackFlag> ofBits(int bits) {
        Set<TrackFlag> flags = EnumSet.noneOf(TrackFlag.class);
        for (TrackFlag flag : values()) {
            if ((bits & flag.value) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
