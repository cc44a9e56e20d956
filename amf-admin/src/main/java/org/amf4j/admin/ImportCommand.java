package org.amf4j.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amf4j.admin.connection.ModelImport;
import org.amf4j.admin.model.ModelText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Classes and objects of files into a running cluster. */
@Command(
        name = "import",
        description = {
            "Creates the classes and objects of IMM XML files in a running cluster.",
            "Classes that it has in the same way are left as they are. All objects come in one configuration change; when it is"
                    + " refused, no class is created either."
        })
final class ImportCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Durations.class,
            description = "give up after this time, for instance 500ms or 2min (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "IMM XML files, read as one")
    private List<Path> files;

    @Override
    public void run() {
        ModelImport.Done done = new ModelImport(cluster.client(amf, timeout)).carryOut(ModelText.read(files));
        String classes = done.classes().isEmpty() ? "no class" : "classes " + String.join(", ", done.classes());
        amf.out().println("created: " + classes + ", " + done.objects() + " objects");
        amf.out().flush();
    }
}
