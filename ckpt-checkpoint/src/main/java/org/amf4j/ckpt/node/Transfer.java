package org.amf4j.ckpt.node;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Section;

/** The way of one moment's content to another replica, part by part. */
final class Transfer {

    /** About how many bytes a part has; one section more at most. */
    static final int PART_BYTES = 256 * 1024;

    /** How many parts may be under way. */
    static final int PARTS_MAX = 8;

    private static final int SECTION_BYTES = 64;

    private final long sequence;
    private final long committed;
    private final List<PeerMessage.LastOf> origins;
    private final Iterator<Map.Entry<SectionId, Section>> rest;
    private int next;
    private int taken;
    private boolean isOver;

    Transfer(ReplicaState state) {
        sequence = state.sequence();
        committed = state.committed();
        origins = state.requests().all();
        rest = state.contents().all().entrySet().iterator();
    }

    /** The place that it brings the other one to. */
    long sequence() {
        return sequence;
    }

    void taken(int part) {
        taken = Math.max(taken, part + 1);
    }

    /** The next part, if one may be sent. */
    Optional<PeerMessage.Filling> next(long id, long epoch, long term) {
        if (isOver || next - taken >= PARTS_MAX) {
            return Optional.empty();
        }
        TreeMap<SectionId, Section> sections = new TreeMap<>();
        int bytes = 0;
        while (rest.hasNext() && bytes < PART_BYTES) {
            var entry = rest.next();
            sections.put(entry.getKey(), entry.getValue());
            bytes += entry.getValue().data().length + SECTION_BYTES;
        }
        isOver = !rest.hasNext();
        int part = next++;
        return Optional.of(new PeerMessage.Filling(
                id, epoch, term, sequence, committed, part, isOver, part == 0 ? origins : List.of(), sections));
    }
}
