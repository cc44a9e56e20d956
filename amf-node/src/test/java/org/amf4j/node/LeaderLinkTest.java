package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ClusterMessage.BodyCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LeaderLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Action VOID_ACTION = new Action.Terminate(Map.of());

    private final AgentRig rig;
    private final TestComponent component;

    LeaderLinkTest() throws IOException {
        rig = AgentRig.start();
        component = TestComponent.in(rig.folder, "c1", false);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private List<ClusterMessage> awaitSent(String member, int count) {
        return await().atMost(LIMIT).until(() -> rig.leader.sentTo(member), sent -> sent.size() >= count);
    }

    @Test
    @DisplayName("a leader is greeted with name and incarnation")
    void greets() {
        ClusterMessage first = awaitSent(AgentRig.LEADER, 1).get(0);

        assertThat(first.getHello().getAgentName()).isEqualTo("n1");
        assertThat(first.getHello().getIncarnation()).isEqualTo(AgentRig.INCARNATION);
    }

    @Test
    @DisplayName("reports are numbered, kept until taken, and what is untaken is sent again to a new leader")
    void sendsAgain() {
        rig.answer(rig.order(component, VOID_ACTION));
        rig.answer(rig.order(component, VOID_ACTION));
        rig.agent.received(AgentRig.LEADER, FakeLeader.taken(AgentRig.INCARNATION, 1));

        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));

        List<ClusterMessage> sent = awaitSent("n3", 2);
        assertThat(sent.get(0).getBodyCase()).isEqualTo(BodyCase.HELLO);
        assertThat(sent.get(1).getReports().getFirstSequence()).isEqualTo(2);
        assertThat(sent.get(1).getReports().getEventsCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("what an earlier life of the agent had reported is not taken from this one")
    void ignoresEarlierLives() {
        rig.answer(rig.order(component, VOID_ACTION));
        rig.agent.received(AgentRig.LEADER, FakeLeader.taken(AgentRig.INCARNATION - 1, 1));

        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM + 1));

        assertThat(awaitSent("n3", 2).get(1).getReports().getFirstSequence()).isEqualTo(1);
    }

    @Test
    @DisplayName("orders of an older term and of somebody else are refused, of a newer term taken")
    void terms() {
        Order old = rig.leader.order(component, VOID_ACTION);
        rig.agent.received("n3", FakeLeader.orders(AgentRig.TERM - 1, old));
        rig.agent.received("n3", FakeLeader.orders(AgentRig.TERM, old));
        rig.agent.received("n3", FakeLeader.leaderIs("n3", AgentRig.TERM - 1));

        Order newer = rig.leader.order(component, VOID_ACTION);
        rig.agent.received("n3", FakeLeader.orders(AgentRig.TERM + 1, newer));

        await().atMost(LIMIT).until(() -> rig.leader.reportsTo("n3").size() == 1);
        assertThat(((Event.OrderAnswered) rig.leader.reportsTo("n3").get(0)).order())
                .isEqualTo(newer.id());
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).isEmpty();
    }

    @Test
    @DisplayName("an order that is repeated by a new leader is answered again and not carried out again")
    void repeatedOrder() throws IOException {
        Order cleanup = rig.leader.order(component, new Action.Cleanup(component.spec(), Map.of()));
        rig.agent.received(AgentRig.LEADER, FakeLeader.orders(AgentRig.TERM, cleanup));
        rig.answer(cleanup.id());
        rig.agent.received(AgentRig.LEADER, FakeLeader.taken(AgentRig.INCARNATION, 1));

        rig.agent.received("n3", FakeLeader.orders(AgentRig.TERM + 1, cleanup));

        await().atMost(LIMIT).until(() -> rig.leader.reportsTo("n3").size() == 1);
        assertThat(component.cleanups()).isEqualTo(1);
    }

    @Test
    @DisplayName("what was decided for another life of the agent is not carried out by this one")
    void ordersOfAnotherLife() throws IOException {
        Order mine = rig.leader.order(component, new Action.Cleanup(component.spec(), Map.of()));
        Command.Agent before = new Command.Agent(mine.node(), AgentRig.INCARNATION - 1);
        Order late = new Order(new CommandId(99, 0), before, component.dn(), mine.action());
        Command.Reboot reboot = new Command.Reboot(new CommandId(99, 1), before, "test");

        rig.agent.received(AgentRig.LEADER, FakeLeader.orders(AgentRig.TERM, late));
        rig.agent.received(AgentRig.LEADER, FakeLeader.reboot(AgentRig.TERM, reboot));
        rig.agent.received(AgentRig.LEADER, FakeLeader.orders(AgentRig.TERM, mine));

        rig.answer(mine.id());
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).hasSize(1);
        assertThat(component.cleanups()).isEqualTo(1);
        assertThat(rig.reboots).isEmpty();
    }

    @Test
    @DisplayName("a reboot of an older term is refused")
    void rebootOfFormerLeader() {
        Command.Agent agent = new Command.Agent(TestComponent.NODE, AgentRig.INCARNATION);
        rig.agent.received(
                "n3", FakeLeader.reboot(AgentRig.TERM - 1, new Command.Reboot(new CommandId(99, 0), agent, "test")));

        rig.answer(rig.order(component, VOID_ACTION));

        assertThat(rig.reboots).isEmpty();
    }

    @Test
    @DisplayName("a report that is not taken is sent again after a while, because a message may have been lost")
    void sendsAgainAfterAWhile() {
        rig.answer(rig.order(component, VOID_ACTION));

        await().atMost(LIMIT).until(() -> rig.leader.reportsTo(AgentRig.LEADER).size() >= 2);

        assertThat(rig.leader.reportsTo(AgentRig.LEADER).get(1))
                .isEqualTo(rig.leader.reportsTo(AgentRig.LEADER).get(0));
    }
}
