package org.amf4j.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One agent and its controllers, with messages that are lost and late, pauses of everybody, restarts of controllers, leaders
 * that come and go (even two at a time), and clocks that do not run alike. Whatever happens: once some leader takes the lease
 * for over, the agent does not hold it, and its guardian has acted.
 */
final class LeaseProtocolTest {

    private static final long MS = 1_000_000;
    private static final int RUNS = 1_500;
    private static final long RUN_NANOS = 20_000 * MS;
    private static final LeaseTimes TIMES = LeaseTimes.STEADY;
    private static final Life LIFE = new Life("n1", 1);

    /** Something that happens at an instant of true time. */
    private record Due(long atNanos, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(number, other.number);
        }
    }

    private static final class Controller {
        private final String name;
        private final double speed;
        private GrantBook book;
        private LeaseWatch watch;
        private long pausedUntil;
        private boolean leads;
        private long start;

        Controller(String name, double speed) {
            this.name = name;
            this.speed = speed;
        }
    }

    private static final class Run {
        private final Random random;
        private final PriorityQueue<Due> queue = new PriorityQueue<>();
        private final List<Controller> controllers = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final HeldLease lease;
        private final double agentSpeed;
        private final boolean[] cutTo;
        private final boolean[] cutFrom;
        private long now;
        private long number;
        private long agentPausedUntil;
        private long guardianAt = Long.MAX_VALUE;
        private boolean killed;
        private boolean declaredOver;
        private int grants;
        private long terms;
        private long starts;

        Run(long seed) {
            random = new Random(seed);
            int count = 1 + 2 * random.nextInt(3);
            for (int i = 0; i < count; i++) {
                names.add("c" + i);
                controllers.add(new Controller("c" + i, drift()));
            }
            cutTo = new boolean[count];
            cutFrom = new boolean[count];
            agentSpeed = drift();
            lease = new HeldLease(names, TIMES);
            controllers.forEach(this::start);
            controllers.get(0).leads = true;
        }

        private double drift() {
            return 1
                    + (random.nextDouble() - 0.5)
                            * 0.002; // a thousand parts in a million, twice what a clock may be off
        }

        private void start(Controller c) {
            c.book = new GrantBook(TIMES, clock(c));
            c.watch = new LeaseWatch(c.name, names, TIMES, c.book);
            c.start = ++starts;
            c.watch.lead(++terms, clock(c));
        }

        private long clock(Controller c) {
            return (long) (now * c.speed);
        }

        private long agentClock() {
            return (long) (now * agentSpeed);
        }

        private void later(long delayNanos, Runnable what) {
            queue.add(new Due(now + delayNanos, number++, what));
        }

        private long delay() {
            return random.nextInt(10) == 0 ? random.nextLong(2_000 * MS) : random.nextLong(5 * MS);
        }

        void run() {
            later(0, this::renew);
            later(0, this::disturb);
            controllers.forEach(c -> later(random.nextLong(50 * MS), () -> look(c)));
            while (!queue.isEmpty() && queue.peek().atNanos() < RUN_NANOS) {
                Due due = queue.remove();
                now = due.atNanos();
                due.what().run();
                check();
            }
        }

        private void check() {
            if (now >= guardianAt) {
                killed = true;
            }
            if (declaredOver) {
                boolean runs = lease.isHeld(agentClock()) && !isAgentPaused();
                assertThat(runs || !killed && lease.renewedAsOfNanos().isPresent())
                        .as("at " + now / MS + " ms the lease is taken for over")
                        .isFalse();
            }
        }

        private boolean isAgentPaused() {
            return now < agentPausedUntil;
        }

        private void renew() {
            if (isAgentPaused()) {
                later(agentPausedUntil - now, this::renew);
                return;
            }
            long request = lease.ask(agentClock());
            for (int i = 0; i < controllers.size(); i++) {
                int index = i;
                if (!cutTo[i]) {
                    later(delay(), () -> asked(index, request));
                }
            }
            later(TIMES.renewNanos(), this::renew);
        }

        private void asked(int index, long request) {
            Controller c = controllers.get(index);
            if (now < c.pausedUntil) {
                later(c.pausedUntil - now, () -> asked(index, request));
            } else if (c.book.ask(LIFE, clock(c)) && !cutFrom[index]) {
                later(delay(), () -> granted(c.name, request));
            }
        }

        private void granted(String controller, long request) {
            if (isAgentPaused()) {
                later(agentPausedUntil - now, () -> granted(controller, request));
                return;
            }
            lease.granted(controller, request, agentClock());
            if (lease.isHeld(agentClock())) {
                grants++;
                long guard = lease.renewedAsOfNanos().getAsLong() + TIMES.guardNanos();
                guardianAt = (long) (guard / agentSpeed);
            }
        }

        private void look(Controller c) {
            later(50 * MS, () -> look(c));
            if (now < c.pausedUntil || !c.leads) {
                return;
            }
            List<Life> members = grants > 0 ? List.of(LIFE) : List.of(); // who has no lease does not join
            for (LeaseWatch.Refusal refusal : c.watch.look(members, clock(c))) {
                Controller other = controllers.get(names.indexOf(refusal.controller()));
                later(delay(), () -> refuse(other, refusal, c));
            }
            if (c.watch.isOver(LIFE, clock(c))) {
                declaredOver = true;
            }
        }

        private void refuse(Controller c, LeaseWatch.Refusal question, Controller leader) {
            if (now < c.pausedUntil) {
                later(c.pausedUntil - now, () -> refuse(c, question, leader));
                return;
            }
            c.book.refuse(LIFE);
            long ago = clock(c) - c.book.latestGrantNanos(LIFE);
            answer(leader, new LeaseWatch.Refused(c.name, question, c.start, ago));
        }

        private void answer(Controller leader, LeaseWatch.Refused answer) {
            later(delay(), () -> {
                if (now < leader.pausedUntil) {
                    later(leader.pausedUntil - now, () -> answer(leader, answer));
                } else {
                    leader.watch.refused(answer, clock(leader));
                }
            });
        }

        private void disturb() {
            later(random.nextLong(800 * MS), this::disturb);
            Controller any = controllers.get(random.nextInt(controllers.size()));
            int link = random.nextInt(controllers.size());
            switch (random.nextInt(12)) {
                case 0 -> agentPausedUntil = now + random.nextLong(3_000 * MS);
                case 1 -> any.pausedUntil = now + random.nextLong(3_000 * MS);
                case 2 -> start(any);
                case 3, 4 -> cutTo[link] = !cutTo[link];
                case 5, 6 -> cutFrom[link] = !cutFrom[link];
                case 7, 8 -> {
                    any.leads = true;
                    any.watch.lead(++terms, clock(any));
                }
                case 9 -> any.leads = false;
                default -> {}
            }
        }
    }

    @Test
    @DisplayName("whoever is taken for over does not hold a lease, and nothing of it runs")
    void neverHeldWhenOver() {
        int over = 0;
        int held = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            over += run.declaredOver ? 1 : 0;
            held += run.grants > 0 ? 1 : 0;
        }

        assertThat(held).as("runs in which a lease was held").isGreaterThan(RUNS / 2);
        assertThat(over).as("runs in which it was taken for over").isGreaterThan(RUNS / 4);
    }
}
