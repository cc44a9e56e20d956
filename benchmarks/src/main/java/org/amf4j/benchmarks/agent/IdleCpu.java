package org.amf4j.benchmarks.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** How much processor time the agents of a cluster take in which nothing happens. */
final class IdleCpu {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration ASKING_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** From the last assignment to the beginning of the measurement: what a JVM compiles after its start is over. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final Path home;
    private final ClusterFolder folder;

    /**
     * What came out, in percent of one core.
     *
     * @param withComponents the agent on whose node the components are; it is a controller, too
     * @param without an agent without any, a controller as well
     */
    record Outcome(double withComponents, double without) {}

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
        String idle = folder.nodes().get(folder.nodes().size() - 1);
        Duration before = cpu("n1");
        Duration otherBefore = cpu(idle);
        long begin = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long nanos = System.nanoTime() - begin;
        return new Outcome(
                percent(cpu("n1").minus(before), nanos), percent(cpu(idle).minus(otherBefore), nanos));
    }

    private static double percent(Duration cpu, long nanos) {
        return Math.round(cpu.toNanos() * 10_000.0 / nanos) / 100.0;
    }

    private Duration cpu(String node) {
        return folder.agent(node)
                .flatMap(p -> p.info().totalCpuDuration())
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "the agent of " + node + " has ended", ""));
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
        AdminClient client = new AdminClient(folder.adminSockets(), ASKING_LIMIT, retry -> {});
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
