package org.amf4j.clm.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.clm.model.NodeIds;

/** A cluster of configured nodes n1, n2, ... in virtual time, and everything that has followed. */
public final class Cluster {

    /** The cluster's object. */
    public static final Dn CLUSTER = Dn.of("safCluster=c");

    private static final int STEPS = TrackFlag.START_STEP.value() | TrackFlag.VALIDATE_STEP.value();

    private final MembershipState state;
    private final List<Effect> effects = new ArrayList<>();
    private final List<TrackStep> steps = new ArrayList<>();
    private final Map<String, Effect.Answered> answers = new LinkedHashMap<>();
    private long nowNanos = 1_000;
    private int requests;

    public Cluster(int nodes) {
        List<Dn> names = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            names.add(node(i));
        }
        Map<Dn, Long> ids = NodeIds.of(names);
        state = new MembershipState(
                CLUSTER,
                ids.entrySet().stream()
                        .map(e -> ClmNode.named(e.getKey(), e.getValue()))
                        .toList());
    }

    public static Dn node(int number) {
        return CLUSTER.child("safNode", "n" + number);
    }

    public MembershipState state() {
        return state;
    }

    NodeMembership of(int number) {
        return state.node(node(number)).orElseThrow();
    }

    long nowNanos() {
        return nowNanos;
    }

    void pass(long nanos) {
        nowNanos += nanos;
        happens(MembershipMachine::due);
    }

    interface Happening {
        void happen(MembershipMachine machine);
    }

    void happens(Happening happening) {
        MembershipMachine machine = new MembershipMachine(state, nowNanos);
        happening.happen(machine);
        for (Effect effect : machine.takeEffects()) {
            effects.add(effect);
            if (effect instanceof Effect.Told told) {
                steps.add(told.step());
            } else if (effect instanceof Effect.Answered answered) {
                answers.put(answered.requestId(), answered);
            }
        }
    }

    public void up(int number, long incarnation) {
        happens(m -> m.up(new MembershipMachine.Arrival("n" + number, incarnation, nowNanos, "10.0.0." + number)));
    }

    public void down(int number) {
        happens(m -> m.down("n" + number, of(number).incarnation()));
    }

    Cluster withAllUp() {
        state.nodes().forEach(n -> up(Integer.parseInt(n.node().name().substring(1)), 1));
        return this;
    }

    /** Asks for an operation; returns the name of the request. */
    public String request(int number, NodeOperation operation) {
        String id = "r" + ++requests;
        happens(m -> m.requested(id, node(number), operation));
        return id;
    }

    Optional<AisStatus> answerTo(String request) {
        return Optional.ofNullable(answers.get(request)).map(Effect.Answered::status);
    }

    /** A subscriber on a node that is asked in both steps, or in some. */
    TrackerId tracker(int node, long number, TrackFlag... flags) {
        TrackerId id = new TrackerId("n" + node, of(node).incarnation(), number);
        int bits = flags.length == 0 ? STEPS : TrackFlag.bits(java.util.Set.of(flags));
        happens(m -> m.track("t" + ++requests, id, bits));
        return id;
    }

    /** Makes a subscriber known. */
    public void subscribe(int node, long number, int flags) {
        happens(m -> m.track("t" + ++requests, new TrackerId("n" + node, of(node).incarnation(), number), flags));
    }

    /** The subscriber answers the last step. */
    AisStatus answer(TrackerId tracker, StepAnswer answer) {
        String id = "a" + ++requests;
        long step = state.lastSequence();
        happens(m -> m.answered(id, tracker, step, answer));
        return answerTo(id).orElseThrow();
    }

    /** Steps since the last call. */
    public List<TrackStep> takeSteps() {
        List<TrackStep> taken = List.copyOf(steps);
        steps.clear();
        return taken;
    }

    /** Effects since the last call. */
    List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    /** Notifications since the last call, in short. */
    List<String> takeNotified() {
        return takeEffects().stream()
                .flatMap(e -> e instanceof Effect.Changed c
                        ? java.util.stream.Stream.of(c.node().rdnValue() + " " + c.change())
                        : e instanceof Effect.Administered a
                                ? java.util.stream.Stream.of(a.node().rdnValue() + " " + a.after())
                                : java.util.stream.Stream.empty())
                .toList();
    }
}
