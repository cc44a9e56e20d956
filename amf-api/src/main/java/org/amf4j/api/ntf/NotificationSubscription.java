package org.amf4j.api.ntf;

/** A wish to hear of notifications. Thread-safe. */
public interface NotificationSubscription extends AutoCloseable {

    /** Whether it stands: it was not closed, and the agent is there. */
    boolean isStanding();

    /** The last notification that was looked at, whether the filter has let it pass or not. */
    long position();

    /** Ends it; waits for a running call of the listener for a moment, unless called by the listener. */
    @Override
    void close();
}
