package org.amf4j.director;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ControllerReport;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.recorder.snapshot.SnapshotTaking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the controllers remember after the same entries, and what their programs know. Whoever remembers something
 * else than the majority ends; of two that differ, the one that does not lead, because the other one's decisions have been
 * carried out. Used on the controller's thread only, except where it is said.
 */
final class Comparison {

    /** How often each tells the others, in nanoseconds: a lost message costs so much. */
    private static final long TELL_NANOS = 1_000_000_000;

    /** How long reports of all are waited for before those that have come decide. */
    private static final long WAIT_NANOS = 5_000_000_000L;

    /** A report of what a program knows counts for so long. */
    private static final long KNOWN_NANOS = 10_000_000_000L;

    private static final long AGAIN_NANOS = 2_000_000_000;

    /** Entries whose reports are kept. */
    private static final int ENTRIES_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

    private final Director director;
    private final Settings settings;
    private final BiConsumer<String, ClusterMessage> sender;
    private final Executor loop;
    private final TreeMap<Long, Round> rounds = new TreeMap<>();
    private final Map<String, Known> known = new LinkedHashMap<>();
    private Optional<SnapshotTaking> taking = Optional.empty();
    private ControllerReport own;
    private Long raisedNanos;
    private long toldNanos = System.nanoTime() - TELL_NANOS;

    /**
     * Among whom is compared.
     *
     * @param self this controller
     * @param controllers all controllers that remember something
     * @param interval they compare after the first entry of each so many indexes
     */
    record Settings(String self, List<String> controllers, int interval) {}

    /** Names the start of this program: another one has another, also in the same place. */
    static long newStart() {
        return new SecureRandom().nextLong() & Long.MAX_VALUE | 1;
    }

    /** What has been reported about one entry. */
    private static final class Round {
        private final Map<String, ByteString> digests = new TreeMap<>();
        private final long sinceNanos = System.nanoTime();
        private final Map<String, Long> toldNanos = new TreeMap<>();
    }

    private record Known(int rules, long start, long atNanos) {}

    /** Whom this controller is told to follow. */
    sealed interface Verdict {
        /** Nothing is to be done. */
        record Fine() implements Verdict {}

        /** This controller must end; why. */
        record MustEnd(String text) implements Verdict {}

        /** These events are to be proposed. */
        record Propose(List<Event> events) implements Verdict {}
    }

    Comparison(
            Director director,
            Settings settings,
            long start,
            BiConsumer<String, ClusterMessage> sender,
            Executor loop) {
        this.director = director;
        this.settings = settings;
        this.sender = sender;
        this.loop = loop;
        this.own = ControllerReport.newBuilder()
                .setRulesKnown(director.rulesKnown())
                .setStart(start)
                .build();
    }

    /** What names the starts of the controllers that have been heard lately. */
    Map<String, Long> starts() {
        Map<String, Long> starts = new TreeMap<>();
        known.forEach((controller, report) -> {
            if (System.nanoTime() - report.atNanos() <= KNOWN_NANOS && report.start() != 0) {
                starts.put(controller, report.start());
            }
        });
        return starts;
    }

    /** An entry is about to be applied: what has not been taken of a large memory by now is given up. */
    void before() {
        taking.ifPresent(SnapshotTaking::abandon);
        taking = Optional.empty();
    }

    /** An entry has been applied, and the one before had that index. */
    void applied(long indexBefore, long index) {
        boolean due = indexBefore / settings.interval() != index / settings.interval();
        if (!due || settings.controllers().size() < 2 || director.state().isEmpty()) {
            return;
        }
        if (DirectorSnapshot.modelObjects(director) > DirectorSnapshot.AT_ONCE_OBJECTS_MAX) {
            taking = Optional.of(
                    SnapshotTaking.begin(director, snapshot -> digest(index, snapshot), Comparison::cannotBeTaken));
        } else {
            DirectorSnapshot snapshot = DirectorSnapshot.of(director);
            Thread.ofPlatform().daemon().name("amf-comparison").start(() -> digest(index, snapshot));
        }
    }

    private static void cannotBeTaken(RuntimeException failure) {
        LOG.error("what is remembered cannot be compared", failure);
    }

    /** On any thread. */
    private void digest(long index, DirectorSnapshot snapshot) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(snapshot.toBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        loop.execute(() -> {
            own = own.toBuilder()
                    .setIndex(index)
                    .setMemoryDigest(ByteString.copyFrom(digest))
                    .build();
            note(settings.self(), own);
            tell();
        });
    }

