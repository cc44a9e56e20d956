package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few launchers that wait. Whoever finds none, or wants what they cannot do, starts a process directly. Thread-safe. */
final class Launchers implements AutoCloseable {

    /** Launchers that wait at a time. */
    static final int READY_MAX = 2;

    /** How long after the end of a command the next is started, in milliseconds: not while what the first was for goes on. */
    private static final long REFILL_MILLIS = 50;

    /** How long after the beginning of a command that does not end. */
    private static final long LATE_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

    private final Map<String, String> environment;
    private final ScheduledExecutorService clock;
    private final long lateMillis;
    private final Deque<Launcher> ready = new ArrayDeque<>();
    private Optional<ScheduledFuture<?>> planned = Optional.empty();
    private boolean closed;

    /** Launchers with this environment, started by this executor, which has one thread. */
    Launchers(Map<String, String> environment, ScheduledExecutorService clock) {
        this(environment, clock, LATE_MILLIS);
    }

    /** The same with another time for commands that do not end. */
    Launchers(Map<String, String> environment, ScheduledExecutorService clock, long lateMillis) {
        this.environment = environment;
        this.clock = clock;
        this.lateMillis = lateMillis;
    }

    /** A command has ended, or none has begun yet: starts what is missing, soon. */
    synchronized void refill() {
        refillIn(REFILL_MILLIS);
    }

    private void refillIn(long millis) {
        if (closed || ready.size() >= READY_MAX) {
            return;
        }
        if (planned.isPresent()) {
            if (planned.get().getDelay(TimeUnit.MILLISECONDS) <= millis) {
                return;
            }
            planned.get().cancel(false);
        }
        planned = Optional.of(clock.schedule(this::startOne, millis, TimeUnit.MILLISECONDS));
    }

    private void startOne() {
        synchronized (this) {
            planned = Optional.empty();
            if (closed || ready.size() >= READY_MAX) {
                return;
            }
        }
        Optional<Launcher> started = Optional.empty();
        try {
            started = Optional.of(Launcher.start(environment));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("no launcher could be started; commands start without, a little later");
        }
        synchronized (this) {
            if (closed) {
                started.ifPresent(Launcher::close);
            } else if (started.isPresent()) {
                ready.add(started.get());
                refill();
            }
        }
    }

    synchronized int ready() {
        return ready.size();
    }

    /** Runs the program by a launcher; empty when there is none for it. */
    Optional<Process> run(List<String> program, Map<String, String> wanted, Path output) throws IOException {
        Optional<Launcher> launcher = take();
        if (launcher.isEmpty()) {
            return Optional.empty();
        }
        Optional<Process> process = launcher.get().run(program, wanted, output);
        if (process.isEmpty()) {
            putBack(launcher.get());
        }
        return process;
    }

    private synchronized Optional<Launcher> take() {
        Launcher next = ready.poll();
        while (next != null && !next.isReady()) {
            next = ready.poll(); // somebody has killed it
        }
        refillIn(lateMillis);
        return Optional.ofNullable(next);
    }

    private synchronized void putBack(Launcher launcher) {
        if (closed || ready.size() >= READY_MAX) {
            launcher.close();
        } else {
            ready.addFirst(launcher);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ready.forEach(Launcher::close);
        ready.clear();
    }
}
