package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.ExplorationView;
import org.amf4j.admin.model.FaultExplorer;
import org.amf4j.admin.model.FaultExplorer.Explored;
import org.amf4j.admin.model.FaultExplorer.Wish;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.model.SimulationView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.model.Model;
import org.amf4j.testkit.ScenarioText;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.StepResult;
import org.amf4j.testkit.Steps;
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
            "Steps: node-down NODE, node-up NODE, node-blink NODE, node-silent NODE DURATION (cut off),",
            "node-stop NODE DURATION (its agent is stopped), agent-restart NODE (what runs stays),",
            "fail COMPONENT [RECOVERY], crash COMPONENT,",
            "hang COMPONENT, error-report COMPONENT [RECOVERY], error-clear COMPONENT,",
            "ha-readiness COMPONENT READINESS [CSI], life-cycle COMPONENT STATE,",
            "fail-next OPERATION COMPONENT,",
            "slow-next OPERATION COMPONENT DURATION, link-cut NODE DURATION, partition DURATION NODE...,",
            "leader-change, leader-crash,",
            "leader-crash-after DECISIONS, clm-lock NODE, clm-unlock NODE, clm-shutdown NODE, clm-reset NODE,",
            "lock DN, unlock DN, lock-in DN, unlock-in DN, shutdown DN, restart DN, repaired DN, swap DN (or si-swap),",
            "adjust DN (or sg-adjust), eam-start DN, eam-stop DN, wait DURATION, set DN ATTR=VALUE...,",
            "create CLASS DN [ATTR=VALUE...], delete DN, ccb CHANGE ; CHANGE... (all or nothing)"
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

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "do what is drawn from this seed instead, or the given steps with durations drawn from it")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            completionCandidates = FaultNames.class,
            description = "with --seed: ${COMPLETION-CANDIDATES} (default: all)")
    private List<String> faults = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "with --seed: go on with the following seeds until N events have been simulated")
    private long events;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "IMM XML files, merged in this order")
    private List<Path> files;

    @Override
    public Integer call() {
        CheckedModel checked = CheckedModel.read(files, amf.surroundings().home());
        if (checked.model().isEmpty()) {
            amf.err().print(ProblemView.text(checked.errors()));
            throw new CommandFailure(ExitCode.REJECTED, "the model is not valid", "'amf validate' lists all problems");
        }
        requireTogether();
        List<String> wanted = new ArrayList<>();
        script.ifPresent(file -> wanted.addAll(lines(file)));
        wanted.addAll(steps);
        return seed.isPresent() ? explore(checked, seed.get(), wanted) : simulate(checked, wanted);
    }

    private void requireTogether() {
        require(seed.isPresent() || faults.isEmpty() && events == 0, "--faults and --events need --seed");
        require(seed.isEmpty() || explained.isEmpty(), "--explain is for given steps; it has no meaning with --seed");
        require(events >= 0, "--events " + events + " is less than 0");
    }

    private static void require(boolean truth, String otherwise) {
        if (!truth) {
            throw new CommandFailure(ExitCode.USAGE, otherwise, "'amf simulate --help' says what goes together");
        }
    }

    private int simulate(CheckedModel checked, List<String> wanted) {
        Model model = checked.model().orElseThrow();
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

    private int explore(CheckedModel checked, long first, List<String> wanted) {
        FaultExplorer explorer = ServiceLoader.load(FaultExplorer.class)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "this installation has no simulator of random faults",
                        "put the jar of amf-simulator on the class path, or use the launcher amf"));
        List<String> drawn = faults.isEmpty() ? List.of("all") : faults;
        Wish wish = new Wish(checked.objects(), first, drawn, wanted.isEmpty() ? events : 0, wanted);
        Explored explored;
        try {
            explored = explorer.explore(wish);
        } catch (Steps.NotUnderstood e) {
            throw notUnderstood(where(e.step()), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "'amf simulate --help' lists steps and faults", e);
        }
        output.print(amf.out(), ExplorationView.json(wish, explored), () -> ExplorationView.text(wish, explored));
        return explored.broken().isEmpty() ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private List<StepResult> run(Simulation simulation, List<String> steps) {
        List<StepResult> results = new ArrayList<>();
        results.add(simulation.start());
        // Every simulation begins with it; whoever writes it down means the same.
        boolean written = !steps.isEmpty() && steps.get(0).equals("start");
        for (String step : steps.subList(written ? 1 : 0, steps.size())) {
            results.add(step(simulation, step, where(step)));
        }
        return results;
    }

    /** File and line of a step of the script, the step itself otherwise. */
    private String where(String step) {
        String named = "step '" + step + "'";
        return script.map(file -> file + ":" + ScenarioText.lineOf(read(file), step) + ": " + named)
                .filter(text -> !steps.contains(step))
                .orElse(named);
    }

    static StepResult step(Simulation simulation, String step) {
        return step(simulation, step, "step '" + step + "'");
    }

    private static StepResult step(Simulation simulation, String step, String where) {
        try {
            return simulation.step(step);
        } catch (IllegalArgumentException e) {
            throw notUnderstood(where, e);
        }
    }

    private static CommandFailure notUnderstood(String where, IllegalArgumentException e) {
        return new CommandFailure(
                ExitCode.USAGE, where + ": " + e.getMessage(), "'amf simulate --help' lists the steps", e);
    }

    private static List<String> lines(Path file) {
        return ScenarioText.steps(read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.FAILED, "there is no script " + file, "check its path", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot read the script " + file + ": " + e.getMessage(), "check its path", e);
        }
    }
}
