package org.amf4j.ckpt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.amf4j.ckpt.desk.RegistryDesk;
import org.amf4j.ckpt.message.PeerCodec;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.Caller;
import org.amf4j.ckpt.node.CheckpointNode;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.ckpt.node.Effect;
import org.amf4j.ckpt.node.MemoryReplicaStore;
import org.amf4j.ckpt.node.SavedReplica;
import org.amf4j.ckpt.registry.RegistryInput;

/**
 * Nodes with checkpoints in virtual time: messages take a moment and can get lost, nodes crash, the network splits. The
 * log is one list, applied by each controller after a moment; who cannot reach a majority of the controllers neither leads
 * nor keeps its lease.
 */
final class SimulatedCluster {

    static final long MILLI = 1_000_000;

    /** When the clock of the epoch begins. */
    static final long EPOCH = 1_700_000_000_000_000_000L;

    private static final long TICK = 10 * MILLI;
    private static final long LEASE = 1_000 * MILLI;
    /** A node that cannot be reached is taken out after its lease is over. */
    private static final long LOSS = 1_300 * MILLI;

    private static final long PROVEN_LOSS = 100 * MILLI;

    private final Random random;
    private final List<String> controllers;
    private final TreeMap<String, Machine> machines = new TreeMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final List<Logged> log = new ArrayList<>();
    private final Map<String, Long> lastArrival = new HashMap<>();
    private final List<BiPredicate<String, PeerMessage>> losses = new ArrayList<>();
    private Optional<String> leader = Optional.empty();
    private long now;
    private long order;
    private long lives;
    private double lossRate;
    private long delayMax = MILLI / 2;

    private record Due(long at, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private record Logged(long timeNanos, List<RegistryInput> inputs) {}

    /** A node's machine. */
    private static final class Machine {
        private final String name;
        private final MemoryReplicaStore store = new MemoryReplicaStore();
        private CheckpointNode node;
        private RegistryDesk desk;
        private long life;
        private boolean isUp;
        private boolean isPaused;
        private boolean isMember;
        private int applied;
        private long leaseUntil;
        private long lastReachable;
        private long group;
        private long lastRequest;
        private Optional<String> toldLeader = Optional.empty();
        private final Map<Long, Answer> answers = new HashMap<>();
        private final List<Effect.Changed> changes = new ArrayList<>();
        private final List<Effect.Space> space = new ArrayList<>();

        Machine(String name) {
            this.name = name;
        }
    }

    SimulatedCluster(long seed, int nodes) {
        random = new Random(seed);
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            names.add("n" + i);
            machines.put("n" + i, new Machine("n" + i));
        }
        controllers = names.subList(0, Math.min(3, nodes));
        names.forEach(this::boot);
        after(TICK, this::tick);
        run(1_000);
    }

    // ---- time

    private void after(long nanos, Runnable action) {
        queue.add(new Due(now + nanos, order++, action));
    }

