package org.amf4j.api.amf;

/** Who starts a round of a healthcheck. */
public enum HealthcheckInvocation {
    /** The framework calls, the component answers. */
    AMF_INVOKED(1),

    /** The component confirms once in each period without being asked. */
    COMPONENT_INVOKED(2);

    private final int value;

    HealthcheckInvocation(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }
}
