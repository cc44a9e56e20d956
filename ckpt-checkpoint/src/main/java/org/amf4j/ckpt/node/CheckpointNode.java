package org.amf4j.ckpt.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.RegistryAnswer;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;

/**
 * Everything about checkpoints on one node: a state machine. Whoever runs it says what time it is and until when the node
 * may serve, hands over what arrives, and does what the effects say, in their order.
 */
public final class CheckpointNode {

    /** Time between two greetings of a leader who has nothing new to say; it would tell of it by itself. */
    private static final long GREETING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String self;
    private final Moment moment = new Moment();
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private final ReplicaStore store;

    /** What an earlier life has left on the disk, and the controllers have been told of. */
    private final TreeMap<Long, SavedReplica> left = new TreeMap<>();

    private final RegistryLine line = new RegistryLine(moment, this::send);
    private final Questions questions = new Questions(moment, this::send, this::place);
    private final Openings openings;
    private List<Effect> effects = new ArrayList<>();
    private long life;
    private long version = -1;
    private long greetedNanos;

    /** Whether the present leader has told what it knows since it leads, and nothing it said later was missed. */
    private boolean isTold;

    /**
     * A node in its first life.
     *
     * @param self its name
     * @param life its life, as it joins the cluster with
     * @param store keeps the replicas of durable checkpoints
     */
    public CheckpointNode(String self, long life, ReplicaStore store) {
        this.self = self;
        this.store = store;
        this.openings = new Openings(new Surroundings());
        begin(life);
    }

    private void begin(long newLife) {
        life = newLife;
        version = -1;
        line.restart(newLife);
        left.clear();
        for (SavedReplica saved : store.load()) {
            left.put(saved.id(), saved);
            line.ask(new RegistryCommand.Offer(saved.id(), saved.name()), answer -> offered(saved.id(), answer));
        }
    }

    /** What the controllers do not want, because it is gone or others have more, is forgotten. */
    private void offered(long id, RegistryAnswer answer) {
        if (answer.status() != AisStatus.OK && replica(id).isEmpty()) {
            left.remove(id);
            store.remove(id);
        }
    }

    // ---- what those outside say

    /**
     * What time it is.
     *
     * @param monotonicNanos of a clock that is never set
     * @param epochNanos since the epoch
     * @param isServing whether the node's lease lasts at this moment
     */
    public void now(long monotonicNanos, long epochNanos, boolean isServing) {
        moment.monotonicNanos = monotonicNanos;
        moment.epochNanos = epochNanos;
        moment.isServing = isServing;
    }

    /** The node has left the cluster, and joins it in another life: nothing that was here counts any more. */
    public List<Effect> restart(long newLife) {
        for (Kept each : kept.values()) {
            each.courier.endAll(AisStatus.ERR_UNAVAILABLE, "the node has left the cluster");
            questions.endAll(each.config.id(), AisStatus.ERR_UNAVAILABLE, "the node has left the cluster");
        }
        kept.clear();
        openings.staleAll();
        begin(newLife);
        return take();
    }

    /** Who leads the controllers. */
    public List<Effect> leaderIs(Optional<String> leader) {
        isTold &= line.leader().equals(leader);
        line.lead(leader);
        greet();
        return take();
    }

    /**
     * One call of a process.
     *
     * @param caller who asks
     * @param call what is asked
     */
    public record Arrival(Caller caller, ClientCall call) {}

    /** Processes ask, one after the other; what follows from several goes in one message where it can. */
    public List<Effect> called(List<Arrival> arrivals) {
        arrivals.forEach(arrival -> openings.called(arrival.caller(), arrival.call()));
        return Bundle.of(take());
    }

    /** A process is gone: what it had open is closed. */
    public List<Effect> sessionEnded(long session) {
        openings.sessionEnded(session);
        return take();
    }

    /** Time has passed; to be called about every ten milliseconds. */
    public List<Effect> tick() {
        if (moment.isPast(greetedNanos + (isTold ? GREETING_NANOS : ActiveRole.AGAIN_NANOS))) {
            greet();
        }
        line.tick();
        for (Kept each : List.copyOf(kept.values())) {
            each.replica.ifPresent(Replica::tick);
            each.courier.tick();
        }
        questions.tick();
        openings.tick();
        return take();
    }

