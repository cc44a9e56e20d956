package org.amf4j.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.measure.DemoModel;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A cluster of real processes that the tests of a class share; when one fails, the nodes' logs are printed. */
final class LocalCluster implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {

    /** For what takes a second or two on an idle machine. */
    static final Duration LIMIT = ClusterView.LIMIT;

    private final String name;
    private final Models.Change change;
    private final List<String> options;
    private Path folder;
    private int port;
    private ClusterFolder files;
    private Amf amf;

    /**
     * A cluster to be started before the tests.
     *
     * @param name of its folder, short
     * @param change what to change in the model of the demonstration
     * @param options of the command that starts it
     */
    LocalCluster(String name, Models.Change change, String... options) {
        this.name = name;
        this.change = change;
        this.options = List.of(options);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Amf.prepare();
        SetUp.of("cluster " + name, this::start);
    }

    private void start() throws IOException {
        folder = Installation.emptyFolder(name);
        files = new ClusterFolder(folder.resolve("run"));
        Path changed = Files.writeString(
                folder.resolve("model.xml"), change.apply(Files.readString(Installation.demoModel())));
        Path file = changed;
        if (change.wantsFreePort()) {
            DemoModel model = DemoModel.copy(changed, Files.createDirectories(folder.resolve("free")));
            port = model.port();
            file = model.file();
        }
        amf = new Amf(Installation.root(), folder.resolve("calls"))
                .with("AMF_DIR", files.path().toString());
        try {
            change.beforeStart(this);
            List<String> start = new ArrayList<>(List.of("cluster", "start", file.toString()));
            start.addAll(options);
            amf.call(start.toArray(String[]::new)).endsWith(0);
        } catch (AssertionError e) {
            Logs.print(files);
            end();
            throw e;
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> Logs.print(files));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (amf != null) {
            end();
        }
    }

    private void end() {
        try {
            amf.call("cluster", "stop");
        } finally {
            Processes.assertNoneMentions(files.path().toString());
        }
    }

    /** The variable is in the environment of everything that is started from now on. */
    void with(String variable, String value) {
        amf.with(variable, value);
    }

    /** Calls the command for this cluster. */
    Amf.Result call(String... arguments) {
        return amf.call(arguments);
    }

    Path path() {
        return files.path();
    }

    Path node(String node) {
        return files.node(node);
    }

    /** Where the service of the demonstration listens. */
    int port() {
        return port;
    }

    JsonNode status() {
        return view().status();
    }

    private ClusterView view() {
        return new ClusterView(files);
    }

    /** Waits until the status is like that. */
    void awaitStatus(String what, Predicate<JsonNode> wanted) {
        view().awaitStatus(what, wanted);
    }

    /** Waits until every instance has all it should have and nothing is going on. */
    void awaitWhole() {
        view().awaitWhole();
    }

    /** Waits until a node has joined again and, as a controller, has the log and grants leases: another one may be lost then. */
    void awaitBack(String node) {
        awaitStatus(
                node + " has joined again and is not behind",
                status -> isMember(status, node)
                        && (names(status, "controllers").noneMatch(node::equals)
                                || names(status, "voters_current").anyMatch(node::equals)));
    }

    private static Stream<String> names(JsonNode status, String list) {
        return stream(status, list).map(JsonNode::asText);
    }

    static Stream<JsonNode> stream(JsonNode status, String list) {
        return ClusterView.stream(status, list);
    }

    /** The unit that has this HA state for the instance. */
    static Optional<String> unit(JsonNode status, String instance, String ha) {
        return ClusterView.unit(status, instance, ha);
    }

    /** The process that runs a component of the examples on the node, as its script has noted it. */
    Optional<ProcessHandle> process(String node, String component) {
        Path note = node(node).resolve("components").resolve(component).resolve("process");
        try {
            String text = Files.exists(note) ? Files.readString(note).strip() : "";
            return text.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(text.split(" ")[0]));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + note, e);
        }
    }

    /** The processes of all components that run on the node now. */
    List<ProcessHandle> components(String node) throws IOException {
        try (Stream<Path> folders = Files.list(node(node).resolve("components"))) {
            return folders.filter(Files::isDirectory)
                    .map(component -> process(node, component.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Whether the node has joined. */
    static boolean isMember(JsonNode status, String node) {
        return ClusterView.isMember(status, node);
    }

    /** The process of a node's agent. */
    ProcessHandle agent(String node) {
        return view().agent(node);
    }

    /** Starts a node that has died, as a service unit of the system would. */
    void startNode(String node) throws IOException {
        startProcess("node", node);
    }

    /** The same for any process of the cluster: a node or a witness. */
    void startProcess(String kind, String node) throws IOException {
        amf.start(
                files.logs(node).resolve("agent.out"),
                kind,
                "--name",
                node,
                "--config",
                files.description().toString());
    }
}
