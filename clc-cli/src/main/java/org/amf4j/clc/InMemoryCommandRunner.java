package org.amf4j.clc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A runner without processes, in virtual time: programs are what {@link #install} says. For tests and simulations; to be
 * used by one thread, which also is the thread that observers are called on.
 */
public final class InMemoryCommandRunner implements CommandRunner {

    private static final int SIGKILL = 9;

    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<CommandTask> started = new ArrayList<>();
    private long nowNanos;
    private long lastSession;
    private boolean closed;

    /**
     * A program: how long it takes and how it ends.
     *
     * @param durationNanos time from start to end in nanoseconds
     * @param result its end, unless the time limit comes first
     */
    public record Program(long durationNanos, CommandResult result) {
        /** A program that exits at once. */
        public static Program exiting(int code) {
            return new Program(0, new CommandResult.Exited(code));
        }

        /** A program that never ends by itself. */
        public static Program hanging() {
            return new Program(Long.MAX_VALUE, new CommandResult.Exited(0));
        }
    }

    /** Puts a program at a path, replacing what was there. */
    public void install(String path, Program program) {
        programs.put(path, program);
    }

    /** The commands started so far, in order. */
    public List<CommandTask> started() {
        return List.copyOf(started);
    }

    @Override
    public Running start(CommandTask task, Observer observer) {
        Program program = programs.get(task.path());
        if (program == null || closed) {
            observer.ended(new CommandResult.NotStarted(task.path()
                    + (closed
                            ? " was not started: the runner is closed"
                            : " does not exist; correct the path or install the program")));
            return () -> {};
        }
        started.add(task);
        boolean inTime = program.durationNanos() < task.timeoutNanos();
        Run run = new Run(
                nowNanos + (inTime ? program.durationNanos() : task.timeoutNanos()),
                inTime ? program.result() : new CommandResult.TimedOut(task.timeoutNanos()),
                observer);
        runs.add(run);
        observer.started(++lastSession);
        return () -> end(run, new CommandResult.Killed(SIGKILL));
    }

    /** Lets time pass and ends what is due, in order of time. */
    public void advance(long nanos) {
        long until = nowNanos + nanos;
        List<Run> due = new ArrayList<>(runs);
        due.removeIf(run -> run.dueNanos() > until);
        due.sort(Comparator.comparingLong(Run::dueNanos));
        for (Run run : due) {
            nowNanos = Math.max(nowNanos, run.dueNanos());
            end(run, run.result());
        }
        nowNanos = until;
    }

    private void end(Run run, CommandResult result) {
        if (runs.remove(run)) {
            run.observer().ended(result);
        }
    }

    @Override
    public void lookAfter(Path output) {
        // nothing is written
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(runs).forEach(run -> end(run, new CommandResult.Killed(SIGKILL)));
    }

    private record Run(long dueNanos, CommandResult result, Observer observer) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
