package org.amf4j.ckpt.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.amf4j.ckpt.section.Refusal;

/**
 * What the active replica does beside having the content: gives changes their order, sends them to the others, and
 * acknowledges them when the write mode says so.
 *
 * <p>In the mode ALL_REPLICAS nothing is acknowledged, and nothing shown, that not every replica of the set has. As the
 * next active replica is one of the set and takes nothing from this one once it knows its own term, this one cannot
 * acknowledge anything any more from then on.
 */
final class ActiveRole {

    /** Bytes of changes that are kept for replicas that do not have them yet; then further ones wait. */
    static final long RETAINED_BYTES_MAX = 32L << 20;

    /** Entries in one message at most. */
    static final int BATCH_ENTRIES = 256;

    /** Bytes in one message, but for one entry more. */
    static final int BATCH_BYTES = 1 << 20;

    /** After so long without a word of it, another replica is told again. */
    static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** So many entries a replica may lack when the others begin to wait for it. */
    private static final long CLOSE_ENTRIES = 64;

    private final String self;
    private final Moment moment;
    private final ReplicaState state;
    private final Outlet outlet;
    private final long fromTerm;
    private final long base;
    private final Submissions submissions;
    private final TreeMap<String, Peer> peers = new TreeMap<>();
    private final TreeMap<Long, Entry> retained = new TreeMap<>();
    private final ArrayDeque<Entry> unanswered = new ArrayDeque<>();
    private final ArrayDeque<PeerMessage.Submitted> backlog = new ArrayDeque<>();
    private final ArrayDeque<Waiting> readers = new ArrayDeque<>();
    private final ArrayDeque<Waiting> synchronizers = new ArrayDeque<>();
    private Config config;
    private long retainedBytes;
    private boolean isExhausted;

    /** Something to do when a place is reached. */
    private record Waiting(long sequence, Runnable action) {}

    ActiveRole(String self, Config config, ReplicaState state, Moment moment, Outlet outlet) {
        this.self = self;
        this.config = config;
        this.state = state;
        this.moment = moment;
        this.outlet = outlet;
        this.fromTerm = state.streamTerm();
        this.base = state.sequence();
        this.submissions = new Submissions(state.requests());
        state.adopt(config.term());
        reconfigure(config);
    }

    /** Another decision of the controllers, in the same term. */
    void reconfigure(Config decided) {
        config = decided;
        peers.keySet().removeIf(node -> !decided.isKeptBy(node));
        for (String node : decided.replicas()) {
            if (!node.equals(self)) {
                Peer peer = peer(node);
                peer.isRequired = true;
                peer.token = Optional.empty();
            }
        }
        for (Config.Joiner joiner : decided.joining()) {
            if (!joiner.node().equals(self)) {
                if (peers.containsKey(joiner.node())
                        && !peers.get(joiner.node()).token.equals(Optional.of(joiner.token()))) {
                    peers.remove(joiner.node()); // it was away and begins anew
                }
                peer(joiner.node()).token = Optional.of(joiner.token());
            }
        }
        advance();
    }

    private Peer peer(String node) {
        return peers.computeIfAbsent(node, n -> {
            outlet.send(n, new PeerMessage.Probe(config.id(), config.epoch(), config.term()));
            return new Peer(n, moment.monotonicNanos);
        });
    }

    private boolean waitsForAll() {
        return config.attributes().mode() == WriteMode.ALL_REPLICAS;
    }

    // ---- requests

    void submit(PeerMessage.Submitted request) {
        switch (submissions.judge(request)) {
            case TOO_EARLY -> {}
            case AGAIN -> again(request);
            case TAKE -> {
                if (retainedBytes > RETAINED_BYTES_MAX || !backlog.isEmpty()) {
                    backlog.add(request); // as many as the askers' windows allow
                } else {
                    take(request);
                }
            }
        }
    }

    private void take(PeerMessage.Submitted request) {
        Optional<Refusal> refusal = state.contents().check(request.operation(), moment.epochNanos);
        if (refusal.isPresent()) {
            submissions.refused(request, refusal.get());
            noteSpace(refusal.get().status() == AisStatus.ERR_NO_SPACE);
            answer(request, refusal.get());
            return;
        }
        append(request.origin(), request.number(), request.operation());
    }

    private void answer(PeerMessage.Submitted request, Refusal refusal) {
        outlet.done(request.origin(), request.number(), refusal.status(), refusal.text());
    }

