package org.amf4j.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.Spread;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import org.amf4j.description.DescriptionReader;
import org.amf4j.description.ModelGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Crashes of the machines of {@code recovery-ladder} in virtual time, by hundreds. */
@Command(
        name = "ladder-crashes",
        description = {
            "Lets the machines of recovery-ladder crash in virtual time: once and again, with busy hosts and erased disks. The",
            "model, director, placement and agents are those of the real thing; commands take as long as was measured there.",
            "Needs no superuser and no virtual machines."
        })
final class LadderCrashesCommand implements Runnable {
    private static final String DESCRIPTION = "examples/descriptions/recovery-ladder.yaml";
    private static final int CRASHES_MAX = 10_000;
    private static final List<DistributionPlot.Mark> PUBLISHED =
            List.of(new DistributionPlot.Mark("3RC, halted", 180), new DistributionPlot.Mark("3RC, /boot erased", 542));

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--crashes",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many machines crash (default: ${DEFAULT-VALUE})")
    private int crashes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "what is drawn depends on it alone (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--plot", paramLabel = "FILE", description = "writes the distribution there as an SVG picture")
    private Optional<Path> plot = Optional.empty();

    @Option(
            names = "--beside",
            paramLabel = "FILE",
            description = "draws the outages of real machines beside it: what recovery-ladder -o json has printed")
    private Optional<Path> beside = Optional.empty();

    @Override
    public void run() {
        if (crashes < 1 || crashes > CRASHES_MAX) {
            throw new ParameterException(spec.commandLine(), "--crashes is between 1 and " + CRASHES_MAX);
        }
        Path home = Path.of(Optional.ofNullable(System.getenv("AMF_HOME")).orElse("."));
        Map<String, List<Long>> byHelp = simulate(home, crashes, seed).stream()
                .collect(Collectors.groupingBy(
                        LadderCrashes.Crash::helped,
                        TreeMap::new,
                        Collectors.mapping(LadderCrashes.Crash::outageNanos, Collectors.toList())));
        plot.ifPresent(file -> write(file, byHelp));
        ObjectNode result = Json.object().put("crashes", crashes).put("seed", seed);
        ObjectNode parts = result.putObject("by_help");
        byHelp.forEach(
                (help, nanos) -> parts.set(help, Spread.of(nanos).toJson().put("count", nanos.size())));
        output.print(spec.commandLine().getOut(), result, () -> text(byHelp));
    }

    /** The crashes on the model of the installation. */
    static List<LadderCrashes.Crash> simulate(Path home, int crashes, long seed) {
        try {
            String text = Files.readString(home.resolve(DESCRIPTION))
                    .replace("${AMF_HOME}", home.toAbsolutePath().normalize().toString());
            DescriptionReader.Result read = DescriptionReader.read(text);
            return new LadderCrashes(
                            ModelGenerator.objects(read.description()
                                    .orElseThrow(() -> new CommandFailure(
                                            ExitCode.REJECTED,
                                            DESCRIPTION + " is wrong: " + read.problems(),
                                            "correct it"))),
                            InstalledModels.load(),
                            seed)
                    .run(crashes);
        } catch (IOException e) {
            throw HostLab.cannot("cannot read " + DESCRIPTION, e);
        }
    }

    private void write(Path file, Map<String, List<Long>> byHelp) {
        List<DistributionPlot.Series> series = new ArrayList<>();
        beside.ifPresent(result -> series.add(new DistributionPlot.Series("real, one failure", real(result))));
        byHelp.forEach((help, nanos) -> series.add(new DistributionPlot.Series(
                help + ", simulated",
                nanos.stream().map(LadderCrashesCommand::seconds).toList())));
        DistributionPlot picture = new DistributionPlot(
                "Outages of virtual machines by what helped, and published averages", series, PUBLISHED);
        try {
            Files.writeString(file, picture.svg());
        } catch (IOException e) {
            throw HostLab.cannot("cannot write " + file, e);
        }
    }

    private static List<Double> real(Path file) {
        try {
            JsonNode cases = Json.parse(Files.readString(file)).path("cases");
            return cases.valueStream()
                    .map(each -> each.path("outage_ms").asDouble() / TimeUnit.SECONDS.toMillis(1))
                    .toList();
        } catch (IOException e) {
            throw HostLab.cannot("cannot read " + file, e);
        }
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static String text(Map<String, List<Long>> byHelp) {
        Table table = new Table("HELPED", "CRASHES", "MIN", "MEDIAN", "MAX", "");
        byHelp.forEach((help, nanos) -> {
            Spread spread = Spread.of(nanos);
            table.row(
                    help,
                    nanos.size(),
                    "%.1f".formatted(seconds(spread.minNanos())),
                    "%.1f".formatted(seconds(spread.p50Nanos())),
                    "%.1f".formatted(seconds(spread.maxNanos())),
                    "s");
        });
        return table.toString();
    }
}
