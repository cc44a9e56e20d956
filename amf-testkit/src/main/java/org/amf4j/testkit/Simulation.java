package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.Entity;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * A configuration tried out without processes: step by step, each run to rest, in virtual time.
 *
 * <p>Steps are written as an operator thinks: {@code lock su1}, {@code node-down n2}, {@code crash DN},
 * {@code fail DN NODE_FAILOVER}, {@code fail-next CLEANUP DN}, {@code wait 10s}. A step that cannot be understood is an
 * {@link IllegalArgumentException} with a sentence.
 */
public final class Simulation {

    private final VirtualCluster cluster;
    private final Steps steps;
    private boolean started;
    private long beginNanos;

    /** A simulation of this configuration, which must be valid. */
    public Simulation(List<ImmObject> configuration, Collection<? extends RedundancyModel> models) {
        this(new VirtualCluster(configuration, models));
    }

    private Simulation(VirtualCluster cluster) {
        this.cluster = cluster;
        steps = new Steps(cluster);
    }

    /** A simulation that does not check the truths about the cluster after every event: for measurements. */
    public static Simulation unchecked(List<ImmObject> configuration, Collection<? extends RedundancyModel> models) {
        return new Simulation(VirtualCluster.unchecked(configuration, models));
    }

    /**
     * A simulation that goes on from what a director knows: its first step is {@link #now}.
     *
     * @param director a director with a configuration, of which nobody else makes use
     */
    public static Simulation continuing(Director director) {
        Simulation simulation = new Simulation(VirtualCluster.continuing(director));
        simulation.started = true;
        simulation.beginNanos = simulation.cluster.nowNanos();
        return simulation;
    }

    /** Lets what is under way come to rest. */
    public StepResult now() {
        cluster.rest();
        return result("now", AisStatus.OK, "");
    }

    /** The cluster under simulation. */
    public VirtualCluster cluster() {
        return cluster;
    }

    /** Brings all nodes up and lets the cluster start, its start-up timer included; a second start changes nothing. */
    public StepResult start() {
        if (!started) {
            started = true;
            cluster.agents().forEach(SimulatedAgent::join);
        }
        cluster.rest();
        if (!cluster.state().isStarted()) {
            cluster.director().nextDeadlineNanos().ifPresent(d -> cluster.pass(Math.max(0, d - cluster.nowNanos())));
            cluster.rest();
        }
        return result("start", AisStatus.OK, "");
    }

    /** Why the entity is as it is now: its name, then sentences. */
    public List<String> explain(String name) {
        Entity entity = steps.resolve(name);
        List<String> lines = new ArrayList<>();
        lines.add(entity.dn().toString());
        lines.addAll(Explainer.sentences(cluster.state(), entity, cluster.nowNanos()));
        return lines;
    }

    /** Does one step and runs to rest. */
    public StepResult step(String text) {
        if (text.trim().equals("start")) {
            return start();
        }
        Steps.Done done = steps.perform(text);
        done.idle().ifPresent(why -> {
            throw new IllegalArgumentException("'" + text + "': " + why);
        });
        cluster.rest();
        return done.request().map(request -> answered(text, request)).orElseGet(() -> result(text, AisStatus.OK, ""));
    }

    private StepResult answered(String step, String request) {
        Command.Reply reply = cluster.replies().get(request);
        return reply == null
                ? result(step, AisStatus.ERR_TIMEOUT, "not finished: something it waits for does not happen")
                : result(step, reply.status(), reply.text());
    }

    private StepResult result(String step, AisStatus status, String text) {
        return new StepResult(
                step,
                (cluster.nowNanos() - beginNanos) / VirtualCluster.ACTION_NANOS,
                status,
                text,
                cluster.report(),
                cluster.takeIssued().stream()
                        .map(i -> SimulatedCommands.of(i, beginNanos))
                        .toList(),
                cluster.takeReasons());
    }
}
