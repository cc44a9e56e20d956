package org.amf4j.testkit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.Node;
import org.amf4j.testkit.SimulatedInstance.Phase;
import org.amf4j.testkit.SimulatedInstance.Waiter;

/**
 * A node's agent and the components on it, as far as the director can tell the difference.
 *
 * <p>It takes the worst view of what components do: one that is told to be ACTIVE is active from that moment, one that is
 * told anything else is active until it has answered, one that has failed without crashing is active until it has been
 * cleaned up, and for ever when the cleanup fails.
 */
public final class SimulatedAgent {

    /** Things that can be made to fail. */
    public enum Operation {
        INSTANTIATE,
        /** INSTANTIATE says that no further attempt makes sense. */
        INSTANTIATE_NO_RETRY,
        TERMINATE,
        CLEANUP,
        CSI_SET,
        CSI_REMOVE
    }

    private final VirtualCluster cluster;
    private final Node node;
    private final AgentLink link;
    private final SimulatedCallbacks callbacks;
    private final Map<Dn, SimulatedInstance> instances = new TreeMap<>();
    private final Map<Dn, Map<Dn, HaState>> leftovers = new TreeMap<>();
    private final Map<Dn, Map<Operation, Integer>> toFail = new LinkedHashMap<>();
    private boolean up;
    private long incarnation;