    void run(long millis) {
        long end = now + millis * MILLI;
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            Due due = queue.poll();
            now = due.at();
            due.action().run();
        }
        now = end;
    }

    long nowNanos() {
        return now;
    }

    long epochNanos() {
        return EPOCH + now;
    }

    private void tick() {
        elect();
        for (Machine machine : machines.values()) {
            if (machine.isUp && !machine.isPaused) {
                lease(machine);
                time(machine);
                perform(machine, machine.node.tick());
                if (machine.desk != null) {
                    machine.desk.look(epochNanos());
                    if (reachesMajority(machine)) {
                        catchUp(machine, settled());
                    }
                }
            }
        }
        lookForLosses();
        after(TICK, this::tick);
    }

    private void time(Machine machine) {
        machine.node.now(now, epochNanos(), machine.isMember && machine.leaseUntil > now);
    }

    private void lease(Machine machine) {
        if (machine.isMember && machine.leaseUntil <= now) {
            nextLife(machine); // whoever has slept finds out before anything else
        }
        if (reachesMajority(machine)) {
            machine.leaseUntil = now + LEASE;
        }
    }

    private void nextLife(Machine machine) {
        machine.isMember = false;
        machine.life = ++lives;
        perform(machine, machine.node.restart(machine.life));
    }

    private boolean reachesMajority(Machine machine) {
        long reached = controllers.stream()
                .map(machines::get)
                .filter(c -> c.isUp && !c.isPaused && c.group == machine.group)
                .count();
        return 2 * reached > controllers.size();
    }

    // ---- the log

    private void elect() {
        boolean isLeaderFine = leader.map(machines::get)
                .filter(m -> m.isUp && !m.isPaused && reachesMajority(m))
                .isPresent();
        if (isLeaderFine) {
            return;
        }
        leader.map(machines::get).filter(m -> m.isUp).ifPresent(m -> m.desk.follow());
        leader = controllers.stream()
                .map(machines::get)
                .filter(m -> m.isUp && !m.isPaused && reachesMajority(m))
                .map(m -> m.name)
                .findFirst();
        leader.map(machines::get).ifPresent(m -> {
            catchUp(m, log.size());
            m.desk.lead();
            machines.values().forEach(n -> n.lastReachable = now);
        });
    }

    private void tellLeader(Machine machine) {
        if (!machine.toldLeader.equals(leader)) {
            machine.toldLeader = leader;
            time(machine);
            perform(machine, machine.node.leaderIs(leader));
        }
    }

    private void propose(Machine proposer, List<RegistryInput> inputs) {
        boolean isLeading = leader.filter(proposer.name::equals).isPresent() && reachesMajority(proposer);
        if (!isLeading) {
            after(TICK, () -> {
                if (proposer.desk != null) {
                    proposer.desk.lost();
                }
            });
            return;
        }
        List<RegistryInput> copied = new ArrayList<>();
        for (RegistryInput input : inputs) {
            copied.add(RegistryInput.of(RegistryInput.toBytes(input)));
        }
        log.add(new Logged(epochNanos(), copied));
        int length = log.size();
        for (String name : controllers) {
            Machine controller = machines.get(name);
            after(2 * MILLI + delay(), () -> {
                if (controller.isUp && !controller.isPaused && reachesMajority(controller)) {
                    catchUp(controller, length);
                }
            });
        }
    }

    /** How much of the log everybody who can be reached has by now. */
    private int settled() {
        int length = log.size();
        while (length > 0 && log.get(length - 1).timeNanos() > epochNanos() - TICK) {
            length--;
        }
        return length;
    }

    private void catchUp(Machine controller, int length) {
        while (controller.applied < length) {
            Logged entry = log.get(controller.applied++);
            controller.desk.applied(controller.applied, entry.timeNanos(), entry.inputs());
        }
    }

    private void lookForLosses() {
        Optional<Machine> leading = leader.map(machines::get);
        if (leading.isEmpty()) {
            return;
        }
        for (Machine machine : machines.values()) {
            boolean isReachable = machine.isUp && !machine.isPaused && machine.group == leading.get().group;
            long known = leading.get().desk.registry().life(machine.name).orElse(-1);
            if (isReachable) {
                machine.lastReachable = now;
                tellLeader(machine);
            }
            boolean isProven = !machine.isUp && now - machine.lastReachable > PROVEN_LOSS;
            if (known >= 0 && (isProven || now - machine.lastReachable > LOSS)) {
                propose(leading.get(), List.of(new RegistryInput.Left(machine.name, known)));
            } else if (isReachable && known != machine.life && machine.leaseUntil > now) {
                join(leading.get(), machine, known);
            }
        }
    }

    private void join(Machine leading, Machine machine, long known) {
        List<RegistryInput> inputs = new ArrayList<>();
        if (known >= 0) {
            inputs.add(new RegistryInput.Left(machine.name, known));
        }
        inputs.add(new RegistryInput.Joined(machine.name, machine.life));
        machine.isMember = true;
        propose(leading, inputs);
    }

    // ---- the network

    private long delay() {
        return 1_000 + (long) (random.nextDouble() * delayMax);
    }

    private void send(Machine from, String to, PeerMessage message) {
        Machine target = machines.get(to);
        boolean isLost = losses.stream().anyMatch(l -> l.test(from.name + ">" + to, message));
        if (isLost || !from.name.equals(to) && random.nextDouble() < lossRate) {
            return;
        }
        byte[] bytes = PeerCodec.toBytes(message);
        String way = from.name + ">" + to;
        boolean overtakes = lossRate > 0 && message.isRepeated() && random.nextDouble() < lossRate;
        long arrival = Math.max(now + delay(), overtakes ? 0 : lastArrival.getOrDefault(way, 0L) + 1);
        lastArrival.merge(way, arrival, Math::max);
        long life = target.life;
        after(arrival - now, () -> {
            if (target.isUp && from.isUp && target.group == from.group && target.life == life) {
                arrive(from, target, PeerCodec.of(bytes));
            }
        });
    }

    private void arrive(Machine from, Machine target, PeerMessage message) {
        if (target.isPaused) {
            after(TICK, () -> arrive(from, target, message));
            return;
        }
        if (target.desk != null) {
            target.desk.received(from.name, message);
        }
        time(target);
        perform(target, target.node.received(from.name, message));
    }

    private void perform(Machine machine, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> send(machine, send.node(), send.message());
                case Effect.Reply reply ->
                    Optional.ofNullable(machine.answers.remove(reply.caller().request()))
                            .ifPresent(a -> {
                                a.answeredAt = now;
                                a.reply = Optional.of(reply);
                            });
                case Effect.Changed changed -> machine.changes.add(changed);
                case Effect.Space space -> machine.space.add(space);
            }
        }
    }

    // ---- what tests do

    Answer call(String name, long session, ClientCall call, long timeoutMillis) {
        return calls(name, session, List.of(call), timeoutMillis).getFirst();
    }

    /** Calls that come in at once. */
    List<Answer> calls(String name, long session, List<ClientCall> calls, long timeoutMillis) {
        Machine machine = machines.get(name);
        List<CheckpointNode.Arrival> arrivals = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (ClientCall call : calls) {
            Answer answer = new Answer();
            answer.askedAt = now;
            answers.add(answer);
            if (machine.isUp) {
                long request = ++machine.lastRequest;
                machine.answers.put(request, answer);
                Caller caller = new Caller(session, request, now + timeoutMillis * MILLI);
                arrivals.add(new CheckpointNode.Arrival(caller, call));
            }
        }
        if (machine.isUp) {
            time(machine);
            perform(machine, machine.node.called(arrivals));
        }
        return answers;
    }

    void endSession(String name, long session) {
        Machine machine = machines.get(name);
        time(machine);
        perform(machine, machine.node.sessionEnded(session));
    }

    void boot(String name) {
        Machine machine = machines.get(name);
        machine.life = ++lives;
        machine.node = new CheckpointNode(name, machine.life, machine.store);
        machine.isUp = true;
        machine.isPaused = false;
        machine.isMember = false;
        machine.toldLeader = Optional.empty();
        machine.leaseUntil = 0;
        machine.answers.clear();
        machine.changes.clear();
        machine.space.clear();
        if (controllers.contains(name)) {
            machine.applied = 0;
            machine.desk = new RegistryDesk(
                    controllers,
                    (to, message) -> send(machine, to, message),
                    input -> propose(machine, List.of(input)));
            catchUp(machine, log.size());
        }
    }

    void crash(String name) {
        machines.get(name).isUp = false;
        if (leader.filter(name::equals).isPresent()) {
            leader = Optional.empty();
        }
    }

    void pause(String name) {
        machines.get(name).isPaused = true;
    }

    void resume(String name) {
        machines.get(name).isPaused = false;
    }

    boolean isUp(String name) {
        return machines.get(name).isUp;
    }

    boolean isRunning(String name) {
        return machines.get(name).isUp && !machines.get(name).isPaused;
    }

    /** Splits the network: these nodes on one side, all others on the other. */
    void cut(String... names) {
        machines.values().forEach(m -> m.group = List.of(names).contains(m.name) ? 1 : 0);
    }

    void heal() {
        machines.values().forEach(m -> m.group = 0);
    }

    /** Loses so much, and of what is repeated lets as much overtake. */
    void lose(double rate) {
        lossRate = rate;
    }

    void delays(long maxNanos) {
        delayMax = maxNanos;
    }

    /** Loses messages that this holds for, {@code from>to}. */
    void loseWhere(BiPredicate<String, PeerMessage> which) {
        losses.add(which);
    }

    void loseNothing() {
        losses.clear();
        lossRate = 0;
    }

    List<Effect.Changed> changes(String name) {
        return machines.get(name).changes;
    }

    List<Effect.Space> space(String name) {
        return machines.get(name).space;
    }

    /** The replicas that a node keeps on its disk. */
    List<SavedReplica> onDisk(String name) {
        return machines.get(name).store.load();
    }

    CheckpointNode node(String name) {
        return machines.get(name).node;
    }

    RegistryDesk leader() {
        return machines.get(leader.orElseThrow()).desk;
    }

    String leaderName() {
        return leader.orElseThrow();
    }

    List<String> names() {
        return List.copyOf(machines.keySet());
    }

    /** Where everybody stands, for messages of failed tests. */
    String describe() {
        StringBuilder text = new StringBuilder("at " + now / MILLI + " ms, leader " + leader + ": ");
        machines.values()
                .forEach(m -> text.append(m.name)
                        .append(m.isUp ? " up" : " down")
                        .append(m.isPaused ? " paused" : "")
                        .append(m.isMember ? " member" : "")
                        .append(" life ")
                        .append(m.life)
                        .append(m.desk == null ? "" : " applied " + m.applied)
                        .append(
                                leader.isEmpty()
                                        ? ""
                                        : " known as " + leader().registry().life(m.name))
                        .append("; "));
        return text.append(log.size())
                .append(" entries; ")
                .append(leader.isEmpty() ? "" : leader().registry().summaries())
                .toString();
    }

    /** The checksums of all replicas that the controllers count on, by node. */
    Map<String, Long> checksums(long id) {
        Map<String, Long> sums = new LinkedHashMap<>();
        leader().registry().summaries().stream()
                .filter(s -> s.config().id() == id)
                .flatMap(s -> new TreeSet<>(s.config().replicas()).stream())
                .forEach(n -> sums.put(n, node(n).checksum(id).orElse(-1)));
        return sums;
    }
}
