package org.amf4j.benchmarks.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.output.Table;
import org.amf4j.benchmarks.ClusterStart;
import org.amf4j.benchmarks.Measurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How notifications reach their subscribers. */
@Command(
        name = "notifications",
        description = "Measures notifications from an application to three subscribers on a three-node cluster.",
        footer = {
            "",
            "three-subscribers: one on each node; the sender is on n1. with-a-slow-one: the same, and another one on n1 that",
            "rests 10 ms after each notification. All are in one process of its own, so that one clock is read. A latency",
            "begins when a notification is due to be sent. The command fails when a subscriber does not hear of everything,",
            "once and in order."
        })
final class BenchNotificationsCommand implements Runnable {

    private static final int SECONDS_MAX = 600;
    private static final int RATE_MAX = 20_000;
    private static final long SLOW_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LATE_MILLIS = 10_000;
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "notifications in a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "how long each case is measured, after half of that for warming up (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public void run() {
        if (seconds < 1 || seconds > SECONDS_MAX || rate < 1 || rate > RATE_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds is between 1 and " + SECONDS_MAX + ", --rate between 1 and " + RATE_MAX);
        }
        Table table = new Table("CASE", "WHO", "COUNT", "LOST", "P50 MS", "P99 MS", "MAX MS");
        Measurement.run(spec, output, table, this::measureAll);
    }

    private void measureAll(RunFolder folder, Measurement results) throws InterruptedException {
        Path cluster = folder.cluster().path();
        ClusterStart.startDemo(cluster);
        new Load(socket(cluster, "n1"), rate).run(Math.max(1, seconds / 2));
        measure(cluster, "three-subscribers", false, results);
        measure(cluster, "with-a-slow-one", true, results);
    }

    private static Path socket(Path cluster, String node) {
        return cluster.resolve(node).resolve("agent.sock");
    }

    private void measure(Path cluster, String name, boolean withSlow, Measurement results) throws InterruptedException {
        Load load = new Load(socket(cluster, "n1"), rate);
        int count = load.count(seconds);
        List<Reader> readers = new ArrayList<>();
        NODES.forEach(node -> readers.add(new Reader(socket(cluster, node), 0)));
        Optional<Reader> slow =
                withSlow ? Optional.of(new Reader(socket(cluster, "n1"), SLOW_PAUSE_NANOS)) : Optional.empty();
        long[] sends = load.run(seconds);
        ObjectNode result = results.cases().addObject().put("case", name).put("sent", count);
        result.putObject("conditions").put("rate_per_s", rate).put("seconds", seconds);
        times(result.putObject("send_ms"), sends);
        row(results, name, "sender", sends, 0);
        for (int i = 0; i < readers.size(); i++) {
            Reader reader = readers.get(i);
            boolean all = reader.awaits(count, LATE_MILLIS);
            reader.close();
            if (!all || reader.received() != count || reader.outOfOrder() != 0 || reader.discarded() != 0) {
                results.fail("a subscriber has not heard of everything in order");
            }
            ObjectNode told = result.putObject("subscriber_" + NODES.get(i))
                    .put("received", reader.received())
                    .put("out_of_order", reader.outOfOrder())
                    .put("discarded", reader.discarded());
            times(told.putObject("latency_ms"), reader.latenciesNanos());
            row(results, name, NODES.get(i), reader.latenciesNanos(), count - reader.received());
        }
        slow.ifPresent(reader -> {
            reader.close();
            result.putObject("slow_subscriber")
                    .put("received", reader.received())
                    .put("out_of_order", reader.outOfOrder())
                    .put("discarded", reader.discarded());
            row(results, name, "slow", reader.latenciesNanos(), reader.discarded());
        });
    }

    private static void times(ObjectNode json, long[] rising) {
        json.put("p50", millis(rising, 500)).put("p99", millis(rising, 990)).put("max", millis(rising, 1_000));
    }

    private static void row(Measurement results, String name, String who, long[] rising, long lost) {
        results.row(name, who, rising.length, lost, millis(rising, 500), millis(rising, 990), millis(rising, 1_000));
    }

    /** The time that so many of a thousand do not exceed, in milliseconds with one digit. */
    private static double millis(long[] rising, int perMille) {
        if (rising.length == 0) {
            return 0;
        }
        long nanos = rising[(int) ((long) (rising.length - 1) * perMille / 1_000)];
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
