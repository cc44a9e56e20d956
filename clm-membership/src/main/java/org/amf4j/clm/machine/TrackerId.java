package org.amf4j.clm.machine;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names a subscriber that is asked in steps. It lives no longer than the life of the agent that it belongs to.
 *
 * @param agent name of the agent
 * @param incarnation the life of the agent
 * @param number chosen by the agent
 */
public record TrackerId(String agent, long incarnation, long number) implements Comparable<TrackerId> {

    /** The availability management framework itself: it is asked first and answers when the node's work has gone. */
    public static final TrackerId FRAMEWORK = new TrackerId("", 0, 0);

    private static final Comparator<TrackerId> ORDER = Comparator.comparing(TrackerId::agent)
            .thenComparingLong(TrackerId::incarnation)
            .thenComparingLong(TrackerId::number);

    public TrackerId {
        Objects.requireNonNull(agent, "agent");
    }

    @Override
    public int compareTo(TrackerId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return equals(FRAMEWORK) ? "AMF" : agent + "/" + incarnation + "/" + number;
    }
}
