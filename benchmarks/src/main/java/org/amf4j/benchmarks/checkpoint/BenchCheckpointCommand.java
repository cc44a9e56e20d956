package org.amf4j.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.Machine;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import org.amf4j.api.AisException;
import org.amf4j.benchmarks.ClusterStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast checkpoints are written. */
@Command(
        name = "checkpoint",
        description = "Measures acknowledged writes of checkpoints on a three-node cluster of real processes.",
        footer = {
            "",
            "closed-loop: one writer, each write after the acknowledgement of the one before. writers-8: eight of"
                    + " them.",
            "pipelined: one writer with 256 writes under way. The writer is a process of its own on the node of the"
                    + " active",
            "replica. fill-10000-sections-1024-bytes: how long opening a checkpoint on another node takes, while it is"
                    + " written.",
            "",
            "--beside measures the cases of all replicas with two of them in Infinispan (replicated cache,"
                    + " synchronous) and",
            "Hazelcast (map, one backup), too, right after ours; the writer is in the process that holds one copy, and for",
            "hazelcast-client in one that holds none, like ours."
        })
final class BenchCheckpointCommand implements Runnable {

    private static final int SECONDS_MAX = 600;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "only cases whose name contains this, for instance all-replicas-1024; may be repeated")
    private List<String> only = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "how long each case is measured, after half of that for warming up (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--beside", description = "measure Infinispan and Hazelcast, too; see benchmarks/README.md")
    private boolean isBeside;

    @Override
    public void run() {
        List<CheckpointCase> cases = CheckpointCase.all().stream()
                .filter(c -> only.isEmpty() || only.stream().anyMatch(c.name()::contains))
                .toList();
        boolean isFilling = only.isEmpty() || only.stream().anyMatch(FillRun.CASE::contains);
        if (cases.isEmpty() && !isFilling || seconds < 1 || seconds > SECONDS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "no case is chosen, or --seconds is not between 1 and " + SECONDS_MAX);
        }
        Path home = ClusterStart.home();
        RunFolder folder = RunFolder.create(Path.of("").toAbsolutePath(), "bench");
        try (folder) {
            Path cluster = folder.cluster().path();
            Optional<BesideRun> beside =
                    isBeside ? Optional.of(new BesideRun(home, folder.cluster().path(), seconds)) : Optional.empty();
            ClusterStart.startDemo(cluster);
            ArrayNode results = Json.object().putArray("cases");
            Table table = new Table("CASE", "WRITES/S", "P50 US", "P99 US", "MAX US");
            for (CheckpointCase each : cases) {
                measure(cluster, each, results, table);
                if (beside.isPresent() && each.hasPeers()) {
                    measureBeside(beside.get(), each, results, table);
                }
            }
            if (isFilling) {
                fill(cluster, results, table);
            }
            ObjectNode answer = Json.object();
            answer.set("machine", Machine.describe());
            answer.set("cases", results);
            output.print(spec.commandLine().getOut(), answer, table::toString);
            folder.succeeded();
        } catch (AisException | WriteLoad.WriteFailed e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the checkpoints could not be written any more: " + e.getMessage(),
                    "a node that gets no processor for a second loses its lease: measure on a quieter machine, or all with"
                            + " the same real-time priority (chrt -r 1 amf bench checkpoint ...)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted", "");
        }
    }

    private void measure(Path cluster, CheckpointCase measured, ArrayNode results, Table table)
            throws InterruptedException {
        Path socket = cluster.resolve("n1").resolve("ckpt.sock");
        WriteLoad.Outcome outcome =
                new CheckpointRun(socket, measured, seconds).run("safCkpt=bench-" + measured.name() + ",safApp=bench");
        ObjectNode result = results.addObject().put("case", measured.name());
        result.putObject("conditions")
                .put("mode", measured.mode().name())
                .put("bytes", measured.bytes())
                .put("replicas", measured.replicas())
                .put("load", measured.load().name().toLowerCase(Locale.ROOT))
                .put("seconds", seconds);
        result.put("ops_per_s", Math.round(outcome.perSecond()));
        result.putObject("latency_us")
                .put("min", outcome.micros(0))
                .put("p50", outcome.micros(500))
                .put("p99", outcome.micros(990))
                .put("max", outcome.micros(1_000));
        table.row(
                measured.name(),
                Math.round(outcome.perSecond()),
                Math.round(outcome.micros(500)),
                Math.round(outcome.micros(990)),
                Math.round(outcome.micros(1_000)));
        say(measured.name() + ": " + Math.round(outcome.perSecond()) + "/s");
    }

    private void measureBeside(BesideRun beside, CheckpointCase measured, ArrayNode results, Table table)
            throws InterruptedException {
        for (String system : BesideRun.SYSTEMS) {
            JsonNode outcome = beside.run(system, measured.bytes(), measured.load());
            results.addObject()
                    .put("case", measured.name())
                    .put("system", system)
                    .setAll((ObjectNode) outcome);
            JsonNode latency = outcome.path("latency_us");
            table.row(
                    measured.name() + " " + system,
                    outcome.path("ops_per_s").asLong(),
                    latency.path("p50").asLong(),
                    latency.path("p99").asLong(),
                    latency.path("max").asLong());
            say(system + ": " + outcome.path("ops_per_s").asLong() + "/s");
        }
    }

    private void fill(Path cluster, ArrayNode results, Table table) throws InterruptedException {
        ObjectNode result = results.addObject().put("case", FillRun.CASE);
        ArrayNode replicas = result.putArray("replicas");
        for (FillRun.Filled filled : new FillRun(cluster).run()) {
            replicas.addObject()
                    .put("node", filled.node())
                    .put("millis", filled.millis())
                    .put("writes_meanwhile", filled.writesMeanwhile());
            String text = "%s on %s: %.0f ms, %d writes meanwhile"
                    .formatted(FillRun.CASE, filled.node(), filled.millis(), filled.writesMeanwhile());
            table.row(text, "", "", "", "");
            say(text);
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
