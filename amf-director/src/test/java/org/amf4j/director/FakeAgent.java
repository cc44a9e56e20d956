package org.amf4j.director;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Hello;
import org.amf4j.protocol.cluster.LeaderIs;
import org.amf4j.protocol.cluster.MembershipTold;
import org.amf4j.protocol.cluster.Reports;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;

/** An agent that carries out every order at once, and keeps quiet about it for as long as it is told to. */
final class FakeAgent {

    private final String name;
    private final BiConsumer<String, ClusterMessage> sender;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Event> untaken = new CopyOnWriteArrayList<>();
    private final List<MembershipTold> told = new CopyOnWriteArrayList<>();
    private long firstSequence = 1;
    private String leader = "";
    private volatile boolean silent;
    private volatile boolean losing;
    private volatile long incarnation = 1;

    FakeAgent(String name, BiConsumer<String, ClusterMessage> sender) {
        this.name = name;
        this.sender = sender;
    }

    /** An order that has come, and in which leader's term. */
    record Received(long term, CommandId order) {}

    List<Received> received() {
        return received;
    }

    /** What it was told of the membership. */
    List<MembershipTold> told() {
        return told;
    }

    void silent(boolean yes) {
        silent = yes;
    }

    /** Begins a new life, and loses the next word about who leads. */
    synchronized void beginAnewAndLoseNextLeader() {
        incarnation++;
        untaken.clear();
        firstSequence = 1;
        losing = true;
    }

    boolean hasLost() {
        return !losing;
    }

    synchronized void receive(String from, ClusterMessage message) throws MalformedMessageException {
        switch (message.getBodyCase()) {
            case LEADER_IS -> {
                if (losing) {
                    losing = false;
                } else {
                    follow(message.getLeaderIs());
                }
            }
            case ORDERS -> {
                for (var order : message.getOrders().getOrdersList()) {
                    carryOut(message.getOrders().getTerm(), ClusterCodec.fromMessage(order));
                }
                report();
            }
            case REPORTS_TAKEN -> {
                long taken = message.getReportsTaken().getSequence();
                while (firstSequence <= taken && !untaken.isEmpty()) {
                    untaken.remove(0);
                    firstSequence++;
                }
            }
            case MEMBERSHIP_TOLD -> told.add(message.getMembershipTold());
            case STILL_LEADING -> {} // comes every second, for whoever asks on behalf of operators
            default -> throw new IllegalStateException(message.getBodyCase() + " from " + from);
        }
    }

    private void follow(LeaderIs said) {
        leader = said.getLeader();
        sender.accept(
                leader,
                ClusterMessage.newBuilder()
                        .setHello(Hello.newBuilder().setAgentName(name).setIncarnation(incarnation))
                        .build());
        report();
    }

    private void carryOut(long term, Command.Order order) {
        boolean again = received.stream().anyMatch(r -> r.order().equals(order.id()));
        received.add(new Received(term, order.id()));
        if (!again) {
            untaken.add(new Event.OrderAnswered(order.component(), order.id(), Answer.OK, "", 1, 2));
        }
    }

    /** Says that it leaves what runs for so long. */
    synchronized void leave(long keptNanos) {
        untaken.add(new Event.AgentLeaves(name, incarnation, keptNanos));
        report();
    }

    /** Another process of it goes on. */
    void returns(long serviceLife) {
        sender.accept(
                leader,
                ClusterMessage.newBuilder()
                        .setHello(Hello.newBuilder()
                                .setAgentName(name)
                                .setIncarnation(incarnation)
                                .setServiceLife(serviceLife))
                        .build());
    }

    /** Tells the leader what it has not taken. */
    synchronized void report() {
        if (!silent && !untaken.isEmpty() && !leader.isEmpty()) {
            Reports.Builder reports = Reports.newBuilder()
                    .setAgentName(name)
                    .setIncarnation(incarnation)
                    .setFirstSequence(firstSequence);
            untaken.forEach(r -> reports.addEvents(ClusterCodec.toMessage(r)));
            sender.accept(
                    leader, ClusterMessage.newBuilder().setReports(reports).build());
        }
    }
}