    SimulatedAgent(VirtualCluster cluster, Node node) {
        this.cluster = cluster;
        this.node = node;
        this.link = new AgentLink(cluster);
        this.callbacks = new SimulatedCallbacks(this, cluster, link);
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** Whether the node is up. */
    public boolean isUp() {
        return up;
    }

    /** The agent starts and joins. */
    public void join() {
        up = true;
        link.begin();
        link.report(new Event.NodeJoined(node.agentName(), ++incarnation));
    }

    /** The node dies with everything on it. */
    public void die() {
        vanish();
        link.report(new Event.NodeLeft(node.agentName(), incarnation, "the node has failed"));
    }

    /** The node dies and comes back before anybody has noticed that it was away. */
    public void reboot() {
        vanish();
        join();
    }

    private void vanish() {
        up = false;
        link.cut();
        instances.clear();
        leftovers.clear();
    }

    /** What runs here: HA state by CSI of each component's instance, as far as it may really have it. */
    public Map<Dn, Map<Dn, HaState>> holdings() {
        Map<Dn, Map<Dn, HaState>> all = new TreeMap<>(leftovers);
        instances.forEach((component, instance) -> all.merge(component, instance.has, SimulatedAgent::union));
        return all;
    }

    private static Map<Dn, HaState> union(Map<Dn, HaState> old, Map<Dn, HaState> present) {
        Map<Dn, HaState> both = new TreeMap<>(old);
        both.putAll(present);
        return both;
    }

    /** Lets the next such operation on the component fail. */
    public void failNext(Dn component, Operation operation) {
        toFail.computeIfAbsent(component, c -> new EnumMap<>(Operation.class)).merge(operation, 1, Integer::sum);
    }

    /** Forgets what was to fail. */
    public void failNothing() {
        toFail.clear();
    }

    boolean fails(Dn component, Operation operation) {
        Map<Operation, Integer> planned = toFail.getOrDefault(component, Map.of());
        int left = planned.getOrDefault(operation, 0);
        if (left > 0) {
            planned.put(operation, left - 1);
        }
        return left > 0;
    }

    /**
     * The component fails; the agent cleans it up at once and reports. It has crashed when its process has ended, else it
     * may serve until it has been cleaned up. Returns false when no instance runs that could fail.
     */
    public boolean fail(Dn component, ErrorSource source, RecommendedRecovery recovery, String detail) {
        SimulatedInstance instance = instances.get(component);
        if (instance == null || instance.phase == Phase.CLEANING) {
            return false;
        }
        if (source == ErrorSource.PROCESS_ENDED) {
            instance.has.clear();
        }
        switch (instance.phase) {
            case INSTANTIATING -> cleanUpPending(instance, Answer.FAILED);
            case TERMINATING -> cleanUpPending(instance, Answer.OK);
            case UP -> {
                long now = cluster.nowNanos();
                link.report(
                        new Event.ComponentFailed(component, instance.incarnation, source, recovery, detail, now, now));
                instance.failed = true;
                cleanUp(instance);
            }
            case CLEANING -> throw new IllegalStateException("excluded above");
        }
        return true;
    }

    /** Ends what still runs of failed components below the entity, or all that runs here when it is this node. */
    public void removeLeftovers(Dn entity) {
        leftovers.keySet().removeIf(c -> c.isBelow(entity) || entity.equals(node.dn()));
    }

    /** The director has given an order; it arrives after a while, unless it was meant for an earlier life of the agent. */
    void carryOut(Command.Order order) {
        if (up && cluster.state().of(node).incarnation() == incarnation) {
            List<Dn> csis = cluster.state().component(order.component()).stream()
                    .flatMap(c -> c.csis().stream())
                    .map(p -> p.csi().dn())
                    .toList();
            link.deliver(order, () -> arrived(order, csis));
        }
    }

    /** A new leader sends again what was not answered, and is sent again what was not taken. */
    void leaderChanged(List<Command.Order> unanswered) {
        link.reportAgain();
        unanswered.stream().filter(o -> o.node().equals(node.dn())).forEach(this::carryOut);
    }

    private void arrived(Command.Order order, List<Dn> csis) {
        Optional<SimulatedInstance> instance = Optional.ofNullable(instances.get(order.component()));
        switch (order.action()) {
            case Action.Instantiate a -> instantiate(order, a, csis);
            case Action.Terminate a -> instance.ifPresentOrElse(i -> terminate(i, order), () -> refuse(order));
            case Action.Cleanup a -> cleanUp(order);
            case Action.SetCsi a -> callbacks.call(instance, order);
            case Action.RemoveCsi a -> callbacks.call(instance, order);
        }
    }

    void refuse(Command.Order order) {
        answer(order, Answer.VOID, "not running");
    }

    private void instantiate(Command.Order order, Action.Instantiate action, List<Dn> csis) {
        if (instances.containsKey(order.component())) {
            refuse(order);
            return;
        }
        SimulatedInstance instance = new SimulatedInstance(order, Phase.INSTANTIATING);
        instances.put(order.component(), instance);
        instance.pending = Optional.of(order);
        if (!action.spec().saAware()) {
            csis.forEach(csi -> instance.has.put(csi, HaState.ACTIVE));
        }
        later(instance, Phase.INSTANTIATING, () -> {
            if (fails(order.component(), Operation.INSTANTIATE)) {
                cleanUpPending(instance, Answer.FAILED);
            } else if (fails(order.component(), Operation.INSTANTIATE_NO_RETRY)) {
                cleanUpPending(instance, Answer.FAILED_NO_RETRY);
            } else {
                instance.phase = Phase.UP;
                instance.pending = Optional.empty();
                answer(order, Answer.OK, "exit 0");
            }
        });
    }

    /** Does it when the action has taken its time, unless the instance is in another phase by then. */
    void later(SimulatedInstance instance, Phase phase, Runnable what) {
        cluster.later(cluster.delays().actionNanos(), () -> {
            if (instances.get(instance.component) == instance && instance.phase == phase) {
                what.run();
            }
        });
    }

    private void terminate(SimulatedInstance instance, Command.Order order) {
        switch (instance.phase) {
            case TERMINATING, CLEANING -> refuse(order);
            case INSTANTIATING -> {
                instance.pending.ifPresent(this::refuse);
                instance.pending = Optional.of(order);
                cleanUpPending(instance, Answer.OK);
            }
            case UP -> {
                instance.phase = Phase.TERMINATING;
                instance.pending = Optional.of(order);
                abandonCallbacks(instance);
                later(instance, Phase.TERMINATING, () -> {
                    if (fails(instance.component, Operation.TERMINATE)) {
                        cleanUpPending(instance, Answer.OK);
                    } else {
                        instances.remove(instance.component);
                        answer(order, Answer.OK, "exit 0");
                    }
                });
            }
        }
    }

    private void cleanUp(Command.Order order) {
        SimulatedInstance instance =
                instances.computeIfAbsent(order.component(), c -> new SimulatedInstance(order, Phase.TERMINATING));
        if (instance.phase != Phase.CLEANING) {
            instance.pending.ifPresent(this::refuse);
            cleanUp(instance);
        }
        instance.waiters.add(new Waiter(order, Answer.OK));
    }

    private void cleanUpPending(SimulatedInstance instance, Answer onSuccess) {
        instance.pending.ifPresent(order -> instance.waiters.add(new Waiter(order, onSuccess)));
        cleanUp(instance);
    }

    private void cleanUp(SimulatedInstance instance) {
        instance.phase = Phase.CLEANING;
        instance.pending = Optional.empty();
        abandonCallbacks(instance);
        later(instance, Phase.CLEANING, () -> cleanedUp(instance, !fails(instance.component, Operation.CLEANUP)));
    }

    private void cleanedUp(SimulatedInstance instance, boolean ok) {
        instances.remove(instance.component);
        if (ok) {
            leftovers.remove(instance.component);
        } else {
            leftovers.merge(instance.component, instance.has, SimulatedAgent::union);
        }
        String detail = ok ? "exit 0" : "exit 1";
        if (instance.failed) {
            link.report(
                    new Event.CleanupEnded(instance.component, instance.incarnation, ok, detail, cluster.nowNanos()));
        }
        instance.waiters.forEach(w -> answer(w.order(), ok ? w.onSuccess() : Answer.CLEANUP_FAILED, detail));
    }

    private void abandonCallbacks(SimulatedInstance instance) {
        instance.callbacks.forEach(this::refuse);
        instance.callbacks.clear();
        instance.draining.clear();
    }

    void answer(Command.Order order, Answer answer, String detail) {
        long now = cluster.nowNanos();
        link.report(new Event.OrderAnswered(order.component(), order.id(), answer, detail, now, now));
    }
}
