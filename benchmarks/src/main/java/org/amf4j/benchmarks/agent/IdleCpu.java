package org.amf4j.benchmarks.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** How much processor time the agents of a cluster take in which nothing happens. */
final class IdleCpu {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration ASKING_LIMIT = Duration.ofSeconds(20);
    /** The first process that an agent starts. */
    private static final String GUARDIAN = "guardian";

    private static final Duration LOOK = Duration.ofMillis(200);

    /** From the last assignment to the beginning of the measurement: what a JVM compiles after its start is over. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final Path home;
    private final ClusterFolder folder;

    /**
     * What came out, in percent of one core.
     *
     * @param agent the agent on whose node the components are, which is no controller
     * @param guardian the process that guards them
     * @param controllers the controllers, each with its agent, by name; they have no components
     * @param leader the controller that led
     */
    record Outcome(double agent, double guardian, Map<String, Double> controllers, String leader) {}

    /** A cluster in this folder, by the command in the home folder. */
    IdleCpu(Path home, ClusterFolder folder) {
        this.home = home;
        this.folder = folder;
    }

    Outcome measure(int components, int seconds) throws InterruptedException {
        try {
            start(IdleModel.write(home.resolve("examples/models"), folder.path(), components));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the cluster could not be started: " + e.getMessage(), "");
        }
        awaitAssigned(components);
        Thread.sleep(SETTLING.toMillis());
        Map<String, Duration> before = cpu();
        long begin = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long nanos = System.nanoTime() - begin;
        Map<String, Double> percents = new TreeMap<>();
        cpu().forEach((process, now) -> percents.put(process, percent(now.minus(before.get(process)), nanos)));
        return new Outcome(
                percents.remove(IdleModel.NODE),
                percents.remove(GUARDIAN),
                percents,
                client().query("status", Map.of()).path("leader").asText());
    }

    private AdminClient client() {
        return new AdminClient(folder.adminSockets(), ASKING_LIMIT, retry -> {});
    }

    /** Of all agents by the names of their nodes, and of the guardian of the components. */
    private Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new TreeMap<>();
        for (String node : folder.nodes()) {
            cpu.put(node, cpu(agent(node), "the agent of " + node));
        }
        ProcessHandle guardian = agent(IdleModel.NODE)
                .children()
                .min(Comparator.comparing(child -> child.info().startInstant().orElse(Instant.MAX)))
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "the guardian has ended", ""));
        cpu.put(GUARDIAN, cpu(guardian, "the guardian"));
        return cpu;
    }

    private ProcessHandle agent(String node) {
        return folder.agent(node)
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "the agent of " + node + " has ended", ""));
    }

    private static Duration cpu(ProcessHandle process, String name) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, name + " has ended", ""));
    }

    private static double percent(Duration cpu, long nanos) {
        return Math.round(cpu.toNanos() * 10_000.0 / nanos) / 100.0;
    }

    private void start(Path model) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        home.resolve("amf").toString(),
                        "cluster",
                        "start",
                        model.toString(),
                        "--dir",
                        folder.path().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the cluster could not be started", "its logs are in " + folder.path());
        }
    }

    private void awaitAssigned(int components) throws InterruptedException {
        AdminClient client = client();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode status = client.query("status", Map.of());
            if (status.path("settled").asBoolean() && status.path("assignments").size() == components) {
                return;
            }
            Thread.sleep(LOOK.toMillis());
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                components + " components do not run after " + START_LIMIT.toSeconds() + " s",
                "logs are in " + folder.path());
    }
}
