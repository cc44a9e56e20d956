package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.measure.Machine;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that plays a scheme from its set-up to its end, and prints what each fault has cost.
 *
 * @param <S> the scheme
 */
@Command(modelTransformer = SchemeCommand.FailingOption.class)
abstract class SchemeCommand<S extends Scheme> implements Runnable {
    private static final int REPEATS_MAX = 100;

    private static final String FAILING = "--failing";

    /** Told when {@link #start} is over. */
    private static final String SET_UP = "everything is set up; now things fail";

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "2",
            description = "how often a machine is killed, and a service beside it (default: ${DEFAULT-VALUE})")
    private int repeats;

    /**
     * What is made to fail.
     *
     * @param <S> the scheme in which it does
     */
    interface Fault<S> {
        /** Causes it, and adds to the result what was found beside its cost. */
        void cause(S scheme, int repeats, ObjectNode result);
    }

    /** Adds the option by which faults are chosen, whose values are those of the command. */
    static final class FailingOption implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return spec.addOption(OptionSpec.builder(FAILING)
                    .paramLabel("WHAT")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .splitRegex(",")
                    .completionCandidates(
                            ((SchemeCommand<?>) spec.userObject()).faults().keySet())
                    .description("only these fail, in this order: ${COMPLETION-CANDIDATES} (default: all)")
                    .build());
        }
    }

    /** Sets everything up; returns when all machines answer. */
    abstract S start(Lab.Stage stage) throws IOException;

    /** What can be made to fail, by the words of --failing, in the order in which it does. */
    abstract SequencedMap<String, Fault<S>> faults();

    /** Adds to the result what else was found. */
    void conclude(S scheme, ObjectNode result) {}

    /** What it needs beyond what hosts need. */
    List<String> programs() {
        return List.of();
    }

    @Override
    public final void run() {
        chosen();
        if (repeats < 1 || repeats > REPEATS_MAX) {
            throw new ParameterException(spec.commandLine(), "--repeats is between 1 and " + REPEATS_MAX);
        }
        HostLab.obstacle(programs()).ifPresent(why -> {
            throw new CommandFailure(ExitCode.FAILED, "no hosts can be played here: " + why, "");
        });
        Path home = Path.of(Optional.ofNullable(System.getenv("AMF_HOME")).orElse("."));
        try (RunFolder folder = RunFolder.create(Path.of("").toAbsolutePath(), "vm")) {
            Interruption interruption = new Interruption();
            folder.whenInterrupted(interruption::happens);
            try {
                play(home, folder);
            } finally {
                interruption.down();
            }
        } catch (IOException e) {
            throw HostLab.cannot("the lab cannot be set up", e);
        }
    }

    private void play(Path home, RunFolder folder) throws IOException {
        try (S scheme = start(new Lab.Stage(home, folder.cluster(), this::tell, this::tell))) {
            try {
                tell(SET_UP);
                ObjectNode result = Json.object();
                result.set("machine", Machine.describe());
                play(scheme, result);
                ArrayNode cases = result.putArray("cases");
                scheme.outcomes().forEach(outcome -> cases.add(outcome.toJson()));
                result.put("copies_seen", scheme.copies());
                output.print(spec.commandLine().getOut(), result, () -> text(scheme.outcomes()));
                folder.succeeded();
            } finally {
                new ClusterStopper(folder.cluster()).stop();
            }
        }
    }

    private void play(S scheme, ObjectNode result) {
        try {
            for (Fault<S> fault : chosen()) {
                if (scheme instanceof Homes homes) {
                    homes.beHome();
                }
                fault.cause(scheme, repeats, result);
            }
            conclude(scheme, result);
        } catch (CommandFailure e) {
            scheme.keepLogs();
            throw e;
        }
    }

    private List<Fault<S>> chosen() {
        SequencedMap<String, Fault<S>> all = faults();
        List<String> words = spec.commandLine().getParseResult().matchedOptionValue(FAILING, List.copyOf(all.keySet()));
        for (String word : words) {
            if (!all.containsKey(word)) {
                throw new ParameterException(
                        spec.commandLine(),
                        FAILING + " takes " + String.join(", ", all.keySet()) + ", not '" + word + "'");
            }
        }
        return all.entrySet().stream()
                .filter(each -> words.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Programs need not wait for the end, which may be minutes away. */
    private void tell(Outcome outcome) {
        tell(output.isJson() ? Json.line(outcome.toJson()) : outcome.text());
    }

    private void tell(String line) {
        PrintWriter told = spec.commandLine().getErr();
        told.println(line);
        told.flush();
    }

    private static String text(List<Outcome> outcomes) {
        Table table = new Table(Outcome.COLUMNS.toArray(String[]::new));
        outcomes.forEach(outcome -> table.row(outcome.row()));
        return "\n" + table + "\nload " + Machine.describe().path("load_1min").asText() + "\n";
    }
}
