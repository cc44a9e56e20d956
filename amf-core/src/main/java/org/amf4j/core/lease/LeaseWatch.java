package org.amf4j.core.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The leader's knowledge of when leases end. A life that has not asked for as long as a lease lasts is refused, here and by
 * the other controllers; from what they have granted before follows when its lease is over at the latest. Not thread-safe.
 */
public final class LeaseWatch {

    /** Part of a lease: whoever was asleep for longer, and so may only have missed the renewals, does not judge at once. */
    private static final int STALL_PART = 4;

    /** Part of a lease that is given after a sleep to whatever waits to be heard. */
    private static final int GRACE_PART = 3;

    /** Questions to the other controllers whose answers are still of interest. */
    private static final int ROUNDS_MAX = 32;

    private final String self;
    private final List<String> controllers;
    private final LeaseTimes times;
    private final GrantBook book;
    private final Map<String, Suspect> suspects = new TreeMap<>();
    private final Map<String, Long> heard = new TreeMap<>();
    private long term;
    private long lookedAtNanos;
    private long awakeSinceNanos;

    /** A life that is being refused, and what the other controllers have said about it. */
    private static final class Suspect {
        private final Life life;
        private final Map<String, Said> said = new TreeMap<>();
        private final Deque<Long> roundsAtNanos = new ArrayDeque<>();
        private long lastRound;

        Suspect(Life life) {
            this.life = life;
        }

        boolean isDue(long nowNanos, long everyNanos) {
            return roundsAtNanos.isEmpty() || nowNanos - roundsAtNanos.peekLast() >= everyNanos;
        }

        long begin(long nowNanos) {
            if (roundsAtNanos.size() == ROUNDS_MAX) {
                roundsAtNanos.removeFirst();
            }
            roundsAtNanos.addLast(nowNanos);
            return ++lastRound;
        }

        OptionalLong begunAtNanos(long round) {
            long oldest = lastRound - roundsAtNanos.size();
            return round <= oldest || round > lastRound
                    ? OptionalLong.empty()
                    : OptionalLong.of(List.copyOf(roundsAtNanos).get((int) (round - oldest - 1)));
        }
    }

    /** What a controller has answered: when it was asked, which start of it that was, its last grant at the latest. */
    private record Said(long askedAtNanos, long start, long latestGrantNanos) {}

    /**
     * Another controller is to refuse a life.
     *
     * @param controller who
     * @param life whom
     * @param term of the leader that asks
     * @param round rises; to be given back with the answer
     */
    public record Refusal(String controller, Life life, long term, long round) {}

    /**
     * What a controller answers: it refuses the life from now on.
     *
     * @param controller who
     * @param question what it was asked
     * @param start names the start of that controller, which remembers nothing from before
     * @param agoNanos time since its last grant, or since its start
     */
    public record Refused(String controller, Refusal question, long start, long agoNanos) {}

    /** The watch of the controller that keeps this book. */
    public LeaseWatch(String self, List<String> controllers, LeaseTimes times, GrantBook book) {
        this.self = self;
        this.controllers = List.copyOf(controllers);
        this.times = times;
        this.book = book;
    }

    /** This controller begins to lead: what others have said to it before is old. */
    public void lead(long newTerm, long nowNanos) {
        suspects.clear();
        heard.clear();
        term = newTerm;
        lookedAtNanos = nowNanos;
        awakeSinceNanos = nowNanos - times.heldNanos(); // its own book goes on
    }

    /** The leader has heard from this life otherwise, for the first time perhaps. */
    public void heard(Life life, long nowNanos) {
        heard.put(life.agent(), nowNanos);
    }

    /**
     * Looks who has fallen silent; to be called often.
     *
     * @param members the lives that count as members
     * @return whom to ask for a refusal, again and again: a controller that starts anew does not remember
     */
    public List<Refusal> look(Collection<Life> members, long nowNanos) {
        if (nowNanos - lookedAtNanos > times.heldNanos() / STALL_PART) {
            awakeSinceNanos = nowNanos;
        }
        lookedAtNanos = nowNanos;
        suspects.values().removeIf(s -> !members.contains(s.life));
        List<Refusal> refusals = new ArrayList<>();
        for (Life life : members) {
            if (!suspects.containsKey(life.agent()) && isSilent(life, nowNanos)) {
                book.refuse(life);
                suspects.put(life.agent(), new Suspect(life));
            }
            Suspect suspect = suspects.get(life.agent());
            if (suspect != null && suspect.isDue(nowNanos, times.renewNanos())) {
                long round = suspect.begin(nowNanos);
                controllers.stream()
                        .filter(c -> !c.equals(self))
                        .forEach(c -> refusals.add(new Refusal(c, life, term, round)));
            }
        }
        return refusals;
    }

    private boolean isSilent(Life life, long nowNanos) {
        boolean awake = nowNanos - awakeSinceNanos >= times.heldNanos() / GRACE_PART;
        long last = Math.max(book.latestGrantNanos(life), heard.getOrDefault(life.agent(), Long.MIN_VALUE));
        return book.isRefused(life) || awake && nowNanos - last >= times.heldNanos();
    }

    /** A controller has answered. */
    public void refused(Refused answer, long nowNanos) {
        Suspect suspect = suspects.get(answer.question().life().agent());
        boolean asked = suspect != null
                && suspect.life.equals(answer.question().life())
                && answer.question().term() == term
                && controllers.contains(answer.controller())
                && answer.agoNanos() >= 0;
        if (!asked) {
            return;
        }
        suspect.begunAtNanos(answer.question().round()).ifPresent(at -> {
            long latest = nowNanos - answer.agoNanos();
            Said before = suspect.said.get(answer.controller());
            if (before != null && before.start() == answer.start()) {
                suspect.said.put(
                        answer.controller(),
                        new Said(
                                Math.max(at, before.askedAtNanos()),
                                before.start(),
                                Math.min(latest, before.latestGrantNanos())));
            } else if (before == null || at > before.askedAtNanos()) {
                suspect.said.put(answer.controller(), new Said(at, answer.start(), latest));
            }
        });
    }

    /** Whether it is refused, so that it will end. */
    public boolean isSuspect(Life life) {
        return Optional.ofNullable(suspects.get(life.agent()))
                .filter(s -> s.life.equals(life))
                .isPresent();
    }

    /**
     * When its lease is over at the latest; empty while it is not refused, or by too few. What a controller has said counts
     * for as long as it grants nothing even if it has started anew since.
     */
    public OptionalLong overAtNanos(Life life, long nowNanos) {
        if (!isSuspect(life)) {
            return OptionalLong.empty();
        }
        List<Long> known = new ArrayList<>();
        known.add(book.latestGrantNanos(life));
        for (Said said : suspects.get(life.agent()).said.values()) {
            if (nowNanos - said.askedAtNanos() < times.guardNanos()) {
                known.add(said.latestGrantNanos());
            }
        }
        OptionalLong latest = Majority.latestPossible(known, controllers.size());
        return latest.isPresent() ? OptionalLong.of(latest.getAsLong() + times.awaitedNanos()) : latest;
    }

    /** Whether nothing of this life can run any more. */
    public boolean isOver(Life life, long nowNanos) {
        OptionalLong over = overAtNanos(life, nowNanos);
        return over.isPresent() && nowNanos >= over.getAsLong();
    }
}
