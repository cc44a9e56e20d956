package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs real programs by Commons Exec. Costs one thread of a cached pool per running command and one thread for time. */
public final class ExecCommandRunner implements CommandRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ExecCommandRunner.class);

    private final WorkerPool workers = new WorkerPool("command");
    private final ScheduledThreadPoolExecutor clock;
    private final Set<Execution> running = ConcurrentHashMap.newKeySet();
    private final OutputGuard outputs = new OutputGuard();
    private final Optional<Launchers> launchers;
    private volatile boolean closed;

    /** A runner whose threads start when they are needed. */
    public ExecCommandRunner() {
        this(Optional.empty());
    }

    /**
     * A runner that keeps two processes waiting, to start commands sooner.
     *
     * @param environment what commands mostly find in their environment, beside what is different for each
     */
    public ExecCommandRunner(Map<String, String> environment) {
        this(Optional.of(environment));
    }

    private ExecCommandRunner(Optional<Map<String, String>> environment) {
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "command-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        launchers = environment.map(e -> new Launchers(e, clock));
        launchers.ifPresent(Launchers::refill);
    }

    /** How many processes wait to become a command. */
    int launchersReady() {
        return launchers.map(Launchers::ready).orElse(0);
    }

    @Override
    public Running start(CommandTask task, Observer observer) {
        Execution execution = new Execution(task, observer, clock);
        running.add(execution);
        if (closed || !workers.submit(() -> run(execution))) {
            running.remove(execution);
            execution.end(new CommandResult.NotStarted(
                    task.path() + " was not started: " + (closed ? "the runner is closed" : "too many commands wait")));
        }
        return execution;
    }

    private void run(Execution execution) {
        try {
            execution.end(execute(execution));
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("command", execution.task().path())
                    .log("command runner failed");
            execution.end(new CommandResult.NotStarted(execution.task().path() + " was not started: " + e));
        } finally {
            running.remove(execution);
            launchers.ifPresent(Launchers::refill);
        }
    }

    private CommandResult execute(Execution execution) {
        CommandTask task = execution.task();
        if (!Files.isExecutable(Path.of(task.path())) || Files.isDirectory(Path.of(task.path()))) {
            return new CommandResult.NotStarted(task.path()
                    + (Files.exists(Path.of(task.path()))
                            ? " is not an executable file; make it one (chmod +x)"
                            : " does not exist; correct the path or install the program"));
        }
        try {
            OutputFile.prepare(task.output());
            lookAfter(task.output());
            DetachedExecutor executor =
                    new DetachedExecutor(program(task), task.output(), launchersFor(task), execution::launched);
            int code = executor.execute(task.environment());
            return execution.leaderEnded(code);
        } catch (IOException e) {
            return new CommandResult.NotStarted(task.path() + " could not be started: " + e.getMessage());
        }
    }

    /** What stays around for long, and has a shell around it anyway, need not begin quickly. */
    private Optional<Launchers> launchersFor(CommandTask task) {
        return task.lifeline().isPresent() ? Optional.empty() : launchers;
    }

    private static List<String> program(CommandTask task) {
        List<String> program = new ArrayList<>();
        task.lifeline().ifPresent(fifo -> program.addAll(ProcessWatch.holding(fifo)));
        program.add(task.path());
        program.addAll(task.arguments());
        return program;
    }

    @Override
    public void lookAfter(Path output) {
        try {
            outputs.watch(output);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("file", output).log("cannot bound the output of a program");
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Execution::kill);
        launchers.ifPresent(Launchers::close);
        workers.close();
        outputs.close();
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.shutdown();
    }
}
