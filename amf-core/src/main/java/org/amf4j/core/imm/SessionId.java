package org.amf4j.core.imm;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names the session of a process with its agent. It lives no longer than the life of the agent.
 *
 * @param agent name of the agent
 * @param incarnation the life of the agent
 * @param number chosen by the agent
 */
public record SessionId(String agent, long incarnation, long number) implements Comparable<SessionId> {

    /** Who operates the cluster and has no session; it ends never, and holds nothing. */
    public static final SessionId OPERATOR = new SessionId("", 0, 0);

    private static final Comparator<SessionId> ORDER = Comparator.comparing(SessionId::agent)
            .thenComparingLong(SessionId::incarnation)
            .thenComparingLong(SessionId::number);

    public SessionId {
        Objects.requireNonNull(agent, "agent");
    }

    @Override
    public int compareTo(SessionId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return agent + "/" + incarnation + "/" + number;
    }
}
