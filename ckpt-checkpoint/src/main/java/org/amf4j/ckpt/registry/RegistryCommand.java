package org.amf4j.ckpt.registry;

import java.util.Optional;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** What a node asks the controllers to decide. */
public sealed interface RegistryCommand {

    /** Opens a checkpoint, and creates it where the flags say so. */
    record Open(long opening, String name, Optional<CreationAttributes> attributes, int flags)
            implements RegistryCommand {}

    /** Ends an opening. */
    record Close(long id, long opening) implements RegistryCommand {}

    /** Takes a name away. */
    record Unlink(String name) implements RegistryCommand {}

    /** Changes how long a checkpoint is kept. */
    record SetRetention(long id, long nanos) implements RegistryCommand {}

    /** Makes the asking node's replica the active one. */
    record BecomeActive(long id) implements RegistryCommand {}

    /** Wants a replica on the asking node. */
    record Attach(long id) implements RegistryCommand {}

    /** The active replica says that another one holds everything. */
    record Filled(long id, long term, String node, long token) implements RegistryCommand {}

    /** The asking node has the content of a durable checkpoint on its disk, from an earlier life. */
    record Offer(long id, String name) implements RegistryCommand {}

    /** Writes it. */
    default void write(WireWriter out) {
        switch (this) {
            case Open open -> {
                out.number(1).number(open.opening()).text(open.name()).number(open.flags());
                out.flag(open.attributes().isPresent());
                open.attributes().ifPresent(a -> Config.writeAttributes(out, a));
            }
            case Close close -> out.number(2).number(close.id()).number(close.opening());
            case Unlink unlink -> out.number(3).text(unlink.name());
            case SetRetention set -> out.number(4).number(set.id()).number(set.nanos());
            case BecomeActive active -> out.number(5).number(active.id());
            case Attach attach -> out.number(6).number(attach.id());
            case Filled filled ->
                out.number(7)
                        .number(filled.id())
                        .number(filled.term())
                        .text(filled.node())
                        .number(filled.token());
            case Offer offer -> out.number(8).number(offer.id()).text(offer.name());
        }
    }

    /** Reads one. */
    static RegistryCommand read(WireReader in) {
        int kind = in.count();
        return switch (kind) {
            case 1 -> {
                long opening = in.number();
                String name = in.text();
                int flags = in.count();
                yield new Open(
                        opening, name, in.flag() ? Optional.of(Config.readAttributes(in)) : Optional.empty(), flags);
            }
            case 2 -> new Close(in.number(), in.number());
            case 3 -> new Unlink(in.text());
            case 4 -> new SetRetention(in.number(), in.number());
            case 5 -> new BecomeActive(in.number());
            case 6 -> new Attach(in.number());
            case 7 -> new Filled(in.number(), in.number(), in.text(), in.number());
            case 8 -> new Offer(in.number(), in.text());
            default -> throw new IllegalArgumentException("unknown command " + kind);
        };
    }
}
