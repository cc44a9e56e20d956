package org.amf4j.director;

import java.util.function.BiConsumer;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaderIs;
import org.amf4j.protocol.cluster.StillLeading;

/** What a leader says unasked: who leads, and that somebody still decides. For the controller's thread. */
final class Announcements {

    /** How often all members are told that the leader still leads, and those that have not joined who it is. */
    private static final long INVITE_NANOS = 1_000_000_000;

    private final String self;
    private final BiConsumer<String, ClusterMessage> sender;
    private long term;
    private long invitedNanos = System.nanoTime();

    Announcements(String self, BiConsumer<String, ClusterMessage> sender) {
        this.self = self;
        this.sender = sender;
    }

    /** This controller leads from now on. */
    void lead(long newTerm) {
        term = newTerm;
    }

    /** Tells members who leads: they make requests again whose answers they wait for. */
    void announce(Iterable<String> members) {
        announce(members, false);
    }

    /** Has members answer, so that the way to them and back is trodden; they know who leads, and make no request again. */
    void rehearse(Iterable<String> members) {
        announce(members, true);
    }

    private void announce(Iterable<String> members, boolean rehearsal) {
        ClusterMessage message = ClusterMessage.newBuilder()
                .setLeaderIs(LeaderIs.newBuilder().setTerm(term).setLeader(self).setRehearsal(rehearsal))
                .build();
        members.forEach(m -> sender.accept(m, message));
    }

    /**
     * Tells everybody that somebody decides, and again who leads to members that have not joined: when a cut link heals, the
     * two ends learn of it one after the other, and what the first one sends in between is lost.
     */
    void giveSigns(AgentDesk agents) {
        long now = System.nanoTime();
        if (now - invitedNanos >= INVITE_NANOS) {
            invitedNanos = now;
            announce(agents.strangers());
            ClusterMessage sign = ClusterMessage.newBuilder()
                    .setStillLeading(StillLeading.newBuilder().setTerm(term))
                    .build();
            agents.members().forEach(member -> sender.accept(member, sign));
        }
    }
}
