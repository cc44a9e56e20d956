package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.description.DescriptionProblem;
import org.amf4j.description.DescriptionReader;
import org.amf4j.description.ModelGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a configuration from a short description. */
@Command(
        name = "generate",
        description = {
            "Makes a complete IMM XML file from a short description in YAML: nodes, groups, components, services.",
            "docs/describing.md tells all keys. What is made is checked like by 'amf validate'; exit code 6 when there are"
                    + " errors, and nothing is written then."
        })
final class ConfigGenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOption output;

    @Parameters(paramLabel = "FILE", description = "the description, a YAML file")
    private Path file;

    @Override
    public Integer call() {
        AmfCommand amf = AmfCommand.of(spec);
        output.check();
        DescriptionReader.Result read = DescriptionReader.read(text());
        if (read.description().isEmpty()) {
            read.problems().forEach(problem -> amf.err().println(line(problem)));
            return ExitCode.REJECTED.code();
        }
        List<ImmObject> objects = ModelGenerator.objects(read.description().get());
        String xml = ModelText.xml(objects);
        CheckedModel checked = ModelText.inFile(
                xml, made -> CheckedModel.read(List.of(made), amf.surroundings().home()));
        amf.err().print(ProblemView.text(checked.problems()));
        if (!checked.errors().isEmpty()) {
            amf.err().println("nothing was written: what " + file + " describes is not valid");
            return ExitCode.REJECTED.code();
        }
        output.write(amf, xml);
        return ExitCode.OK.code();
    }

    private String line(DescriptionProblem problem) {
        String place = problem.place().isEmpty() ? "" : problem.place() + ": ";
        return file + ":" + problem.line() + ": " + place + problem.text();
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), "name a text file that exists", e);
        }
    }
}
