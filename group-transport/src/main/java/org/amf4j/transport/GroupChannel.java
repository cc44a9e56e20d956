package org.amf4j.transport;

import java.util.List;

/**
 * Messages between the members of a group, and who can be heard at present.
 *
 * <p>Promises: messages from one member to another arrive in the order sent, at most once, or not at all when either
 * end is gone; nothing is said about messages of different senders. Views of one member come in order, but different
 * members may see different ones for a while: a view says who can be heard, never who is in charge. A member that has
 * restarted leaves the view before it comes back. A message arrives only while the latest view has its sender. The
 * listener is called by one thread at a time and must not block. {@link #send} does not block and may be called by any
 * thread.
 *
 * <p>Messages that wait for a slow listener, or for a peer that does not read, are bounded. Leaving one out would break
 * the order, so a channel that reaches such a limit closes itself and says so in {@link Listener#failed}.
 */
public interface GroupChannel extends AutoCloseable {

    /** The longest message, in bytes: 4 MiB. */
    int MESSAGE_BYTES_MAX = 4 << 20;

    /** The name of this member. */
    String self();

    /**
     * Joins the group; the first view comes to the listener before or soon after this returns.
     *
     * @throws java.io.IOException when the configured address cannot be used
     */
    void open(Listener listener) throws java.io.IOException;

    /**
     * Sends to one member, this one included. A message to a member that cannot be heard, to a name that is not known,
     * or sent while the channel is not open is dropped.
     *
     * @param member its name
     * @param message the bytes, {@link #MESSAGE_BYTES_MAX} at most; not copied, do not change them afterwards
     * @throws IllegalArgumentException when the message is too long
     */
    void send(String member, byte[] message);

    /**
     * The same for a message that is repeated by whoever sends it, until it is answered or of no use any more: the channel
     * does not ask for an acknowledgement, and does not send it again. It may be lost with a connection, and may arrive before
     * or after messages that were sent otherwise.
     */
    void sendFleeting(String member, byte[] message);

    /** Leaves the group; the listener is not called any more. Idempotent; a closed channel cannot be opened again. */
    @Override
    void close();

    /** What the channel tells its owner. */
    interface Listener {

        /** The members that can be heard, this one included, sorted by name. */
        void viewChanged(List<String> members);

        /** A message has arrived. */
        void received(String sender, byte[] message);

        /**
         * A message of another member has arrived. A channel may offer it on the thread that has read it, before it would
         * wait for the listener's thread; whoever takes it saves a change of threads, and must be quick. Messages of one
         * sender are offered in their order, those of different senders at the same time, and nothing is said about their
         * place among views and among messages that were not taken. What this throws ends the channel. The default takes
         * none.
         *
         * @return whether it was taken; otherwise {@link #received} is called in its turn
         */
        default boolean offered(String sender, byte[] message) {
            return false;
        }

        /**
         * The channel has closed itself, because a limit was reached or a listener has thrown; this is the last call.
         * The channel has logged it. An owner that cannot work without the channel must end its process; the default
         * does nothing.
         *
         * @param reason what happened, where, and what helps
         * @param cause what was thrown
         */
        default void failed(String reason, Throwable cause) {}
    }
}
