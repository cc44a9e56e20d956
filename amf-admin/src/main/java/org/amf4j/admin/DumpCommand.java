package org.amf4j.admin;

import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.admin.connection.DumpedConfiguration;
import org.amf4j.admin.model.ModelText;
import org.amf4j.imm.InformationModel;
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
        InformationModel model = DumpedConfiguration.of(cluster.client(amf, ReadingLimits.TIMEOUT));
        if (file.isPresent()) {
            ModelText.write(model, allClasses, file.get());
        } else {
            amf.out().print(ModelText.xml(model, allClasses));
            amf.out().flush();
        }
    }
}
