package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.measure.MeasuredCluster.Active;
import org.amf4j.admin.measure.MeasuredCluster.Killed;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.StatusView;
import org.amf4j.admin.output.Times;

/** The demonstration: a service is kept alive although the process that gives it is killed. */
public final class Demo {
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_PRELUDE = Duration.ofSeconds(2);

    private final ClusterPlan plan;
    private final int port;
    private final Consumer<String> teller;

    /**
     * Will show a cluster.
     *
     * @param plan the cluster, with a model whose service listens on the port
     * @param port TCP port of the service on loopback
     * @param teller is told what happens, as text with line ends
     */
    public Demo(ClusterPlan plan, int port, Consumer<String> teller) {
        this.plan = plan;
        this.port = port;
        this.teller = teller;
    }

    /**
     * Starts the cluster, kills the active component, waits until everything is repaired, and hands the running cluster
     * over to its owner, who ends it.
     *
     * @param serving how long the service is to be asked in all; empty: no longer than the story takes
     * @return what was seen
     */
    public ObjectNode run(Optional<Duration> serving) {
        teller.accept(
                "starting " + plan.nodes().size() + " nodes in " + plan.folder().path() + "\n");
        MeasuredCluster cluster = MeasuredCluster.start(plan);
        JsonNode before = cluster.status();
        teller.accept("all nodes answered after " + cluster.answeredMillis() + " ms, everything was assigned after "
                + cluster.settledMillis() + " ms\n\n" + StatusView.text(StatusView.withQuestions(before), false));
        Active active = MeasuredCluster.protectedInstance(before).orElseThrow(Demo::nothingProtected);
        long endNanos = System.nanoTime() + serving.orElse(Duration.ZERO).toNanos();
        try (ServiceClient client =
                ServiceClient.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            listen(client, active, serving);
            Killed killed = cluster.kill(active.component());
            Failover failover = awaitRepair(cluster, killed);
            boolean back = client.awaitAnswerOfOther(active.component(), RECOVERY_LIMIT);
            teller.accept("\n" + new FailoverStory(killed, failover, active.instance()).text());
            if (!back) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the service did not come back: nobody answers on port " + port,
                        "the logs are in " + plan.folder().path());
            }
            LockSupport.parkNanos(endNanos - System.nanoTime());
            // The repaired unit is in service, but may not have been made standby yet.
            Settling settling = new Settling(cluster.client());
            settling.await(RECOVERY_LIMIT);
            JsonNode after = settling.status();
            teller.accept("\n" + StatusView.text(StatusView.withQuestions(after), false) + summary(client));
            ObjectNode result = json(cluster, before, killed, failover, client);
            result.set("assignments_after", after.path("assignments"));
            return result;
        }
    }

    private static CommandFailure nothingProtected() {
        return new CommandFailure(
                ExitCode.FAILED,
                "no service instance has both an active and a standby",
                "the demonstration needs the model that comes with it");
    }

    private void listen(ServiceClient client, Active active, Optional<Duration> serving) {
        if (!client.awaitAnswerOfOther("", RECOVERY_LIMIT)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "nobody answers on port " + port + " although " + active.component() + " is active",
                    "the logs are in " + plan.folder().path());
        }
        teller.accept("\na client asks the service on 127.0.0.1:" + port + " all the time; "
                + client.seen().lastName() + " answers\n");
        Duration quarter = serving.orElse(LONGEST_PRELUDE).dividedBy(4);
        Duration prelude = quarter.compareTo(LONGEST_PRELUDE) < 0 ? quarter : LONGEST_PRELUDE;
        LockSupport.parkNanos(prelude.toNanos());
    }

    private static Failover awaitRepair(MeasuredCluster cluster, Killed killed) {
        AtomicReference<Optional<Failover>> seen = new AtomicReference<>(Optional.empty());
        boolean repaired = Await.until(RECOVERY_LIMIT, () -> {
            seen.set(cluster.failover(killed.component(), killed.atNanos()));
            return seen.get().filter(Failover::isRepaired).isPresent();
        });
        if (!repaired) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "no " + (seen.get().filter(Failover::isRecovered).isPresent() ? "repair" : "recovery") + " of "
                            + killed.component() + " within " + RECOVERY_LIMIT.toSeconds() + " s",
                    "the logs are in " + cluster.folder().path());
        }
        return seen.get().orElseThrow();
    }

    private static String summary(ServiceClient client) {
        ServiceClient.Seen seen = client.seen();
        return "\nthe client had " + seen.answers() + " answers; the longest time without one was "
                + Times.millis(seen.longestGapNanos()) + " ms\n";
    }

    private ObjectNode json(
            MeasuredCluster cluster, JsonNode before, Killed killed, Failover failover, ServiceClient client) {
        FailoverTimes times = FailoverTimes.of(killed.atNanos(), failover);
        ObjectNode result = Json.object();
        result.put("service_came_back", true);
        result.putObject("cluster")
                .put("dir", plan.folder().path().toString())
                .put("nodes", plan.nodes().size())
                .put("answered_ms", cluster.answeredMillis())
                .put("assigned_ms", cluster.settledMillis());
        result.set("machine", Machine.describe());
        result.set("assignments_before", before.path("assignments"));
        result.putObject("killed")
                .put("component", killed.component())
                .put("pid", killed.pid())
                .put("signal", "SIGKILL")
                .put("at_ns", killed.atNanos());
        ObjectNode story = result.putObject("failover").put("successor", failover.successor());
        story.put("reaction_ms", Spread.millis(times.reactionNanos()));
        story.put("recovery_ms", Spread.millis(times.recoveryNanos()));
        story.put("outage_ms", Spread.millis(times.outageNanos()));
        story.put("repair_ms", Spread.millis(times.repairNanos()));
        ObjectNode parts = story.putObject("breakdown_ms");
        times.breakdownNanos().forEach((part, nanos) -> parts.put(part, Spread.millis(nanos)));
        ServiceClient.Seen seen = client.seen();
        ObjectNode asked = result.putObject("client");
        asked.put("port", port);
        asked.put("answers", seen.answers());
        asked.put("failures", seen.failures());
        asked.put("longest_gap_ms", Spread.millis(seen.longestGapNanos()));
        ObjectNode byName = asked.putObject("answers_by_component");
        seen.answersByName().forEach(byName::put);
        return result;
    }
}
