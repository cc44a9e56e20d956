package org.amf4j.node;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaderIs;
import org.amf4j.protocol.cluster.Orders;
import org.amf4j.protocol.cluster.ReportsTaken;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.transport.GroupChannel;

/** The group as one agent sees it: remembers what the agent sends, by receiver. */
final class FakeLeader implements GroupChannel {

    private static final Command.Agent AGENT = new Command.Agent(TestComponent.NODE, AgentRig.INCARNATION);

    private record Sent(String member, ClusterMessage message) {}

    private final List<Sent> sent = new ArrayList<>();
    private long lastOrder;

    @Override
    public String self() {
        return "n1";
    }

    @Override
    public void open(Listener listener) {
        throw new UnsupportedOperationException("the agent does not open the channel");
    }

    @Override
    public void sendFleeting(String member, byte[] message) {
        send(member, message);
    }

    @Override
    public synchronized void send(String member, byte[] message) {
        try {
            sent.add(new Sent(member, ClusterMessage.parseFrom(message)));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("the agent does not close the channel");
    }

    synchronized List<ClusterMessage> sentTo(String member) {
        return sent.stream()
                .filter(message -> message.member().equals(member))
                .map(Sent::message)
                .toList();
    }

    /** All reports sent to a member, in order. */
    List<Event> reportsTo(String member) {
        List<Event> reports = new ArrayList<>();
        for (ClusterMessage message : sentTo(member)) {
            for (var event : message.getReports().getEventsList()) {
                try {
                    reports.add(ClusterCodec.fromMessage(event));
                } catch (MalformedMessageException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return reports;
    }

    static ClusterMessage leaderIs(String leader, long term) {
        return ClusterMessage.newBuilder()
                .setLeaderIs(LeaderIs.newBuilder().setLeader(leader).setTerm(term))
                .build();
    }

    /** The same, said only so that the way is trodden. */
    static ClusterMessage rehearsal(String leader, long term) {
        return ClusterMessage.newBuilder()
                .setLeaderIs(
                        LeaderIs.newBuilder().setLeader(leader).setTerm(term).setRehearsal(true))
                .build();
    }

    static ClusterMessage taken(long incarnation, long sequence) {
        return ClusterMessage.newBuilder()
                .setReportsTaken(
                        ReportsTaken.newBuilder().setIncarnation(incarnation).setSequence(sequence))
                .build();
    }

    static ClusterMessage orders(long term, Order order) {
        return ClusterMessage.newBuilder()
                .setOrders(Orders.newBuilder().setTerm(term).addOrders(ClusterCodec.toMessage(order)))
                .build();
    }

    static ClusterMessage reboot(long term, Command.Reboot reboot) {
        return ClusterMessage.newBuilder()
                .setOrders(Orders.newBuilder().setTerm(term).setReboot(ClusterCodec.toMessage(reboot)))
                .build();
    }

    /** A new order about a component. */
    synchronized Order order(TestComponent component, Action action) {
        return new Order(new CommandId(++lastOrder, 0), AGENT, component.dn(), action);
    }
}
