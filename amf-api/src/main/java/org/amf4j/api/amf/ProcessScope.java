package org.amf4j.api.amf;

/** Which processes are not monitored any more ({@code SaAmfPmStopQualifierT}). */
public enum ProcessScope {
    /** The process for which it was started. */
    PROCESS(1),
    /** That process and its descendants. */
    PROCESS_AND_DESCENDANTS(2),
    /** All of the component. */
    ALL_PROCESSES(3);

    private final int value;

    ProcessScope(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }

    /**
     * The scope with this number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ProcessScope of(int number) {
        for (ProcessScope scope : values()) {
            if (scope.value == number) {
                return scope;
            }
        }
        throw new IllegalArgumentException("ProcessScope has no constant with the number " + number);
    }
}
