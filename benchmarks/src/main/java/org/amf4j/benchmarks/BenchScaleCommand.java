package org.amf4j.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.Machine;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the director bears large models. */
@Command(
        name = "scale",
        description =
                "Measures the director on generated models of 100 to 100,000 service instances, without processes.",
        footer = {
            "",
            "load: IMM XML file to bound model. first assignment: nodes join until all is assigned. component failure,",
            "node loss: one decision. recovery simulated: loss of a node until all is at rest, as 'amf simulate' plays it.",
            "memory taken: a snapshot of all that the director remembers; that of a large model is taken beside it."
        })
final class BenchScaleCommand implements Runnable {
    private static final int REPEATS_MAX = 10_000;
    private static final ScaleCase WARM_UP = ScaleCase.all().get(0);
    private static final int WARM_UP_ROUNDS = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "only this case, for instance 2n-1000; may be repeated")
    private List<String> only = List.of();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "50",
            description = "how often failures and losses are repeated (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Override
    public void run() {
        List<ScaleCase> cases = ScaleCase.all().stream()
                .filter(c -> only.isEmpty() || only.contains(c.name()))
                .toList();
        if (cases.size() < only.size() || cases.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--case must be one of "
                            + ScaleCase.all().stream().map(ScaleCase::name).collect(Collectors.joining(", ")));
        }
        if (repeats < 1 || repeats > REPEATS_MAX) {
            throw new ParameterException(spec.commandLine(), "--repeats must be between 1 and " + REPEATS_MAX);
        }
        measure(cases);
    }

    private void measure(List<ScaleCase> cases) {
        ObjectNode json = Json.object().put("bench", "scale");
        json.set("machine", Machine.describe());
        ArrayNode list = json.putArray("cases");
        Table table = ScaleResult.table();
        try {
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                ScaleRun.measure(WARM_UP, repeats); // the first runs measure the loading of classes
            }
            for (ScaleCase each : cases) {
                ScaleResult result = ScaleRun.measure(each, repeats);
                progress(result.summary());
                list.add(result.toJson());
                result.row(table);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the generated model cannot be written: " + e.getMessage(),
                    "the temporary folder needs 150 MB of room",
                    e);
        }
        output.print(spec.commandLine().getOut(), json, table::toString);
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
