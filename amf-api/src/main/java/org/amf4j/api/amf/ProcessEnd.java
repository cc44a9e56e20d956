package org.amf4j.api.amf;

/** How a process can end ({@code SaAmfPmErrorsT}). */
public enum ProcessEnd {
    /** With exit code 0. */
    ZERO_EXIT(1),
    /** With another exit code. */
    NON_ZERO_EXIT(2),
    /** By a signal. */
    ABNORMAL_END(4);

    private final int value;

    ProcessEnd(int value) {
        this.value = value;
    }

    /** The bit of the standard. */
    public int value() {
        return value;
    }
}
