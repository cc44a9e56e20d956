package org.amf4j.admin;

import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.model.ModelText;
import org.amf4j.imm.InformationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins files. */
@Command(
        name = "merge",
        description = {
            "Joins IMM XML files into one, in a fixed order: parents before children, attributes as their class lists them.",
            "Objects and classes that stand in several files must be equal there; exit code 6 when they are not."
        })
final class ConfigMergeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOption output;

    @Option(
            names = "--all-classes",
            description = "with the definitions of all classes, for programs that do not have them built in")
    private boolean allClasses;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "IMM XML files")
    private List<Path> files;

    @Override
    public void run() {
        output.check();
        InformationModel model = ModelText.read(files);
        output.write(AmfCommand.of(spec), ModelText.xml(model, allClasses));
    }
}
