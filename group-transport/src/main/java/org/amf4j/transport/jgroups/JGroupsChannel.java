package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.dispatch.SerialDispatcher;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link GroupChannel} on JGroups over TCP.
 *
 * <p>One thread calls the listener. What waits for it is bounded by {@link #RECEIVED_MAX}, what waits for a peer's
 * acknowledgement by {@link #UNACKNOWLEDGED_MAX}; a channel that reaches a limit closes and reports it. Both limits
 * mean that somebody has been stuck for long: a peer that hangs leaves the view after about a second.
 */
public final class JGroupsChannel implements GroupChannel {

    /** How many messages and views may wait for the listener. */
    public static final int RECEIVED_MAX = 65_536;

    /** How many messages, or pieces of 60 kB of long ones, one peer may leave unacknowledged. */
    public static final int UNACKNOWLEDGED_MAX = 65_536;

    private static final int UNACKNOWLEDGED_CHECK_EVERY = 256;
    private static final int DEPARTED_MAX = 1_024;
    private static final int HELD_MAX = 4_096;
    private static final Logger LOG = LoggerFactory.getLogger(JGroupsChannel.class);

    private volatile ChannelConfig config;
    private final Optional<NodeCredentials> credentials;
    private final MemberAddresses addresses;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();

    private final Object viewLock = new Object();
    /** Guarded by viewLock: members that have left, whose last messages must not come after the view without them. */
    private final Map<Address, Boolean> departed = new BoundedMemory();
    /** Guarded by viewLock: messages of members that the view does not have yet. */
    private final Map<Address, List<byte[]>> held = new HashMap<>();

    /** Who can be sent to. */
    private volatile Map<String, Address> heard = Map.of();
    /** Whose messages go straight to the listener. */
    private volatile Set<Address> admitted = Set.of();

    private final Ears ears = new Ears();
    private volatile Connection connection;

    /** What exists while the channel is open. */
    private record Connection(JChannel channel, ProtocolStack stack, SerialDispatcher dispatcher, Listener listener) {}

    /** A channel in plain text, for networks that nobody else can reach. */
    public JGroupsChannel(ChannelConfig config) {
        this(config, Optional.empty());
    }

    /** A channel whose connections are mutual TLS, if there are credentials. */
    public JGroupsChannel(ChannelConfig config, Optional<NodeCredentials> credentials) {
        this.config = config;
        this.credentials = credentials;
        this.addresses = new MemberAddresses(config.members().keySet());
    }

    @Override
    public String self() {
        return config.self();
    }

    @Override
    public void open(Listener listener) throws IOException {
        if (!opened.compareAndSet(false, true)) {
            throw new IllegalStateException("the channel of " + self() + " was opened before; make a new one");
        }
        ProtocolStack stack = new ProtocolStack(config, credentials);
        SerialDispatcher dispatcher =
                new SerialDispatcher("channel-" + self(), RECEIVED_MAX, 0, thrown -> listenerThrew(listener, thrown));
        try {
            JChannel channel = new JChannel(stack.protocols());
            connection = new Connection(channel, stack, dispatcher, listener);
            channel.addAddressGenerator(() -> MemberAddresses.newAddress(self()));
            channel.setName(self());
            channel.setReceiver(ears);
            channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
            channel.connect(config.group());
        } catch (Exception failed) { // JGroups declares no narrower type
            close();
            dispatcher.close();
            throw new IOException(
                    "member " + self() + " cannot join group " + config.group() + " at "
                            + config.own() + ": " + rootMessage(failed)
                            + "; check that the address is this node's and that both ports are free",
                    failed);
        }
    }

    /**
     * From now on these are the members that there can be, this one included. Who is no member any more is not heard: with
     * credentials its connections are closed and it is not let in again. Those that stay keep their addresses.
     *
     * @throws IllegalArgumentException when the list cannot be used; nothing has changed then
     */
    public void replaceMembers(Map<String, ChannelConfig.Endpoint> members) {
        ChannelConfig next = config.withMembers(members);
        synchronized (viewLock) {
            addresses.replace(members.keySet());
            config = next;
            Connection open = connection;
            if (open != null && !ended.get()) {
                open.stack().replaceMembers(members);
                Optional.ofNullable(open.channel().getView()).ifPresent(view -> ears.accept(open, view));
            }
        }
    }

    @Override
    public void send(String member, byte[] message) {
        send(member, message, false);
    }

    @Override
    public void sendFleeting(String member, byte[] message) {
        send(member, message, true);
    }

    private void send(String member, byte[] message, boolean fleeting) {
        if (message.length > MESSAGE_BYTES_MAX) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes to " + member
                    + " is longer than " + MESSAGE_BYTES_MAX + "; send it in pieces");
        }
        Connection open = connection;
        Address destination = heard.get(member);
        if (open == null || destination == null || ended.get()) {
            return;
        }
        if (member.equals(self())) {
            handOver(open, () -> open.listener().received(member, message));
            return;
        }
        try {
            Message packed = new BytesMessage(destination, message);
            open.channel().send(fleeting ? packed.setFlag(Message.Flag.NO_RELIABILITY) : packed);
        } catch (Exception failed) { // JGroups declares no narrower type
            if (!ended.get()) {
                fail("a message to " + member + " could not be sent", failed);
            }
            return;
        }
        if (!fleeting && sent.incrementAndGet() % UNACKNOWLEDGED_CHECK_EVERY == 0) {
            checkUnacknowledged(open, member, destination);
        }
    }

    @Override
    public void close() {
        ended.set(true);
        Connection open = connection;
        if (open != null) {
            open.dispatcher().close();
            leave(open);
        }
    }

    private static void leave(Connection open) {
        open.stack().stopMerging();
        open.channel().close();
    }

    private void checkUnacknowledged(Connection open, String member, Address destination) {
        int unacknowledged = open.stack().unicast().getNumUnackedMessages(destination);
        if (unacknowledged > UNACKNOWLEDGED_MAX) {
            fail(
                    member + " has left " + unacknowledged + " messages unacknowledged, more than " + UNACKNOWLEDGED_MAX
                            + "; look whether its process hangs",
                    new IllegalStateException("too many unacknowledged messages"));
        }
    }

    private void handOver(Connection open, Runnable call) {
        if (!open.dispatcher().offer(call)) {
            fail(
                    "more than " + RECEIVED_MAX + " messages wait for the listener of " + self()
                            + "; it is stuck or too slow, see a thread dump",
                    new IllegalStateException("too many waiting messages"));
        }
    }

    /** Ends the channel from any thread; JGroups must not be closed by one of its own threads. */
    private void fail(String reason, Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("member", self())
                    .addKeyValue("reason", reason)
                    .log("channel failed");
            Connection open = connection;
            open.dispatcher().finish(() -> open.listener().failed(reason, cause));
            closeChannel();
        }
    }

    private void closeChannel() {
        Thread.ofPlatform().daemon().name("channel-close-" + self()).start(() -> leave(connection));
    }

    private void listenerThrew(Listener listener, Throwable thrown) {
        String reason = "the listener of " + self() + " has thrown " + thrown;
        LOG.atError().setCause(thrown).addKeyValue("member", self()).log("channel failed, its listener has thrown");
        if (ended.compareAndSet(false, true)) {
            closeChannel();
            listener.failed(reason, thrown);
        }
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** What JGroups tells, on threads of its own. */
    private final class Ears implements Receiver {

        @Override
        public void receive(Message message) {
            Address source = message.getSrc();
            if (admitted.contains(source)) {
                deliver(source, payload(message));
                return;
            }
            synchronized (viewLock) { // a view may be on its way in
                if (admitted.contains(source)) {
                    deliver(source, payload(message));
                } else if (addresses.name(source).isPresent() && !departed.containsKey(source)) {
                    hold(source, payload(message));
                }
            }
        }

        @Override
        public void viewAccepted(View view) {
            synchronized (viewLock) {
                accept(connection, view);
            }
        }

        /** Tells who is heard by this view and the present list of members; the caller holds the lock. */
        private void accept(Connection open, View view) {
            Map<String, Address> before = heard;
            Map<String, Address> now = named(view);
            before.values().stream()
                    .filter(address -> !now.containsValue(address))
                    .forEach(address -> departed.put(address, true));
            now.values().forEach(departed::remove);
            admitted =
                    Set.copyOf(now.values().stream().filter(admitted::contains).toList());
            open.stack().lookForOthers(now.size() < config.members().size());
            heard = now; // before the listener knows, as it may answer the view by sending
            List<String> stayed = before.keySet().stream()
                    .filter(name -> Objects.equals(before.get(name), now.get(name)))
                    .toList();
            List<String> names = List.copyOf(now.keySet());
            if (before.keySet().stream().anyMatch(name -> now.containsKey(name) && !stayed.contains(name))) {
                handOver(open, () -> open.listener().viewChanged(stayed));
            }
            if (!stayed.equals(names) || before.size() != now.size()) {
                handOver(open, () -> open.listener().viewChanged(names));
            }
            now.values().forEach(this::deliverHeld);
            admitted = Set.copyOf(now.values()); // now receive() may pass the lock by
        }

        private void deliver(Address source, byte[] payload) {
            Connection open = connection;
            String sender = addresses.name(source).orElse(null);
            if (sender == null) { // it is no member any more since a moment ago
                return;
            }
            if (!isTaken(open, sender, payload)) {
                handOver(open, () -> open.listener().received(sender, payload));
            }
        }

        private boolean isTaken(Connection open, String sender, byte[] payload) {
            try {
                return !ended.get() && open.listener().offered(sender, payload);
            } catch (RuntimeException | Error thrown) {
                fail("the listener of " + self() + " has thrown " + thrown, thrown);
                return true;
            }
        }

        /** A sender that has installed the view with both of us earlier than we have. */
        private void hold(Address source, byte[] payload) {
            held.computeIfAbsent(source, ignored -> new ArrayList<>()).add(payload);
            if (held.values().stream().mapToInt(List::size).sum() > HELD_MAX) {
                held.clear();
                fail(
                        "more than " + HELD_MAX + " messages have come to " + self()
                                + " from members that are not in its view; look whether the network cuts one direction",
                        new IllegalStateException("too many messages of non-members"));
            }
        }

        private void deliverHeld(Address source) {
            List<byte[]> payloads = held.remove(source);
            if (payloads != null) {
                payloads.forEach(payload -> deliver(source, payload));
            }
        }

        /** Where one name is there twice, the old start has not been removed yet: the later in the view counts. */
        private Map<String, Address> named(View view) {
            Map<String, Address> named = new TreeMap<>();
            List<Address> strangers = new ArrayList<>();
            for (Address address : view.getMembers()) {
                addresses.name(address).ifPresentOrElse(name -> named.put(name, address), () -> strangers.add(address));
            }
            if (!strangers.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("member", self())
                        .addKeyValue("strangers", strangers)
                        .log("members of the group that the configuration does not name are not heard");
            }
            return named;
        }

        private static byte[] payload(Message message) {
            byte[] array = message.getArray();
            int offset = message.getOffset();
            int length = message.getLength();
            if (offset == 0 && length == array.length) {
                return array;
            }
            return Arrays.copyOfRange(array, offset, offset + length);
        }
    }

    /** The latest departed addresses; a very old one cannot send any more. */
    private static final class BoundedMemory extends LinkedHashMap<Address, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Boolean> eldest) {
            return size() > DEPARTED_MAX;
        }
    }
}
