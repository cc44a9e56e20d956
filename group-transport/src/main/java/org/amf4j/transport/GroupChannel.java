package org.amf4j.transport;

import java.util.List;

/**
 * Messages between the members of a group, and who can be heard at present.
 *
 * <p>Promises: messages from one member to another arrive in the order sent, at most once, or not at all when either end
 * is gone; nothing is said about messages of different senders. Views of one member come in order, but different members
 * may see different ones for a while: a view says who can be heard, never who is in charge. The listener is called by one
 * thread at a time and must not block. {@link #send} does not block and may be called by any thread.
 */
public interface GroupChannel extends AutoCloseable {

    /** The name of this member. */
    String self();

    /**
     * Joins the group; the first view comes to the listener before or soon after this returns.
     *
     * @throws java.io.IOException when the configured address cannot be used
     */
    void open(Listener listener) throws java.io.IOException;

    /**
     * Sends to one member, this one included. A message to a member that cannot be heard is dropped.
     *
     * @param member its name
     * @param message the bytes; not copied, do not change them afterwards
     */
    void send(String member, byte[] message);

    /** Leaves the group. Idempotent. */
    @Override
    void close();

    /** What the channel tells its owner. */
    interface Listener {

        /** The members that can be heard, this one included, sorted by name. */
        void viewChanged(List<String> members);

        /** A message has arrived. */
        void received(String sender, byte[] message);
    }
}
