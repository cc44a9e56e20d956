package org.amf4j.api.clm;

/** A standing wish to hear of changes. Thread-safe. */
public interface Subscription extends AutoCloseable {

    /** Whether it stands: it was neither stopped nor replaced, and its session is open. */
    boolean isStanding();

    /**
     * Ends it. A call that is on its way may still come.
     *
     * @throws org.amf4j.api.AisException ERR_NOT_EXIST when it does not stand; ERR_UNAVAILABLE when the node has left
     */
    void stop();

    /** Ends it if it stands. */
    @Override
    void close();
}