    /** Another controller reports. */
    void received(String from, ControllerReport report) {
        if (settings.controllers().contains(from)) {
            note(from, report);
        }
    }

    private void note(String from, ControllerReport report) {
        known.put(from, new Known(report.getRulesKnown(), report.getStart(), System.nanoTime()));
        if (report.getIndex() > 0) {
            Round round = rounds.computeIfAbsent(report.getIndex(), i -> new Round());
            round.digests.put(from, report.getMemoryDigest());
            while (rounds.size() > ENTRIES_MAX) {
                rounds.pollFirstEntry();
            }
        }
    }

    private void tell() {
        toldNanos = System.nanoTime();
        ClusterMessage message =
                ClusterMessage.newBuilder().setControllerReport(own).build();
        settings.controllers().stream().filter(c -> !c.equals(settings.self())).forEach(c -> sender.accept(c, message));
    }

    /** To be called again and again: tells the others what is to be told, and looks what follows from what they say. */
    Verdict look(boolean leading, Optional<String> leader) {
        if (System.nanoTime() - toldNanos >= TELL_NANOS) {
            note(settings.self(), own);
            tell();
        }
        List<Event> events = new ArrayList<>();
        for (Map.Entry<Long, Round> entry : rounds.entrySet()) {
            Round round = entry.getValue();
            boolean complete = round.digests.size() == settings.controllers().size()
                    || System.nanoTime() - round.sinceNanos >= WAIT_NANOS;
            if (complete && round.digests.size() > 1) {
                ByteString right = right(round, leader);
                ByteString mine = round.digests.get(settings.self());
                if (mine != null && !mine.equals(right)) {
                    return new Verdict.MustEnd("what this controller remembers after entry " + entry.getKey()
                            + " differs from what the majority of " + round.digests.keySet() + " does. Keep its folder"
                            + " for a report; started again it begins with its last memory on disk, and ends again if"
                            + " that differs, too: then see 'A controller that has lost its log' in docs/operating.md");
                }
                if (leading) {
                    compared(entry.getKey(), round, right).forEach(events::add);
                }
            }
        }
        if (leading) {
            raise().ifPresent(events::add);
        }
        return events.isEmpty() ? new Verdict.Fine() : new Verdict.Propose(events);
    }

    /** What most remember; where as many remember something else, what the leader does. */
    private static ByteString right(Round round, Optional<String> leader) {
        Map<ByteString, Integer> votes = new LinkedHashMap<>();
        round.digests.forEach((controller, digest) ->
                votes.merge(digest, leader.filter(controller::equals).isPresent() ? 3 : 2, Integer::sum));
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    /** What the director is to be told of it. */
    private List<Event> compared(long index, Round round, ByteString right) {
        List<Event> events = new ArrayList<>();
        round.digests.forEach((controller, digest) -> {
            boolean agrees = digest.equals(right);
            boolean noted = director.state().orElseThrow().differing().contains(controller);
            if (agrees == noted && isTimeAgain(round.toldNanos.get(controller))) {
                round.toldNanos.put(controller, System.nanoTime());
                LOG.atWarn()
                        .addKeyValue("controller", controller)
                        .addKeyValue("entry", index)
                        .addKeyValue("agrees", agrees)
                        .log("memories were compared");
                String text = (agrees ? "agrees with" : "differs from") + " the majority after entry " + index;
                events.add(new Event.ControllerCompared(controller, agrees, text));
            }
        });
        return events;
    }

    /** The rules that all programs know, when they are later than those that hold. */
    private Optional<Event> raise() {
        int all = Integer.MAX_VALUE;
        for (String controller : settings.controllers()) {
            Known report = known.get(controller);
            if (report == null || System.nanoTime() - report.atNanos() > KNOWN_NANOS) {
                return Optional.empty();
            }
            all = Math.min(all, report.rules());
        }
        int version = all;
        boolean wanted = director.state().filter(s -> version > s.rules()).isPresent();
        if (!wanted || !isTimeAgain(raisedNanos)) {
            return Optional.empty();
        }
        raisedNanos = System.nanoTime();
        return Optional.of(new Event.RulesRaised(version));
    }

    /** What has been proposed may be lost, so it is proposed again after some time. */
    private static boolean isTimeAgain(Long atNanos) {
        return atNanos == null || System.nanoTime() - atNanos >= AGAIN_NANOS;
    }
}
