package org.amf4j.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Table;
import org.amf4j.api.AisException;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.benchmarks.ClusterStart;
import org.amf4j.benchmarks.Measurement;
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
            "Hazelcast (map, one backup), too; the writer is in the process that holds one copy, and for hazelcast-client in",
            "one that holds none, like ours. All stand ready and write in turn, one after the other in each round, so that a",
            "minute in which the machine is slow is slow for all of them; the figures are the medians of the rounds."
        })
final class BenchCheckpointCommand implements Runnable {

    private static final int SECONDS_MAX = 600;
    private static final int ROUNDS_MAX = 100;
    private static final long SPIN_MICROS_MAX = CheckpointsOptions.REPLY_SPIN_MAX.toNanos() / 1_000;
    private static final String OURS = "";
    private static final String OTHER_SPIN = "other-reply-spin";

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
            description = "how long each round of a case is (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "how often each case is measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "how long each writes before the first round (default: half of --seconds)")
    private Integer warmUpSeconds;

    @Option(
            names = "--spin",
            paramLabel = "MICROSECONDS",
            description = "measure each case once more with a writer that looks so long for a reply before it sleeps"
                    + " (replySpin, 0 to 1000; 0: it sleeps at once)")
    private Integer spinMicros;

    @Option(names = "--beside", description = "measure Infinispan and Hazelcast, too; see benchmarks/README.md")
    private boolean isBeside;

    @Override
    public void run() {
        List<CheckpointCase> cases = CheckpointCase.all().stream()
                .filter(c -> only.isEmpty() || only.stream().anyMatch(c.name()::contains))
                .toList();
        boolean isFilling = only.isEmpty() || only.stream().anyMatch(FillRun.CASE::contains);
        check(!cases.isEmpty() || isFilling, "no case is chosen");
        check(seconds >= 1 && seconds <= SECONDS_MAX, "--seconds must be between 1 and " + SECONDS_MAX);
        check(rounds >= 1 && rounds <= ROUNDS_MAX, "--rounds must be between 1 and " + ROUNDS_MAX);
        check(
                warmUpSeconds == null || warmUpSeconds >= 0 && warmUpSeconds <= SECONDS_MAX,
                "--warm-up must be between 0 and " + SECONDS_MAX);
        check(
                spinMicros == null || spinMicros >= 0 && spinMicros <= SPIN_MICROS_MAX,
                "--spin must be between 0 and " + SPIN_MICROS_MAX);
        Table table = new Table("CASE", "WRITES/S", "P50 US", "P99 US", "MAX US");
        Measurement.run(spec, output, table, (folder, results) -> {
            try {
                measureAll(folder.cluster().path(), cases, isFilling, results);
            } catch (AisException | WriteLoad.WriteFailed e) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the checkpoints could not be written any more: " + e.getMessage(),
                        "a node that gets no processor for a second loses its lease: measure on a quieter machine, or all"
                                + " with the same real-time priority (chrt -r 1 amf bench checkpoint ...)",
                        e);
            }
        });
    }

    private void measureAll(Path cluster, List<CheckpointCase> cases, boolean isFilling, Measurement results)
            throws InterruptedException {
        ClusterStart.startDemo(cluster);
        for (CheckpointCase each : cases) {
            measure(cluster, each, results);
        }
        if (isFilling) {
            fill(cluster, results);
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void measure(Path cluster, CheckpointCase measured, Measurement results) throws InterruptedException {
        Map<String, List<Round>> measuredRounds = new LinkedHashMap<>();
        long warmUpMillis = warmUpSeconds == null ? 500L * seconds : 1_000L * warmUpSeconds;
        try (Contenders contenders = new Contenders(warmUpMillis)) {
            Path socket = cluster.resolve("n1").resolve(CheckpointsOptions.SOCKET_NAME);
            contenders.add(OURS, new CheckpointRun(socket, measured.name(), measured, CheckpointsOptions.REPLY_SPIN));
            if (spinMicros != null) {
                String name = measured.name() + "-" + OTHER_SPIN;
                contenders.add(
                        OTHER_SPIN,
                        new CheckpointRun(socket, name, measured, Duration.of(spinMicros, ChronoUnit.MICROS)));
            }
            if (isBeside && measured.hasPeers()) {
                for (String system : BesideRun.SYSTEMS) {
                    contenders.add(system, new BesideRun(ClusterStart.home(), cluster, system, measured));
                }
            }
            for (int round = 0; round < rounds; round++) {
                contenders.round(1_000L * seconds, (system, done) -> {
                    measuredRounds
                            .computeIfAbsent(system, name -> new ArrayList<>())
                            .add(done);
                    say(name(measured, system) + ": " + Math.round(done.perSecond()) + "/s");
                });
            }
        }
        measuredRounds.forEach((system, each) -> describe(measured, system, each, results));
    }

    private static String name(CheckpointCase measured, String system) {
        return (measured.name() + " " + system).strip();
    }

    private void describe(CheckpointCase measured, String system, List<Round> measuredRounds, Measurement results) {
        Round median = Round.median(measuredRounds);
        ObjectNode result = results.cases().addObject().put("case", measured.name());
        if (system.equals(OTHER_SPIN)) {
            result.put("spin_us", spinMicros);
        } else if (!system.equals(OURS)) {
            result.put("system", system);
        }
        result.putObject("conditions")
                .put("mode", measured.mode().name())
                .put("bytes", measured.bytes())
                .put("replicas", measured.replicas())
                .put("load", measured.load().name().toLowerCase(Locale.ROOT))
                .put("seconds", seconds)
                .put("rounds", rounds);
        median.describe(result);
        ArrayNode each = result.putArray("rounds");
        measuredRounds.forEach(round -> round.describe(each.addObject()));
        results.row(
                name(measured, system),
                Math.round(median.perSecond()),
                Math.round(median.p50()),
                Math.round(median.p99()),
                Math.round(median.max()));
    }

    private void fill(Path cluster, Measurement results) throws InterruptedException {
        ObjectNode result = results.cases().addObject().put("case", FillRun.CASE);
        ArrayNode replicas = result.putArray("replicas");
        for (FillRun.Filled filled : new FillRun(cluster).run()) {
            replicas.addObject()
                    .put("node", filled.node())
                    .put("millis", filled.millis())
                    .put("writes_meanwhile", filled.writesMeanwhile());
            String text = "%s on %s: %.0f ms, %d writes meanwhile"
                    .formatted(FillRun.CASE, filled.node(), filled.millis(), filled.writesMeanwhile());
            results.row(text, "", "", "", "");
            say(text);
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
