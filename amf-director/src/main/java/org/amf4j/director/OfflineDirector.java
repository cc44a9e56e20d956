package org.amf4j.director;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.Query;
import org.amf4j.telemetry.FailoverRecorder;

/**
 * A director without a cluster: somebody else plays entries to it, and it answers what operators ask a running one. Not
 * thread-safe.
 */
public final class OfflineDirector {

    private final FailoverRecorder recorder = new FailoverRecorder(new SimpleMeterRegistry());
    private final EventHistory history = new EventHistory();
    private final Queries queries;
    private long appliedNanos;

    /** Answers about this director, of the cluster with this name. */
    public OfflineDirector(String cluster, Director director) {
        ControllerSettings settings = new ControllerSettings("", cluster, List.of(), List.of(), List.of());
        this.queries = new Queries(director, settings, recorder, history, new Recorded());
    }

    /** Remembers what the director has made of an entry, for questions about what has happened. */
    public void applied(LogEntry entry, Outcome outcome) {
        appliedNanos = entry.timestampNanos();
        recorder.applied(entry, outcome);
        history.note(entry, outcome);
    }

    /** The answer to a question, for instance {@code status} or {@code explain}. */
    public AdminReply answer(String kind, Map<String, String> arguments) {
        return queries.answer(
                "", Query.newBuilder().setKind(kind).putAllArguments(arguments).build());
    }

    /** The moment of the last entry is now, and nobody leads. */
    private final class Recorded implements Viewpoint {

        @Override
        public long nowNanos() {
            return appliedNanos;
        }

        @Override
        public List<String> keepers() {
            return List.of();
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }
    }
}
