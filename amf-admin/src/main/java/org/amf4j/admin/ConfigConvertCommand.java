package org.amf4j.admin;

import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.model.ChangeLines;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.output.Json;
import org.amf4j.imm.InformationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a configuration in another form. */
@Command(
        name = "convert",
        description =
                "Writes a configuration in another form: as JSON, as the changes that create it, or as XML with all classes.")
final class ConfigConvertCommand implements Runnable {

    /** The forms. */
    enum Form {
        JSON,
        CCB,
        XML
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOption output;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORM",
            description =
                    "json: the objects as 'amf get' shows them; ccb: lines for 'amf ccb'; xml: with the definitions of all"
                            + " classes, for programs that do not have them built in")
    private Form form;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "IMM XML files, merged in this order")
    private List<Path> files;

    @Override
    public void run() {
        output.check();
        InformationModel model = ModelText.read(files);
        String text = switch (form) {
            case JSON -> Json.pretty(ModelText.json(model)) + "\n";
            case CCB -> ChangeLines.creations(model);
            case XML -> ModelText.xml(model, true);
        };
        output.write(AmfCommand.of(spec), text);
    }
}
