package org.amf4j.core.reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/** The latest reasons by entity, bounded; the oldest go first. */
public final class ReasonBook {

    /** Reasons kept for one entity. */
    public static final int PER_SUBJECT_MAX = 16;

    private final Map<Dn, Deque<Dated>> bySubject = new LinkedHashMap<>();

    /**
     * A reason and its time.
     *
     * @param timestampNanos nanoseconds since the epoch
     * @param reason the reason
     */
    public record Dated(long timestampNanos, Reason reason) {}

    /** Adds reasons given at this time. */
    public void note(List<Reason> reasons, long timestampNanos) {
        for (Reason reason : reasons) {
            Deque<Dated> book = bySubject.computeIfAbsent(reason.subject(), s -> new ArrayDeque<>());
            if (!book.isEmpty() && book.getLast().reason().equals(reason)) {
                continue; // said already, and nothing else since
            }
            if (book.size() == PER_SUBJECT_MAX) {
                book.removeFirst();
            }
            book.addLast(new Dated(timestampNanos, reason));
        }
    }

    /** The reasons about the entity, oldest first. */
    public List<Dated> about(Dn subject) {
        return new ArrayList<>(bySubject.getOrDefault(subject, new ArrayDeque<>()));
    }
}
