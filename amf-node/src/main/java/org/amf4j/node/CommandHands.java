package org.amf4j.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.clc.CommandResult;
import org.amf4j.clc.CommandRunner;
import org.amf4j.clc.CommandTask;
import org.amf4j.clc.FileNames;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.KeptOutput;
import org.amf4j.clc.ProcessMonitor;
import org.amf4j.clc.ProcessWatch;
import org.amf4j.clc.Sessions;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.agent.AgentAction.RunCommand;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.protocol.restart.AgentRestart;
import org.amf4j.protocol.restart.MonitorSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's hands for commands and processes. Used in the loop only. */
final class CommandHands {

    private static final String SOCKET_VARIABLE = "AMF_AGENT_SOCKET";

    private static final String REPORT_VARIABLE = "AMF_REPORT_PIPE";

    /** Number of the run of INSTANTIATE that the command is about; tells an instance from earlier and later ones. */
    private static final String INSTANCE_VARIABLE = "AMF_INSTANCE";

    /** A folder of the component's own for its scripts: process numbers, output. It outlives instances. */
    private static final String RUN_FOLDER_VARIABLE = "AMF_RUN_DIR";

    private static final long NANOS_PER_MICRO = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(CommandHands.class);

    private final NodeSettings settings;
    private final AgentLoop loop;
    private final CommandRunner runner;
    private final Guardian guardian;
    private final Helper helper;
    private final ProcessMonitor monitor;
    private final Consumer<AgentEvent> machine;
    private final Map<Long, CommandRunner.Running> running = new LinkedHashMap<>();
    private final Map<Long, Instance> instances = new LinkedHashMap<>();
    private final Map<Dn, Long> latest = new HashMap<>();
    private final Monitors monitors;

    /** What was started by one INSTANTIATE command. */
    private static final class Instance {
        final Dn component;
        final Path fifo;
        Optional<Long> session = Optional.empty();
        Optional<ProcessWatch> watch = Optional.empty();
        boolean forgotten;

        Instance(Dn component, Path fifo) {
            this.component = component;
            this.fifo = fifo;
        }
    }

    /** The parts that the hands work with. */
    record Tools(CommandRunner runner, Guardian guardian, Helper helper, ProcessMonitor monitor) {}

    CommandHands(NodeSettings settings, AgentLoop loop, Tools tools, Consumer<AgentEvent> machine) {
        this.settings = settings;
        this.loop = loop;
        this.runner = tools.runner();
        this.guardian = tools.guardian();
        this.helper = tools.helper();
        this.monitor = tools.monitor();
        this.machine = machine;
        this.monitors = new Monitors(guardian, helper);
    }

    /** Removes what an earlier agent may have left in the folder of components. */
    static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.fifo")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** What runs, for the next process of the agent. */
    void remember(AgentRestart.Builder restart) {
        List<Long> lasting = guardian.lasting();
        instances.forEach((run, instance) -> {
            if (!instance.forgotten) {
                restart.addInstances(org.amf4j.protocol.restart.Instance.newBuilder()
                        .setComponent(instance.component.toString())
                        .setRun(run)
                        .setFifo(instance.fifo.toString())
                        .setSession(instance.session.orElse(0L))
                        .setLasting(instance.session.filter(lasting::contains).isPresent()));
            }
        });
        monitors.all()
                .forEach((component, session) -> restart.addMonitors(MonitorSession.newBuilder()
                        .setComponent(component.toString())
                        .setSession(session)));
    }

    /** Goes on with what an earlier process has started; {@link #guard} comes before. */
    void restore(AgentRestart restart) {
        for (var each : restart.getInstancesList()) {
            Dn component = Dn.of(each.getComponent());
            Instance instance = new Instance(component, Path.of(each.getFifo()));
            instance.session = Optional.of(each.getSession()).filter(s -> s != 0);
            instances.put(each.getRun(), instance);
            latest.put(component, each.getRun());
            runner.lookAfter(KeptOutput.file(settings.logFolder(), component, CommandKind.INSTANTIATE.name()));
        }
        for (MonitorSession each : restart.getMonitorsList()) {
            Dn component = Dn.of(each.getComponent());
            monitors.restore(component, each.getSession());
            runner.lookAfter(KeptOutput.file(settings.logFolder(), component, CommandKind.AM_START.name()));
        }
    }

    /** Has a guardian guard what an earlier process has started. */
    static void guard(AgentRestart restart, Guardian guardian) {
        for (var each : restart.getInstancesList()) {
            if (each.getLasting()) {
                guardian.addLasting(each.getSession());
            } else if (each.getSession() != 0) {
                guardian.add(each.getSession());
            }
        }
        restart.getMonitorsList().forEach(m -> guardian.add(m.getSession()));
    }

