package org.amf4j.ckpt.registry;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * Who keeps a checkpoint, as decided by the controllers.
 *
 * @param id names the checkpoint for ever; its name may be given to another one
 * @param epoch rises with every decision about the replicas
 * @param term the epoch in which the active replica became active
 * @param active the node of the active replica
 * @param replicas the nodes that hold every acknowledged write, in the order in which they succeed
 * @param joining the nodes that are being filled
 */
public record Config(
        long id,
        String name,
        CreationAttributes attributes,
        long epoch,
        long term,
        Optional<String> active,
        List<String> replicas,
        List<Joiner> joining) {

    /**
     * A node that is being filled.
     *
     * @param token names this attempt; what is said of an earlier one does not count
     */
    public record Joiner(String node, long token) {}

    public Config {
        replicas = List.copyOf(replicas);
        joining = List.copyOf(joining);
    }

    /** Whether a node has a replica, filled or not. */
    public boolean isKeptBy(String node) {
        return replicas.contains(node)
                || joining.stream().anyMatch(j -> j.node().equals(node));
    }

    /** Whether this node's replica is the active one. */
    public boolean isActive(String node) {
        return active.isPresent() && active.get().equals(node);
    }

    /** Writes it. */
    public void write(WireWriter out) {
        out.number(id).text(name);
        writeAttributes(out, attributes);
        out.number(epoch).number(term).text(active.orElse(""));
        out.all(replicas, out::text);
        out.all(joining, j -> out.text(j.node()).number(j.token()));
    }

    /** Reads one. */
    public static Config read(WireReader in) {
        return new Config(
                in.number(),
                in.text(),
                readAttributes(in),
                in.number(),
                in.number(),
                Optional.of(in.text()).filter(n -> !n.isEmpty()),
                in.all(in::text),
                in.all(() -> new Joiner(in.text(), in.number())));
    }

    static void writeAttributes(WireWriter out, CreationAttributes a) {
        out.number(a.creationFlags())
                .flag(a.isDurable())
                .number(a.replicas())
                .number(a.sizeMax())
                .number(a.retentionNanos())
                .number(a.sectionsMax())
                .number(a.sectionBytesMax())
                .number(a.sectionIdBytesMax());
    }

    static CreationAttributes readAttributes(WireReader in) {
        int flags = in.count();
        return new CreationAttributes(
                org.amf4j.api.ckpt.WriteMode.ofFlags(flags),
                (flags & org.amf4j.api.ckpt.WriteMode.COLLOCATED_FLAG) != 0,
                in.flag(),
                in.count(),
                in.number(),
                in.number(),
                in.count(),
                in.count(),
                in.count());
    }
}