    /** Whether nothing is kept, opened or asked, so that time alone changes nothing but that the leader is greeted. */
    public boolean isIdle() {
        return isTold && kept.isEmpty() && openings.isEmpty() && questions.isEmpty() && line.isEmpty();
    }

    private void greet() {
        greetedNanos = moment.monotonicNanos;
        line.leader().ifPresent(leader -> send(leader, new PeerMessage.Greeting(life, version)));
    }

    /** Another node, or this one, has sent a message. */
    public List<Effect> received(String from, PeerMessage message) {
        switch (message) {
            case PeerMessage.Decided m -> {
                if (m.life() == life) {
                    line.decided(m);
                }
            }
            case PeerMessage.Configs m -> configured(m);
            case PeerMessage.Done m -> {
                if (m.life() == life) {
                    find(m.id()).ifPresent(k -> k.courier.done(m.number(), m.status(), m.text()));
                }
            }
            case PeerMessage.QuestionAsked m -> questions.asked(from, m);
            case PeerMessage.QuestionAnswered m -> questions.answered(m);
            case PeerMessage.Submitted m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Probe m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Position m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Adopt m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Replicated m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Stored m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Filling m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.PartTaken m -> replica(m.id()).ifPresent(r -> r.received(from, m));
            case PeerMessage.Greeting m -> {} // for the leader
            case PeerMessage.Asked m -> {} // for the leader
            case PeerMessage.ListAsked m -> {} // for the leader
            case PeerMessage.ListAnswered m -> {} // for the operator's socket
        }
        return take();
    }

    // ---- decisions of the controllers

    private void configured(PeerMessage.Configs configs) {
        if (configs.life() != life || configs.from() >= 0 && configs.from() != version || configs.to() < version) {
            isTold = false;
            return; // for another life, or something in between is missing: the next greeting tells
        }
        isTold = true;
        version = configs.to();
        if (configs.from() < 0) {
            List<Long> named = configs.configs().stream().map(Config::id).toList();
            List.copyOf(kept.keySet()).stream()
                    .filter(id -> !named.contains(id))
                    .forEach(this::gone);
        }
        configs.gone().forEach(this::gone);
        configs.configs().forEach(this::configured);
    }

    private void configured(Config config) {
        Kept known = kept.get(config.id());
        if (known == null) {
            known = new Kept(config, courier(config.id()));
            kept.put(config.id(), known);
        } else if (config.epoch() >= known.config.epoch()) {
            known.config = config;
        }
        Config latest = known.config;
        if (!latest.isKeptBy(self)) {
            forget(known);
        } else if (known.replica.isEmpty()) {
            known.replica = Optional.of(new Replica(self, latest, state(latest), moment, new Voice(latest.id())));
            known.replica.get().follow(openings.isFollowed(latest.id()));
        } else {
            known.replica.get().reconfigure(latest);
        }
        known.courier.reconfigure(latest, known.isActiveChosen());
        questions.reconfigured(latest.id());
        openings.reconfigured(known);
    }

    /** Where the controllers count on this node for everything that was acknowledged, it has that from its disk. */
    private ReplicaState state(Config config) {
        Optional<Disk> disk = config.attributes().isDurable() ? Optional.of(new Disk(store, config)) : Optional.empty();
        Optional<SavedReplica> saved = Optional.ofNullable(left.remove(config.id()))
                .filter(s -> config.replicas().contains(self));
        return saved.map(s -> new ReplicaState(config.attributes(), disk, s))
                .orElseGet(() -> new ReplicaState(config.attributes(), disk));
    }

    private void forget(Kept unkept) {
        if (unkept.replica.isPresent() && unkept.config.attributes().isDurable()) {
            store.remove(unkept.config.id());
        }
        unkept.replica = Optional.empty();
    }

    private Courier courier(long id) {
        return new Courier(
                id,
                moment,
                this::send,
                request -> replica(id).flatMap(Replica::role).ifPresent(r -> r.submit(request)));
    }

