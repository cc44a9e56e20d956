package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.ProblemView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.StatusView;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One agent process per node of a model, on loopback. */
@Command(
        name = "start",
        description = "Starts a cluster on this machine from IMM XML files: one agent process per node of the model.")
final class ClusterStartCommand implements Callable<Integer> {
    /** How often the cluster is asked whether it has come to rest, at the longest. */
    private static final Duration ASKING_LIMIT = Duration.ofSeconds(5);

    private static final int NODES_WITH_WITNESS = 2;

    @ParentCommand
    private ClusterCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Option(names = "--nodes", paramLabel = "N", description = "only the first N nodes of the model")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Durations.class,
            description = "give up after this time (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Option(
            names = "--insecure",
            description =
                    "nodes talk in plain text on loopback; otherwise over mutual TLS, with certificates made for them")
    private boolean insecure;

    @Option(
            names = "--keep",
            description = "start a cluster again that was stopped or has died, with its log: configuration and"
                    + " administrative states are as before; no FILE")
    private boolean keep;

    @Option(names = "--witness", description = "with two nodes: start a witness, too, so that either node may die")
    private boolean witness;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "IMM XML files, merged in this order")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        if (keep == !files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    keep
                            ? "--keep starts with the model that the cluster's log holds; name no FILE with it"
                            : "name the IMM XML files of the model, or start a cluster again with --keep");
        }
        long start = System.nanoTime();
        Instant since = Instant.now();
        ClusterFolder folder = keep ? startAgain() : startAnew();
        return settled(folder, start, since);
    }

    private ClusterFolder startAgain() {
        ClusterFolder folder = cluster.folderEvenStopped(parent.amf().surroundings());
        ClusterStarter.startAgain(folder, parent.amf().surroundings().home(), timeout);
        return folder;
    }

    private ClusterFolder startAnew() {
        AmfCommand amf = parent.amf();
        Surroundings surroundings = amf.surroundings();
        CheckedModel checked = CheckedModel.read(files, surroundings.home());
        if (checked.model().isEmpty()) {
            amf.err().print(ProblemView.text(checked.errors()));
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    "the model is not valid, nothing was started",
                    "correct the files and try again");
        }
        Model model = checked.model().get();
        ClusterFolder folder = cluster.named(surroundings)
                .orElseGet(() -> new ClusterFolder(surroundings
                        .workingDirectory()
                        .resolve(ClusterOption.LOCAL_CLUSTERS)
                        .resolve(model.cluster().name())));
        ClusterPlan plan = new ClusterPlan(
                        folder,
                        model.cluster().name(),
                        files.stream().map(surroundings::resolve).toList(),
                        surroundings.home(),
                        names(model))
                .withSecurity(!insecure)
                .withWitness(witness);
        new ClusterStarter(plan).start(timeout);
        return folder;
    }

    private Integer settled(ClusterFolder folder, long start, Instant since) {
        AmfCommand amf = parent.amf();
        long answeredMillis = millisSince(start);
        Settling settling = new Settling(new AdminClient(folder.adminSockets(), ASKING_LIMIT, amf::tell));
        boolean settled = settling.awaitJoined(
                timeout.minusNanos(System.nanoTime() - start),
                (int) folder.nodes().stream()
                        .filter(node -> !node.equals(ClusterPlan.WITNESS))
                        .count(),
                ChronoUnit.NANOS.between(Instant.EPOCH, since));
        JsonNode result = json(folder, settling.status(), answeredMillis, millisSince(start));
        output.print(amf.out(), result, () -> text(folder, settling.status(), millisSince(start)));
        if (!settled) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "all nodes answer, but the cluster has not come to rest within " + timeout.toSeconds() + " s: "
                            + Settling.firstMissing(settling.status()),
                    "it keeps running: 'amf status --dir " + folder.path()
                            + "' shows how far it is, and 'amf explain' with the"
                            + " name of a unit that is out of service what has failed there");
        }
        return ExitCode.OK.code();
    }

    private List<String> names(Model model) {
        List<String> names = model.nodes().stream().map(Node::agentName).toList();
        int count = nodes.orElse(names.size());
        if (count < 1 || count > names.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes must be between 1 and " + names.size() + ", what the model has");
        }
        if (witness && count != NODES_WITH_WITNESS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--witness is for " + NODES_WITH_WITNESS + " nodes, not for " + count
                            + ": three nodes or more have a majority without one");
        }
        return names.subList(0, count);
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static ObjectNode json(ClusterFolder folder, JsonNode status, long answeredMillis, long settledMillis) {
        ObjectNode result = Json.object();
        result.put("cluster", folder.clusterName());
        result.put("dir", folder.path().toString());
        result.put("answered_ms", answeredMillis);
        result.put("settled_ms", settledMillis);
        result.set("nodes", nodes(folder));
        result.set("missing", Json.array(Settling.missing(status)));
        return result;
    }

    /** Nodes with the process ids of their agents. */
    static ArrayNode nodes(ClusterFolder folder) {
        ArrayNode list = Json.array();
        for (String node : folder.nodes()) {
            ObjectNode entry = list.addObject().put("name", node);
            folder.agent(node)
                    .ifPresentOrElse(
                            agent -> entry.put("running", true).put("pid", agent.pid()),
                            () -> entry.put("running", false));
        }
        return list;
    }

    private static String text(ClusterFolder folder, JsonNode status, long settledMillis) {
        StringBuilder text = new StringBuilder();
        text.append("cluster ").append(folder.clusterName()).append(" runs in ").append(folder.path());
        text.append(", ")
                .append(folder.adminSockets().size())
                .append(" nodes, after ")
                .append(settledMillis)
                .append(" ms\n");
        text.append(StatusView.assignments(status));
        Settling.missing(status)
                .forEach(sentence -> text.append("missing: ").append(sentence).append('\n'));
        return text.toString();
    }
}
