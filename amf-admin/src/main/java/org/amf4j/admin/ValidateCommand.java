package org.amf4j.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files without a cluster. */
@Command(
        name = "validate",
        description =
                "Checks IMM XML files without a cluster and lists all problems; exit code 6 when there are errors.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "IMM XML files, merged in this order")
    private List<Path> files;

    @Override
    public Integer call() {
        AmfCommand amf = AmfCommand.of(spec);
        CheckedModel checked = CheckedModel.read(files, amf.surroundings().home());
        int errors = checked.errors().size();
        int warnings = checked.problems().size() - errors;
        output.print(
                amf.out(),
                ProblemView.json(checked),
                () -> ProblemView.text(checked.problems())
                        + summary(checked.objects().size(), errors, warnings));
        return errors == 0 ? ExitCode.OK.code() : ExitCode.REJECTED.code();
    }

    private static String summary(int objects, int errors, int warnings) {
        String found = warnings == 0 ? "" : ", " + count(warnings, "warning");
        return errors == 0
                ? "valid: " + count(objects, "object") + found + "\n"
                : "not valid: " + count(errors, "error") + found + "\n";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
