package org.amf4j.ckpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;

/**
 * What writers and readers saw of sections that have one writer each, which writes the numbers 1, 2, 3 and so on. Then an
 * acknowledged write is lost, or two are exchanged, exactly if somebody sees too low a number.
 */
final class History {

    private final Map<String, List<Write>> writes = new TreeMap<>();
    private final Map<String, List<Read>> reads = new TreeMap<>();

    private record Write(long number, Answer answer) {}

    private record Read(String reader, long from, long to, long number) {}

    void wrote(String section, long number, Answer answer) {
        writes.computeIfAbsent(section, s -> new ArrayList<>()).add(new Write(number, answer));
    }

    void read(String section, String reader, Answer answer, long number) {
        reads.computeIfAbsent(section, s -> new ArrayList<>())
                .add(new Read(reader, answer.askedAt, answer.answeredAt, number));
    }

    int acknowledged() {
        return (int) writes.values().stream()
                .flatMap(List::stream)
                .filter(History::isAcknowledged)
                .count();
    }

    private static boolean isAcknowledged(Write write) {
        return write.answer().reply.filter(r -> r.status() == AisStatus.OK).isPresent();
    }

    /** What is wrong, in sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        reads.forEach((section, seen) -> {
            List<Write> made = writes.getOrDefault(section, List.of());
            for (Read read : seen) {
                long least = made.stream()
                        .filter(w -> isAcknowledged(w) && w.answer().answeredAt < read.from())
                        .mapToLong(Write::number)
                        .max()
                        .orElse(0);
                long most = made.stream()
                        .filter(w -> w.answer().askedAt <= read.to())
                        .mapToLong(Write::number)
                        .max()
                        .orElse(0);
                if (read.number() < least || read.number() > most) {
                    problems.add("%s: %s read %d at %d to %d ms, acknowledged before was %d, asked for was %d"
                            .formatted(
                                    section,
                                    read.reader(),
                                    read.number(),
                                    read.from() / 1_000_000,
                                    read.to() / 1_000_000,
                                    least,
                                    most));
                }
            }
            backwards(section, seen, problems);
        });
        return problems;
    }

    /** A read that began after another one had ended must not see less. */
    private static void backwards(String section, List<Read> seen, List<String> problems) {
        List<Read> byEnd = new ArrayList<>(seen);
        byEnd.sort((a, b) -> Long.compare(a.to(), b.to()));
        List<Read> byStart = new ArrayList<>(seen);
        byStart.sort((a, b) -> Long.compare(a.from(), b.from()));
        int ended = 0;
        Read highest = null;
        for (Read read : byStart) {
            while (ended < byEnd.size() && byEnd.get(ended).to() < read.from()) {
                Read candidate = byEnd.get(ended++);
                highest = highest == null || candidate.number() > highest.number() ? candidate : highest;
            }
            if (highest != null && read.number() < highest.number()) {
                problems.add("%s: %s read %d at %d ms after %s had read %d at %d ms"
                        .formatted(
                                section,
                                read.reader(),
                                read.number(),
                                read.from() / 1_000_000,
                                highest.reader(),
                                highest.number(),
                                highest.to() / 1_000_000));
            }
        }
    }
}
