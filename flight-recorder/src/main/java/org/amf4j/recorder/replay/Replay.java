package org.amf4j.recorder.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.protocol.cluster.RecordedEntry;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.recorder.ring.Decisions;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.ring.Segment;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.recorder.snapshot.SnapshotException;

/**
 * Plays a recording to a director of its own. The same recording gives the same result, whatever the machine and the time.
 * Not thread-safe.
 */
public final class Replay {

    /** Differences that are listed; more are only counted. */
    public static final int DIFFERENCES_MAX = 100;

    private final Recording recording;
    private final Collection<? extends RedundancyModel> models;
    private final Listener listener;
    private final List<Difference> differences = new ArrayList<>();
    private long played;

    /** Who watches: told of each entry played. */
    public interface Listener {

        /** A director begins with what the recording says it remembered. */
        default void begins(Segment segment, Director director) {}

        /** It has applied an entry. */
        default void applied(LogEntry entry, Outcome outcome) {}
    }

    /**
     * An entry that this version decides otherwise.
     *
     * @param index of the entry
     * @param text a sentence
     */
    public record Difference(long index, String text) {}

    /**
     * What came of a replay.
     *
     * @param director after the last entry played
     * @param entries how many were played
     * @param differences where this version decided otherwise than the recorded one did, the first hundred
     * @param forgotten fields of the recorded memory that this version does not have
     */
    public record Result(Director director, long entries, List<Difference> differences, List<String> forgotten) {
        public Result {
            differences = List.copyOf(differences);
            forgotten = List.copyOf(forgotten);
        }
    }

    /** A replay of this recording to directors that know these models. */
    public Replay(Recording recording, Collection<? extends RedundancyModel> models, Listener listener) {
        this.recording = recording;
        this.models = models;
        this.listener = listener;
    }

    /**
     * Plays from the last base before an entry up to and including it; the shortest way to the state at that moment.
     *
     * @throws RecordingException when the recording does not reach that far, or cannot be played
     */
    public Result until(long index) throws RecordingException {
        Segment segment = segmentBefore(index);
        DirectorSnapshot.Restored restored = restore(segment);
        play(segment, restored.director(), index);
        return new Result(restored.director(), played, differences, restored.forgotten());
    }

    /**
     * Plays everything from the first base up to and including an entry. Where a later base is the direct continuation, the
     * memory must be the same as the one recorded.
     *
     * @throws RecordingException when the recording does not reach that far, or cannot be played
     */
    public Result wholeUntil(long index) throws RecordingException {
        Segment last = segmentBefore(index);
        DirectorSnapshot.Restored restored = restore(recording.segments().getFirst());
        for (Segment segment : recording.segments()) {
            boolean continues = segment.lostBefore() == 0;
            if (played > 0 && !continues) {
                restored = restore(segment);
            } else if (played > 0) {
                compare(segment, restored.director());
            }
            play(segment, restored.director(), index);
            if (segment == last) {
                break;
            }
        }
        return new Result(restored.director(), played, differences, restored.forgotten());
    }

    private Segment segmentBefore(long index) throws RecordingException {
        if (recording.segments().isEmpty()) {
            throw new RecordingException("nothing is recorded of " + recording.node());
        }
        String range = "the recording of " + recording.node() + " has the state after entry " + recording.firstIndex()
                + " and the entries up to " + recording.lastIndex();
        Segment segment = recording
                .segmentOf(index)
                .orElseThrow(() -> new RecordingException(range + "; entry " + index + " is before that"));
        if (index > recording.lastIndex()) {
            throw new RecordingException(range + "; entry " + index + " is after that");
        }
        int next = recording.segments().indexOf(segment) + 1;
        if (index > segment.lastIndex() && next < recording.segments().size()) {
            Segment later = recording.segments().get(next);
            if (later.lostBefore() > 0) {
                throw new RecordingException("the recording of " + recording.node() + " lacks entries between "
                        + segment.lastIndex() + " and " + later.baseIndex() + ": the disk was too slow or failed");
            }
        }
        return segment;
    }

    private DirectorSnapshot.Restored restore(Segment segment) throws RecordingException {
        try {
            var restored = DirectorSnapshot.restore(segment.base().getMemory().toByteArray(), models);
            listener.begins(segment, restored.director());
            return restored;
        } catch (SnapshotException e) {
            throw new RecordingException(
                    segment.name() + ", recorded by version " + segment.base().getVersion() + ": " + e.getMessage(), e);
        }
    }

    private void play(Segment segment, Director director, long until) throws RecordingException {
        for (RecordedEntry recorded : segment.entries()) {
            if (recorded.getIndex() > until) {
                return;
            }
            LogEntry entry = entry(segment, recorded);
            Outcome outcome = apply(director, entry);
            played++;
            if (Decisions.checksum(outcome) != recorded.getDecisions()) {
                differ(
                        entry.index(),
                        "this version decides otherwise than version "
                                + segment.base().getVersion() + " did");
            }
            listener.applied(entry, outcome);
        }
    }

    private static Outcome apply(Director director, LogEntry entry) throws RecordingException {
        try {
            return director.apply(entry);
        } catch (RuntimeException e) {
            throw new RecordingException("a rule of the director is broken by entry " + entry.index() + ": " + e, e);
        }
    }

    /** A recorded entry as the director is told it. */
    static LogEntry entry(Segment segment, RecordedEntry recorded) throws RecordingException {
        try {
            byte[] payload = recorded.getPayload().toByteArray();
            return new LogEntry(recorded.getIndex(), recorded.getTimestampNanos(), ClusterCodec.decode(payload));
        } catch (MalformedMessageException e) {
            throw new RecordingException(
                    segment.name() + ", entry " + recorded.getIndex() + ", cannot be read: " + e.getMessage(), e);
        }
    }

    private void compare(Segment segment, Director director) {
        byte[] recorded = segment.base().getMemory().toByteArray();
        if (!Arrays.equals(recorded, DirectorSnapshot.of(director).toBytes())) {
            differ(
                    segment.baseIndex(),
                    "after it this version remembers something else than version "
                            + segment.base().getVersion() + " did");
        }
    }

    private void differ(long index, String text) {
        if (differences.size() < DIFFERENCES_MAX) {
            differences.add(new Difference(index, text));
        }
    }
}
