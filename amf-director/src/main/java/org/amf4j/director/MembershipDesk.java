package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.TrackStep;
import org.amf4j.core.director.Director;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.MembershipTold;
import org.amf4j.protocol.cluster.MembershipWanted;
import org.amf4j.protocol.codec.MembershipCodec;

/**
 * Tells the agents what has happened to the membership, after it is in the log. Who has missed something asks for it: steps
 * are numbered, so that nothing is taken twice, whichever leader tells it. On the controller's thread only.
 */
final class MembershipDesk {

    private final Director director;
    private final BiConsumer<String, ClusterMessage> sender;
    private long term;
    private long toldUpTo;

    MembershipDesk(Director director, BiConsumer<String, ClusterMessage> sender) {
        this.director = director;
        this.sender = sender;
    }

    /** What has been told before is the former leader's affair; who lacks any of it asks. */
    void lead(long newTerm) {
        term = newTerm;
        toldUpTo = state().map(MembershipState::lastSequence).orElse(0L);
    }

    private Optional<MembershipState> state() {
        return director.state().map(s -> s.membership());
    }

    /** Tells everybody who is connected of the steps of the last entry. */
    void announce() {
        Optional<MembershipState> state = state().filter(s -> s.lastSequence() > toldUpTo);
        if (state.isEmpty()) {
            return;
        }
        ClusterMessage message = told(state.get().stepsAfter(toldUpTo).orElse(List.of()));
        toldUpTo = state.get().lastSequence();
        state.get().nodes().stream()
                .filter(NodeMembership::isUp)
                .forEach(n -> sender.accept(n.node().name(), message));
    }

    private ClusterMessage told(List<TrackStep> steps) {
        MembershipTold.Builder told = MembershipTold.newBuilder().setTerm(term);
        steps.forEach(s -> told.addSteps(MembershipCodec.toMessage(s)));
        return ClusterMessage.newBuilder().setMembershipTold(told).build();
    }

    /** An agent asks for what it does not know. */
    void wanted(String from, MembershipWanted wanted) {
        Optional<MembershipState> state = state();
        if (state.isEmpty()) {
            return; // it asks again
        }
        if (state.get().nodeOfAgent(from).isEmpty()) {
            send(from, MembershipTold.newBuilder().setTerm(term).setUnconfigured(true));
            return;
        }
        Optional<List<TrackStep>> missing =
                wanted.getAfter() < 0 ? Optional.empty() : state.get().stepsAfter(wanted.getAfter());
        if (missing.isEmpty()) {
            send(
                    from,
                    MembershipTold.newBuilder()
                            .setTerm(term)
                            .setPicture(MembershipCodec.toMessage(state.get().picture())));
        } else if (!missing.get().isEmpty()) {
            sender.accept(from, told(missing.get()));
        }
    }

    private void send(String to, MembershipTold.Builder told) {
        sender.accept(to, ClusterMessage.newBuilder().setMembershipTold(told).build());
    }
}
