package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;

/** Reads when a component's life-cycle commands began and how long they took, from the lines that the agent keeps. Stateless. */
final class CommandNotes {
    private static final Pattern NOTE =
            Pattern.compile("(?m)^-- (\\S+) (\\S+) run \\d+: (.*), took ([0-9]+\\.[0-9]) ms$");
    private static final String SUCCESS = "exit code 0";

    private CommandNotes() {}

    /**
     * A command that has ended.
     *
     * @param kind for instance {@code INSTANTIATE}
     * @param beganAtNanos in nanoseconds since 1970
     * @param tookNanos from its beginning to its end
     * @param ending how it ended, for instance {@code exit code 0}
     * @param printed by it, and by what earlier ones have left running
     */
    record Note(String kind, long beganAtNanos, long tookNanos, String ending, String printed) {
        long endedAtNanos() {
            return beganAtNanos + tookNanos;
        }

        boolean succeeded() {
            return ending.equals(SUCCESS);
        }
    }

    /** The commands of the kind that began after the instant and have ended, in their order. */
    static List<Note> since(Path logs, Dn component, String kind, long sinceNanos) {
        return printed(logs, component, kind).stream()
                .flatMap(text -> parse(text).stream())
                .filter(note -> note.kind().equals(kind) && note.beganAtNanos() >= sinceNanos)
                .toList();
    }

    /** How often a text was printed by the commands of the kind, and by what they have left running. */
    static long timesPrinted(Path logs, Dn component, String kind, String text) {
        Pattern wanted = Pattern.compile(text, Pattern.LITERAL);
        return printed(logs, component, kind).stream()
                .mapToLong(part -> wanted.matcher(part).results().count())
                .sum();
    }

    private static List<String> printed(Path logs, Dn component, String kind) {
        try {
            return KeptOutput.read(logs, component, Map.of(), KeptOutput.BYTES_MAX).stream()
                    .filter(part -> part.command().equals(kind))
                    .map(KeptOutput.Part::text)
                    .toList();
        } catch (IOException e) {
            throw HostLab.cannot("cannot read the output of " + component + " in " + logs, e);
        }
    }

    /** All notes in what a command and its processes have printed. */
    static List<Note> parse(String text) {
        List<Note> notes = new ArrayList<>();
        Matcher note = NOTE.matcher(text);
        int end = 0;
        while (note.find()) {
            Instant began = Instant.parse(note.group(1));
            notes.add(new Note(
                    note.group(2),
                    TimeUnit.SECONDS.toNanos(began.getEpochSecond()) + began.getNano(),
                    Math.round(Double.parseDouble(note.group(4)) * TimeUnit.MILLISECONDS.toNanos(1)),
                    note.group(3),
                    text.substring(end, note.start()).strip()));
            end = note.end();
        }
        return notes;
    }
}
