package org.amf4j.ckpt.registry;

import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * A checkpoint as operators see it.
 *
 * @param isUnlinked whether its name was taken away
 * @param createdNanos when, nanoseconds since the epoch
 */
public record CheckpointSummary(
        Config config, boolean isUnlinked, long createdNanos, int openers, int readers, int writers) {

    /** Writes it. */
    public void write(WireWriter out) {
        config.write(out);
        out.flag(isUnlinked)
                .number(createdNanos)
                .number(openers)
                .number(readers)
                .number(writers);
    }

    /** Reads one. */
    public static CheckpointSummary read(WireReader in) {
        return new CheckpointSummary(Config.read(in), in.flag(), in.number(), in.count(), in.count(), in.count());
    }
}
