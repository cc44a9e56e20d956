package org.amf4j.clc;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run of a command: who ends it, and that it ends once. Thread-safe. */
final class Execution implements CommandRunner.Running {

    /** After SIGKILL, how long to wait for the process before its end is reported all the same, in nanoseconds. */
    private static final long KILL_WAIT_NANOS = 2_000_000_000L;

    private static final int SIGNAL_BASE = 128;
    private static final int SIGNAL_MAX = 64;
    private static final int SIGKILL = 9;

    private final CommandTask task;
    private final CommandRunner.Observer observer;
    private final ScheduledExecutorService clock;
    private Optional<Process> process = Optional.empty();
    private volatile Optional<Future<?>> limit = Optional.empty();
    private boolean killed;
    private boolean timedOut;
    private boolean ended;

    Execution(CommandTask task, CommandRunner.Observer observer, ScheduledExecutorService clock) {
        this.task = task;
        this.observer = observer;
        this.clock = clock;
    }

    CommandTask task() {
        return task;
    }

    /** The process has been started; its time runs from now. */
    void launched(Process started) {
        boolean unwanted;
        synchronized (this) {
            process = Optional.of(started);
            unwanted = killed;
        }
        observer.started(started.pid());
        if (unwanted) {
            destroy(started);
        } else {
            limit = after(task.timeoutNanos(), this::timeOut);
        }
    }

    private void timeOut() {
        synchronized (this) {
            timedOut = true;
        }
        kill();
    }

    @Override
    public void kill() {
        Optional<Process> target;
        synchronized (this) {
            if (ended) {
                return;
            }
            killed = true;
            target = process;
        }
        target.ifPresent(this::destroy);
    }

    private void destroy(Process leader) {
        // A process stuck in the kernel does not die of SIGKILL; whoever waits for the command must go on.
        after(KILL_WAIT_NANOS, () -> giveUp(leader.pid()));
        leader.destroyForcibly();
    }

    private void giveUp(long session) {
        synchronized (this) {
            if (ended) {
                return; // The number may be somebody else's by now.
            }
        }
        Sessions.kill(session);
        end(resultOf(SIGNAL_BASE + SIGKILL));
    }

    /** Its own process has ended: how the command ended, after whatever a killed command has left is gone, too. */
    CommandResult leaderEnded(int code) {
        boolean wasKilled;
        synchronized (this) {
            wasKilled = killed;
        }
        if (wasKilled) {
            process.ifPresent(leader -> Sessions.kill(leader.pid()));
        }
        return resultOf(code);
    }

    private Optional<Future<?>> after(long nanos, Runnable action) {
        try {
            return Optional.of(clock.schedule(action, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return Optional.empty(); // The runner is being closed and has killed the command.
        }
    }

    private synchronized CommandResult resultOf(int code) {
        if (timedOut) {
            return new CommandResult.TimedOut(task.timeoutNanos());
        }
        int signal = code - SIGNAL_BASE;
        return signal > 0 && signal <= SIGNAL_MAX ? new CommandResult.Killed(signal) : new CommandResult.Exited(code);
    }

    void end(CommandResult result) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        limit.ifPresent(timer -> timer.cancel(false));
        observer.ended(result);
    }
}