    void run(RunCommand command) {
        Dn component = command.component();
        String name = FileNames.of(component);
        Optional<Path> fifo = Optional.empty();
        if (command.kind() == CommandKind.INSTANTIATE) {
            killLeftovers(component);
            Path path = settings.componentsFolder().resolve(name + "-" + command.run() + ".fifo");
            instances.put(command.run(), new Instance(component, path));
            latest.put(component, command.run());
            fifo = Optional.of(path);
        }
        CommandTask task = new CommandTask(
                command.command().path(),
                command.command().arguments(),
                environment(command),
                KeptOutput.file(settings.logFolder(), component, command.kind().name()),
                Math.max(1, command.command().timeoutNanos()),
                fifo);
        running.put(command.run(), runner.start(task, new Observer(command, task.output())));
    }

    /** Whether this run of INSTANTIATE has brought the instance that there is now. */
    boolean isPresent(Dn component, long run) {
        Instance instance = instances.get(run);
        return instance != null && !instance.forgotten && instance.component.equals(component);
    }

    /** Whether a later run of INSTANTIATE than this one has brought the instance that there is now. */
    boolean isFollowed(Dn component, long run) {
        return Optional.ofNullable(latest.get(component)).filter(r -> r > run).isPresent();
    }

    private Path runFolder(Dn component) {
        Path folder = settings.componentsFolder().resolve(FileNames.of(component));
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
        } catch (IOException e) {
            // the command fails by itself, with its own words in its log
            ComponentLog.warn(component).setCause(e).log("the component's folder cannot be made");
            return folder;
        }
    }

    private Map<String, String> environment(RunCommand command) {
        Map<String, String> environment = new LinkedHashMap<>(settings.environment());
        environment.putAll(command.environment());
        environment.put(SOCKET_VARIABLE, settings.componentSocket().toString());
        environment.put(REPORT_VARIABLE, settings.reportPipe().toString());
        environment.put(RUN_FOLDER_VARIABLE, runFolder(command.component()).toString());
        Optional.ofNullable(latest.get(command.component()))
                .ifPresent(run -> environment.put(INSTANCE_VARIABLE, run.toString()));
        return environment;
    }

    /** Brings what happens to a command into the loop. */
    private final class Observer implements CommandRunner.Observer {
        private final RunCommand command;
        private final Path output;
        private final Instant began = Instant.now();
        private final long beganNanos = System.nanoTime();
        private final Optional<Long> monitor;
        private volatile Optional<Long> session = Optional.empty();

        Observer(RunCommand command, Path output) {
            this.command = command;
            this.output = output;
            this.monitor = command.kind() == CommandKind.AM_STOP ? monitors.of(command.component()) : Optional.empty();
        }

        @Override
        public void started(long id) {
            if (command.outlivesLease()) {
                guardian.addLasting(id);
            } else {
                guardian.add(id);
            }
            session = Optional.of(id);
        }

        @Override
        public void ended(CommandResult result) {
            long micros = (System.nanoTime() - beganNanos) / NANOS_PER_MICRO;
            loop.execute(() -> {
                monitor.ifPresent(stopped -> monitors.end(command.component(), stopped));
                CommandHands.this.ended(command, session, result, micros);
            });
            CommandNote.append(output, command, began, result, micros);
        }
    }

    private void ended(RunCommand command, Optional<Long> session, CommandResult result, long micros) {
        running.remove(command.run());
        switch (command.kind()) {
            case INSTANTIATE -> instances.get(command.run()).session = session;
            case AM_START -> session.ifPresent(left -> monitors.started(command.component(), left));
            case TERMINATE, CLEANUP, AM_STOP -> unguard(session);
        }
        loop.afterTurn(() -> ComponentLog.info(command.component())
                .addKeyValue("command", command.kind())
                .addKeyValue("result", result)
                .addKeyValue("took_us", micros)
                .log("life-cycle command ended"));
        OptionalInt exitCode =
                result instanceof CommandResult.Exited exited ? OptionalInt.of(exited.code()) : OptionalInt.empty();
        machine.accept(new AgentEvent.CommandEnded(
                loop.nowNanos(), command.component(), command.run(), exitCode, result.toString()));
    }

    void kill(long run) {
        Optional.ofNullable(running.get(run)).ifPresent(command -> helper.execute(command::kill));
    }

    /** Kills the processes of a component that has no command for it. */
    void killProcesses(Dn component, long run) {
        List<Long> sessions = sessionsOf(component);
        helper.execute(() -> {
            boolean gone = sessions.stream().map(Sessions::kill).reduce(true, Boolean::logicalAnd);
            loop.execute(() -> machine.accept(new AgentEvent.CommandEnded(
                    loop.nowNanos(),
                    component,
                    run,
                    OptionalInt.of(gone ? 0 : 1),
                    gone ? "processes killed" : "processes do not die")));
        });
    }

    private List<Long> sessionsOf(Dn component) {
        return instances.values().stream()
                .filter(instance -> instance.component.equals(component))
                .flatMap(instance -> instance.session.stream())
                .toList();
    }

    /** Processes of an earlier instance that nobody is interested in any more must not meet the new one. */
    private void killLeftovers(Dn component) {
        List<Long> left = sessionsOf(component);
        if (!left.isEmpty()) {
            ComponentLog.warn(component)
                    .addKeyValue("sessions", left)
                    .log("killing what an earlier instance left behind");
            helper.execute(() -> left.forEach(Sessions::kill));
        }
    }

    void watch(Dn component, long run) {
        Instance instance = instances.get(run);
        instance.watch = Optional.of(ProcessWatch.begin(instance.fifo, end -> watchEnds(component, run, end)));
    }

    /** Notices the end of what does not exist; see {@link FailureRehearsal}. */
    void rehearse() {
        watchEnds(FailureRehearsal.COMPONENT, 0, ProcessWatch.End.PROCESSES_GONE);
    }

    private void watchEnds(Dn component, long run, ProcessWatch.End end) {
        loop.execute(() -> watchEnded(component, run, end == ProcessWatch.End.PROCESSES_GONE));
    }

    // As in NodeAgent, the way of a failure is free of expressions that are linked at their first use.

    private void watchEnded(Dn component, long run, boolean held) {
        Instance instance = instances.get(run);
        if (instance == null) {
            return;
        }
        instance.watch = Optional.empty();
        if (instance.forgotten) {
            release(run, instance);
        } else if (!held) {
            ComponentLog.info(component).log("the program closes its descriptors; its processes cannot be watched");
        }
        machine.accept(new AgentEvent.ProcessEnded(loop.nowNanos(), component, run, held));
    }

    /** Monitors a process for a component. */
    void monitor(AgentAction.Monitor wish) {
        try {
            monitor.watch(wish.watch(), wish.pid(), wish.depth(), new ProcessMonitor.Observer() {
                @Override
                public void begun(boolean exists) {
                    String detail = exists ? "" : "there is no process " + wish.pid();
                    loop.execute(() -> monitoringBegun(wish, exists, detail));
                }

                @Override
                public void ended(long pid, OptionalInt exit) {
                    loop.execute(() -> machine.accept(
                            new AgentEvent.MonitoredEnded(loop.nowNanos(), wish.component(), wish.watch(), pid, exit)));
                }
            });
        } catch (IOException e) {
            ComponentLog.warn(wish.component()).setCause(e).log("processes cannot be monitored");
            loop.execute(() -> monitoringBegun(wish, false, e.getMessage()));
        }
    }

    private void monitoringBegun(AgentAction.Monitor wish, boolean exists, String detail) {
        machine.accept(new AgentEvent.MonitoringBegun(loop.nowNanos(), wish.component(), wish.watch(), exists, detail));
    }

    void endMonitor(long watch) {
        monitor.end(watch);
    }

    /** An instance is gone; while processes of it are still seen to run they stay guarded. */
    void forget(long run) {
        Instance instance = instances.get(run);
        if (instance == null) {
            return;
        }
        instance.forgotten = true;
        monitors.end(instance.component);
        if (instance.watch.isEmpty()) {
            release(run, instance);
        }
    }

    private void release(long run, Instance instance) {
        instances.remove(run);
        latest.remove(instance.component, run);
        unguard(instance.session);
        try {
            Files.deleteIfExists(instance.fifo);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("fifo", instance.fifo).log("cannot remove a FIFO");
        }
    }

    private void unguard(Optional<Long> session) {
        if (session.isPresent()) {
            guardian.remove(session.get());
        }
    }

    /** Kills at once whatever the agent has started, commands under way included; nothing is started any more. Blocks. */
    void killEverything() {
        runner.close();
        List<Long> sessions = guardian.sessions();
        if (!Sessions.kill(sessions)) {
            LOG.atError().addKeyValue("sessions", sessions).log("processes do not die; the guardian goes on trying");
        }
    }

    /** Kills whatever is left; for the end of the agent. Blocks. */
    void killAll() {
        monitors.killAll();
        List.copyOf(instances.entrySet()).forEach(entry -> {
            Instance instance = entry.getValue();
            instance.watch.ifPresent(ProcessWatch::close);
            instance.session.ifPresent(Sessions::kill);
            release(entry.getKey(), instance);
        });
    }
}
