package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.admin.connection.DumpedConfiguration;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf dump}: the configuration of a running cluster as a file. */
@Command(
        name = "dump",
        description = {
            "Writes the configuration of the running cluster as IMM XML, as it is now, administrative states included.",
            "A cluster that is started with the file has the same configuration."
        })
final class DumpCommand implements Runnable {
    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Option(
            names = "--all-classes",
            description = "with the definitions of all classes, for programs that do not have them built in")
    private boolean allClasses;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "the file to write; without it the configuration goes to the standard output")
    private Optional<Path> file = Optional.empty();

    @Override
    public void run() {
        String xml = DumpedConfiguration.xml(cluster.client(amf, ReadingLimits.TIMEOUT), allClasses);
        if (file.isEmpty()) {
            amf.out().print(xml);
            amf.out().flush();
            return;
        }
        try {
            Files.writeString(file.get(), xml);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot write " + file.get() + ": " + e.getMessage(), "choose another file", e);
        }
    }
}
