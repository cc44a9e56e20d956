package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is rebooted by order of the leader. */
@Timeout(60)
final class RebootTest {

    private static final int COMPONENTS = 5;

    private final AgentRig rig;

    RebootTest() throws IOException {
        rig = AgentRig.start();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    @Test
    @Tag("AMF-071")
    @DisplayName("everything is killed without CLEANUP before the node is rebooted, and no order is taken any more")
    void reboot() throws Exception {
        List<TestComponent> components = new ArrayList<>();
        for (int i = 1; i <= COMPONENTS; i++) {
            TestComponent component = TestComponent.in(rig.folder, "c" + i, false);
            rig.answer(rig.order(component, component.instantiate()));
            components.add(component);
        }
        int reports = rig.leader.reportsTo(AgentRig.LEADER).size();

        Command.Agent agent = new Command.Agent(TestComponent.NODE, AgentRig.INCARNATION);
        rig.agent.received(
                AgentRig.LEADER,
                FakeLeader.reboot(AgentRig.TERM, new Command.Reboot(new CommandId(9, 0), agent, "fail-fast")));

        assertThat(rig.reboots.poll(20, TimeUnit.SECONDS)).isEqualTo("fail-fast");
        for (TestComponent component : components) {
            assertThat(Sessions.isRunning(component.pid()))
                    .as("%s runs", component.dn())
                    .isFalse();
            assertThat(component.cleanups()).isZero();
        }
        rig.order(components.get(0), new Action.Cleanup(components.get(0).spec(), Map.of()));
        rig.agent.close();
        assertThat(components.get(0).cleanups()).isZero();
        assertThat(rig.leader.reportsTo(AgentRig.LEADER)).hasSize(reports);
    }
}
