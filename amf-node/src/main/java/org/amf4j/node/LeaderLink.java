package org.amf4j.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Hello;
import org.amf4j.protocol.cluster.LeaderIs;
import org.amf4j.protocol.cluster.Orders;
import org.amf4j.protocol.cluster.ProtectionGroupIs;
import org.amf4j.protocol.cluster.ProtectionGroupsTracked;
import org.amf4j.protocol.cluster.Reports;
import org.amf4j.protocol.cluster.ReportsTaken;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with the leader: takes orders of the newest term, keeps reports until the leader has taken them, and
 * sends them again to a new leader. Used in the loop only.
 */
final class LeaderLink {

    /** Most reports kept; beyond it no order is taken, so that no more reports can arise from orders. */
    static final int UNTAKEN_MAX = 50_000;

    /** Most reports in a message. */
    static final int REPORTS_PER_MESSAGE_MAX = 1_000;

    /** Reports that the leader has not taken after this time are sent again, in nanoseconds. */
    private static final long RESEND_NANOS = 2_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLink.class);

    private final NodeSettings settings;
    private final GroupChannel channel;
    private final AgentLoop loop;
    private final Hands hands;
    private final LeaderRequests requests;
    private final LeaderRequests questions;
    private final Deque<Event> untaken = new ArrayDeque<>();
    private long firstUntaken;
    private long serviceLife;
    private final long startedAtNanos;
    private long term;
    private Optional<String> leader = Optional.empty();
    private Optional<ClusterMessage> tracked = Optional.empty();
    private boolean resendPlanned;

    /** Who does what the leader wants. */
    interface Hands {
        /** Whether a lease is held, if one is needed: without, nothing may be started or told to serve. */
        boolean mayServe();

        /** Carries out an order about a component. */
        void carryOut(Order order);

        /** Takes note of who belongs to a protection group; empty when there is no such CSI. */
        void groupKnown(Dn csi, Optional<List<GroupMember>> members);

        /** Ends everything on the node, the agent included. */
        void reboot(Command.Reboot reboot);
    }

    /**
     * A conversation that has not begun.
     *
     * @param firstReport number of the first report; 1 for the first process of a life
     */
    LeaderLink(NodeSettings settings, GroupChannel channel, AgentLoop loop, Hands hands, long firstReport) {
        this.firstUntaken = firstReport;
        this.serviceLife = settings.process() == settings.incarnation() ? 0 : settings.process();
        this.settings = settings;
        this.channel = channel;
        this.loop = loop;
        this.hands = hands;
        this.startedAtNanos = loop.nowNanos();
        this.requests = new LeaderRequests(loop, this::send);
        this.questions = new LeaderRequests(loop, this::send);
    }

    LeaderRequests requests() {
        return requests;
    }

    /** Those that wait for something to happen; they take no room from the others. */
    LeaderRequests questions() {
        return questions;
    }

    void received(String sender, ClusterMessage message) {
        switch (message.getBodyCase()) {
            case LEADER_IS -> leaderIs(sender, message.getLeaderIs());
            case ORDERS -> ordered(sender, message.getOrders());
            case REPORTS_TAKEN -> taken(sender, message.getReportsTaken());
            case ADMIN_REPLY -> replied(sender, message.getAdminReply());
            case PROTECTION_GROUP_IS -> groupIs(sender, message.getProtectionGroupIs());
            case HELLO,
                    REPORTS,
                    FORWARDED,
                    LEASE_REQUEST,
                    LEASE_GRANT,
                    LEASE_REFUSAL,
                    LEASE_REFUSED,
                    STILL_LEADING,
                    MEMBERSHIP_WANTED,
                    MEMBERSHIP_TOLD,
                    PEER_REQUEST,
                    CONTROLLER_REPORT,
                    IMM_CALLED,
                    IMM_CALL_ANSWERED,
                    PROTECTION_GROUPS_TRACKED,
                    BODY_NOT_SET ->
                LOG.atWarn()
                        .addKeyValue("sender", sender)
                        .addKeyValue("message", message.getBodyCase())
                        .log("a message that is not for agents was ignored");
        }
    }

    /** That a former leader wants to be asked again is late: the present one has been asked, and may do what is wanted. */
    private void replied(String sender, AdminReply reply) {
        boolean late = !isLeader(sender) && reply.getStatus() == AisStatus.ERR_TRY_AGAIN.value();
        if (!late) {
            requests.answered(reply);
            questions.answered(reply);
        }
    }

    /** Tells the leader, and each that follows it, which protection groups are followed here. */
    void track(List<Dn> csis) {
        ProtectionGroupsTracked.Builder message = ProtectionGroupsTracked.newBuilder();
        csis.forEach(csi -> message.addCsis(csi.toString()));
        tracked = Optional.of(
                ClusterMessage.newBuilder().setProtectionGroupsTracked(message).build());
        tracked.ifPresent(this::send);
    }

    private void groupIs(String sender, ProtectionGroupIs said) {
        if (!leader.equals(Optional.of(sender))) {
            return; // a former leader; the present one has said, or will say, who belongs to it
        }
        try {
            List<GroupMember> members = new ArrayList<>();
            for (var member : said.getMembersList()) {
                members.add(new GroupMember(
                        Dn.of(member.getComponent()),
                        HaState.of(member.getHaState()),
                        member.getRank(),
                        HaReadiness.of(Math.max(1, member.getHaReadiness()))));
            }
            hands.groupKnown(Dn.of(said.getCsi()), said.getExists() ? Optional.of(members) : Optional.empty());
        } catch (IllegalArgumentException e) {
            LOG.atError().setCause(e).addKeyValue("sender", sender).log("a protection group could not be read");
        }
    }

    private void leaderIs(String sender, LeaderIs said) {
        if (said.getTerm() < term || !said.getLeader().equals(sender)) {
            LOG.atDebug()
                    .addKeyValue("sender", sender)
                    .addKeyValue("term", said.getTerm())
                    .log("old leadership ignored");
            return;
        }
        if (said.getRehearsal() && said.getTerm() == term && isLeader(sender)) {
            greet(); // nothing is lost: what was asked is under way, and would be done twice if it came again
        } else {
            follow(sender, said.getTerm());
        }
    }

    private void follow(String newLeader, long newTerm) {
        boolean changed = newTerm != term || !leader.equals(Optional.of(newLeader));
        term = newTerm;
        leader = Optional.of(newLeader);
        if (changed) {
            LOG.atInfo()
                    .addKeyValue("leader", newLeader)
                    .addKeyValue("term", newTerm)
                    .log("following a leader");
        }
        greet();
        requests.sendAgain();
        questions.sendAgain();
        tracked.ifPresent(this::send);
    }

    /** Tells the leader who we are and what it has not taken, if there is one; whoever holds no lease does not join. */
    void greet() {
        if (hands.mayServe()) {
            send(ClusterMessage.newBuilder()
                    .setHello(Hello.newBuilder()
                            .setAgentName(settings.agentName())
                            .setIncarnation(settings.incarnation())
                            .setStartedAtNanos(startedAtNanos)
                            .setAddress(settings.address())
                            .setServiceLife(serviceLife))
                    .build());
            sendReports(firstUntaken, List.copyOf(untaken));
        }
    }

    private void ordered(String sender, Orders said) {
        if (said.getTerm() < term || said.getTerm() == term && !leader.equals(Optional.of(sender))) {
            LOG.atWarn()
                    .addKeyValue("sender", sender)
                    .addKeyValue("term", said.getTerm())
                    .addKeyValue("present_term", term)
                    .log("orders of a former leader were refused");
            return;
        }
        if (said.getTerm() > term) {
            follow(sender, said.getTerm());
        }
        for (var message : said.getOrdersList()) {
            if (untaken.size() >= UNTAKEN_MAX) {
                LOG.atError()
                        .addKeyValue("untaken", UNTAKEN_MAX)
                        .log("too many reports are untaken, orders are refused");
                return;
            }
            carryOut(sender, message);
        }
        if (said.hasReboot()) {
            reboot(sender, said.getReboot());
        }
    }

    private void carryOut(String sender, org.amf4j.protocol.cluster.Order message) {
        try {
            Order order = ClusterCodec.fromMessage(message);
            if (isMeant(order.agent(), order)) {
                obey(order);
            }
        } catch (MalformedMessageException e) {
            noteMalformed(sender, e);
        }
    }

    private void obey(Order order) {
        if (hands.mayServe()) {
            hands.carryOut(order);
        } else {
            LOG.atWarn().addKeyValue("order", order.id()).log("an order was refused: no lease is held");
        }
    }

    private void reboot(String sender, org.amf4j.protocol.cluster.Reboot message) {
        try {
            Command.Reboot reboot = ClusterCodec.fromMessage(message);
            if (isMeant(reboot.agent(), reboot)) {
                hands.reboot(reboot);
            }
        } catch (MalformedMessageException e) {
            noteMalformed(sender, e);
        }
    }

    private static void noteMalformed(String sender, MalformedMessageException e) {
        LOG.atError().setCause(e).addKeyValue("sender", sender).log("an order could not be read and was ignored");
    }

    /** What was decided for another life of this agent rests on what ran there, and nothing of that does. */
    private boolean isMeant(Command.Agent agent, Command command) {
        boolean meant = agent.incarnation() == settings.incarnation();
        if (!meant) {
            LOG.atWarn()
                    .addKeyValue("command", command.id())
                    .addKeyValue("meant_for", agent.incarnation())
                    .addKeyValue("incarnation", settings.incarnation())
                    .log("a command for another life of this agent was ignored");
        }
        return meant;
    }

    private void taken(String sender, ReportsTaken said) {
        if (said.getIncarnation() != settings.incarnation() || !leader.equals(Optional.of(sender))) {
            return; // Meant for an earlier life of this agent, or said by a former leader.
        }
        while (!untaken.isEmpty() && firstUntaken <= said.getSequence()) {
            untaken.remove();
            firstUntaken++;
        }
    }

    /** The agent has said that it leaves, and does not: it returns with services in this life. */
    void stay(long newServiceLife) {
        serviceLife = newServiceLife;
        greet();
    }

    /** Whether the leader has taken all reports and answered all requests. */
    boolean isIdle() {
        return untaken.isEmpty() && requests.isIdle();
    }

    /** Number of the next report. */
    long nextReport() {
        return firstUntaken + untaken.size();
    }

    /** Keeps the reports of a turn and sends them together. */
    void report(List<? extends Event> reports) {
        long first = firstUntaken + untaken.size();
        untaken.addAll(reports);
        sendReports(first, reports);
    }

    private void sendReports(long first, List<? extends Event> reports) {
        for (int from = 0; from < reports.size(); from += REPORTS_PER_MESSAGE_MAX) {
            Reports.Builder message = Reports.newBuilder()
                    .setAgentName(settings.agentName())
                    .setIncarnation(settings.incarnation())
                    .setFirstSequence(first + from);
            reports.subList(from, Math.min(reports.size(), from + REPORTS_PER_MESSAGE_MAX))
                    .forEach(report -> message.addEvents(ClusterCodec.toMessage(report)));
            send(ClusterMessage.newBuilder().setReports(message).build());
        }
        if (!untaken.isEmpty() && !resendPlanned) {
            resendPlanned = true;
            long untakenNow = firstUntaken + untaken.size();
            loop.schedule(loop.nowNanos() + RESEND_NANOS, () -> sendAgain(untakenNow));
        }
    }

    /** Sends again what was there at the last planning and is still untaken: a message may have been lost. */
    private void sendAgain(long before) {
        resendPlanned = false;
        List<Event> late = new ArrayList<>(untaken);
        boolean isLate = !late.isEmpty() && firstUntaken < before;
        sendReports(firstUntaken, isLate ? late : List.of());
    }

    /** Whether this member is the leader that is followed. */
    boolean isLeader(String member) {
        return leader.equals(Optional.of(member));
    }

    /** Sends to the leader, if there is one. */
    void send(ClusterMessage message) {
        leader.ifPresent(member -> channel.send(member, message.toByteArray()));
    }
}
