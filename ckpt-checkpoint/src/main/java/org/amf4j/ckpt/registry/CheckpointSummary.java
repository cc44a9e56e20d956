package org.amf4j.ckpt.registry;

import java.util.List;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * A checkpoint as operators see it.
 *
 * @param isUnlinked whether its name was taken away
 * @param createdNanos when, nanoseconds since the epoch
 * @param keepers who has its content on disk, while nobody who has it is here
 */
public record CheckpointSummary(
        Config config,
        boolean isUnlinked,
        long createdNanos,
        int openers,
        int readers,
        int writers,
        List<String> keepers) {

    public CheckpointSummary {
        keepers = List.copyOf(keepers);
    }

    /** Writes it. */
    public void write(WireWriter out) {
        config.write(out);
        out.flag(isUnlinked)
                .number(createdNanos)
                .number(openers)
                .number(readers)
                .number(writers)
                .all(keepers, out::text);
    }

    /** Reads one. */
    public static CheckpointSummary read(WireReader in) {
        return new CheckpointSummary(
                Config.read(in), in.flag(), in.number(), in.count(), in.count(), in.count(), in.all(in::text));
    }
}
