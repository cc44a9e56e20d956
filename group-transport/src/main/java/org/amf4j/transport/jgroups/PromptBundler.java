package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.protocols.PerDestinationBundler;
import org.jgroups.util.ByteArrayDataOutputStream;

/**
 * Sends a small message to a peer that keeps up in the thread of the sender, and all others by the peer's own thread. A
 * request that is answered before the next one saves two changes of threads that way, and a node at rest two of three.
 *
 * <p>Nobody may wait for a peer that does not read. So no more is sent at once than fits into the buffers of a connection
 * that has been read empty: {@link #UNHEARD_MAX} messages since the peer was heard last. And nothing is sent at once where a
 * connection would have to be made, or where something waits for the peer's thread: that would block as well, and overtake.
 */
final class PromptBundler extends PerDestinationBundler {

    /** The longest message that is sent at once, in bytes of its payload. */
    static final int PROMPT_BYTES_MAX = 8_192;

    /** Messages sent at once to a peer that has said nothing since: together they fit into the smallest buffers. */
    static final int UNHEARD_MAX = 4;

    private static final int OUTPUT_BYTES = PROMPT_BYTES_MAX + 512;

    private final Predicate<Address> isConnected;
    private final Map<Address, Peer> peers = new ConcurrentHashMap<>();

    /** What is known of a peer. */
    private static final class Peer {
        /** Messages given to its thread that are not sent yet; never too few. */
        private final AtomicInteger waiting = new AtomicInteger();

        private final AtomicBoolean busy = new AtomicBoolean();
        private final ByteArrayDataOutputStream output = new ByteArrayDataOutputStream(OUTPUT_BYTES);
        private volatile int unheard;
    }

    /**
     * A bundler that has sent nothing yet.
     *
     * @param isConnected whether there is a connection to the member, so that sending makes none; quick
     */
    PromptBundler(Predicate<Address> isConnected) {
        this.isConnected = isConnected;
        useSingleSenderThread(false);
    }

    /** A message of this member has been read. */
    void heard(Address member) {
        Peer peer = peers.get(member);
        if (peer != null) {
            peer.unheard = 0;
        }
    }

    @Override
    public void send(Message message) throws Exception {
        Address destination = message.dest();
        if (destination == null || destination.equals(local_addr)) {
            super.send(message);
            return;
        }
        Peer peer = peers.computeIfAbsent(destination, d -> new Peer());
        if (message.getLength() > PROMPT_BYTES_MAX || !isSentAtOnce(peer, destination, message)) {
            peer.waiting.incrementAndGet();
            super.send(message);
        }
    }

    private boolean isSentAtOnce(Peer peer, Address destination, Message message) throws Exception {
        boolean mayTry = peer.waiting.get() == 0 && peer.unheard < UNHEARD_MAX;
        if (!mayTry || !isConnected.test(destination) || !peer.busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            peer.unheard++; // guarded by busy, but for the reset
            if (message.getSrc() == null) {
                message.setSrc(local_addr);
            }
            peer.output.position(0);
            super.sendSingle(destination, message, peer.output);
            return true;
        } catch (IOException e) { // the connection has broken: the peer's thread makes another one, or says so
            return false;
        } finally {
            peer.busy.set(false);
        }
    }

    /** A peer's thread sends one message. */
    @Override
    protected void sendSingle(Address destination, Message message, ByteArrayDataOutputStream to) throws Exception {
        try {
            super.sendSingle(destination, message, to);
        } finally {
            sent(destination, 1);
        }
    }

    /** A peer's thread sends several. */
    @Override
    protected void sendMultiple(
            Address destination, Address source, List<Message> messages, ByteArrayDataOutputStream to)
            throws Exception {
        int count = messages.size();
        try {
            super.sendMultiple(destination, source, messages, to);
        } finally {
            sent(destination, count);
        }
    }

    private void sent(Address destination, int count) {
        Peer peer = destination == null ? null : peers.get(destination);
        if (peer != null) {
            peer.waiting.updateAndGet(waiting -> Math.max(0, waiting - count)); // it may have left and come back
        }
    }

    @Override
    public void viewChange(View view) {
        super.viewChange(view);
        peers.keySet().retainAll(view.getMembers());
    }
}
