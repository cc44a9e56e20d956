package org.amf4j.admin.compatibility;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine;

/** The table of old names. */
public final class OldNames {

    private OldNames() {}

    /**
     * Adds the commands; they do not show in the list of commands.
     *
     * @param cluster a client of the cluster that a command is about, with a limit for each request
     */
    public static void addTo(CommandLine amf, Function<Duration, AdminClient> cluster) {
        for (OldCommand command : List.of(
                new ImmList(),
                new ImmFind(),
                new ImmCfg(),
                new ImmAdm(),
                new ImmDump(),
                new AmfAdm(),
                new AmfState(),
                new AmfFind(),
                new ClmAdm(),
                new ClmState(),
                new ClmFind())) {
            command.connectBy(cluster);
            CommandLine line = new CommandLine(command);
            line.getCommandSpec().usageMessage().hidden(true);
            amf.addSubcommand(line);
        }
    }
}
