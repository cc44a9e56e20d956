package org.amf4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.ckpt.desk.RegistryDesk;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.RegistryInput;
import org.amf4j.core.event.Event;
import org.amf4j.director.LogGuest;

/**
 * The registry of checkpoints, living by the controllers' log: its own entries say what nodes ask, and from those of the
 * director it learns which nodes have joined, and which have certainly ended.
 */
final class RegistryGuest implements LogGuest {

    private final List<String> controllers;
    private final BiConsumer<String, PeerMessage> sender;
    private RegistryDesk desk;

    RegistryGuest(List<String> controllers, BiConsumer<String, PeerMessage> sender) {
        this.controllers = controllers;
        this.sender = sender;
        this.desk = new RegistryDesk(controllers, sender, input -> {});
    }

    @Override
    public void begin(Consumer<byte[]> proposer) {
        desk = new RegistryDesk(controllers, sender, input -> proposer.accept(RegistryInput.toBytes(input)));
    }

    @Override
    public void applied(long index, long timestampNanos, List<Event> events, List<byte[]> own) {
        List<RegistryInput> inputs = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.NodeJoined joined) {
                inputs.add(new RegistryInput.Joined(joined.agentName(), joined.incarnation()));
            } else if (event instanceof Event.NodeLeft left) {
                inputs.add(new RegistryInput.Left(left.agentName(), left.incarnation()));
            } else if (event instanceof Event.AgentLeaves leaves) {
                inputs.add(new RegistryInput.Paused(leaves.agentName(), leaves.incarnation()));
            } else if (event instanceof Event.AgentReturned back) {
                inputs.add(new RegistryInput.Returned(back.agentName(), back.incarnation(), back.serviceLife()));
            }
        }
        own.forEach(bytes -> inputs.add(RegistryInput.of(bytes)));
        desk.applied(index, timestampNanos, inputs);
    }

    @Override
    public void leading(boolean isLeading) {
        if (isLeading) {
            desk.lead();
        } else {
            desk.follow();
        }
    }

    @Override
    public void lost() {
        desk.lost();
    }

    @Override
    public void look(long nowNanos) {
        desk.look(nowNanos);
    }

    @Override
    public byte[] toBytes() {
        return desk.toBytes();
    }

    @Override
    public void restore(long index, byte[] bytes) {
        desk.restore(index, bytes);
    }

    /** A node says something to the leader; to be called on the controller's thread. */
    void received(String from, PeerMessage message) {
        desk.received(from, message);
    }
}
