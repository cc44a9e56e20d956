package org.amf4j.api.ckpt;

import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;

/** What a write has reached when its call returns. Fixed when the checkpoint is created. */
public enum WriteMode {
    /** Every replica has it: no loss of nodes but that of all loses it. */
    ALL_REPLICAS(1),
    /** The active replica has it whole; the others get it soon, in order. */
    ACTIVE_REPLICA(2),
    /** As {@link #ACTIVE_REPLICA}; applications must not count on one call being whole there. Here it is. */
    ACTIVE_REPLICA_WEAK(4);

    /** The flag that says, in the number of creation flags, that the checkpoint is collocated. */
    public static final int COLLOCATED_FLAG = 8;

    private final int value;

    WriteMode(int value) {
        this.value = value;
    }

    /** The standard's flag. */
    public int value() {
        return value;
    }

    /**
     * The mode in a number of creation flags.
     *
     * @throws AisException ERR_INVALID_PARAM when there is not exactly one, or an unknown flag
     */
    public static WriteMode ofFlags(int creationFlags) {
        int mode = creationFlags & ~COLLOCATED_FLAG;
        for (WriteMode each : values()) {
            if (each.value == mode) {
                return each;
            }
        }
        throw new AisException(
                AisStatus.ERR_INVALID_PARAM,
                "creation flags " + creationFlags + " must hold exactly one of the write modes 1, 2 and 4, and "
                        + COLLOCATED_FLAG + " for a collocated checkpoint");
    }
}
