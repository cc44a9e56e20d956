package org.amf4j.api.clm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a subscriber wants to hear of. */
public enum TrackFlag {
    /** The present members, once. */
    CURRENT(0x01),

    /** Every change, each time with all members. */
    CHANGES(0x02),

    /** Every change, with the nodes alone that have changed. */
    CHANGES_ONLY(0x04),

    /** Nothing but the own node; with one of those above. */
    LOCAL(0x08),

    /** Be asked when a change begins; with one of {@link #CHANGES} and {@link #CHANGES_ONLY}. */
    START_STEP(0x10),

    /** Be asked whether a change may be made; with one of {@link #CHANGES} and {@link #CHANGES_ONLY}. */
    VALIDATE_STEP(0x20);

    private final int value;

    TrackFlag(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /** All these flags as one number. */
    public static int bits(Set<TrackFlag> flags) {
        int bits = 0;
        for (TrackFlag flag : flags) {
            bits |= flag.value;
        }
        return bits;
    }

    /**
     * The flags in a number, in their order.
     *
     * @throws IllegalArgumentException when it has a bit that the standard does not define
     */
    public static Set<TrackFlag> of(int bits) {
        EnumSet<TrackFlag> flags = EnumSet.noneOf(TrackFlag.class);
        for (TrackFlag flag : values()) {
            if ((bits & flag.value) != 0) {
                flags.add(flag);
            }
        }
        if (bits(flags) != bits) {
            throw new IllegalArgumentException("there are no track flags 0x" + Integer.toHexString(bits));
        }
        return Collections.unmodifiableSet(flags);
    }
}
