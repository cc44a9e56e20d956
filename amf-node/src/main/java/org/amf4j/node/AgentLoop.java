package org.amf4j.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of an agent: runs what it is given, in order, and timers; then whatever ends a turn. */
final class AgentLoop implements AutoCloseable {

    /** Most tasks waiting; whoever brings more waits. */
    static final int WAITING_MAX = 32_768;

    /** Most tasks in a turn. */
    private static final int TURN_MAX = 256;

    /** How long a bringer waits when the queue is full, in seconds. */
    private static final long OFFER_SECONDS = 5;

    private static final long JOIN_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

    private final EpochClock clock = new EpochClock();
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Deque<Runnable> own = new ArrayDeque<>();
    private final Deque<Runnable> afterTurn = new ArrayDeque<>();
    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private final Thread thread;
    private final Runnable endOfTurn;
    private final Consumer<Throwable> fatal;
    private long lastTimer;
    private volatile boolean closed;

    /** A timer; ordered by time, then by age. */
    record Due(long atNanos, long number) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int order = Long.compare(atNanos, other.atNanos);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /**
     * A loop that does not run yet.
     *
     * @param name name of the thread
     * @param endOfTurn runs after each turn, in the loop
     * @param fatal hears what a task throws; the loop has ended then
     */
    AgentLoop(String name, Runnable endOfTurn, Consumer<Throwable> fatal) {
        this.endOfTurn = endOfTurn;
        this.fatal = fatal;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    long nowNanos() {
        return clock.nowNanos();
    }

    /** Whether the loop has been told to end, or has failed. */
    boolean isClosed() {
        return closed;
    }

    /** Has the loop run this soon; any thread. Without effect when the loop has ended. */
    void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            own.add(task); // The loop must never wait for room that only itself can make.
            return;
        }
        try {
            while (!closed && !queue.offer(task, OFFER_SECONDS, TimeUnit.SECONDS)) {
                LOG.atError().addKeyValue("waiting", WAITING_MAX).log("the agent does not keep up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!queue.offer(task)) {
                LOG.atError().log("an event was lost: its thread was interrupted while the agent did not keep up");
            }
        }
    }

    /** Has the loop run this when all that the turn has to tell others is on its way: writing logs. In the loop only. */
    void afterTurn(Runnable task) {
        afterTurn.add(task);
    }

    /** Has the loop run this when it is that late; in the loop only. */
    Due schedule(long atNanos, Runnable task) {
        Due due = new Due(atNanos, ++lastTimer);
        timers.put(due, task);
        return due;
    }

    /** Forgets a timer; in the loop only. */
    void cancel(Due due) {
        timers.remove(due);
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("the agent's loop was interrupted and ends");
        } catch (RuntimeException | Error e) {
            closed = true;
            LOG.atError().setCause(e).log("the agent's loop has failed; the agent must not go on");
            fatal.accept(e);
        }
    }

    private void turn() throws InterruptedException {
        Runnable task = queue.poll(own.isEmpty() ? nanosToNextTimer() : 0, TimeUnit.NANOSECONDS);
        for (int done = 0; task != null && done < TURN_MAX; done++) {
            task.run();
            task = queue.poll();
        }
        if (task != null) {
            task.run();
        }
        for (Runnable next = own.poll(); next != null; next = own.poll()) {
            next.run();
        }
        for (Map.Entry<Due, Runnable> first = timers.firstEntry();
                first != null && first.getKey().atNanos() <= nowNanos();
                first = timers.firstEntry()) {
            timers.remove(first.getKey());
            first.getValue().run();
        }
        endOfTurn.run();
        for (Runnable next = afterTurn.poll(); next != null; next = afterTurn.poll()) {
            next.run();
        }
    }

    private long nanosToNextTimer() {
        return timers.isEmpty() ? Long.MAX_VALUE : Math.max(0, timers.firstKey().atNanos() - nowNanos());
    }

    @Override
    public void close() {
        closed = true;
        queue.offer(() -> {}); // Wakes the loop up; a full queue wakes it, too.
        ThreadEnd.await(thread, JOIN_MILLIS);
    }
}
