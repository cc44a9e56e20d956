package org.amf4j.ckpt.node;

import java.util.List;
import java.util.Map;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Section;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * A replica as it was kept: a content, and the changes after it.
 *
 * @param id of the checkpoint
 * @param name of the checkpoint
 * @param term whose order it is a beginning of, changes included
 * @param sequence of the last change that is part of the content
 * @param origins the last requests that are part of the content
 * @param sections the content
 * @param entries the changes after it, in their order
 */
public record SavedReplica(
        long id,
        String name,
        long term,
        long sequence,
        List<PeerMessage.LastOf> origins,
        Map<SectionId, Section> sections,
        List<Entry> entries) {

    public SavedReplica {
        origins = List.copyOf(origins);
        entries = List.copyOf(entries);
    }

    /** The same with these changes, as a beginning of this term's order. */
    public SavedReplica with(long otherTerm, List<Entry> all) {
        return new SavedReplica(id, name, otherTerm, sequence, origins, sections, all);
    }

    /** Writes it, but for its changes. */
    public void write(WireWriter out) {
        out.number(id).text(name).number(term).number(sequence);
        out.all(origins, o -> o.write(out));
        Section.write(out, sections);
    }

    /** Reads one, without changes. */
    public static SavedReplica read(WireReader in) {
        long id = in.number();
        String name = in.text();
        long term = in.number();
        long sequence = in.number();
        var origins = in.all(() -> PeerMessage.LastOf.read(in));
        return new SavedReplica(id, name, term, sequence, origins, Section.readAll(in), List.of());
    }
}
