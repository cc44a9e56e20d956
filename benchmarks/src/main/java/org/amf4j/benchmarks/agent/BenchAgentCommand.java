package org.amf4j.benchmarks.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.measure.Spread;
import org.amf4j.admin.output.Table;
import org.amf4j.benchmarks.Measurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What agents cost at rest, and how soon they notice the end of processes. */
@Command(
        name = "agent",
        description =
                "Measures how soon the end of a process is noticed, and what an agent takes of a processor at rest.",
        footer = {
            "",
            "own: a process that holds the FIFO of a component's watch is killed. adopted: one that is nobody's child here,",
            "followed by the process monitor. idle: a cluster of three controllers and a node with sleeping components; the",
            "processor time of its agent, of the components' guardian and of the controllers, in percent of a core."
        })
final class BenchAgentCommand implements Runnable {

    private static final List<String> CASES = List.of("own", "adopted", "idle");
    private static final int REPEATS_MAX = 10_000;
    private static final int SECONDS_MAX = 600;
    private static final int COMPONENTS_MAX = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(names = "--case", paramLabel = "NAME", description = "only this: own, adopted or idle; may be repeated")
    private List<String> only = List.of();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "100",
            description = "processes that are killed (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "how long idle agents are measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--components",
            paramLabel = "N",
            defaultValue = "50",
            description = "components of the idle agent (default: ${DEFAULT-VALUE})")
    private int components;

    @Override
    public void run() {
        require(CASES.containsAll(only), "--case is one of " + CASES);
        require(repeats >= 1 && repeats <= REPEATS_MAX, "--repeats is between 1 and " + REPEATS_MAX);
        require(seconds >= 1 && seconds <= SECONDS_MAX, "--seconds is between 1 and " + SECONDS_MAX);
        require(components >= 1 && components <= COMPONENTS_MAX, "--components is between 1 and " + COMPONENTS_MAX);
        Measurement.run(spec, output, new Table("CASE", "P50", "P99", "MAX", "UNIT"), this::measure);
    }

    private void measure(RunFolder folder, Measurement results) throws InterruptedException {
        Deaths deaths = new Deaths(folder.cluster().path());
        if (isChosen("own")) {
            add(results, "own", deaths.ofOwn(repeats));
        }
        if (isChosen("adopted")) {
            add(results, "adopted", deaths.ofAdopted(repeats));
        }
        if (isChosen("idle")) {
            idle(folder, results);
        }
    }

    private void require(boolean right, String text) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), text);
        }
    }

    private boolean isChosen(String name) {
        return only.isEmpty() || only.contains(name);
    }

    private void add(Measurement results, String name, List<Long> nanos) {
        Spread spread = Spread.of(nanos);
        ObjectNode result = results.cases().addObject().put("case", name).put("repeats", repeats);
        result.set("noticed_ms", spread.toJson());
        results.row(
                name,
                Spread.millis(spread.p50Nanos()),
                Spread.millis(spread.p99Nanos()),
                Spread.millis(spread.maxNanos()),
                "ms");
    }

    private void idle(RunFolder folder, Measurement results) throws InterruptedException {
        Path home = Path.of(Optional.ofNullable(System.getenv("AMF_HOME")).orElse("."));
        IdleCpu.Outcome outcome = new IdleCpu(home, folder.cluster()).measure(components, seconds);
        ObjectNode result = results.cases()
                .addObject()
                .put("case", "idle")
                .put("components", components)
                .put("seconds", seconds)
                .put("agent_cpu_percent", outcome.agent())
                .put("guardian_cpu_percent", outcome.guardian())
                .put("leader", outcome.leader());
        ObjectNode controllers = result.putObject("controllers_cpu_percent");
        outcome.controllers().forEach(controllers::put);
        String unit = "% of a core";
        results.row("idle: agent, " + components + " components", outcome.agent(), "", "", unit);
        results.row("idle: its guardian", outcome.guardian(), "", "", unit);
        outcome.controllers()
                .forEach((name, percent) -> results.row(
                        "idle: " + (name.equals(outcome.leader()) ? "leader " : "controller ") + name,
                        percent,
                        "",
                        "",
                        unit));
    }
}