    private void again(PeerMessage.Submitted request) {
        Optional<Refusal> refused = submissions.refusal(request);
        boolean isWaiting = unanswered.stream()
                        .anyMatch(e -> e.number() == request.number()
                                && e.origin().node().equals(request.origin().node()))
                || backlog.stream()
                        .anyMatch(b -> b.number() == request.number()
                                && b.origin().node().equals(request.origin().node()));
        if (refused.isPresent()) {
            answer(request, refused.get());
        } else if (isWaiting) {
            return; // it will be answered
        } else if (!submissions.isPart(request)) {
            answer(request, new Refusal(AisStatus.ERR_TRY_AGAIN, "the active replica that refused it is gone"));
        } else {
            PeerMessage.Submitted part = request;
            whenReadable(() -> outlet.done(part.origin(), part.number(), AisStatus.OK, ""));
        }
    }

    private void append(Entry.Origin origin, long number, Operation operation) {
        Entry entry = new Entry(state.sequence() + 1, origin, number, moment.epochNanos, operation);
        state.apply(entry);
        if (!origin.node().isEmpty()) {
            unanswered.add(entry);
        }
        if (!peers.isEmpty()) {
            retained.put(entry.sequence(), entry);
            retainedBytes += operation.bytes();
        }
        for (Peer peer : peers.values()) {
            if (peer.isFollowing && peer.sent == entry.sequence() - 1) {
                peer.sent = entry.sequence();
                send(peer, List.of(entry));
            }
        }
        advance();
        noteSpace(false);
    }

    private void noteSpace(boolean isRefused) {
        boolean isFree = state.contents().count() < config.attributes().sectionsMax()
                && state.contents().usedBytes() < config.attributes().sizeMax();
        if (isRefused && !isExhausted || isExhausted && !isRefused && isFree) {
            isExhausted = isRefused;
            outlet.exhausted(isExhausted);
        }
    }

    private void send(Peer peer, List<Entry> entries) {
        peer.toldCommitted = state.committed();
        outlet.send(
                peer.node,
                new PeerMessage.Replicated(config.id(), config.epoch(), config.term(), state.committed(), entries));
    }

    /** Runs something when everything that is here now may be shown. */
    void whenReadable(Runnable action) {
        readers.add(new Waiting(waitsForAll() ? state.sequence() : 0, action));
        advance();
    }

    /** Runs something when all replicas have what is here now. */
    void whenSynchronized(Runnable action) {
        synchronizers.add(new Waiting(state.sequence(), action));
        advance();
    }

    // ---- what the others have

    private long storedByAll() {
        long least = state.sequence();
        for (Peer peer : peers.values()) {
            if (peer.isRequired) {
                least = Math.min(least, peer.acked);
            }
        }
        return least;
    }

    /** Acknowledges, shows and forgets what can be. */
    private void advance() {
        if (!moment.isServing) {
            return; // somebody else might be active already
        }
        long stored = storedByAll();
        state.commit(waitsForAll() ? stored : state.sequence(), outlet);
        while (!unanswered.isEmpty() && unanswered.peekFirst().sequence() <= state.committed()) {
            Entry entry = unanswered.pollFirst();
            outlet.done(entry.origin(), entry.number(), AisStatus.OK, "");
        }
        run(readers, state.committed());
        run(synchronizers, stored);
        for (Peer peer : peers.values()) {
            if (peer.isEager && peer.isFollowing && peer.toldCommitted < state.committed()) {
                send(peer, List.of());
            }
        }
        release();
    }

    private static void run(ArrayDeque<Waiting> waiting, long reached) {
        while (!waiting.isEmpty() && waiting.peekFirst().sequence() <= reached) {
            waiting.pollFirst().action().run();
        }
    }

    private void release() {
        long least = state.committed();
        for (Peer peer : peers.values()) {
            least = Math.min(least, peer.releases());
        }
        while (!retained.isEmpty() && retained.firstKey() <= least) {
            retainedBytes -= retained.pollFirstEntry().getValue().operation().bytes();
        }
        while (!backlog.isEmpty() && retainedBytes <= RETAINED_BYTES_MAX) {
            take(backlog.pollFirst());
        }
    }

