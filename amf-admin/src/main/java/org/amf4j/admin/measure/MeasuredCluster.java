package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.cluster.ProcessesOf;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** A cluster of real processes that exists for one measurement and is gone afterwards. */
final class MeasuredCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ASKING_LIMIT = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMillis(200);

    /** The proof of death has arrived by then, or a lease has run out. */
    private static final Duration AFTER_NODE_LOSS = Duration.ofMillis(500);

    private final ClusterFolder folder;
    private final ClusterStarter starter;
    private final AdminClient client;
    private final long answeredMillis;
    private final long settledMillis;

    private MeasuredCluster(
            ClusterFolder folder, ClusterStarter starter, AdminClient client, long answeredMillis, long settledMillis) {
        this.folder = folder;
        this.starter = starter;
        this.client = client;
        this.answeredMillis = answeredMillis;
        this.settledMillis = settledMillis;
    }

    /** Starts all nodes and waits until everything is assigned; stops them again when it is not. */
    static MeasuredCluster start(ClusterPlan plan) {
        return start(plan, Map.of());
    }

    /** The same with these variables added to the environment of the nodes. */
    static MeasuredCluster start(ClusterPlan plan, Map<String, String> environment) {
        long start = System.nanoTime();
        ClusterStarter starter = new ClusterStarter(plan, environment);
        starter.start(START_LIMIT);
        long answeredMillis = millisSince(start);
        AdminClient client = new AdminClient(plan.folder().adminSockets(), ASKING_LIMIT, retry -> {});
        Settling settling = new Settling(client);
        try {
            if (settling.await(START_LIMIT)
                    && Settling.missing(settling.status()).isEmpty()) {
                return new MeasuredCluster(plan.folder(), starter, client, answeredMillis, millisSince(start));
            }
        } catch (RuntimeException e) {
            new ClusterStopper(plan.folder()).stop();
            throw e;
        }
        new ClusterStopper(plan.folder()).stop();
        throw new CommandFailure(
                ExitCode.TIMED_OUT,
                "the cluster was not fully assigned within " + START_LIMIT.toSeconds() + " s: "
                        + Settling.firstMissing(settling.status()),
                "the logs are in " + plan.folder().path());
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    ClusterFolder folder() {
        return folder;
    }

    AdminClient client() {
        return client;
    }

    /** From the start of the first process until every agent answered, in milliseconds. */
    long answeredMillis() {
        return answeredMillis;
    }

    /** From the start of the first process until everything was assigned, in milliseconds. */
    long settledMillis() {
        return settledMillis;
    }

    JsonNode status() {
        return client.query("status", Map.of());
    }

    /** Who holds an instance: one component that is active for it. */
    record Active(String instance, String unit, String component) {}

    /** The first instance, by name, that has both an active and a standby, and who is active for it. */
    static Optional<Active> protectedInstance(JsonNode status) {
        return assignments(status)
                .filter(a -> a.path("ha").asText().equals("ACTIVE"))
                .filter(a -> assignments(status)
                        .anyMatch(b -> b.path("si").equals(a.path("si"))
                                && b.path("ha").asText().equals("STANDBY")))
                .findFirst()
                .map(MeasuredCluster::active);
    }

    /** Whether the instance has both an active and a standby. */
    static boolean isProtected(JsonNode status, String instance) {
        return Stream.of("ACTIVE", "STANDBY")
                .allMatch(ha -> assignments(status)
                        .anyMatch(a -> a.path("si").asText().equals(instance)
                                && a.path("ha").asText().equals(ha)));
    }

    /** Who is active for the instance now. */
    static Optional<Active> active(JsonNode status, String instance) {
        return assignments(status)
                .filter(a -> a.path("si").asText().equals(instance))
                .filter(a -> a.path("ha").asText().equals("ACTIVE"))
                .findFirst()
                .map(MeasuredCluster::active);
    }

    private static Active active(JsonNode assignment) {
        return new Active(
                assignment.path("si").asText(),
                assignment.path("su").asText(),
                assignment.path("csis").path(0).path("component").asText());
    }

    private static Stream<JsonNode> assignments(JsonNode status) {
        return status.path("assignments").valueStream();
    }

    /** Leaves the leader alone for a while: whoever asks it questions while it works measures himself. */
    static void keepQuiet() {
        LockSupport.parkNanos(QUIET.toNanos());
    }

    /** Kills the process of a component with SIGKILL, and asks nothing until the fail-over should be over. */
    Killed kill(String component) {
        List<ProcessHandle> processes = ProcessesOf.component(folder, component);
        if (processes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "no process of " + component + " is to be found",
                    "it must run as the same user, and the system must have /proc");
        }
        ProcessHandle process = processes.get(0);
        long atNanos = nowNanos();
        process.destroyForcibly();
        keepQuiet();
        return new Killed(component, process.pid(), atNanos);
    }

    /**
     * A kill.
     *
     * @param component the component
     * @param pid its process
     * @param atNanos instant just before the signal was sent, in nanoseconds since 1970
     */
    record Killed(String component, long pid, long atNanos) {}

    /** Kills the process of a node with SIGKILL; returns the instant just before, in nanoseconds since 1970. */
    long killNode(String node) {
        ProcessHandle agent = folder.agent(node)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the process of node " + node + " is not to be found",
                        "was it killed before?"));
        long atNanos = nowNanos();
        agent.destroyForcibly();
        LockSupport.parkNanos(AFTER_NODE_LOSS.toNanos());
        return atNanos;
    }

    /** Starts a node again whose process was killed. */
    void startNode(String node) {
        starter.startAgain(node);
    }

    /**
     * What was lost since the cluster was started.
     *
     * @param silent how often a node was silent
     * @param left how often a node was given up
     * @param failovers of components
     */
    record Losses(long silent, long left, long failovers) {}

    /** What was lost until now, as a controller has counted it. */
    Losses losses() {
        String meters = client.query("metrics", Map.of()).path("prometheus").asText();
        return new Losses(
                Measurements.counter(meters, "amf_node_silences_total"),
                Measurements.counter(meters, "amf_node_losses_total"),
                client.query("failovers", Map.of()).size());
    }

    /** Nanoseconds since 1970. */
    static long nowNanos() {
        Instant now = Instant.now();
        return Math.addExact(TimeUnit.SECONDS.toNanos(now.getEpochSecond()), now.getNano());
    }

    /** The latest fail-over from this component since the instant, if it is known yet. */
    Optional<Failover> failover(String component, long sinceNanos) {
        return Measurements.failover(client.query("failovers", Map.of()), component, sinceNanos);
    }

    /** The latest planned hand-over from this component since the instant, if it is known yet. */
    Optional<Swap> swap(String component, long sinceNanos) {
        return Measurements.swap(client.query("swaps", Map.of()), component, sinceNanos);
    }

    /** Ends all processes. */
    @Override
    public void close() {
        new ClusterStopper(folder).stop();
    }
}
