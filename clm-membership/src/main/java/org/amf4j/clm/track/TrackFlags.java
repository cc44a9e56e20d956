package org.amf4j.clm.track;

import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.TrackFlag;

/** Which flags go together (CLM-001). */
final class TrackFlags {

    private static final int STEPS = TrackFlag.START_STEP.value() | TrackFlag.VALIDATE_STEP.value();

    private final Set<TrackFlag> flags;

    /** Checks a combination; ERR_BAD_FLAGS when it makes no sense. */
    TrackFlags(int bits) {
        try {
            flags = TrackFlag.of(bits);
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_BAD_FLAGS, e.getMessage(), e);
        }
        boolean steps = (bits & STEPS) != 0;
        if (has(TrackFlag.CHANGES) && has(TrackFlag.CHANGES_ONLY)) {
            throw bad("CHANGES and CHANGES_ONLY exclude each other");
        } else if (!has(TrackFlag.CURRENT) && !isStanding()) {
            throw bad("one of CURRENT, CHANGES and CHANGES_ONLY is needed");
        } else if (steps && !isStanding()) {
            throw bad("steps need CHANGES or CHANGES_ONLY");
        }
    }

    private AisException bad(String text) {
        return new AisException(AisStatus.ERR_BAD_FLAGS, text + ", not " + flags);
    }

    boolean has(TrackFlag flag) {
        return flags.contains(flag);
    }

    /** Whether it is a lasting wish. */
    boolean isStanding() {
        return has(TrackFlag.CHANGES) || has(TrackFlag.CHANGES_ONLY);
    }

    /** The flags that the whole cluster must know of, as a number; 0 when it is asked in no step. */
    int steps() {
        int bits = TrackFlag.bits(flags);
        return (bits & STEPS) == 0 ? 0 : bits & (STEPS | TrackFlag.LOCAL.value());
    }

    /** Whether it is to be asked in this step. */
    boolean has(ChangeStep step) {
        return has(step == ChangeStep.START ? TrackFlag.START_STEP : TrackFlag.VALIDATE_STEP);
    }
}