    void position(String node, PeerMessage.Position position) {
        Peer peer = peers.get(node);
        if (peer == null) {
            return;
        }
        boolean isMine = position.streamTerm() == config.term() && position.sequence() <= state.sequence();
        boolean isMyBeginning = position.streamTerm() == fromTerm && position.sequence() == base;
        boolean isKept = position.sequence() == state.sequence() || retained.containsKey(position.sequence() + 1);
        if (isMine && isKept) {
            peer.transfer = Optional.empty();
            peer.isFollowing = true;
            peer.sent = position.sequence();
            stored(node, position.sequence(), peer.isEager);
            more(peer);
        } else if (isMyBeginning && isKept) {
            peer.sent = base;
            outlet.send(node, new PeerMessage.Adopt(config.id(), config.epoch(), config.term(), fromTerm, base));
        } else if (peer.transfer.isEmpty() || moment.isPast(peer.progressNanos + AGAIN_NANOS)) {
            peer.isFollowing = false;
            peer.transfer = Optional.of(new Transfer(state));
            peer.progressNanos = moment.monotonicNanos;
            fill(peer);
        }
    }

    private void fill(Peer peer) {
        Transfer transfer = peer.transfer.orElseThrow();
        for (var part = transfer.next(config.id(), config.epoch(), config.term());
                part.isPresent();
                part = transfer.next(config.id(), config.epoch(), config.term())) {
            outlet.send(peer.node, part.get());
        }
    }

    void partTaken(String node, PeerMessage.PartTaken taken) {
        Peer peer = peers.get(node);
        if (peer != null
                && peer.transfer.filter(t -> t.sequence() == taken.sequence()).isPresent()) {
            peer.progressNanos = moment.monotonicNanos;
            peer.transfer.get().taken(taken.part());
            fill(peer);
        }
    }

    void stored(String node, long sequence, boolean isEager) {
        Peer peer = peers.get(node);
        if (peer == null) {
            return;
        }
        peer.isEager = isEager;
        peer.progressNanos = moment.monotonicNanos;
        boolean isFirst = !peer.isFollowing;
        if (isFirst) {
            peer.isFollowing = true;
            peer.transfer = Optional.empty();
            peer.sent = Math.max(sequence, peer.acked);
        }
        if (sequence > peer.acked || isFirst) {
            peer.acked = Math.max(peer.acked, sequence);
            advance();
        }
        more(peer);
        promote(peer);
    }

    /** Sends the next entries to a replica that has all that it was sent. */
    private void more(Peer peer) {
        if (!peer.isFollowing || peer.sent >= state.sequence() || peer.acked < peer.sent) {
            return;
        }
        List<Entry> batch = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : retained.tailMap(peer.sent, false).values()) {
            if (batch.size() == BATCH_ENTRIES || bytes > BATCH_BYTES) {
                break;
            }
            batch.add(entry);
            bytes += entry.operation().bytes();
        }
        if (!batch.isEmpty()) {
            peer.sent = batch.get(batch.size() - 1).sequence();
            send(peer, batch);
        }
    }

    /**
     * A replica that is nearly filled: from now on nothing is acknowledged without it, and when it has all that was
     * acknowledged before, the controllers hear that it holds everything.
     */
    private void promote(Peer peer) {
        if (peer.token.isEmpty() || !peer.isFollowing) {
            return;
        }
        if (state.sequence() - peer.acked <= CLOSE_ENTRIES) {
            peer.isRequired = true;
        }
        boolean isDue = peer.proposedNanos == Long.MIN_VALUE || moment.isPast(peer.proposedNanos + 3 * AGAIN_NANOS);
        if (peer.isRequired && peer.acked >= state.committed() && isDue) {
            peer.proposedNanos = moment.monotonicNanos;
            outlet.command(new RegistryCommand.Filled(config.id(), config.term(), peer.node, peer.token.get()));
        }
    }

    // ---- time

    void tick() {
        for (var expired = state.contents().expired(moment.epochNanos);
                expired.isPresent() && moment.isServing;
                expired = state.contents().expired(moment.epochNanos)) {
            SectionId section = expired.get();
            append(Entry.Origin.SERVICE, 0, new Operation.Expire(section));
        }
        advance();
        for (Peer peer : List.copyOf(peers.values())) {
            promote(peer);
            if (peer.isFollowing && peer.toldCommitted < state.committed()) {
                send(peer, List.of());
            }
            boolean isSilent = peer.acked < state.sequence() && moment.isPast(peer.progressNanos + AGAIN_NANOS);
            if (isSilent && peer.isFollowing) {
                peer.progressNanos = moment.monotonicNanos;
                peer.sent = peer.acked;
                more(peer);
            } else if (isSilent && peer.transfer.isEmpty()) {
                peer.progressNanos = moment.monotonicNanos;
                outlet.send(peer.node, new PeerMessage.Probe(config.id(), config.epoch(), config.term()));
            }
        }
    }

    /** Changes that not every replica has. */
    long lag() {
        return state.sequence() - storedByAll();
    }
}