    private void gone(long id) {
        Kept lost = kept.remove(id);
        if (lost != null) {
            forget(lost);
            lost.courier.endAll(AisStatus.ERR_BAD_HANDLE, "the checkpoint does not exist any more");
            questions.endAll(id, AisStatus.ERR_BAD_HANDLE, "the checkpoint does not exist any more");
            openings.lost(id);
        }
    }

    // ---- the parts together

    private void send(String node, PeerMessage message) {
        effects.add(new Effect.Send(node, message));
    }

    private Optional<Kept> find(long id) {
        return Optional.ofNullable(kept.get(id));
    }

    private Optional<Replica> replica(long id) {
        return find(id).flatMap(k -> k.replica);
    }

    private Optional<Questions.Place> place(long id) {
        return find(id).map(k -> new Questions.Place(self, k.config, k.isActiveChosen(), k.replica));
    }

    private List<Effect> take() {
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** What a checkpoint's replica says. */
    private final class Voice implements Outlet {
        private final long id;

        Voice(long id) {
            this.id = id;
        }

        @Override
        public void send(String node, PeerMessage message) {
            CheckpointNode.this.send(node, message);
        }

        @Override
        public void done(Entry.Origin origin, long number, AisStatus status, String text) {
            if (!origin.node().equals(self)) {
                send(origin.node(), new PeerMessage.Done(id, origin.life(), number, status, text));
            } else if (origin.life() == life) {
                find(id).ifPresent(k -> k.courier.done(number, status, text));
            }
        }

        @Override
        public void changed(Entry.Origin origin, List<Change> changes) {
            boolean isOurs = origin.node().equals(self) && origin.life() == life;
            openings.changed(id, isOurs ? origin.opening() : 0, changes);
        }

        @Override
        public void command(RegistryCommand command) {
            line.ask(command, answer -> {});
        }

        @Override
        public void exhausted(boolean isSo) {
            find(id).ifPresent(k -> effects.add(new Effect.Space(k.config.name(), isSo)));
        }
    }

    /** What openings need of the rest. */
    private final class Surroundings implements Openings.Ground {

        @Override
        public Optional<Kept> kept(long id) {
            return find(id);
        }

        @Override
        public RegistryLine line() {
            return line;
        }

        @Override
        public Questions questions() {
            return questions;
        }

        @Override
        public Moment moment() {
            return moment;
        }

        @Override
        public Entry.Origin origin(long opening) {
            return new Entry.Origin(self, life, opening);
        }

        @Override
        public void effect(Effect effect) {
            effects.add(effect);
        }
    }

    // ---- for those who look

    /** The checkpoints that this node knows. */
    public List<Config> configs() {
        return kept.values().stream().map(k -> k.config).toList();
    }

    /** A number that differs when this node's replica of a checkpoint differs; empty when there is none. */
    public OptionalLong checksum(long id) {
        return replica(id)
                .map(r -> OptionalLong.of(r.state().contents().checksum()))
                .orElse(OptionalLong.empty());
    }

    /** The last change that this node's replica has; -1 when there is none. */
    public long sequence(long id) {
        return replica(id).map(r -> r.state().sequence()).orElse(-1L);
    }

    /** How many changes of the checkpoints active here are not at every replica. */
    public long lag() {
        return kept.values().stream()
                .flatMap(k -> k.replica.flatMap(Replica::role).stream())
                .mapToLong(ActiveRole::lag)
                .sum();
    }

    /** How many replicas this node has. */
    public int replicas() {
        return (int) kept.values().stream().filter(k -> k.replica.isPresent()).count();
    }

    /** Asks about a checkpoint without having it open; the answer comes as an effect with {@link Result.Told}. */
    public List<Effect> inspected(Caller caller, long id, org.amf4j.ckpt.message.Question question, String active) {
        if (find(id).isPresent()) {
            questions.ask(
                    id,
                    question,
                    caller.deadlineNanos(),
                    (status, text, answer) ->
                            effects.add(new Effect.Reply(caller, status, text, new Result.Told(answer))));
        } else {
            questions.askAt(
                    active,
                    id,
                    question,
                    caller.deadlineNanos(),
                    (status, text, answer) ->
                            effects.add(new Effect.Reply(caller, status, text, new Result.Told(answer))));
        }
        return take();
    }
}
