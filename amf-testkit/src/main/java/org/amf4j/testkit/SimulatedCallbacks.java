package org.amf4j.testkit;

import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.testkit.SimulatedInstance.Phase;

/** The CSI callbacks of the components on a simulated node: one at a time for each component. */
final class SimulatedCallbacks {

    private final SimulatedAgent agent;
    private final VirtualCluster cluster;
    private final AgentLink link;

    SimulatedCallbacks(SimulatedAgent agent, VirtualCluster cluster, AgentLink link) {
        this.agent = agent;
        this.cluster = cluster;
        this.link = link;
    }

    void call(Optional<SimulatedInstance> instance, Command.Order order) {
        if (instance.isEmpty() || instance.get().phase != Phase.UP) {
            agent.refuse(order);
            return;
        }
        instance.get().callbacks.add(order);
        if (instance.get().callbacks.size() == 1) {
            enter(instance.get(), order);
        }
    }

    private void enter(SimulatedInstance instance, Command.Order order) {
        if (order.action() instanceof Action.SetCsi set && set.haState() == HaState.ACTIVE) {
            set.csis().forEach(c -> instance.has.put(c.dn(), HaState.ACTIVE));
        }
        if (order.action() instanceof Action.SetCsi set) {
            set.csis().forEach(c -> instance.draining.remove(c.dn()));
        }
        agent.later(instance, Phase.UP, () -> {
            if (instance.callbacks.peek() != order) {
                return;
            }
            instance.callbacks.remove();
            if (order.action() instanceof Action.SetCsi set) {
                leaveSet(instance, order, set);
            } else if (order.action() instanceof Action.RemoveCsi remove) {
                leaveRemove(instance, order, remove);
            }
            if (instance.phase == Phase.UP && !instance.callbacks.isEmpty()) {
                enter(instance, instance.callbacks.peek());
            }
        });
    }

    private void leaveSet(SimulatedInstance instance, Command.Order order, Action.SetCsi set) {
        if (agent.fails(instance.component, SimulatedAgent.Operation.CSI_SET)) {
            refused(instance, order, ErrorSource.CSI_SET_FAILED);
            return;
        }
        set.csis().forEach(c -> instance.has.put(c.dn(), set.haState()));
        agent.answer(order, Answer.OK, "");
        if (set.haState() == HaState.QUIESCING) {
            set.csis().forEach(c -> instance.draining.put(c.dn(), order.id()));
            agent.later(instance, Phase.UP, () -> agent.later(instance, Phase.UP, () -> drained(instance, order, set)));
        }
    }

    private void drained(SimulatedInstance instance, Command.Order order, Action.SetCsi set) {
        if (set.csis().stream().allMatch(c -> order.id().equals(instance.draining.get(c.dn())))) {
            set.csis().forEach(c -> instance.has.put(c.dn(), HaState.QUIESCED));
            link.report(new Event.QuiescingCompleted(instance.component, order.id(), cluster.nowNanos()));
        }
    }

    private void leaveRemove(SimulatedInstance instance, Command.Order order, Action.RemoveCsi remove) {
        if (agent.fails(instance.component, SimulatedAgent.Operation.CSI_REMOVE)) {
            refused(instance, order, ErrorSource.CSI_REMOVE_FAILED);
        } else {
            remove.csis().forEach(instance.has::remove);
            agent.answer(order, Answer.OK, "");
        }
    }

    private void refused(SimulatedInstance instance, Command.Order order, ErrorSource source) {
        agent.answer(order, Answer.FAILED, "refused");
        agent.fail(instance.component, source, RecommendedRecovery.NO_RECOMMENDATION, "refused");
    }
}
