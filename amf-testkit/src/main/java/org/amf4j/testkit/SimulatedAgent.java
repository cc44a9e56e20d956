package org.amf4j.testkit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.Node;

/** A node's agent and the components on it, as far as the director can tell the difference. */
public final class SimulatedAgent {

    /** Things that can be made to fail. */
    public enum Operation {
        INSTANTIATE,
        TERMINATE,
        CLEANUP,
        CSI_SET,
        CSI_REMOVE
    }

    private final VirtualCluster cluster;
    private final Node node;
    private final Map<Dn, Instance> instances = new TreeMap<>();
    private final Map<Dn, Map<Operation, Integer>> toFail = new LinkedHashMap<>();
    private boolean up;
    private long incarnation;

    /** A component's instance that may run. */
    private static final class Instance {
        private final CommandId incarnation;
        private final Map<Dn, HaState> has = new TreeMap<>();

        Instance(CommandId incarnation) {
            this.incarnation = incarnation;
        }
    }

    SimulatedAgent(VirtualCluster cluster, Node node) {
        this.cluster = cluster;
        this.node = node;
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
        cluster.tell(new Event.NodeJoined(node.agentName(), ++incarnation));
    }

    /** The node dies with everything on it. */
    public void die() {
        up = false;
        cluster.forget(e -> e instanceof Event.Report r && isMine(r.component()));
        instances.clear();
        cluster.tell(new Event.NodeLeft(node.agentName(), incarnation, "the node has failed"));
    }

    private boolean isMine(Dn component) {
        return cluster.state()
                .component(component)
                .map(c -> cluster.state().unitOf(c))
                .flatMap(u -> u.host())
                .filter(h -> h.node() == node)
                .isPresent();
    }

    /** What really runs here and is active: HA state by CSI of each component's instance. */
    public Map<Dn, Map<Dn, HaState>> holdings() {
        Map<Dn, Map<Dn, HaState>> all = new TreeMap<>();
        instances.forEach((component, instance) -> all.put(component, instance.has));
        return all;
    }

    /** Lets the next such operation on the component fail. */
    public void failNext(Dn component, Operation operation) {
        toFail.computeIfAbsent(component, c -> new EnumMap<>(Operation.class)).merge(operation, 1, Integer::sum);
    }

    private boolean fails(Dn component, Operation operation) {
        Map<Operation, Integer> planned = toFail.getOrDefault(component, Map.of());
        int left = planned.getOrDefault(operation, 0);
        if (left > 0) {
            planned.put(operation, left - 1);
        }
        return left > 0;
    }

    /** The component fails; the agent cleans it up at once and reports. */
    public boolean fail(Dn component, ErrorSource source, RecommendedRecovery recovery, String detail) {
        Instance instance = instances.remove(component);
        if (instance == null) {
            return false;
        }
        cluster.forget(e -> e instanceof Event.OrderAnswered a && a.component().equals(component));
        long now = cluster.nowNanos();
        cluster.tell(new Event.ComponentFailed(component, instance.incarnation, source, recovery, detail, now, now));
        boolean cleaned = !fails(component, Operation.CLEANUP);
        cluster.tellIn(
                VirtualCluster.ACTION_NANOS,
                new Event.CleanupEnded(component, instance.incarnation, cleaned, cleaned ? "exit 0" : "exit 1", now));
        if (!cleaned) {
            instances.put(component, instance);
        }
        return true;
    }

    /** Ends what still runs of failed components below the entity, or all that runs here when it is this node. */
    void removeLeftovers(Dn entity) {
        instances.keySet().removeIf(c -> (c.isBelow(entity) || entity.equals(node.dn()))
                && cluster.state()
                        .component(c)
                        .filter(s -> s.presence().isFailed())
                        .isPresent());
    }

    void carryOut(Command.Order order) {
        if (!up) {
            return;
        }
        Dn component = order.component();
        switch (order.action()) {
            case Action.Instantiate a -> instantiate(order);
            case Action.Terminate a -> end(order, fails(component, Operation.TERMINATE) && fails(component, Operation.CLEANUP));
            case Action.Cleanup a -> end(order, fails(component, Operation.CLEANUP));
            case Action.SetCsi a -> set(order, a);
            case Action.RemoveCsi a -> remove(order, a);
        }
    }

    private void instantiate(Command.Order order) {
        if (fails(order.component(), Operation.INSTANTIATE)) {
            boolean cleaned = !fails(order.component(), Operation.CLEANUP);
            answer(order, cleaned ? Answer.FAILED : Answer.CLEANUP_FAILED, "exit 1");
        } else {
            instances.put(order.component(), new Instance(order.id()));
            Action.Instantiate action = (Action.Instantiate) order.action();
            if (!action.spec().saAware()) {
                cluster.state().component(order.component()).ifPresent(c -> c.csis()
                        .forEach(p -> instances.get(order.component()).has.put(p.csi().dn(), HaState.ACTIVE)));
            }
            answer(order, Answer.OK, "exit 0");
        }
    }

    private void end(Command.Order order, boolean cleanupFails) {
        cluster.forget(e -> e instanceof Event.OrderAnswered a
                && a.component().equals(order.component()) && !a.order().equals(order.id()));
        if (cleanupFails) {
            answer(order, Answer.CLEANUP_FAILED, "exit 1");
        } else {
            instances.remove(order.component());
            answer(order, Answer.OK, "exit 0");
        }
    }

    private void set(Command.Order order, Action.SetCsi action) {
        Optional<Instance> instance = Optional.ofNullable(instances.get(order.component()));
        if (instance.isEmpty()) {
            answer(order, Answer.VOID, "no instance");
        } else if (fails(order.component(), Operation.CSI_SET)) {
            fail(order.component(), ErrorSource.CSI_SET_FAILED, RecommendedRecovery.NO_RECOMMENDATION, "refused "
                    + action.haState());
        } else {
            action.csis().forEach(c -> instance.get().has.put(c.dn(), action.haState()));
            answer(order, Answer.OK, "");
            if (action.haState() == HaState.QUIESCING) {
                action.csis().forEach(c -> instance.get().has.put(c.dn(), HaState.QUIESCED));
                cluster.tellIn(
                        2 * VirtualCluster.ACTION_NANOS,
                        new Event.QuiescingCompleted(order.component(), order.id(), cluster.nowNanos()));
            }
        }
    }

    private void remove(Command.Order order, Action.RemoveCsi action) {
        Optional<Instance> instance = Optional.ofNullable(instances.get(order.component()));
        if (instance.isEmpty()) {
            answer(order, Answer.VOID, "no instance");
        } else if (fails(order.component(), Operation.CSI_REMOVE)) {
            fail(order.component(), ErrorSource.CSI_REMOVE_FAILED, RecommendedRecovery.NO_RECOMMENDATION, "refused");
        } else {
            action.csis().forEach(instance.get().has::remove);
            answer(order, Answer.OK, "");
        }
    }

    private void answer(Command.Order order, Answer answer, String detail) {
        long now = cluster.nowNanos();
        cluster.tellIn(
                VirtualCluster.ACTION_NANOS,
                new Event.OrderAnswered(
                        order.component(), order.id(), answer, detail, now, now + VirtualCluster.ACTION_NANOS));
    }
}
