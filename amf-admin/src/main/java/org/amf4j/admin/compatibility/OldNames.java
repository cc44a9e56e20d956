package org.amf4j.admin.compatibility;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The table of old names. */
public final class OldNames {

    private static final Map<String, Supplier<OldCommand>> COMMANDS = commands();

    private OldNames() {}

    private static Map<String, Supplier<OldCommand>> commands() {
        Map<String, Supplier<OldCommand>> commands = new LinkedHashMap<>();
        commands.put("immlist", ImmList::new);
        commands.put("immfind", ImmFind::new);
        commands.put("immcfg", ImmCfg::new);
        commands.put("immadm", ImmAdm::new);
        commands.put("immdump", ImmDump::new);
        commands.put("amf-adm", AmfAdm::new);
        commands.put("amf-state", AmfState::new);
        commands.put("amf-find", AmfFind::new);
        commands.put("clm-adm", ClmAdm::new);
        commands.put("clm-state", ClmState::new);
        commands.put("clm-find", ClmFind::new);
        return commands;
    }

    /**
     * Adds the commands; they do not show in the list of commands.
     *
     * @param cluster a client of the cluster that a command is about, with a limit for each request
     */
    public static void addTo(CommandLine amf, Function<Duration, AdminClient> cluster) {
        COMMANDS.keySet().forEach(name -> add(amf, name, cluster));
    }

    /** Adds only the command of this name; returns whether there is one. */
    public static boolean addTo(CommandLine amf, String name, Function<Duration, AdminClient> cluster) {
        boolean known = COMMANDS.containsKey(name);
        if (known) {
            add(amf, name, cluster);
        }
        return known;
    }

    private static void add(CommandLine amf, String name, Function<Duration, AdminClient> cluster) {
        OldCommand command = COMMANDS.get(name).get();
        command.connectBy(cluster);
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().hidden(true);
        amf.addSubcommand(line);
    }

    /** Says what is wrong with the command line of an old command, in its manner; empty when it is none. */
    public static OptionalInt refuse(ParameterException problem) {
        return problem.getCommandLine().getCommand() instanceof OldCommand old
                ? OptionalInt.of(old.refuse(problem.getMessage()))
                : OptionalInt.empty();
    }
}
