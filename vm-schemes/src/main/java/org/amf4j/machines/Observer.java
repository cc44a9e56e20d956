package org.amf4j.machines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.admin.network.NetworkLab;

/**
 * What a client in the guests' network sees: who answers when, and since which boot. Two copies of a machine would answer in
 * turn, so a boot that answers again after another one has is a copy. Thread-safe.
 */
final class Observer implements AutoCloseable {

    /** Answers of one guest that are remembered: a quarter of an hour's. */
    private static final int ANSWERS_MAX = 10_000;

    private final Map<String, Seen> seen = new HashMap<>();
    private final Process probe;

    /** What was seen of one guest. */
    private static final class Seen {
        private final List<String> boots = new ArrayList<>();
        private final List<Long> firstAnswers = new ArrayList<>();
        private final List<Long> lastAnswers = new ArrayList<>();
        private final ArrayDeque<Long> answers = new ArrayDeque<>();
        private int copies;
        private long number;
        private int goneBack;
    }

    /**
     * A guest came back.
     *
     * @param outageNanos from the last answer of the boot before to its first one
     * @param backAtNanos instant of its first answer
     */
    record Return(long outageNanos, long backAtNanos) {}

    /** Without a probe: what it would print is handed to {@link #heard}. */
    Observer() {
        this.probe = null;
    }

    private Observer(Process probe) {
        this.probe = probe;
    }

    /** Begins to ask from the network of a node; see {@link GuestProbe} for the questions. */
    static Observer start(NetworkLab networks, String node, List<String> questions) throws IOException {
        List<String> words = new ArrayList<>(networks.in(
                node,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                GuestProbe.class.getName()));
        words.addAll(questions);
        Process probe = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Observer observer = new Observer(probe);
        Thread reader = new Thread(observer::read, "observer");
        reader.setDaemon(true);
        reader.start();
        return observer;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(probe.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            // The probe was ended.
        }
    }

    /** A line of the probe: who was asked, when it has answered, which boot of it, and the number that it has counted to, if it counts. */
    synchronized void heard(String line) {
        String[] words = line.split(" ");
        Seen guest = seen.computeIfAbsent(words[0], address -> new Seen());
        long atNanos = Long.parseLong(words[1]);
        guest.answers.add(atNanos);
        if (guest.answers.size() > ANSWERS_MAX) {
            guest.answers.remove();
        }
        if (words.length > 3) {
            long number = Long.parseLong(words[3]);
            guest.goneBack += number > guest.number ? 0 : 1;
            guest.number = number;
        }
        int last = guest.boots.size() - 1;
        int boot = guest.boots.indexOf(words[2]);
        if (boot < 0) {
            guest.boots.add(words[2]);
            guest.firstAnswers.add(atNanos);
            guest.lastAnswers.add(atNanos);
        } else {
            if (boot < last) {
                guest.copies++;
            }
            guest.lastAnswers.set(boot, atNanos);
        }
    }

    /** Whether the guest has answered since the instant. */
    synchronized boolean hasAnswered(String address, long sinceNanos) {
        return Stream.ofNullable(seen.get(address))
                .flatMap(guest -> guest.lastAnswers.stream())
                .anyMatch(at -> at >= sinceNanos);
    }

    /** The first answer of a new boot after the instant. */
    synchronized Optional<Return> returned(String address, long sinceNanos) {
        Seen guest = seen.get(address);
        if (guest == null || guest.boots.size() < 2) {
            return Optional.empty();
        }
        int last = guest.boots.size() - 1;
        long back = guest.firstAnswers.get(last);
        return back < sinceNanos
                ? Optional.empty()
                : Optional.of(new Return(back - guest.lastAnswers.get(last - 1), back));
    }

    /** The longest time between two answers of which the later one came after the instant; 0 when there are none. */
    synchronized long longestGapNanos(String address, long sinceNanos) {
        long longest = 0;
        long before = Long.MAX_VALUE;
        for (long at : seen.getOrDefault(address, new Seen()).answers) {
            if (at >= sinceNanos && before != Long.MAX_VALUE) {
                longest = Math.max(longest, at - before);
            }
            before = at;
        }
        return longest;
    }

    /** The latest boot of a guest; empty before its first answer. */
    synchronized String boot(String address) {
        Seen guest = seen.get(address);
        return guest == null ? "" : guest.boots.get(guest.boots.size() - 1);
    }

    /** The latest number of one that counts; 0 before its first answer. */
    synchronized long number(String address) {
        Seen guest = seen.get(address);
        return guest == null ? 0 : guest.number;
    }

    /** How often the number of one that counts was not above the one before. */
    synchronized int numbersGoneBack(String address) {
        Seen guest = seen.get(address);
        return guest == null ? 0 : guest.goneBack;
    }

    /** How often a boot answered after a later one had. */
    synchronized int copies() {
        return seen.values().stream().mapToInt(guest -> guest.copies).sum();
    }

    @Override
    public void close() {
        if (probe != null) {
            probe.destroyForcibly();
        }
    }
}
