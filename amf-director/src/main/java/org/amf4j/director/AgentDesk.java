package org.amf4j.director;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.amf4j.api.Dn;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.Node;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Hello;
import org.amf4j.protocol.cluster.Orders;
import org.amf4j.protocol.cluster.Reports;
import org.amf4j.protocol.cluster.ReportsTaken;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leader's conversation with the agents: who is there, orders out, reports in. On the controller's thread only. */
final class AgentDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AgentDesk.class);

    private final Director director;
    private final Proposals proposals;
    private final String self;
    private final BiConsumer<String, ClusterMessage> sender;
    private final boolean endsAreFinal;
    private final TreeSet<String> view = new TreeSet<>();
    private final TreeSet<String> waiting = new TreeSet<>();
    private final TreeMap<String, Incoming> incoming = new TreeMap<>();
    private final HeldOrders held;
    private final List<SentOrder> sent = new ArrayList<>();
    private long term;
    private boolean leading;

    /** What has come from one agent since this controller leads. */
    private static final class Incoming {
        private final long incarnation;
        private long proposedUpTo = -1;
        private boolean joinProposed;
        private long returnProposed;

        Incoming(long incarnation) {
            this.incarnation = incarnation;
        }
    }

    AgentDesk(
            Director director,
            Proposals proposals,
            ControllerSettings settings,
            BiConsumer<String, ClusterMessage> sender) {
        this.director = director;
        this.self = settings.self();
        this.endsAreFinal = settings.loss().policy() != LossPolicy.IMMEDIATE;
        this.proposals = proposals;
        this.sender = sender;
        this.held = new HeldOrders(director);
    }

    /**
     * An order on its way.
     *
     * @param order its name
     * @param atNanos when it was sent, in nanoseconds since the epoch
     */
    record SentOrder(CommandId order, long atNanos) {}

    /** Orders sent since the last call. */
    List<SentOrder> takeSent() {
        List<SentOrder> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** Members that can be heard. */
    List<String> members() {
        return List.copyOf(view);
    }

    /** Remembers who can be heard; returns who could not before. */
    List<String> viewChanged(List<String> members) {
        List<String> joined = members.stream().filter(m -> !view.contains(m)).toList();
        view.clear();
        view.addAll(members);
        return joined;
    }

    void lead(long newTerm) {
        term = newTerm;
        leading = true;
        incoming.clear();
        waiting.clear();
        held.clear();
    }

    void follow() {
        leading = false;
        incoming.clear();
        waiting.clear();
        held.clear();
    }

    /** Members that can be heard and have not joined. */
    List<String> strangers() {
        return view.stream()
                .filter(name -> node(name).filter(node -> !node.isUp()).isPresent())
                .toList();
    }

    /** Whether a member can be heard. */
    boolean isHeard(String member) {
        return view.contains(member);
    }

    /** The last entry may have let those in who wait for the end of their earlier life: the members to be told who leads. */
    List<String> takeInvited() {
        List<String> invited = waiting.stream()
                .filter(name -> node(name).filter(NodeMembership::isUp).isEmpty())
                .toList();
        waiting.removeAll(invited);
        return invited;
    }

    private void propose(Event event) {
        proposals.propose(event, () -> {});
    }

    /** An agent tells who it is. */
    void hello(String from, Hello hello) {
        if (!hello.getAgentName().equals(from)) {
            LOG.warn("hello refused: member={} calls itself {}", from, hello.getAgentName());
            return;
        }
        Incoming agent = incoming.get(from);
        if (agent == null || agent.incarnation < hello.getIncarnation()) {
            agent = new Incoming(hello.getIncarnation());
            incoming.put(from, agent);
        }
        Optional<NodeMembership> node = node(from);
        boolean known = node.filter(n -> n.isUp() && n.incarnation() == hello.getIncarnation())
                .isPresent();
        if (known) {
            if (node.get().keptNanos() > 0 && hello.getServiceLife() > agent.returnProposed) {
                agent.returnProposed = hello.getServiceLife();
                propose(new Event.AgentReturned(from, hello.getIncarnation(), hello.getServiceLife()));
            }
            director.state().flatMap(s -> s.model().nodeOfAgent(from)).ifPresent(this::resend);
        } else if (endsAreFinal
                && node.filter(n -> n.incarnation() >= hello.getIncarnation()).isPresent()) {
            LOG.warn("hello refused: agent={} incarnation={} has ended", from, hello.getIncarnation());
        } else if (endsAreFinal && node.filter(NodeMembership::isUp).isPresent()) {
            LOG.info("hello too early: agent={} its earlier life may still run something", from);
            waiting.add(from);
        } else if (!agent.joinProposed) {
            agent.joinProposed = node.isPresent(); // who is not configured may come to be
            propose(new Event.NodeJoined(from, hello.getIncarnation(), hello.getStartedAtNanos(), hello.getAddress()));
        }
    }

    private Optional<NodeMembership> node(String agentName) {
        return director.state().flatMap(s -> s.membership().nodeOfAgent(agentName));
    }

    private void resend(Node node) {
        List<Command> mine = new ArrayList<>(director.outstanding());
        mine.removeIf(c -> !((Command.Order) c).node().equals(node.dn()));
        send(mine);
        director.reboots().stream().filter(r -> r.node().equals(node.dn())).forEach(this::transmit);
    }

    /** An agent reports; what has been proposed from it before is not proposed again. */
    void reports(String from, Reports reports) {
        Incoming agent = incoming.get(from);
        if (agent == null || agent.incarnation != reports.getIncarnation()) {
            return; // it says hello first, then sends again
        }
        long sequence = reports.getFirstSequence();
        for (org.amf4j.protocol.cluster.Event message : reports.getEventsList()) {
            if (sequence > agent.proposedUpTo && !take(from, agent, sequence, message)) {
                return;
            }
            sequence++;
        }
    }

    private boolean take(String from, Incoming agent, long sequence, org.amf4j.protocol.cluster.Event message) {
        Event event;
        try {
            event = ClusterCodec.fromMessage(message);
        } catch (MalformedMessageException e) {
            LOG.error("report dropped: agent={} sequence={} cause={}", from, sequence, e.getMessage());
            agent.proposedUpTo = sequence;
            return true;
        }
        if (event instanceof Event.CleanupEnded ended && ended.succeeded()) {
            transmitSuccessors(held.cleanedUp(new Command.Cleanup(ended.component(), ended.incarnation())));
        }
        long incarnation = agent.incarnation;
        boolean accepted = proposals.propose(event, () -> acknowledge(from, incarnation, sequence));
        if (accepted) {
            agent.proposedUpTo = sequence;
        }
        return accepted;
    }

    private void acknowledge(String to, long incarnation, long sequence) {
        if (leading) {
            sender.accept(
                    to,
                    ClusterMessage.newBuilder()
                            .setReportsTaken(ReportsTaken.newBuilder()
                                    .setIncarnation(incarnation)
                                    .setSequence(sequence))
                            .build());
        }
    }

    /** Sends orders to the agents concerned; those that must wait for a cleanup are held until it is known. */
    void send(List<Command> commands) {
        List<Command.Order> orders = new ArrayList<>();
        for (Command command : commands) {
            if (command instanceof Command.Order order) {
                orders.add(order);
            }
        }
        transmitSuccessors(held.filter(orders));
        sendReboots(commands);
    }

    /** Sends orders; when there are some that have waited for a cleanup, the log waits until they are carried out. */
    private void transmitSuccessors(List<Command.Order> orders) {
        transmit(orders);
        if (orders.stream().anyMatch(o -> o.after().isPresent())) {
            proposals.holdBack();
        }
    }

    /** Our own node comes last: with it goes the one who tells the others. */
    private void sendReboots(List<Command> commands) {
        List<Command.Reboot> reboots = new ArrayList<>();
        for (Command command : commands) {
            if (command instanceof Command.Reboot reboot) {
                reboots.add(reboot);
            }
        }
        reboots.sort(Comparator.comparing(this::isOurs));
        reboots.forEach(this::transmit);
    }

    private boolean isOurs(Command.Reboot reboot) {
        return agentName(reboot.node()).filter(self::equals).isPresent();
    }

    private void transmit(Command.Reboot reboot) {
        Orders message = Orders.newBuilder()
                .setTerm(term)
                .setReboot(ClusterCodec.toMessage(reboot))
                .build();
        LOG.warn("node is rebooted: node={} cause={}", reboot.node(), reboot.cause());
        agentName(reboot.node())
                .ifPresent(name -> sender.accept(
                        name, ClusterMessage.newBuilder().setOrders(message).build()));
    }

    private Optional<String> agentName(Dn node) {
        return director.state().flatMap(s -> s.model().find(node, Node.class)).map(Node::agentName);
    }

    /** Sends held orders that need not wait any longer, by what the last entry has changed. */
    void sendReleased() {
        transmit(held.released());
    }

    /** One message for each agent. */
    private void transmit(List<Command.Order> orders) {
        Map<Dn, Orders.Builder> byNode = new LinkedHashMap<>();
        for (Command.Order order : orders) {
            byNode.computeIfAbsent(order.node(), n -> Orders.newBuilder().setTerm(term))
                    .addOrders(ClusterCodec.toMessage(order));
        }
        long now = wallClockNanos();
        byNode.forEach((node, message) -> agentName(node)
                .ifPresent(name -> sender.accept(
                        name, ClusterMessage.newBuilder().setOrders(message).build())));
        orders.forEach(o -> sent.add(new SentOrder(o.id(), now)));
    }

    /** For figures only: decisions go by the time of the log. */
    private static long wallClockNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
