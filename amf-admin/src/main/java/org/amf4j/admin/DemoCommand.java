package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.measure.Demo;
import org.amf4j.admin.measure.DemoModel;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** One command that keeps a real service alive. */
@Command(
        name = "demo",
        description = {
            "Starts a three-node cluster of real processes, kills the process that serves, and shows the fail-over.",
            "Without --seconds it goes on serving until Ctrl-C. Nothing is left behind."
        })
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private OutputOption output;

    @Option(names = "--seconds", paramLabel = "N", description = "end after the service was asked for so long")
    private Optional<Integer> seconds = Optional.empty();

    @Override
    public Integer call() {
        Surroundings surroundings = amf.surroundings();
        PrintWriter told = output.isJson() ? amf.err() : amf.out();
        try (RunFolder folder = RunFolder.create(surroundings.workingDirectory(), "demo")) {
            DemoModel model =
                    DemoModel.copy(model(surroundings), folder.cluster().path());
            ClusterPlan plan = plan(surroundings, folder, model.file()).withSecurity(true);
            Optional<Duration> serving = seconds.map(Duration::ofSeconds);
            ObjectNode result = new Demo(plan, model.port(), text -> tell(told, text)).run(serving);
            folder.succeeded();
            output.print(amf.out(), result, String::new);
            if (serving.isEmpty()) {
                tell(told, "\nit goes on until Ctrl-C; meanwhile, in another window:\n");
                tell(told, "  ./amf status --dir " + folder.cluster().path() + "\n");
                awaitInterruption();
            }
        }
        return ExitCode.OK.code();
    }

    private static void tell(PrintWriter told, String text) {
        told.print(text);
        told.flush();
    }

    /** Ctrl-C ends the process; what is to be done then is the run folder's. */
    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The model that comes with the installation. */
    static Path model(Surroundings surroundings) {
        Path model = surroundings.home().resolve("examples").resolve("models").resolve("demo.xml");
        if (!Files.isRegularFile(model)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the demonstration's model " + model + " is missing",
                    "restore it from the repository");
        }
        return model;
    }

    /** A cluster of all nodes of a model that must be valid. */
    static ClusterPlan plan(Surroundings surroundings, RunFolder folder, Path file) {
        CheckedModel checked = CheckedModel.read(List.of(file), surroundings.home());
        Model model = checked.model()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REJECTED,
                        "the model is not valid: "
                                + ProblemView.text(checked.errors()).strip(),
                        "'amf validate " + file + "' lists all problems"));
        List<String> nodes = model.nodes().stream().map(Node::agentName).toList();
        return new ClusterPlan(folder.cluster(), model.cluster().name(), List.of(file), surroundings.home(), nodes);
    }
}
