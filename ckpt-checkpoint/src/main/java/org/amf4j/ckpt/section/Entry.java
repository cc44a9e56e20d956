package org.amf4j.ckpt.section;

import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * One change in the order that the active replica has given.
 *
 * @param sequence its place, rising by one
 * @param origin whose request it was; {@link Origin#SERVICE} when the service did it itself
 * @param number of the request among those of its origin to this checkpoint
 * @param timeNanos when it was decided, nanoseconds since the epoch
 * @param operation what is done
 */
public record Entry(long sequence, Origin origin, long number, long timeNanos, Operation operation) {

    /**
     * A node in one of its lives, and the opening that asked.
     *
     * @param node its name
     * @param life its life
     * @param opening number of the opening on that node
     */
    public record Origin(String node, long life, long opening) {

        /** Nobody. */
        public static final Origin SERVICE = new Origin("", 0, 0);
    }

    /** Writes it. */
    public void write(WireWriter out) {
        out.number(sequence)
                .text(origin.node())
                .number(origin.life())
                .number(origin.opening())
                .number(number)
                .number(timeNanos);
        operation.write(out);
    }

    /** Reads one. */
    public static Entry read(WireReader in) {
        return new Entry(
                in.number(),
                new Origin(in.text(), in.number(), in.number()),
                in.number(),
                in.number(),
                Operation.read(in));
    }
}
