package org.amf4j.node;

import java.nio.file.Path;
import org.amf4j.core.command.Command.Order;

/** An agent in a process of its own that brings a component up and waits to be killed. */
final class MortalAgent {

    private MortalAgent() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        FakeLeader leader = new FakeLeader();
        NodeAgent agent = NodeAgent.start(
                NodeSettings.of("n1", AgentRig.INCARNATION, folder), leader, cause -> {}, Throwable::printStackTrace);
        agent.received(AgentRig.LEADER, FakeLeader.leaderIs(AgentRig.LEADER, 1));
        TestComponent component = TestComponent.in(folder, "c1", false);
        Order order = leader.order(component, component.instantiate());
        agent.received(AgentRig.LEADER, FakeLeader.orders(1, order));
        Thread.currentThread().join();
    }
}
