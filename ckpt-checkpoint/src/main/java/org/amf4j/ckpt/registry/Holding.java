package org.amf4j.ckpt.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** What the registry knows of one checkpoint. Changed by the registry only. */
final class Holding {

    /** An opening: the node it is on, and its number there. */
    record Opening(String node, long number) implements Comparable<Opening> {
        @Override
        public int compareTo(Opening other) {
            int nodes = node.compareTo(other.node);
            return nodes != 0 ? nodes : Long.compare(number, other.number);
        }
    }

    static final long NO_DEADLINE = Long.MAX_VALUE;

    final long id;
    final String name;
    final long createdNanos;
    CreationAttributes attributes;
    boolean isUnlinked;
    long epoch = 1;
    long term = 1;
    Optional<String> active = Optional.empty();
    final List<String> replicas = new ArrayList<>();
    final List<Config.Joiner> joining = new ArrayList<>();

    /** Who has every acknowledged write on its disk, while nobody of them is here; empty while there are replicas. */
    final TreeSet<String> keepers = new TreeSet<>();

    /** Opening to its flags. */
    final TreeMap<Opening, Integer> openings = new TreeMap<>();
    /** When it goes, as nobody has it open. */
    long deadlineNanos = NO_DEADLINE;

    Holding(long id, String name, CreationAttributes attributes, long createdNanos) {
        this.id = id;
        this.name = name;
        this.attributes = attributes;
        this.createdNanos = createdNanos;
    }

    Config config() {
        return new Config(id, name, attributes, epoch, term, active, replicas, joining);
    }

    boolean isAsynchronous() {
        return attributes.mode() != WriteMode.ALL_REPLICAS;
    }

    /** Whether only the application says who is active. */
    boolean isActiveChosen() {
        return attributes.isCollocated() && isAsynchronous();
    }

    /** Nodes that must know of it. */
    TreeSet<String> concerned() {
        TreeSet<String> nodes = new TreeSet<>(replicas);
        joining.forEach(j -> nodes.add(j.node()));
        openings.keySet().forEach(o -> nodes.add(o.node()));
        return nodes;
    }

    /** Whether its content is on disks only. */
    boolean isAsleep() {
        return !keepers.isEmpty();
    }

    boolean isOpenOn(String node) {
        return openings.keySet().stream().anyMatch(o -> o.node().equals(node));
    }

    boolean isKeptBy(String node) {
        return replicas.contains(node)
                || joining.stream().anyMatch(j -> j.node().equals(node));
    }

    int count(OpenFlag flag) {
        return (int) openings.values().stream().filter(flag::isIn).count();
    }

    /** Another decision about the replicas. */
    void nextEpoch() {
        epoch++;
    }

    /** Another active replica, or none. */
    void activate(Optional<String> node) {
        epoch++;
        active = node;
        term = epoch;
    }

    void write(WireWriter out) {
        config().write(out);
        out.number(createdNanos).flag(isUnlinked).number(deadlineNanos);
        out.all(
                openings.entrySet(),
                o -> out.text(o.getKey().node()).number(o.getKey().number()).number(o.getValue()));
        out.all(keepers, out::text);
    }

    /** Reads one; before there were durable checkpoints, there were no keepers. */
    static Holding read(WireReader in, boolean hasKeepers) {
        Config config = Config.read(in);
        Holding holding = new Holding(config.id(), config.name(), config.attributes(), in.number());
        holding.epoch = config.epoch();
        holding.term = config.term();
        holding.active = config.active();
        holding.replicas.addAll(config.replicas());
        holding.joining.addAll(config.joining());
        holding.isUnlinked = in.flag();
        holding.deadlineNanos = in.number();
        in.all(() -> holding.openings.put(new Opening(in.text(), in.number()), in.count()));
        if (hasKeepers) {
            holding.keepers.addAll(in.all(in::text));
        }
        return holding;
    }
}
