package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.cluster.ProcessesOf;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.network.SystemTool;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster whose nodes have networks of their own, three controllers and a payload node, with an outside observer of its
 * components; the tests of a class share it. Where no networks can be made, the tests are skipped.
 */
final class Lab implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {

    /** Three controllers and a payload node. */
    static final List<String> NODES = List.of("n1", "n2", "n3", "n4");

    static final List<String> CONTROLLERS = NODES.subList(0, 3);
    static final String PAYLOAD = "n4";

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final String name;
    private final boolean secured;
    private final Optional<SlowCables.Kind> slow;
    private Optional<SlowCables> cables = Optional.empty();
    private ClusterFolder files;
    private ActivityObserver observer;
    private NetworkLab network;
    private Optional<Firewall> firewall = Optional.empty();
    private ClusterStarter starter;
    private Amf amf;

    /** A lab to be set up before the tests, in a folder of this name. */
    Lab(String name, boolean secured) {
        this(name, secured, Optional.empty());
    }

    private Lab(String name, boolean secured, Optional<SlowCables.Kind> slow) {
        this.name = name;
        this.secured = secured;
        this.slow = slow;
    }

    /** A lab whose cables take their time. */
    static Lab slow(String name, SlowCables.Kind kind) {
        return new Lab(name, true, Optional.of(kind));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        NetworkLab.obstacle().ifPresent(why -> Assumptions.abort("no network lab: " + why));
        Amf.prepare();
        SetUp.of("lab " + name, this::start);
    }

    private void start() throws IOException {
        Path folder = Installation.emptyFolder(name);
        files = new ClusterFolder(folder.resolve("run"));
        observer = new ActivityObserver(folder.resolve("claims"));
        Path model = Files.writeString(folder.resolve("model.xml"), LabModel.text(NODES, observer));
        amf = new Amf(Installation.root(), folder.resolve("calls"))
                .with("AMF_DIR", files.path().toString());
        network = NetworkLab.create(NODES);
        try {
            if (slow.isPresent()) {
                cables = Optional.of(SlowCables.exchange(network, NODES, slow.orElseThrow()));
            }
            firewall = Firewall.open(network, NODES);
            starter = new ClusterStarter(new ClusterPlan(files, "lab", List.of(model), Installation.root(), NODES)
                    .withSecurity(secured)
                    .withPlaces(network));
            starter.start(START_LIMIT);
            awaitRest();
        } catch (RuntimeException | AssertionError | IOException e) {
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
        if (network != null) {
            end();
        }
    }

    private void end() {
        try (NetworkLab made = network) {
            made.healAll();
            new ClusterStopper(files).stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cables.ifPresent(SlowCables::close);
            Processes.assertNoneMentions(files.path().toString());
        }
    }

    ActivityObserver observer() {
        return observer;
    }

    NetworkLab network() {
        return network;
    }

    /** What keeps packets away; without it the test is skipped. */
    Firewall firewall() {
        Assumptions.assumeTrue(firewall.isPresent(), "the system has no nftables: packets cannot be kept away");
        return firewall.orElseThrow();
    }

    boolean hasFirewall() {
        return firewall.isPresent();
    }

    ClusterView view() {
        return new ClusterView(files);
    }

    ClusterFolder files() {
        return files;
    }

    /** Calls the command for this cluster. */
    Amf.Result call(String... arguments) {
        return amf.call(arguments);
    }

    /** The controller that leads. */
    String leader() {
        return view().status().path("leader").asText();
    }

    /** A controller that does not lead. */
    String follower() {
        String leader = leader();
        return CONTROLLERS.stream().filter(c -> !c.equals(leader)).findFirst().orElseThrow();
    }

    /** Whether all nodes are members, each serves its own instance with a standby, and all controllers keep the log. */
    static boolean isAtRest(JsonNode status) {
        return ClusterView.isWhole(status)
                && status.path("voters_current").size() == CONTROLLERS.size()
                && NODES.stream()
                        .allMatch(node -> ClusterView.isMember(status, node)
                                && ClusterView.unit(status, LabModel.instance(node), "ACTIVE")
                                        .equals(Optional.of(LabModel.unit(node, node))));
    }

    /** Waits until the cluster is at rest. */
    void awaitRest() {
        view().awaitStatus("all nodes are members and each serves its own instance", Lab::isAtRest);
    }

    /** Waits until somebody has become active for a node's instance after the instant; returns how long after it. */
    Duration awaitSuccessor(String instanceOf, long sinceNanos) {
        await("somebody else is active for the instance of " + instanceOf)
                .atMost(ClusterView.LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> observer.activeSince(instanceOf, sinceNanos).isPresent());
        return Duration.ofNanos(
                observer.activeSince(instanceOf, sinceNanos).orElseThrow().beginNanos() - sinceNanos);
    }

    /** Asks for a change until it is made: asked while a leader is lost it may be in doubt, and made all the same. */
    void change(String operation, String dn) {
        await(operation + " is done").atMost(ClusterView.LIMIT).until(() -> {
            int exitCode = call(operation, dn).exitCode();
            assertThat(exitCode).isIn(0, 3, 5, 8);
            return exitCode == 0 || exitCode == 5;
        });
    }

    /** Sends a signal to the process of a node. */
    void signal(String name, String node) throws IOException {
        SystemTool.run(
                List.of("kill", "-" + name, Long.toString(view().agent(node).pid())));
    }

    /** Kills the process of a node. */
    void kill(String node) {
        ProcessHandle agent = view().agent(node);
        agent.destroyForcibly();
        await(node + " has ended").atMost(ClusterView.LIMIT).until(() -> !Processes.isRunning(agent));
    }

    /** Kills the processes of the component that serves the node's own instance there, if it runs. */
    void crashComponent(String node) {
        ProcessesOf.component(files, LabModel.component(LabModel.unit(node, node)))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts a node that has died, as a service unit of the system would. */
    void start(String node) {
        assertThat(files.agent(node)).as("agent of " + node).isEmpty();
        starter.startAgain(node);
    }
}
