package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;

/**
 * Measures how long a service is away: an active process killed, a node killed or cut off, a planned switch-over. Also
 * whether anything moves that should not, on an overloaded machine.
 *
 * <p>Instants come from the cluster's own records; the instant of a failure is taken here, just before it is caused.
 */
public final class FailoverBench {
    /** Repeats before those that count, so that the first ones do not measure the loading of classes. */
    private static final int WARM_UP_REPEATS = 3;

    private static final String REALTIME = "AMF_REALTIME";

    private final Function<FailoverCase, ClusterPlan> plans;
    private final Wish wish;
    private final Consumer<String> progress;

    /**
     * How it is to be measured.
     *
     * @param repeats how often a case is repeated
     * @param overload how long the machine is overloaded, in the case of that name
     * @param realtime what gets a real-time priority: no, node or all
     */
    public record Wish(int repeats, Duration overload, String realtime) {}

    /**
     * Will measure on clusters of its own.
     *
     * @param plans the cluster to start for a case
     * @param wish how it is to be measured
     * @param progress is told what happens
     */
    public FailoverBench(Function<FailoverCase, ClusterPlan> plans, Wish wish, Consumer<String> progress) {
        this.plans = plans;
        this.wish = wish;
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
    public Result run(List<FailoverCase> cases) {
        ObjectNode json = Json.object().put("bench", "failover");
        json.set("machine", Machine.describe());
        ArrayNode list = json.putArray("cases");
        List<String> tables = new ArrayList<>();
        for (FailoverCase one : cases) {
            CaseResult result = run(one);
            list.add(result.toJson());
            tables.add(result.toText());
        }
        return new Result(json, String.join("\n", tables));
    }

    private CaseResult run(FailoverCase one) {
        if (!one.needsNetworks()) {
            return run(one, plans.apply(one), Optional.empty());
        }
        ClusterPlan plan = plans.apply(one);
        NetworkLab.obstacle().ifPresent(why -> {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the case " + one.title() + " cannot be measured here: " + why,
                    "run it as the superuser of a Linux machine, or measure other cases with --case");
        });
        try (NetworkLab networks = NetworkLab.create(plan.nodes())) {
            return run(one, plan.withPlaces(networks), Optional.of(networks));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the networks cannot be made: " + e.getMessage(), "measure other cases", e);
        }
    }

    private CaseResult run(FailoverCase one, ClusterPlan plan, Optional<NetworkLab> networks) {
        progress.accept(one.title() + ": starting " + plan.nodes().size() + " nodes");
        try (MeasuredCluster cluster = MeasuredCluster.start(plan, Map.of(REALTIME, wish.realtime()))) {
            String instance = MeasuredCluster.protectedInstance(cluster.status())
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.FAILED,
                            "no service instance of the model has both an active and a standby",
                            "measure with a model that has a 2N group"))
                    .instance();
            CaseResult result = new CaseResult(one.title(), conditions(one, plan, instance, cluster));
            if (one == FailoverCase.OVERLOAD) {
                overload(cluster, result);
            } else {
                repeat(new FailoverRun(one, cluster, networks, instance), result);
            }
            progress.accept(one.title() + ": done");
            return result;
        }
    }

    private void repeat(FailoverRun run, CaseResult result) {
        CaseResult warmUp = new CaseResult("warm-up", Json.object());
        for (int i = 0; i < WARM_UP_REPEATS + wish.repeats(); i++) {
            run.once(i < WARM_UP_REPEATS ? warmUp : result);
        }
    }

    private void overload(MeasuredCluster cluster, CaseResult result) {
        MeasuredCluster.Losses before = cluster.losses();
        try (Overload overload = new Overload()) {
            result.condition("busy_loops", overload.loops());
            Await.until(wish.overload(), () -> false);
            result.condition("load_1min_at_the_end", Machine.load());
        }
        MeasuredCluster.Losses after = cluster.losses();
        result.count("false_failovers", after.failovers() - before.failovers());
        result.count("nodes_given_up", after.left() - before.left());
        result.count("nodes_silent_for_a_while", after.silent() - before.silent());
    }

    private ObjectNode conditions(FailoverCase one, ClusterPlan plan, String instance, MeasuredCluster cluster) {
        ObjectNode conditions = Json.object()
                .put("nodes", plan.nodes().size())
                .put("controllers", cluster.status().path("controllers").size())
                .put("instance", instance)
                .put("amf_realtime", wish.realtime())
                .put("secured", plan.secured())
                .put("cold_start_ms", cluster.settledMillis());
        conditions.set("models", Json.array(plan.files()));
        if (one == FailoverCase.OVERLOAD) {
            return conditions.put("overload_s", wish.overload().toSeconds()).put("node_loss_profile", "default");
        }
        conditions.put("warm_up_repeats", WARM_UP_REPEATS);
        ObjectNode definitions = conditions.putObject("definitions");
        FailoverRun.parts(one).forEach(definitions::put);
        return conditions;
    }
}
