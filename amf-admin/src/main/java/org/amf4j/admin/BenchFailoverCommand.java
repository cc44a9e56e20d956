package org.amf4j.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.measure.BenchModel;
import org.amf4j.admin.measure.FailoverBench;
import org.amf4j.admin.measure.FailoverBench.Result;
import org.amf4j.admin.measure.FailoverCase;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.network.NetworkLab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** How long a service is away. */
@Command(
        name = "failover",
        description = "Measures reaction, recovery, outage and repair on clusters of real processes.")
final class BenchFailoverCommand implements Runnable {
    private static final int REPEATS_MAX = 100_000;
    private static final int MINUTES_MAX = 24 * 60;

    private static final List<String> REALTIME = List.of("no", "node", "all");

    @ParentCommand
    private BenchCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = {
                "only this case (may be repeated): component-crash, node-crash, link-cut or planned-swap, on a node without a"
                        + " controller; each with -leader on the leader's node; component-crash-1000-sis; overload",
                "link-cut needs the superuser's rights and network namespaces; overload is run only when asked for"
            })
    private List<String> onlyCases = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "how long the case overload lasts (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "50",
            description = "how often each case is repeated (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "an IMM XML file to use instead of one made of the demonstration's, with a fourth node")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--realtime",
            paramLabel = "WHO",
            description =
                    "who gets a real-time priority, where the operating system allows it: no, node (with its commands)"
                            + " or all (with components); three nodes that share one machine take the processors from each other"
                            + " otherwise (default: ${DEFAULT-VALUE})",
            defaultValue = "all")
    private String realtime;

    @Option(names = "--secure", description = "nodes talk over mutual TLS; otherwise in plain text on loopback")
    private boolean secure;

    @Override
    public void run() {
        if (!REALTIME.contains(realtime)) {
            throw new ParameterException(
                    spec.commandLine(), "--realtime must be one of " + String.join(", ", REALTIME));
        }
        if (repeats < 1 || repeats > REPEATS_MAX) {
            throw new ParameterException(spec.commandLine(), "--repeats must be between 1 and " + REPEATS_MAX);
        }
        if (minutes < 1 || minutes > MINUTES_MAX) {
            throw new ParameterException(spec.commandLine(), "--minutes must be between 1 and " + MINUTES_MAX);
        }
        AmfCommand amf = parent.amf();
        List<FailoverCase> cases = onlyCases.isEmpty() ? possibleCases(amf) : wantedCases();
        Surroundings surroundings = amf.surroundings();
        RunFolder folder = RunFolder.create(surroundings.workingDirectory(), "bench");
        try (folder) {
            Result result = new FailoverBench(
                            one -> DemoCommand.plan(surroundings, folder, model(surroundings, folder, one))
                                    .withSecurity(secure),
                            new FailoverBench.Wish(repeats, Duration.ofMinutes(minutes), realtime),
                            line -> progress(amf, line))
                    .run(cases);
            output.print(amf.out(), result.json(), result::text);
            folder.succeeded();
        }
    }

    private Path model(Surroundings surroundings, RunFolder folder, FailoverCase one) {
        return model.map(surroundings::resolve)
                .orElseGet(() -> BenchModel.write(
                        DemoCommand.model(surroundings), folder.cluster().path(), one));
    }

    private List<FailoverCase> wantedCases() {
        return onlyCases.stream()
                .map(title -> FailoverCase.of(title)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--case must be one of " + String.join(", ", FailoverCase.titles()))))
                .toList();
    }

    /** All that can be measured here within minutes. */
    private static List<FailoverCase> possibleCases(AmfCommand amf) {
        Optional<String> obstacle = NetworkLab.obstacle();
        obstacle.ifPresent(why -> progress(amf, "the cases link-cut are left out: " + why));
        return Arrays.stream(FailoverCase.values())
                .filter(one -> one != FailoverCase.OVERLOAD)
                .filter(one -> obstacle.isEmpty() || !one.needsNetworks())
                .toList();
    }

    private static void progress(AmfCommand amf, String line) {
        amf.err().println(line);
        amf.err().flush();
    }
}
