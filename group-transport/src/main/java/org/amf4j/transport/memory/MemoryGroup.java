package org.amf4j.transport.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.dispatch.SerialDispatcher;

/**
 * A group of {@link GroupChannel}s within one JVM, whose network can be split and whose members can be crashed.
 *
 * <p>Each member's listener is called by a thread of its own, in the order in which things happened in the group. All
 * methods may be called by any thread.
 */
public final class MemoryGroup implements AutoCloseable {

    private static final int RECEIVED_MAX = 65_536;

    private final Map<String, Member> open = new TreeMap<>();
    /** Each member's side of a split; members that are not named are on side zero. */
    private final Map<String, Integer> sides = new TreeMap<>();

    /** A new channel for a member; it joins when it is opened. */
    public GroupChannel channel(String member) {
        return new Member(member);
    }

    /** Cuts the network between the sides; members that are not named form one more side. */
    public synchronized void split(List<Set<String>> parts) {
        sides.clear();
        for (int side = 0; side < parts.size(); side++) {
            for (String member : parts.get(side)) {
                sides.put(member, side + 1);
            }
        }
        tellViews();
    }

    /** Joins all sides again. */
    public synchronized void merge() {
        sides.clear();
        tellViews();
    }

    /** Ends a member without a word: its listener is not called again, its peers see it leave. */
    public void crash(String member) {
        Member crashed;
        synchronized (this) {
            crashed = open.get(member);
        }
        if (crashed != null) {
            crashed.close();
        }
    }

    /** Closes all channels. */
    @Override
    public void close() {
        List<Member> members;
        synchronized (this) {
            members = new ArrayList<>(open.values());
        }
        members.forEach(Member::close);
    }

    private void tellViews() {
        for (Member member : List.copyOf(open.values())) { // telling may end a member
            List<String> heard = open.keySet().stream()
                    .filter(other -> hears(member.name, other))
                    .toList();
            if (!heard.equals(member.lastView)) {
                member.lastView = heard;
                member.tell(() -> member.listener.viewChanged(heard));
            }
        }
    }

    private boolean hears(String member, String other) {
        return sides.getOrDefault(member, 0).equals(sides.getOrDefault(other, 0));
    }

    private final class Member implements GroupChannel {

        private final String name;
        private Listener listener;
        private SerialDispatcher dispatcher;
        private List<String> lastView = List.of();
        private boolean closed;

        Member(String name) {
            this.name = name;
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public void open(Listener opened) {
            synchronized (MemoryGroup.this) {
                if (closed || listener != null) {
                    throw new IllegalStateException("the channel of " + name + " was opened before; make a new one");
                }
                if (open.containsKey(name)) {
                    throw new IllegalStateException("member " + name + " is open already; close it first");
                }
                listener = opened;
                dispatcher = new SerialDispatcher("memory-channel-" + name, RECEIVED_MAX, 0, this::listenerThrew);
                open.put(name, this);
                tellViews();
            }
        }

        @Override
        public void send(String member, byte[] message) {
            if (message.length > MESSAGE_BYTES_MAX) {
                throw new IllegalArgumentException("a message of " + message.length + " bytes to " + member
                        + " is longer than " + MESSAGE_BYTES_MAX + "; send it in pieces");
            }
            synchronized (MemoryGroup.this) {
                Member receiver = open.get(member);
                if (receiver != null && open.get(name) == this && hears(name, member)) {
                    receiver.tell(() -> receiver.listener.received(name, message));
                }
            }
        }

        /** Nothing is lost here. */
        @Override
        public void sendFleeting(String member, byte[] message) {
            send(member, message);
        }

        @Override
        public void close() {
            if (leave()) {
                dispatcher.close();
            }
        }

        /** Whether the member was open. */
        private boolean leave() {
            synchronized (MemoryGroup.this) {
                closed = true;
                boolean wasOpen = open.remove(name, this);
                tellViews();
                return wasOpen;
            }
        }

        private void tell(Runnable call) {
            if (!dispatcher.offer(call)) {
                IllegalStateException cause = new IllegalStateException(
                        "more than " + RECEIVED_MAX + " messages wait for the listener of " + name);
                if (leave()) {
                    dispatcher.finish(() -> listener.failed(cause.getMessage(), cause));
                }
            }
        }

        private void listenerThrew(Throwable thrown) {
            if (leave()) {
                listener.failed("the listener of " + name + " has thrown " + thrown, thrown);
            }
        }
    }
}
