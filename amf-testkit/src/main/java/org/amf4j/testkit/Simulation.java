package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * A configuration tried out without processes: step by step, each run to rest, in virtual time.
 *
 * <p>Steps are written as an operator thinks: {@code lock su1}, {@code node-down n2}, {@code crash DN},
 * {@code fail DN NODE_FAILOVER}, {@code fail-next CLEANUP DN}, {@code wait 10s}. A step that cannot be understood is an
 * {@link IllegalArgumentException} with a sentence.
 */
public final class Simulation {

    private static final Map<String, AdminOperation> OPERATIONS = Map.ofEntries(
            Map.entry("lock", AdminOperation.LOCK),
            Map.entry("unlock", AdminOperation.UNLOCK),
            Map.entry("lock-in", AdminOperation.LOCK_INSTANTIATION),
            Map.entry("unlock-in", AdminOperation.UNLOCK_INSTANTIATION),
            Map.entry("shutdown", AdminOperation.SHUTDOWN),
            Map.entry("restart", AdminOperation.RESTART),
            Map.entry("repaired", AdminOperation.REPAIRED),
            Map.entry("si-swap", AdminOperation.SI_SWAP),
            Map.entry("swap", AdminOperation.SI_SWAP),
            Map.entry("sg-adjust", AdminOperation.SG_ADJUST),
            Map.entry("adjust", AdminOperation.SG_ADJUST),
            Map.entry("eam-start", AdminOperation.EAM_START),
            Map.entry("eam-stop", AdminOperation.EAM_STOP));

    private final VirtualCluster cluster;
    private final NameResolver names;
    private int requests;
    private boolean started;
    private long beginNanos;

    /** A simulation of this configuration, which must be valid. */
    public Simulation(List<ImmObject> configuration, Collection<? extends RedundancyModel> models) {
        this(new VirtualCluster(configuration, models));
    }

    private Simulation(VirtualCluster cluster) {
        this.cluster = cluster;
        names = new NameResolver(cluster.state().model());
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
        Entity entity = resolve(name);
        List<String> lines = new ArrayList<>();
        lines.add(entity.dn().toString());
        lines.addAll(Explainer.sentences(cluster.state(), entity, cluster.nowNanos()));
        return lines;
    }

    /** Does one step and runs to rest. */
    public StepResult step(String text) {
        String[] words = text.trim().split("\\s+");
        AdminOperation operation = OPERATIONS.get(words[0]);
        if (operation != null) {
            require(words, 2, text);
            return administer(text, operation, resolve(words[1]));
        }
        switch (words[0]) {
            case "start" -> {
                return start();
            }
            case "wait" -> {
                require(words, 2, text);
                cluster.pass(Durations.nanos(words[1]));
                cluster.rest();
            }
            case "node-down" -> {
                require(words, 2, text);
                cluster.agent(node(words[1]).dn()).die();
                cluster.rest();
            }
            case "node-up" -> {
                require(words, 2, text);
                cluster.agent(node(words[1]).dn()).join();
                cluster.rest();
            }
            case "crash" -> {
                require(words, 2, text);
                fail(component(words[1]), ErrorSource.PROCESS_ENDED, RecommendedRecovery.NO_RECOMMENDATION, "crash");
            }
            case "fail" -> {
                RecommendedRecovery recovery =
                        words.length > 2 ? recovery(words[2]) : RecommendedRecovery.NO_RECOMMENDATION;
                require(words, words.length > 2 ? 3 : 2, text);
                fail(component(words[1]), ErrorSource.ERROR_REPORT, recovery, "error report");
            }
            case "fail-next" -> {
                require(words, 3, text);
                failNext(component(words[2]), words[1]);
            }
            default ->
                throw new IllegalArgumentException("'" + text + "' is not a step; steps are "
                        + OPERATIONS.keySet().stream().sorted().toList()
                        + ", node-down, node-up, crash, fail, fail-next, wait");
        }
        return result(text, AisStatus.OK, "");
    }

    private static void require(String[] words, int count, String text) {
        if (words.length != count) {
            throw new IllegalArgumentException("'" + text + "' should have " + (count - 1) + " argument(s)");
        }
    }

    private StepResult administer(String step, AdminOperation operation, Entity target) {
        if (operation == AdminOperation.REPAIRED) {
            // whoever says so guarantees that nothing of the failed components runs any more
            cluster.agents().forEach(a -> a.removeLeftovers(target.dn()));
        }
        String request = "step-" + ++requests;
        cluster.tell(new Event.OperationRequested(request, target.dn(), operation));
        cluster.rest();
        Command.Reply reply = cluster.replies().get(request);
        return reply == null
                ? result(step, AisStatus.ERR_TIMEOUT, "not finished: something it waits for does not happen")
                : result(step, reply.status(), reply.text());
    }

    private void fail(Component component, ErrorSource source, RecommendedRecovery recovery, String detail) {
        Dn host = host(component);
        if (!cluster.agent(host).fail(component.dn(), source, recovery, detail)) {
            throw new IllegalArgumentException(component.dn() + " does not run");
        }
        cluster.rest();
    }

    private void failNext(Component component, String operation) {
        try {
            SimulatedAgent.Operation what = SimulatedAgent.Operation.valueOf(operation.toUpperCase(Locale.ROOT));
            cluster.agents().forEach(a -> a.failNext(component.dn(), what));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + operation + "' is not one of " + List.of(SimulatedAgent.Operation.values()), e);
        }
    }

    private Dn host(Component component) {
        return cluster.state()
                .of(component.unit())
                .host()
                .map(h -> h.node().dn())
                .orElseThrow(() -> new IllegalArgumentException(component.dn() + " has no host"));
    }

    private static RecommendedRecovery recovery(String name) {
        try {
            return RecommendedRecovery.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not one of " + List.of(RecommendedRecovery.values()), e);
        }
    }

    private Component component(String name) {
        if (resolve(name) instanceof Component c) {
            return c;
        }
        throw new IllegalArgumentException(name + " is not a component");
    }

    private Node node(String name) {
        for (Node node : cluster.state().model().nodes()) {
            if (node.name().equals(name) || node.dn().toString().equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException("there is no AMF node " + name);
    }

    private Entity resolve(String name) {
        return switch (names.resolve(name)) {
            case Resolution.Found found -> found.entity();
            case Resolution.Ambiguous several ->
                throw new IllegalArgumentException("'" + name + "' may be any of " + several.candidates());
            case Resolution.Unknown none ->
                throw new IllegalArgumentException("there is no '" + name + "'"
                        + (none.nearest().isEmpty() ? "" : "; similar: " + none.nearest()));
        };
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
