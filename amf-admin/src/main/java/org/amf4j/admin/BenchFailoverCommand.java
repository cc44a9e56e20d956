package org.amf4j.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.measure.FailoverBench;
import org.amf4j.admin.measure.FailoverBench.Result;
import org.amf4j.admin.measure.RunFolder;
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
        description = "Measures reaction, recovery, outage and repair on a three-node cluster of real processes.")
final class BenchFailoverCommand implements Runnable {
    private static final int REPEATS_MAX = 100_000;

    private static final List<String> REALTIME = List.of("no", "node", "all");

    @ParentCommand
    private BenchCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(names = "--case", paramLabel = "NAME", description = "only this case: component-crash or planned-swap")
    private Optional<String> onlyCase = Optional.empty();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "50",
            description = "how often each case is repeated (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "an IMM XML file to use instead of the demonstration's")
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
        List<String> cases = onlyCase.map(List::of).orElse(FailoverBench.CASES);
        if (!FailoverBench.CASES.containsAll(cases)) {
            throw new ParameterException(
                    spec.commandLine(), "--case must be one of " + String.join(", ", FailoverBench.CASES));
        }
        if (repeats < 1 || repeats > REPEATS_MAX) {
            throw new ParameterException(spec.commandLine(), "--repeats must be between 1 and " + REPEATS_MAX);
        }
        AmfCommand amf = parent.amf();
        Surroundings surroundings = amf.surroundings();
        RunFolder folder = RunFolder.create(surroundings.workingDirectory(), "bench");
        try (folder) {
            Path file = model.map(surroundings::resolve).orElse(DemoCommand.model(surroundings));
            Result result = new FailoverBench(
                            DemoCommand.plan(surroundings, folder, file).withSecurity(secure),
                            realtime,
                            line -> progress(amf, line))
                    .run(cases, repeats);
            output.print(amf.out(), result.json(), result::text);
            folder.succeeded();
        }
    }

    private static void progress(AmfCommand amf, String line) {
        amf.err().println(line);
        amf.err().flush();
    }
}
