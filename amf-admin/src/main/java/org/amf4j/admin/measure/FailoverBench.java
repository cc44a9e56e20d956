package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.measure.MeasuredCluster.Active;
import org.amf4j.admin.measure.MeasuredCluster.Killed;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;

/**
 * Measures how long a service is away: an active process killed, a planned switch-over.
 *
 * <p>Instants come from the cluster's own records; the instant of a failure is taken here, just before the signal.
 */
public final class FailoverBench {
    /** The active component's process gets SIGKILL. */
    public static final String COMPONENT_CRASH = "component-crash";
    /** Active and standby exchange their roles. */
    public static final String PLANNED_SWAP = "planned-swap";
    /** All cases, in the order in which they are run. */
    public static final List<String> CASES = List.of(COMPONENT_CRASH, PLANNED_SWAP);

    /** Repeats before those that count, so that the first ones do not measure the loading of classes. */
    private static final int WARM_UP_REPEATS = 3;

    private static final String REALTIME = "AMF_REALTIME";

    private static final Duration REPEAT_LIMIT = Duration.ofSeconds(30);

    private final ClusterPlan plan;
    private final String realtime;
    private final Consumer<String> progress;

    /**
     * Will measure on a cluster of its own.
     *
     * @param plan the cluster to start
     * @param realtime what gets a real-time priority: no, node or all
     * @param progress is told what happens
     */
    public FailoverBench(ClusterPlan plan, String realtime, Consumer<String> progress) {
        this.plan = plan;
        this.realtime = realtime;
        this.progress = progress;
    }

    /**
     * What was measured.
     *
     * @param json machine and cases
     * @param text a table per case
     */
    public record Result(ObjectNode json, String text) {}

    /** Runs the cases, each on a fresh cluster, one after the other. */
    public Result run(List<String> cases, int repeats) {
        ObjectNode json = Json.object().put("bench", "failover");
        json.set("machine", Machine.describe());
        ArrayNode list = json.putArray("cases");
        List<String> tables = new ArrayList<>();
        for (String name : cases) {
            CaseResult result = run(name, repeats);
            list.add(result.toJson());
            tables.add(result.toText());
        }
        return new Result(json, String.join("\n", tables));
    }

    private CaseResult run(String name, int repeats) {
        progress.accept(name + ": starting " + plan.nodes().size() + " nodes");
        try (MeasuredCluster cluster = MeasuredCluster.start(plan, Map.of(REALTIME, realtime))) {
            String instance = protectedInstance(cluster).instance();
            CaseResult result = new CaseResult(name, conditions(name, instance, cluster));
            CaseResult warmUp = new CaseResult(name, Json.object());
            for (int i = 0; i < WARM_UP_REPEATS + repeats; i++) {
                CaseResult into = i < WARM_UP_REPEATS ? warmUp : result;
                if (name.equals(COMPONENT_CRASH)) {
                    crash(cluster, instance, into);
                } else {
                    swap(cluster, instance, into);
                }
            }
            progress.accept(name + ": done");
            return result;
        }
    }

    private ObjectNode conditions(String name, String instance, MeasuredCluster cluster) {
        ObjectNode conditions = Json.object()
                .put("nodes", plan.nodes().size())
                .put("instance", instance)
                .put("amf_realtime", realtime)
                .put("secured", plan.secured())
                .put("warm_up_repeats", WARM_UP_REPEATS)
                .put("cold_start_ms", cluster.settledMillis());
        conditions.set("models", Json.array(plan.files()));
        ObjectNode definitions = conditions.putObject("definitions");
        (name.equals(COMPONENT_CRASH) ? FailoverTimes.PARTS : SwapTimes.PARTS).forEach(definitions::put);
        return conditions;
    }

    private static Active protectedInstance(MeasuredCluster cluster) {
        return MeasuredCluster.protectedInstance(cluster.status())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "no service instance of the model has both an active and a standby",
                        "measure with a model that has a 2N group on two nodes"));
    }

    private static void crash(MeasuredCluster cluster, String instance, CaseResult result) {
        Active active = awaitProtected(cluster, instance);
        MeasuredCluster.keepQuiet();
        Killed killed = cluster.kill(active.component());
        Failover failover = await(
                "fail-over from " + active.component(),
                () -> cluster.failover(killed.component(), killed.atNanos()).filter(Failover::isRepaired));
        FailoverTimes times = FailoverTimes.of(killed.atNanos(), failover);
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("reaction", times.reactionNanos());
        figures.put("recovery", times.recoveryNanos());
        figures.put("outage", times.outageNanos());
        figures.put("repair", times.repairNanos());
        result.add(figures, times.breakdownNanos());
    }

    private static void swap(MeasuredCluster cluster, String instance, CaseResult result) {
        Active active = awaitProtected(cluster, instance);
        MeasuredCluster.keepQuiet();
        long askedAtNanos = MeasuredCluster.nowNanos();
        AdminReply reply = cluster.client().operate(instance, AdminOperation.SI_SWAP);
        long answeredAtNanos = MeasuredCluster.nowNanos();
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("swap " + instance, status, reply.getText());
        }
        Swap swap = await(
                "swap of " + instance,
                () -> cluster.swap(active.component(), askedAtNanos).filter(Swap::isComplete));
        SwapTimes times = SwapTimes.of(askedAtNanos, answeredAtNanos, swap);
        result.add(times.figuresNanos(), times.breakdownNanos());
    }

    /** Waits until the instance has an active and a standby again. */
    private static Active awaitProtected(MeasuredCluster cluster, String instance) {
        return await(
                "an active and a standby for " + instance,
                () -> MeasuredCluster.protectedInstance(cluster.status())
                        .filter(active -> active.instance().equals(instance)));
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        Await.until(REPEAT_LIMIT, () -> {
            found.set(look.get());
            return found.get().isPresent();
        });
        return found.get()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "waited " + REPEAT_LIMIT.toSeconds() + " s in vain for: " + what,
                        "the logs in the run folder show what happened instead"));
    }
}
