package org.amf4j.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ModelImport;
import org.amf4j.admin.model.ModelText;
import org.amf4j.imm.InformationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Classes and objects of files into a running cluster. */
@Command(
        name = "import",
        description = {
            "Creates the classes and objects of IMM XML files in a running cluster, in one configuration change.",
            "Classes that it has in the same way are left as they are. Parents of objects, and what objects refer to, may be in"
                    + " the files or in the cluster."
        })
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "IMM XML files, read as one")
    private List<Path> files;

    @Override
    public Integer call() {
        InformationModel file = ModelText.readPart(files);
        return options.run(amf, ModelImport.request(options.client(amf), file));
    }
}
