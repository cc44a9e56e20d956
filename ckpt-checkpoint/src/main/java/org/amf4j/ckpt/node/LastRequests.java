package org.amf4j.ckpt.node;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Entry;

/**
 * Which requests are part of a replica's content: of each node the last one, and which before it are not. Equal at equal
 * places of the order, so that a new active replica knows a request that comes again.
 */
final class LastRequests {

    /** How many missing numbers of a node are remembered; older ones count as done. */
    static final int HOLES_MAX = 4_096;

    private final TreeMap<String, Last> byNode = new TreeMap<>();

    private static final class Last {
        private final long life;
        private long number;
        private final TreeSet<Long> holes = new TreeSet<>();

        Last(long life) {
            this.life = life;
        }
    }

    /** An entry is part of the content now. */
    void note(Entry entry) {
        if (entry.origin().node().isEmpty()) {
            return;
        }
        Last last = byNode.get(entry.origin().node());
        if (last == null || last.life != entry.origin().life()) {
            last = new Last(entry.origin().life());
            byNode.put(entry.origin().node(), last);
        }
        for (long missing = Math.max(last.number + 1, entry.number() - HOLES_MAX);
                missing < entry.number();
                missing++) {
            last.holes.add(missing);
        }
        while (last.holes.size() > HOLES_MAX) {
            last.holes.pollFirst();
        }
        last.number = entry.number();
    }

    /** The last number of a node's life that is part of the content; 0 when there is none. */
    long last(String node, long life) {
        return Optional.ofNullable(byNode.get(node))
                .filter(l -> l.life == life)
                .map(l -> l.number)
                .orElse(0L);
    }

    /** Whether a number below the last one is not part of the content. */
    boolean isHole(String node, long number) {
        return Optional.ofNullable(byNode.get(node))
                .map(l -> l.holes.contains(number))
                .orElse(false);
    }

    List<PeerMessage.LastOf> all() {
        return byNode.entrySet().stream()
                .map(e -> new PeerMessage.LastOf(
                        e.getKey(), e.getValue().life, e.getValue().number, List.copyOf(e.getValue().holes)))
                .toList();
    }

    void replace(List<PeerMessage.LastOf> all) {
        byNode.clear();
        for (PeerMessage.LastOf of : all) {
            Last last = new Last(of.life());
            last.number = of.last();
            last.holes.addAll(of.holes());
            byNode.put(of.node(), last);
        }
    }
}
