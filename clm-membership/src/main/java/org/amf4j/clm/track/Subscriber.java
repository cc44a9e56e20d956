package org.amf4j.clm.track;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.Dn;

/** One session that asks for the membership. */
final class Subscriber {

    final long number;
    Optional<TrackFlags> flags = Optional.empty();

    /** Steps that wait for its answer, and the nodes that they are about. */
    final TreeMap<Long, Dn> asked = new TreeMap<>();

    /** Nodes about whose change under way it was asked. */
    final TreeSet<Dn> concerned = new TreeSet<>();

    /** Whether the node has been a member while it was here. */
    boolean wasMember;

    /** Whether the node has left since. */
    boolean stale;

    Subscriber(long number) {
        this.number = number;
    }

    int steps() {
        return flags.map(TrackFlags::steps).orElse(0);
    }

    /** The change of a node has come to its end; returns whether it was asked about it. */
    boolean ended(Dn node) {
        asked.values().removeIf(node::equals);
        return concerned.remove(node);
    }
}
