package org.amf4j.ckpt.node;

import java.util.List;
import java.util.TreeMap;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Section;

/** What has come of a transfer so far. */
final class Incoming {

    private final long term;
    private final long sequence;
    private final List<PeerMessage.LastOf> origins;
    private final TreeMap<SectionId, Section> sections = new TreeMap<>();
    private int next;

    Incoming(PeerMessage.Filling first) {
        term = first.term();
        sequence = first.sequence();
        origins = first.origins();
    }

    /** Adds a part; false when it is not the next one of this transfer. */
    boolean add(PeerMessage.Filling part) {
        if (part.term() != term || part.sequence() != sequence || part.part() != next) {
            return false;
        }
        next++;
        sections.putAll(part.sections());
        return true;
    }

    List<PeerMessage.LastOf> origins() {
        return origins;
    }

    TreeMap<SectionId, Section> sections() {
        return sections;
    }
}
