package org.amf4j.ckpt.section;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** One change of a checkpoint's sections, done whole or not at all. */
public sealed interface Operation {

    /** Bytes into sections. */
    record Write(List<SectionWrite> elements) implements Operation {
        public Write {
            elements = List.copyOf(elements);
        }
    }

    /** Another content. */
    record Overwrite(SectionId section, byte[] data) implements Operation {}

    /** A section more. */
    record Create(SectionId section, long expirationNanos, byte[] data) implements Operation {}

    /** A section less. */
    record Delete(SectionId section) implements Operation {}

    /** Another time to go. */
    record SetExpiration(SectionId section, long expirationNanos) implements Operation {}

    /** Its time has come. */
    record Expire(SectionId section) implements Operation {}

    /** About how many bytes it holds. */
    default int bytes() {
        int fixed = 64;
        return switch (this) {
            case Write write -> {
                int sum = fixed;
                for (SectionWrite element : write.elements()) {
                    sum += element.data().length + fixed;
                }
                yield sum;
            }
            case Overwrite overwrite -> fixed + overwrite.data().length;
            case Create create -> fixed + create.data().length;
            case Delete delete -> fixed;
            case SetExpiration expiration -> fixed;
            case Expire expire -> fixed;
        };
    }

    /** Writes it. */
    default void write(WireWriter out) {
        switch (this) {
            case Write write ->
                out.number(1)
                        .all(
                                write.elements(),
                                e -> out.bytes(e.section().bytes())
                                        .number(e.offset())
                                        .bytes(e.data()));
            case Overwrite o -> out.number(2).bytes(o.section().bytes()).bytes(o.data());
            case Create c ->
                out.number(3)
                        .bytes(c.section().bytes())
                        .number(c.expirationNanos())
                        .bytes(c.data());
            case Delete d -> out.number(4).bytes(d.section().bytes());
            case SetExpiration s -> out.number(5).bytes(s.section().bytes()).number(s.expirationNanos());
            case Expire e -> out.number(6).bytes(e.section().bytes());
        }
    }

    /** Reads one. */
    static Operation read(WireReader in) {
        int kind = in.count();
        return switch (kind) {
            case 1 ->
                new Write(new ArrayList<>(
                        in.all(() -> new SectionWrite(SectionId.of(in.bytes()), in.count(), in.bytes()))));
            case 2 -> new Overwrite(SectionId.of(in.bytes()), in.bytes());
            case 3 -> new Create(SectionId.of(in.bytes()), in.number(), in.bytes());
            case 4 -> new Delete(SectionId.of(in.bytes()));
            case 5 -> new SetExpiration(SectionId.of(in.bytes()), in.number());
            case 6 -> new Expire(SectionId.of(in.bytes()));
            default -> throw new IllegalArgumentException("unknown operation " + kind);
        };
    }
}
