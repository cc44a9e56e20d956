package org.amf4j.api.amf;

/** Where a session stands. A restart of the agent with its components kept changes nothing of it. */
public enum SessionState {
    /** Connected, not registered: requests are possible, callbacks do not come. */
    OPEN,

    /** Registered: callbacks come. */
    REGISTERED,

    /** The component has accepted its termination; the process is expected to end. */
    TERMINATED,

    /** The agent was lost; requests answer ERR_TRY_AGAIN. */
    DISCONNECTED,

    /** Closed by this process. */
    CLOSED
}
