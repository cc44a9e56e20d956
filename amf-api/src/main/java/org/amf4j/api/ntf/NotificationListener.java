package org.amf4j.api.ntf;

/**
 * Hears of notifications. Calls of one subscription come one at a time, in the order of the numbers, on a thread of its own:
 * a listener may take its time, and delays nobody else.
 */
@FunctionalInterface
public interface NotificationListener {

    /** Something has happened. What this throws is logged; the next notification follows. */
    void notified(Notification notification);

    /**
     * This listener was so slow, or its position so old, that the cluster has forgotten notifications that it has not been
     * told. What is kept still follows.
     */
    default void discarded(Discarded discarded) {}

    /**
     * The agent of this node is gone, and not just restarted with what runs kept, over which a subscription goes on: nothing more will be heard.
     *
     * @param reason a sentence
     * @param position the last notification that was looked at; who opens anew and subscribes after it misses nothing
     */
    default void ended(String reason, long position) {}
}
