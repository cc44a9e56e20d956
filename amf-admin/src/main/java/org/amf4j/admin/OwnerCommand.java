package org.amf4j.admin;

import java.util.List;
import org.amf4j.admin.connection.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who owns objects. */
@Command(
        name = "owner",
        description = "Takes objects from who owns them; 'amf get' shows the owner of an object.",
        synopsisSubcommandLabel = "(clear)")
final class OwnerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new OwnerCommand()).addSubcommand(new Clear());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "clear is missing");
    }

    /** Objects that get free. */
    @Command(
            name = "clear",
            description = "Takes objects from whoever owns them, so that anybody may change them; all of them or none.")
    static final class Clear implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOption cluster;

        @Option(names = "--subtree", description = "and all objects below them")
        private boolean subtree;

        @Parameters(paramLabel = "DN", arity = "1..*", description = "the objects, with their full names")
        private List<String> names;

        @Override
        public void run() {
            AmfCommand amf = AmfCommand.of(spec);
            Invocation.clearOwners(cluster.client(amf, ReadingLimits.TIMEOUT), names, subtree);
            amf.out().println("without owner: " + String.join(", ", names));
            amf.out().flush();
        }
    }
}
