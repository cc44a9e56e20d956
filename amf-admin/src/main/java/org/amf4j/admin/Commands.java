package org.amf4j.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.amf4j.admin.entity.EntityKind;
import picocli.CommandLine;

/** The sub-commands of this room, in the order in which they are listed; each is made when it is needed. */
final class Commands {

    /** What begins so needs to know all others, or is given sub-commands by other rooms. */
    private static final Set<String> IN_COMPANY = Set.of("bench", "help", "completion", "warm-up");

    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Commands() {}

    static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("cluster", ClusterCommand::commandLine);
        commands.put("status", StatusCommand::new);
        commands.put("assignments", AssignmentsCommand::new);
        for (EntityKind kind : EntityKind.values()) {
            commands.put(kind.command(), () -> EntityCommand.commandLine(kind));
        }
        commands.put("watch", WatchCommand::new);
        commands.put("get", GetCommand::new);
        commands.put("find", FindCommand::new);
        commands.put("tree", TreeCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("events", EventsCommand::new);
        commands.put("notifications", NotificationsCommand::new);
        commands.put("alarms", AlarmsCommand::new);
        commands.put("metrics", MetricsCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("ckpt", CheckpointCommand::commandLine);
        for (OperationName name : OperationName.values()) {
            commands.put(name.command(), () -> OperationCommand.commandLine(name));
        }
        commands.put("cordon", () -> CordonCommand.commandLine(true));
        commands.put("uncordon", () -> CordonCommand.commandLine(false));
        commands.put("load-watch", LoadWatchCommand::new);
        commands.put("invoke", InvokeCommand::new);
        commands.put("owner", OwnerCommand::commandLine);
        commands.put("set", SetCommand::new);
        commands.put("edit", EditCommand::new);
        commands.put("create", CreateCommand::new);
        commands.put("delete", DeleteCommand::new);
        commands.put("ccb", CcbCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("class", ClassCommand::commandLine);
        commands.put("dump", DumpCommand::new);
        commands.put("clm", ClmCommand::commandLine);
        commands.put("validate", ValidateCommand::new);
        commands.put("config", ConfigCommand::commandLine);
        commands.put("simulate", SimulateCommand::new);
        commands.put("what-if", WhatIfCommand::new);
        commands.put("bench", BenchCommand::commandLine);
        commands.put("certificates", CertificatesCommand::commandLine);
        commands.put("node", NodeCommand::new);
        commands.put("detach", DetachCommand::new);
        commands.put("witness", WitnessCommand::new);
        commands.put("warm-up", WarmUpCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("help", HelpCommand::commandLine);
        return commands;
    }

    /**
     * Adds only what such a command line needs, which takes a fraction of the time that all commands take; does nothing when
     * they may all be needed.
     *
     * @return whether it has done so
     */
    static boolean addOnly(CommandLine amf, String... arguments) {
        if (arguments.length == 0) {
            return false;
        }
        if (VERSION.contains(arguments[0])) {
            return true;
        }
        Optional<Supplier<Object>> one =
                Optional.ofNullable(all().get(arguments[0])).filter(c -> !IN_COMPANY.contains(arguments[0]));
        one.ifPresent(command -> amf.addSubcommand(command.get()));
        return one.isPresent();
    }
}
