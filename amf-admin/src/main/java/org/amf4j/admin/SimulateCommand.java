package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.model.SimulationView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.model.Model;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.StepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The production director on files, in virtual time. */
@Command(
        name = "simulate",
        description = "Runs the director on IMM XML files in virtual time, without processes.",
        footer = {
            "",
            "Steps: node-down NODE, node-up NODE, fail COMPONENT [RECOVERY], crash COMPONENT,",
            "fail-next OPERATION COMPONENT, lock DN, unlock DN, lock-in DN, unlock-in DN, shutdown DN, restart DN,",
            "repaired DN, si-swap DN, sg-adjust DN, wait DURATION, set DN ATTR=VALUE"
        })
final class SimulateCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private OutputOption output;

    @Option(names = "--step", paramLabel = "STEP", description = "a step after those of the script; may be repeated")
    private List<String> steps = List.of();

    @Option(names = "--script", paramLabel = "FILE", description = "a file with a step per line; # begins a comment")
    private Optional<Path> script = Optional.empty();

    @Option(
            names = "--explain",
            paramLabel = "DN",
            description = "after the steps: why this entity is as it is; may be repeated")
    private List<String> explained = List.of();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "IMM XML files, merged in this order")
    private List<Path> files;

    @Override
    public Integer call() {
        CheckedModel checked = CheckedModel.read(files, amf.surroundings().home());
        if (checked.model().isEmpty()) {
            amf.err().print(ProblemView.text(checked.errors()));
            throw new CommandFailure(ExitCode.REJECTED, "the model is not valid", "'amf validate' lists all problems");
        }
        Model model = checked.model().get();
        List<String> wanted = new ArrayList<>();
        script.ifPresent(file -> wanted.addAll(lines(file)));
        wanted.addAll(steps);
        Simulation simulation = new Simulation(checked.objects(), InstalledModels.load());
        List<StepResult> results = run(simulation, wanted);
        List<List<String>> explanations =
                explained.stream().map(name -> explain(simulation, name)).toList();
        output.print(
                amf.out(),
                SimulationView.json(model, results, explanations),
                () -> SimulationView.text(results, explanations));
        return ExitCode.OK.code();
    }

    static List<String> explain(Simulation simulation, String name) {
        try {
            return simulation.explain(name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.NOT_FOUND, e.getMessage(), "write the whole DN", e);
        }
    }

    private static List<StepResult> run(Simulation simulation, List<String> steps) {
        List<StepResult> results = new ArrayList<>();
        results.add(simulation.start());
        // Every simulation begins with it; whoever writes it down means the same.
        boolean written = !steps.isEmpty() && steps.get(0).equals("start");
        for (String step : steps.subList(written ? 1 : 0, steps.size())) {
            results.add(step(simulation, step));
        }
        return results;
    }

    static StepResult step(Simulation simulation, String step) {
        try {
            return simulation.step(step);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "step '" + step + "': " + e.getMessage(),
                    "'amf simulate --help' lists the steps",
                    e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot read the script " + file + ": " + e.getMessage(), "check its path", e);
        }
    }
}
