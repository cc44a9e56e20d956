package org.amf4j.ckpt.section;

import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionState;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * A section's content at one moment. Never changed: a change makes another one.
 *
 * @param data its bytes; not changed by anybody
 * @param expirationNanos when it goes, nanoseconds since the epoch
 * @param lastUpdateNanos when it was changed last, nanoseconds since the epoch
 */
public record Section(byte[] data, long expirationNanos, long lastUpdateNanos) {

    /** Writes several. */
    public static void write(WireWriter out, Map<SectionId, Section> sections) {
        out.all(
                sections.entrySet(),
                s -> out.bytes(s.getKey().bytes())
                        .bytes(s.getValue().data())
                        .number(s.getValue().expirationNanos())
                        .number(s.getValue().lastUpdateNanos()));
    }

    /** Reads several. */
    public static TreeMap<SectionId, Section> readAll(WireReader in) {
        TreeMap<SectionId, Section> sections = new TreeMap<>();
        in.all(() -> sections.put(SectionId.of(in.bytes()), new Section(in.bytes(), in.number(), in.number())));
        return sections;
    }

    /** What is said of it. */
    public SectionDescriptor describe(SectionId id) {
        return new SectionDescriptor(id, expirationNanos, data.length, SectionState.VALID, lastUpdateNanos);
    }
}
