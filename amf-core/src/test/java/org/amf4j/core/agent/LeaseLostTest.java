package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action.CsiFlag;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The node's lease has run out. */
final class LeaseLostTest {

    private final Rig rig = new Rig();

    private void loseLease() {
        rig.feed(new AgentEvent.LeaseLost(rig.now()));
    }

    @Test
    @DisplayName("what may not go on is cleaned up, and that is told when it is done")
    void ends() {
        rig.up();

        loseLease();
        assertThat(rig.commands()).contains(CommandKind.CLEANUP);
        assertThat(rig.all(AgentAction.FenceCompleted.class)).isEmpty();
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.all(AgentAction.FenceCompleted.class))
                .containsExactly(new AgentAction.FenceCompleted(List.of()));
    }

    @Test
    @DisplayName("what may go on is left alone, keeps its session, and obeys nobody until the agent ends")
    void goesOn() {
        rig.outlivingLease().up();

        loseLease();
        rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);

        assertThat(rig.commands()).doesNotContain(CommandKind.CLEANUP);
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
        assertThat(rig.all(AgentAction.FenceCompleted.class))
                .containsExactly(new AgentAction.FenceCompleted(List.of(Rig.COMPONENT)));
        rig.feed(new AgentEvent.StopRequested(rig.now()));
        rig.exit(CommandKind.CLEANUP, 0);
        assertThat(rig.all(AgentAction.StopCompleted.class)).hasSize(1);
    }

    @Test
    @DisplayName("what is being instantiated does not go on")
    void instantiating() {
        rig.outlivingLease().instantiate(true);

        loseLease();

        assertThat(rig.all(AgentAction.KillCommand.class)).hasSize(1);
    }
}
