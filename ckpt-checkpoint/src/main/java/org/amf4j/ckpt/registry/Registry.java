package org.amf4j.ckpt.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.ckpt.section.Refusal;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * Decides, on every controller alike, which checkpoints there are and who keeps them.
 *
 * <p>Promises: a node is among {@link Config#replicas} only if it holds every acknowledged write. The active replica
 * changes only to one of them, and is taken from a node only when that node's life is over, when the application says so,
 * or never. Every such change raises the term.
 */
public final class Registry {

    /** Most checkpoints in a cluster. */
    public static final int CHECKPOINTS_MAX = 10_000;

    private static final int FORMAT = 3;

    /** Without lives of agents that differ from those of their services. */
    private static final int SECOND_FORMAT = 2;

    /** Without keepers. */
    private static final int FIRST_FORMAT = 1;

    private final TreeMap<Long, Holding> holdings = new TreeMap<>();
    private final TreeMap<String, Long> idsByName = new TreeMap<>();
    private final Members members;
    private TreeMap<Long, TreeSet<String>> touched = new TreeMap<>();
    private long nowNanos;
    private long lastId;

    /**
     * A registry without checkpoints.
     *
     * @param controllers nodes that get replicas before others
     */
    public Registry(List<String> controllers) {
        this.members = new Members(controllers);
    }

    /**
     * Applies what the log says next.
     *
     * @param timeNanos of the log, never going back
     * @return the checkpoints that have changed, each with the nodes that it concerned before or concerns now
     */
    public TreeMap<Long, TreeSet<String>> apply(long timeNanos, RegistryInput input) {
        nowNanos = Math.max(nowNanos, timeNanos);
        touched = new TreeMap<>();
        switch (input) {
            case RegistryInput.Joined joined -> joined(joined.node(), joined.life());
            case RegistryInput.Left left -> members.end(left).ifPresent(this::leaveAll);
            case RegistryInput.Paused paused -> members.pause(paused).ifPresent(this::leaveAll);
            case RegistryInput.Returned back -> returned(back.node(), back.agentLife(), back.life());
            case RegistryInput.Request request -> request(request);
            case RegistryInput.Tick tick -> {}
        }
        forgetOverdue();
        touched.forEach(
                (id, nodes) -> Optional.ofNullable(holdings.get(id)).ifPresent(h -> nodes.addAll(h.concerned())));
        return touched;
    }

    private void touch(Holding holding) {
        touched.computeIfAbsent(holding.id, i -> new TreeSet<>()).addAll(holding.concerned());
    }

    // ---- members

    private void joined(String node, long life) {
        OptionalLong known = members.life(node);
        if (known.isPresent() && known.getAsLong() >= life) {
            return;
        }
        members.remove(node).ifPresent(this::leaveAll);
        enter(node, life, life);
    }

    private void enter(String node, long life, long agentLife) {
        members.add(node, life, agentLife);
        for (Holding holding : List.copyOf(holdings.values())) {
            refill(holding);
        }
    }

    private void returned(String node, long agentLife, long life) {
        if (members.isPaused(node, agentLife)) {
            enter(node, life, agentLife);
        }
    }

    private void leaveAll(String node) {
        for (Holding holding : List.copyOf(holdings.values())) {
            if (holding.concerned().contains(node)) {
                touch(holding);
                leave(holding, node);
            }
        }
    }

    private void leave(Holding holding, String node) {
        boolean wasOpen = holding.isOpenOn(node);
        holding.openings.keySet().removeIf(o -> o.node().equals(node));
        if (holding.isKeptBy(node)) {
            boolean wasActive = holding.active.filter(node::equals).isPresent();
            boolean wasLast = holding.replicas.remove(node) && holding.replicas.isEmpty();
            holding.joining.removeIf(j -> j.node().equals(node));
            holding.nextEpoch();
            if (wasActive) {
                holding.activate(holding.isActiveChosen() ? Optional.empty() : first(holding.replicas));
            }
            if (wasLast && holding.attributes.isDurable()) {
                holding.joining.clear(); // nobody can fill them
                holding.keepers.add(node);
            }
        }
        if (holding.replicas.isEmpty() && !holding.isAsleep()) {
            remove(holding);
            return;
        }
        if (wasOpen) {
            closed(holding);
        }
        refill(holding);
    }

    private static Optional<String> first(List<String> nodes) {
        return nodes.stream().findFirst();
    }

    /** Where there are fewer replicas than wanted, another node is filled. */
    private void refill(Holding holding) {
        if (holding.attributes.isCollocated() || holding.replicas.isEmpty() || !holdings.containsKey(holding.id)) {
            return;
        }
        int wanted = holding.attributes.replicas();
        for (String node : members.candidates(List.of())) {
            if (holding.replicas.size() + holding.joining.size() >= wanted) {
                return;
            }
            if (!holding.isKeptBy(node)) {
                join(holding, node);
            }
        }
    }

    private void join(Holding holding, String node) {
        touch(holding);
        holding.nextEpoch();
        holding.joining.add(new Config.Joiner(node, holding.epoch));
    }

    // ---- requests

    private void request(RegistryInput.Request request) {
        if (members.isNext(request)) {
            List<RegistryAnswer> answers = new ArrayList<>();
            request.commands().forEach(command -> answers.add(decide(request.node(), command)));
            members.answer(request, answers);
        }
    }

    private RegistryAnswer decide(String node, RegistryCommand command) {
        return switch (command) {
            case RegistryCommand.Open open -> open(node, open);
            case RegistryCommand.Close close -> close(node, close);
            case RegistryCommand.Unlink unlink -> unlink(unlink.name());
            case RegistryCommand.SetRetention set -> setRetention(set);
            case RegistryCommand.BecomeActive active -> becomeActive(node, active.id());
            case RegistryCommand.Attach attach -> attach(node, attach.id());
            case RegistryCommand.Filled filled -> filled(node, filled);
            case RegistryCommand.Offer offer -> offer(node, offer);
        };
    }

    private RegistryAnswer open(String node, RegistryCommand.Open open) {
        Optional<Refusal> problem = Names.problem(open.name(), open.attributes(), open.flags());
        if (problem.isPresent()) {
            return RegistryAnswer.refused(problem.get().status(), problem.get().text());
        }
        Long known = idsByName.get(open.name());
        if (known == null && open.attributes().isEmpty()) {
            return RegistryAnswer.refused(AisStatus.ERR_NOT_EXIST, "there is no checkpoint " + open.name());
        }
        if (known != null
                && open.attributes().isPresent()
                && !holdings.get(known).attributes.matches(open.attributes().get())) {
            return RegistryAnswer.refused(
                    AisStatus.ERR_EXIST,
                    open.name() + " exists with other attributes: " + holdings.get(known).attributes);
        }
        if (known == null && holdings.size() >= CHECKPOINTS_MAX) {
            return RegistryAnswer.refused(AisStatus.ERR_NO_RESOURCES, "there are " + CHECKPOINTS_MAX + " checkpoints");
        }
        if (known != null && holdings.get(known).isAsleep()) {
            return asleep(holdings.get(known));
        }
        Holding holding =
                known == null ? create(node, open.name(), open.attributes().orElseThrow()) : holdings.get(known);
        touch(holding);
        holding.openings.put(new Holding.Opening(node, open.opening()), open.flags());
        holding.deadlineNanos = Holding.NO_DEADLINE;
        if (holding.attributes.isCollocated() && !holding.isKeptBy(node)) {
            join(holding, node);
        }
        return RegistryAnswer.ok(holding.id);
    }

    private Holding create(String node, String name, CreationAttributes attributes) {
        Holding holding = new Holding(++lastId, name, attributes, nowNanos);
        holdings.put(holding.id, holding);
        idsByName.put(name, holding.id);
        holding.replicas.add(node);
        if (!attributes.isCollocated()) {
            members.candidates(List.of(node)).stream()
                    .skip(1)
                    .limit(attributes.replicas() - 1L)
                    .forEach(holding.replicas::add); // all are empty, and so equal
        }
        holding.active = holding.isActiveChosen() ? Optional.empty() : Optional.of(node);
        return holding;
    }

    private RegistryAnswer close(String node, RegistryCommand.Close close) {
        Holding holding = holdings.get(close.id());
        if (holding == null) {
            return RegistryAnswer.ok(close.id());
        }
        touch(holding);
        if (holding.openings.remove(new Holding.Opening(node, close.opening())) != null) {
            closed(holding);
            boolean isSpare = holding.attributes.isCollocated()
                    && !holding.isOpenOn(node)
                    && holding.active.filter(node::equals).isEmpty()
                    && holding.replicas.stream().anyMatch(n -> !n.equals(node));
            if (isSpare && holdings.containsKey(holding.id) && holding.isKeptBy(node)) {
                holding.replicas.remove(node);
                holding.joining.removeIf(j -> j.node().equals(node));
                holding.nextEpoch();
            }
        }
        return RegistryAnswer.ok(close.id());
    }

    /** An opening is gone: the last one starts the retention. */
    private void closed(Holding holding) {
        if (!holding.openings.isEmpty()) {
            return;
        }
        if (holding.isUnlinked) {
            remove(holding);
        } else {
            startRetention(holding);
        }
    }

    private void startRetention(Holding holding) {
        long retention = holding.attributes.retentionNanos();
        boolean isEndless = retention == CreationAttributes.FOREVER || nowNanos > Long.MAX_VALUE - retention;
        holding.deadlineNanos = isEndless ? Holding.NO_DEADLINE : nowNanos + retention;
    }

    private RegistryAnswer unlink(String name) {
        Long id = idsByName.remove(name);
        if (id == null) {
            return RegistryAnswer.refused(AisStatus.ERR_NOT_EXIST, "there is no checkpoint " + name);
        }
        Holding holding = holdings.get(id);
        touch(holding);
        holding.isUnlinked = true;
        if (holding.openings.isEmpty()) {
            remove(holding);
        }
        return RegistryAnswer.ok(id);
    }

    private RegistryAnswer setRetention(RegistryCommand.SetRetention set) {
        Holding holding = holdings.get(set.id());
        if (holding == null) {
            return gone();
        }
        if (holding.isUnlinked) {
            return RegistryAnswer.refused(AisStatus.ERR_BAD_OPERATION, "the checkpoint is unlinked");
        }
        if (set.nanos() < 0) {
            return RegistryAnswer.refused(AisStatus.ERR_INVALID_PARAM, "a retention cannot be negative");
        }
        touch(holding);
        holding.attributes = holding.attributes.withRetention(set.nanos());
        if (holding.openings.isEmpty()) {
            startRetention(holding);
        }
        return RegistryAnswer.ok(holding.id);
    }

    private RegistryAnswer becomeActive(String node, long id) {
        Holding holding = holdings.get(id);
        if (holding == null) {
            return gone();
        }
        if (!holding.isActiveChosen()) {
            return RegistryAnswer.refused(
                    AisStatus.ERR_BAD_OPERATION,
                    "the active replica can be chosen for collocated checkpoints whose writes do not wait for all");
        }
        if (holding.isAsleep()) {
            return asleep(holding);
        }
        boolean isHere = holding.active.filter(node::equals).isPresent();
        if (!isHere && !holding.isKeptBy(node)) {
            return RegistryAnswer.refused(AisStatus.ERR_TRY_AGAIN, "this node has no replica yet");
        }
        if (!isHere) {
            touch(holding);
            // Without an active replica nobody can fill one: whatever this node has counts.
            if (holding.joining.removeIf(j -> j.node().equals(node))) {
                holding.replicas.add(node);
            }
            holding.activate(Optional.of(node));
        }
        return RegistryAnswer.ok(id);
    }

    private RegistryAnswer attach(String node, long id) {
        Holding holding = holdings.get(id);
        if (holding == null) {
            return gone();
        }
        if (holding.isAsleep()) {
            return asleep(holding);
        }
        if (!holding.isKeptBy(node)) {
            join(holding, node);
        }
        return RegistryAnswer.ok(id);
    }

    private static RegistryAnswer asleep(Holding holding) {
        return RegistryAnswer.refused(
                AisStatus.ERR_TRY_AGAIN,
                "the content of " + holding.name + " is on the disk of " + String.join(", ", holding.keepers)
                        + ", which is not here; start it and try again");
    }

    /** A keeper is back: it has every acknowledged write, and fills the others. */
    private RegistryAnswer offer(String node, RegistryCommand.Offer offer) {
        Holding holding = holdings.get(offer.id());
        if (holding == null || !holding.name.equals(offer.name())) {
            return RegistryAnswer.refused(AisStatus.ERR_NOT_EXIST, "there is no such checkpoint any more");
        }
        if (!holding.keepers.contains(node)) {
            return RegistryAnswer.refused(AisStatus.ERR_EXIST, "others have what was written later");
        }
        holding.keepers.clear();
        holding.replicas.add(node);
        holding.activate(holding.isActiveChosen() ? Optional.empty() : Optional.of(node));
        touch(holding);
        refill(holding);
        return RegistryAnswer.ok(holding.id);
    }

    private RegistryAnswer filled(String node, RegistryCommand.Filled filled) {
        Holding holding = holdings.get(filled.id());
        if (holding == null) {
            return gone();
        }
        boolean isMeant = holding.term == filled.term()
                && holding.active.filter(node::equals).isPresent()
                && holding.joining.remove(new Config.Joiner(filled.node(), filled.token()));
        if (isMeant) {
            holding.replicas.add(filled.node());
            holding.nextEpoch();
            touch(holding);
        }
        return RegistryAnswer.ok(filled.id());
    }

    private static RegistryAnswer gone() {
        return RegistryAnswer.refused(AisStatus.ERR_BAD_HANDLE, "the checkpoint does not exist any more");
    }

    private void remove(Holding holding) {
        touch(holding);
        holdings.remove(holding.id);
        idsByName.remove(holding.name, holding.id);
    }

    private void forgetOverdue() {
        for (Holding holding : List.copyOf(holdings.values())) {
            if (holding.deadlineNanos <= nowNanos) {
                remove(holding);
            }
        }
    }

    // ---- what is asked

    /** When time alone changes something; nanoseconds since the epoch. */
    public OptionalLong nextDeadlineNanos() {
        return holdings.values().stream()
                .mapToLong(h -> h.deadlineNanos)
                .filter(d -> d != Holding.NO_DEADLINE)
                .min();
    }

    /** The life of a node that is part of the cluster. */
    public OptionalLong life(String node) {
        return members.life(node);
    }

    /** Number of the last request of a node that was answered. */
    public long answeredNumber(String node) {
        return members.answeredNumber(node);
    }

    /** What was answered to it. */
    public List<RegistryAnswer> answers(String node) {
        return members.answers(node);
    }

    /** What concerns a node. */
    public List<Config> configs(String node) {
        return holdings.values().stream()
                .filter(h -> h.concerned().contains(node))
                .map(Holding::config)
                .toList();
    }

    /** What was decided about a checkpoint, if it concerns a node. */
    public Optional<Config> config(long id, String node) {
        return Optional.ofNullable(holdings.get(id))
                .filter(h -> h.concerned().contains(node))
                .map(Holding::config);
    }

    /** All checkpoints. */
    public List<CheckpointSummary> summaries() {
        return holdings.values().stream()
                .map(h -> new CheckpointSummary(
                        h.config(),
                        h.isUnlinked,
                        h.createdNanos,
                        h.openings.size(),
                        h.count(OpenFlag.READ),
                        h.count(OpenFlag.WRITE),
                        List.copyOf(h.keepers)))
                .toList();
    }

    // ---- memory

    /** Everything that it remembers. */
    public byte[] toBytes() {
        WireWriter out = new WireWriter();
        out.number(FORMAT).number(nowNanos).number(lastId);
        members.write(out);
        out.all(holdings.values(), h -> h.write(out));
        return out.toBytes();
    }

    /** Remembers what was kept, and nothing else. */
    public void restore(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        long format = in.number();
        if (format < FIRST_FORMAT || format > FORMAT) {
            throw new IllegalArgumentException("the registry of checkpoints was written by another version");
        }
        nowNanos = in.number();
        lastId = in.number();
        members.read(in, format > SECOND_FORMAT);
        holdings.clear();
        idsByName.clear();
        in.all(() -> Holding.read(in, format > FIRST_FORMAT)).forEach(h -> {
            holdings.put(h.id, h);
            if (!h.isUnlinked) {
                idsByName.put(h.name, h.id);
            }
        });
        in.end();
    }
}
