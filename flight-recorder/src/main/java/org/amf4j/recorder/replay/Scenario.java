package org.amf4j.recorder.replay;

import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReports;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.recorder.ring.Decisions;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.ring.Segment;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.recorder.snapshot.SnapshotException;

/**
 * A recorded story as a text that people read and a test plays: what the director was told, what it decided, and how things
 * are in the end.
 *
 * <p>Lines: {@code #} comments; {@code base} the memory at the beginning, when there is one; {@code entry INDEX at NANOS};
 * {@code tell} an event in the text form of its message; {@code ->} a decision; {@code =} how it is in the end. A test plays
 * the first kinds and expects the last two.
 *
 * @param comments what is said at the top
 * @param base the memory at the beginning; empty for a director that knows nothing
 * @param entries what it was told
 */
public record Scenario(List<String> comments, byte[] base, List<LogEntry> entries) {

    private static final String TITLE = "# amf4j recorded scenario, format 1";
    private static final int BASE_LINE_BYTES = 90;

    public Scenario {
        comments = List.copyOf(comments);
        entries = List.copyOf(entries);
    }

    /** The part of a segment up to an entry; a base that knows nothing is left out. */
    public static Scenario of(Segment segment, long until) throws RecordingException {
        List<LogEntry> entries = new ArrayList<>();
        for (var recorded : segment.entries()) {
            if (recorded.getIndex() <= until) {
                entries.add(Replay.entry(segment, recorded));
            }
        }
        byte[] base = segment.baseIndex() < 0
                ? new byte[0]
                : segment.base().getMemory().toByteArray();
        String origin = "# recorded by version " + segment.base().getVersion() + " on "
                + segment.base().getNode() + " of " + segment.base().getCluster();
        return new Scenario(List.of(origin), base, entries);
    }

    /**
     * Reads a text; what it says of decisions and of the end is not looked at.
     *
     * @throws RecordingException names the line that is wrong
     */
    public static Scenario parse(String text) throws RecordingException {
        return new Parser().parse(text.lines().toList());
    }

    /**
     * Plays the scenario and writes it down anew, with what this version decides.
     *
     * @throws RecordingException when the memory at the beginning cannot be read, or a rule of the director is broken
     */
    public String play(Collection<? extends RedundancyModel> models) throws RecordingException {
        Director director = new Director(models);
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        comments.forEach(c -> text.append(c).append('\n'));
        if (base.length > 0) {
            director = restore(models);
            String coded = Base64.getEncoder().encodeToString(base);
            for (int at = 0; at < coded.length(); at += BASE_LINE_BYTES) {
                int end = Math.min(coded.length(), at + BASE_LINE_BYTES);
                text.append("base ").append(coded, at, end).append('\n');
            }
        }
        for (LogEntry entry : entries) {
            text.append("\nentry ")
                    .append(entry.index())
                    .append(" at ")
                    .append(entry.timestampNanos())
                    .append('\n');
            for (Event event : entry.events()) {
                String told =
                        TextFormat.printer().emittingSingleLine(true).printToString(ClusterCodec.toMessage(event));
                text.append("tell ").append(told.strip()).append('\n');
            }
            decisions(director, entry)
                    .forEach(line -> text.append("-> ").append(line).append('\n'));
        }
        text.append('\n');
        director.state()
                .ifPresent(s ->
                        end(s).forEach(line -> text.append("= ").append(line).append('\n')));
        return text.toString();
    }

    private Director restore(Collection<? extends RedundancyModel> models) throws RecordingException {
        try {
            return DirectorSnapshot.restore(base, models).director();
        } catch (SnapshotException e) {
            throw new RecordingException("the scenario's base cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> decisions(Director director, LogEntry entry) throws RecordingException {
        Outcome outcome;
        try {
            outcome = director.apply(entry);
        } catch (RuntimeException e) {
            throw new RecordingException("a rule of the director is broken by entry " + entry.index() + ": " + e, e);
        }
        return Decisions.lines(outcome);
    }

    private static List<String> end(ClusterState state) {
        ClusterReport report = ClusterReports.of(state);
        List<String> lines = new ArrayList<>();
        report.assignments().forEach(a -> lines.add(a.si() + " on " + a.su() + " " + a.ha()));
        report.components().forEach(c -> lines.add(c.dn() + " " + c.presence() + " " + c.operational()));
        return lines;
    }

    /** Reads the lines of a text, one after the other. */
    private static final class Parser {
        private final List<String> comments = new ArrayList<>();
        private final StringBuilder base = new StringBuilder();
        private final List<LogEntry> entries = new ArrayList<>();
        private List<Event> events = new ArrayList<>();
        private long index;
        private long timestampNanos;
        private boolean inEntry;

        Scenario parse(List<String> lines) throws RecordingException {
            if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
                throw new RecordingException("line 1: a scenario begins with '" + TITLE + "'");
            }
            for (int number = 1; number < lines.size(); number++) {
                try {
                    line(lines.get(number));
                } catch (IllegalArgumentException | TextFormat.ParseException | MalformedMessageException e) {
                    throw new RecordingException("line " + (number + 1) + ": " + e.getMessage(), e);
                }
            }
            endEntry();
            try {
                return new Scenario(comments, Base64.getDecoder().decode(base.toString()), entries);
            } catch (IllegalArgumentException e) {
                throw new RecordingException("the base is not written in Base64: " + e.getMessage(), e);
            }
        }

        private void line(String line) throws TextFormat.ParseException, MalformedMessageException {
            String[] words = line.split(" ", 2);
            String rest = words.length == 2 ? words[1] : "";
            switch (words[0]) {
                case "", "->", "=" -> {}
                case "#" -> comments.add(line);
                case "base" -> base.append(rest);
                case "entry" -> {
                    endEntry();
                    String[] numbers = rest.split(" at ", 2);
                    if (numbers.length != 2) {
                        throw new IllegalArgumentException("'" + line + "' is not of the form 'entry INDEX at NANOS'");
                    }
                    index = Long.parseLong(numbers[0]);
                    timestampNanos = Long.parseLong(numbers[1]);
                    inEntry = true;
                }
                case "tell" -> {
                    var message = org.amf4j.protocol.cluster.Event.newBuilder();
                    TextFormat.merge(rest, message);
                    events.add(ClusterCodec.fromMessage(message.build()));
                }
                default -> throw new IllegalArgumentException("'" + words[0] + "' begins no line of a scenario");
            }
        }

        private void endEntry() {
            if (inEntry) {
                entries.add(new LogEntry(index, timestampNanos, events));
                events = new ArrayList<>();
            }
        }
    }
}
